"""How terms read: glyph, word and short code; and how counts and dates read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grcdesk.terms import Category, CheckState, CriterionAnswer, DueState, Frequency, MonthState, Scope, Status, Support
from grcdesk.terms.audits import Exposed, Met


@dataclass(frozen=True, slots=True)
class Look:
    """One term on a screen. The glyph is one cell wide in every terminal."""

    glyph: str
    ascii: str
    word: str
    code: str


STATUS = {
    Status.IN_PLACE: Look("✓", "+", "in place", "IP"),
    Status.PARTIAL: Look("◔", "~", "partial", "PA"),
    Status.MISSING: Look("✗", "x", "missing", "MI"),
    Status.NOT_ASSESSED: Look("?", "?", "not assessed", "UN"),
    Status.NOT_APPLICABLE: Look("-", "-", "n.a.", "NA"),
}
SUPPORT = {
    Support.SUPPORTED: Look("✓", "+", "supported", "SU"),
    Support.SUPPORTED_IN_PART: Look("◔", "~", "supported in part", "SP"),
    Support.CLAIM_ONLY: Look("!", "!", "claim only", "CL"),
}
ANSWERED = {
    CriterionAnswer.IN_FULL: Look("✓", "+", "in full", "FU"),
    CriterionAnswer.ANSWERED: Look("✓", "+", "answered", "AN"),
    CriterionAnswer.IN_PART: Look("!", "!", "mapped, supported in part", "IP"),
    CriterionAnswer.CLAIM_ONLY: Look("!", "!", "mapped, claim only", "CL"),
    CriterionAnswer.NOT_IN_PLACE: Look("✗", "x", "mapped, not in place", "NP"),
    CriterionAnswer.NOT_MAPPED: Look("-", "-", "not mapped", "NM"),
}
SCOPE = {
    Scope.IN: Look("✓", "+", "in scope", "IN"),
    Scope.OPTIONAL: Look("?", "?", "optional", "OP"),
    Scope.OUT: Look("-", "-", "out of scope", "OU"),
}
CATEGORY_CODE = {
    Category.SECURITY: "S",
    Category.AVAILABILITY: "A",
    Category.PROCESSING_INTEGRITY: "PI",
    Category.CONFIDENTIALITY: "C",
    Category.PRIVACY: "P",
}
FREQUENCY = {
    Frequency.MULTIPLE_DAILY: "several times a day",
    Frequency.SEMIANNUAL: "semi-annual",
    Frequency.EVENT: "per event",
}
MONTH = {
    MonthState.GAP: Look("✗", "x", "gap", "GA"),
    MonthState.OUTSIDE_PERIOD: Look("◃", "<", "outside period", "OU"),
    MonthState.PARTIAL: Look("◔", "~", "partial", "PA"),
    MonthState.UNPROVEN: Look("?", "?", "unproven", "UN"),
    MonthState.INTERIM: Look("◒", "i", "interim", "IN"),
    MonthState.CLAIMED: Look("◌", "c", "claimed", "CL"),
    MonthState.DUE: Look("!", "!", "due", "DU"),
    MonthState.LATE: Look("◕", "l", "late", "LA"),
    MonthState.LISTED: Look("≣", "=", "listed", "LI"),
    MonthState.NOT_YET_RUN: Look("▫", "0", "not yet run", "NY"),
    MonthState.DESIGN_ONLY: Look("d", "d", "design only", "DE"),
    MonthState.UPCOMING: Look("⋅", ".", "upcoming", "UP"),
    MonthState.ON_TRACK: Look("›", ">", "on track", "ON"),
    MonthState.COVERED: Look("✓", "+", "covered", "CO"),
    MonthState.OPTIONAL: Look("◦", "o", "optional", "OP"),
    MonthState.NO_WINDOW: Look("-", "-", "no window", "NO"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CHECK = {
    CheckState.BREACH: Look("✗", "x", "breach", "BR"),
    CheckState.STALE: Look("~", "~", "stale", "ST"),
    CheckState.WARN: Look("!", "!", "warn", "WA"),
    CheckState.NO_DATA: Look("-", "-", "no data", "ND"),
    CheckState.OK: Look("✓", "+", "ok", "OK"),
}
DUE = {
    DueState.OVERDUE: Look("✗", "x", "overdue", "OV"),
    DueState.NEVER_REVIEWED: Look("✗", "x", "never reviewed", "NR"),
    DueState.DUE_7: Look("!", "!", "within 7 d", "7"),
    DueState.DUE_30: Look("!", "!", "within 30 d", "30"),
    DueState.DUE_60: Look("◔", "~", "within 60 d", "60"),
    DueState.DUE_90: Look("◔", "~", "within 90 d", "90"),
    DueState.OK: Look("✓", "+", "ok", "OK"),
    DueState.OFFBOARDED: Look("-", "-", "offboarded", "OF"),
}
MET = {
    Met.DONE: Look("✓", "+", "done", "DO"),
    Met.OPEN: Look("✗", "x", "open", "OP"),
    Met.UNKNOWN: Look("?", "?", "unknown", "UK"),
}
EXPOSED = {
    Exposed.EXPOSED: Look("✗", "x", "exposed", "EX"),
    Exposed.UNKNOWN: Look("?", "?", "unknown", "UK"),
    Exposed.NOT_EXPOSED: Look("✓", "+", "not exposed", "NE"),
}
WARNING = Look("!", "!", "warning", "WA")
MARKED = Look("▸", ">", "marked", "MK")
RISING = Look("▴", "^", "from the least to the most", "UP")
FALLING = Look("▾", "v", "from the most to the least", "DN")
PROGRESS = (Look("▰", "#", "gone", "ON"), Look("▱", ".", "to come", "OF"))
"""How far a period has gone: what is over, what is to come."""
MOVED = Look("↻", "~", "changed by somebody else", "MV")


_SPELT = {
    "cuec": "CUEC",
    "soc2-type1": "SOC 2 Type I",
    "soc2-type2": "SOC 2 Type II",
    "iso-stage1": "ISO stage 1",
    "iso-stage2": "ISO stage 2",
    "iso-surveillance": "ISO surveillance",
    "iso-recertification": "ISO recertification",
    "csoc": "CSOC",
    "dpa": "DPA",
    "iso27001": "ISO 27001",
    "iso42001": "ISO 42001",
    "soc2_report": "SOC 2 report",
    "soc2_type1": "SOC 2 Type I",
    "soc2_type2": "SOC 2 Type II",
}
"""Names that are not written as they are stored."""


def act(verb: str) -> str:
    """What the log calls an act, in words: `feature confirm`."""
    return verb.replace(".", " ").replace("_", " ")


def word(term: StrEnum) -> str:
    """The term as people write it: `not_assessed` → `not assessed`."""
    if isinstance(term, Status):
        return STATUS[term].word
    if isinstance(term, CriterionAnswer):
        return ANSWERED[term].word
    if isinstance(term, DueState):
        return DUE[term].word
    if isinstance(term, Frequency) and term in FREQUENCY:
        return FREQUENCY[term]
    return spelt(term.value)


def spelt(value: str) -> str:
    """The value of a term as people write it, where its list is not known any more: `soc2_type2` → `SOC 2 Type II`."""
    return _SPELT.get(value) or value.replace("_", " ")


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week, from the first of an ISO week."""


def backed(support: Support | None, have: int, need: int) -> str:
    """`supported`, `supported in part (1 of 2)`, `claim only`; empty for what nobody says is in place."""
    if support is None:
        return ""
    return SUPPORT[support].word + (f" ({have} of {need})" if support is Support.SUPPORTED_IN_PART else "")


def measured(value: str, unit: str, meaning: str) -> str:
    """`90 days, days a key may be in use`: a parameter of checks, without its name."""
    return f"{value} {unit}".strip() + f", {meaning[:1].lower()}{meaning[1:]}"


def month(name: str) -> str:
    """`2026-03` → `Mar`."""
    return MONTHS[int(name[-2:]) - 1]


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 control`, `3 controls`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def several(noun: str) -> str:
    """`evidence slots`, `evidence losses`: the noun of more than one."""
    return noun + ("es" if noun.endswith("s") else "s")


def join(words: tuple[str, ...] | list[str], limit: int = 8) -> str:
    """`a, b and c`; beyond `limit` the rest is counted."""
    shown = list(words[:limit])
    if len(words) > limit:
        shown.append(f"{len(words) - limit} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def size(number: int) -> str:
    """`512 B`, `12 kB`, `4.1 MB`: powers of 1000."""
    value, unit = float(number), "B"
    for larger in ("kB", "MB", "GB"):
        if value < 999.5:  # noqa: PLR2004  else it would read 1000
            break
        value, unit = value / 1000, larger
    return f"{value:.1f} {unit}" if value < 9.95 and unit != "B" else f"{value:.0f} {unit}"  # noqa: PLR2004


def day(value: date | None) -> str:
    """ISO date, or a dash."""
    return value.isoformat() if value else "-"


def days_until(due: date, today: date) -> str:
    """`in 12 d`, `today`, `3 d overdue`."""
    left = (due - today).days
    if left == 0:
        return "today"
    return f"in {left} d" if left > 0 else f"{-left} d overdue"
