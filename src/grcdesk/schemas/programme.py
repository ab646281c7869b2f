"""The engagement scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.clock import parse_date
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.terms import Category, Coverage, CriterionAnswer, Scope, Status
from grcdesk.terms.audits import EngagementKind, Phase
from grcdesk.terms.bounds import DAYS, MOST_PERIOD, lies_within
from grcdesk.wording import CATEGORY_CODE


@dataclass(frozen=True, slots=True)
class Period:
    """The audit period; both days belong to it."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"

    @classmethod
    def read(cls, text: str) -> Period:
        """`2026-01-01..2026-12-31`.

        Raises:
            BadInput: for anything else, or when it ends before it starts.
        """
        hint = "write it as 2026-01-01..2026-12-31"
        first, dots, last = text.partition("..")
        if not dots:
            raise BadInput(f"{text!r} is not a period", hint=hint)
        try:
            found = cls(parse_date(first.strip()), parse_date(last.strip()))
        except BadInput as error:
            # the hint of a single day would not help with two
            raise BadInput(error.message, hint=hint) from None
        if found.end < found.start:
            raise BadInput(f"{text!r} ends before it starts", hint=hint)
        return found.checked()

    def checked(self) -> Period:
        """Itself, when a desk can judge so many days.

        Raises:
            BadInput: for days out of bounds, or more than ten years of them.
        """
        if not (lies_within(self.start) and lies_within(self.end)):
            raise BadInput(f"the period {self} lies outside {DAYS}", hint="give days within")
        if self.days > MOST_PERIOD:
            raise BadInput(f"the period {self} has {self.days:,} days", hint=f"at most {MOST_PERIOD:,}, ten years")
        return self


def read_categories(text: str) -> tuple[Category, ...]:
    """Categories in their usual order, from names or their beginnings, the codes S A PI C P, or `all`, with commas.

    Codes may have blanks between instead. Security is always among them.

    Raises:
        BadInput: naming the word that is none.
    """
    codes = {code.casefold(): category for category, code in CATEGORY_CODE.items()}
    # every SOC 2 report has the common criteria
    found = {Category.SECURITY}
    words = text.split()
    # with blanks between they are codes or nothing: "processing integrity" is one name of two words
    only_codes = all(word.casefold() in codes for word in words)
    for part in words if only_codes else text.split(","):
        found |= _categories(part.strip(), codes)
    return tuple(category for category in Category if category in found)


def _categories(word: str, codes: Mapping[str, Category]) -> set[Category]:
    """What one word means: a code, `all`, or the one category whose name begins so."""
    name = word.casefold().replace("-", "_").replace(" ", "_")
    if not name:
        return set()
    if name == "all":
        return set(Category)
    if name in codes:
        return {codes[name]}
    begun = {category for category in Category if category.value.startswith(name)}
    if len(begun) == 1:
        return begun
    names = [category.value.replace("_", "-") for category in Category]
    hint = did_you_mean(name.replace("_", "-"), names) or f"categories are {', '.join(names)}, or all"
    raise BadInput(f"no category {word!r}", hint=hint)


@dataclass(frozen=True, slots=True)
class ProgrammeNames:
    """What is called how; None leaves a name as it is."""

    organisation: str | None = None
    """Whose programme it is; stands on every export."""
    programme: str | None = None
    zone: str | None = None
    """IANA name of the zone whose calendar counts; empty: the computer's own."""


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """Something left out of the engagement, with the reason."""

    id: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Override:
    """A control whose computed scope a person replaced."""

    control: str
    computed: Scope
    decided: Scope
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ScopeView:
    """The scope and what follows from it."""

    organisation: str
    programme: str
    engagement: str
    """Id of the engagement in force, as `ENG-1`."""
    name: str
    """How that engagement is called."""
    kind: EngagementKind
    categories: tuple[Category, ...]
    period: Period | None
    zone: str
    criteria: dict[Category, int]
    """Criteria in scope by category."""
    controls: dict[Scope, tuple[str, ...]]
    systems: tuple[str, ...]
    exclusions: tuple[ExclusionRow, ...]
    overrides: tuple[Override, ...]
    untouched: tuple[str, ...]
    """Criteria in scope that no control of the desk touches."""
    phase: Phase = Phase.SCOPING


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion, or an item of another framework that is answered one by one, and what answers it."""

    id: str
    """Of the first such framework its bare id; of others with their word before it: `annex/X.1`."""
    label: str
    group: str
    category: Category | None
    """None: its framework has none."""
    in_scope: bool
    reason_out: str
    controls: tuple[str, ...]
    """Controls in scope (or optional) that map to it, primary ones first."""
    coverage: Coverage
    """How far the mappings reach, whatever stands of them today."""
    worst: Status | None
    """The worst gap status among its in-scope controls."""
    gap_note: str
    declared_by: str
    stale: str = ""
    """Why that declaration no longer holds; empty: it does, or there is none."""
    answered: CriterionAnswer | None = None
    """Whether it is answered on the day asked for; None: not judged."""
    framework: str = ""
    """What people call its framework."""


OVERLAY = (
    "These AI controls are an overlay on a SOC 2 programme, never one by themselves: "
    "criteria without a control here must be answered by the organisation's other controls."
)
"""Said in every export."""
