"""How cells look: colours with enough contrast, and one format per look, made once per workbook.

Blue is said, green is shown, grey is mapped or not known; every colour stands beside its word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from grcdesk.reports.colours import BAND, FONT, HUES, INK, LINE, NAVY, PAPER
from grcdesk.terms import Coverage, CriterionAnswer, DueState, MonthState, SlotState, Status, Support, Verdict

_SIZE = 8


@dataclass(frozen=True, slots=True)
class CellLook:
    """Everything that makes a cell look as it does. Colours are RRGGBB."""

    ink: str = INK
    fill: str = PAPER
    number: str = "General"
    bold: bool = False
    underline: bool = False
    size: float = _SIZE
    boxed: bool = True
    """A line below."""
    ruled: bool = False
    """A line at the left: texts that fill their columns would read on into each other."""
    wrap: bool = True
    locked: bool = True
    side: str | None = None
    """left, center or right; else as the kind of value has it."""
    quoted: bool = False
    """Excel keeps the content text even when someone edits it."""
    middle: bool = False
    """In the middle of the height; else at the top."""
    indent: int = 0
    edge: str = ""
    """Colour of a line all around, as between the cells of a map."""


TEXT = CellLook()
PLAIN = CellLook(boxed=False, wrap=False)
ID = CellLook(number="@")
NUMBER = CellLook(number="0", side="center")
PERCENT = CellLook(number='0.0" %"', side="center")
DATE = CellLook(number="yyyy-mm-dd", side="left")
TIME = CellLook(number="yyyy-mm-dd hh:mm", side="left")
FACT_DATE = CellLook(number="yyyy-mm-dd", side="left")
LINK = CellLook(ink=NAVY, number="@", underline=True)
HEADER = CellLook(ink="FFFFFF", fill=NAVY, bold=True, middle=True, boxed=False)
HEADER_INPUT = replace(HEADER, fill="6B5310")
INPUT = CellLook(fill="FFF8E1", locked=False)
TITLE = CellLook(ink=NAVY, bold=True, size=15, boxed=False, wrap=False)
SECTION = CellLook(ink=NAVY, bold=True, size=10, boxed=False, wrap=False)
NAME = CellLook(bold=True, fill=BAND)
WARNING = CellLook(bold=True, ink="9B1C1C", fill="FFFFFF")

GOOD, PART, CLAIM, HALF, BAD, OPEN, ASIDE = (CellLook(ink=hue.ink, fill=hue.fill) for hue in HUES.values())
LATE = replace(BAD, bold=True)
CHART = {name: hue.chart for name, hue in HUES.items()}
"""The same for slices and bars of charts, RRGGBB."""
MARKS = {name: hue.mark for name, hue in HUES.items()}
"""Signs beside the colours where there is no room for words."""
STATUS = {
    Status.IN_PLACE: GOOD,
    Status.PARTIAL: HALF,
    Status.MISSING: BAD,
    Status.NOT_ASSESSED: OPEN,
    Status.NOT_APPLICABLE: ASIDE,
}
SUPPORT = {Support.SUPPORTED: GOOD, Support.SUPPORTED_IN_PART: PART, Support.CLAIM_ONLY: CLAIM}
COVERAGE = {
    Coverage.NONE: ASIDE,
    Coverage.PARTIAL: OPEN,
    Coverage.FULL: OPEN,
    Coverage.DECLARED_FULL: CLAIM,
}
"""Mapped is not answered: none of it is green."""
ANSWERED = {
    CriterionAnswer.IN_FULL: GOOD,
    CriterionAnswer.ANSWERED: GOOD,
    CriterionAnswer.IN_PART: PART,
    CriterionAnswer.CLAIM_ONLY: CLAIM,
    CriterionAnswer.NOT_IN_PLACE: BAD,
    CriterionAnswer.NOT_MAPPED: OPEN,
}
REACH: dict[StrEnum, CellLook] = {
    **dict.fromkeys((Verdict.COVERED, Verdict.NO_OCCURRENCE), GOOD),
    **dict.fromkeys((Verdict.GAP, SlotState.LATE_BEYOND_GRACE), BAD),
    **dict.fromkeys((Verdict.PARTIAL, Verdict.COVERED_WITH_EXCEPTIONS, Verdict.NOT_TESTED_IN_PERIOD), HALF),
    **dict.fromkeys((SlotState.LATE, SlotState.DUE, SlotState.OUTSIDE_PERIOD), HALF),
    **dict.fromkeys((SlotState.CLAIMED, MonthState.LISTED, Verdict.FINAL), CLAIM),
    **dict.fromkeys(
        (Verdict.UNPROVEN, Verdict.INTERIM, Verdict.NOT_YET_RUN, Verdict.ON_TRACK, SlotState.UPCOMING), OPEN
    ),
    **dict.fromkeys((SlotState.OPTIONAL, Verdict.NOT_IN_PERIOD, MonthState.NO_WINDOW), ASIDE),
    Verdict.DESIGN_ONLY: OPEN,
}
"""By verdict, state of a slot and state of a month; the same word looks the same everywhere.

A final list shows what happened and not that the control ran: it is as blue as the months it lists.
"""
STANDING = {
    "in force": GOOD,
    "superseded": ASIDE,
    "not preserved": HALF,
    "rejected": OPEN,
    "file erased": OPEN,
    "FAILED INTEGRITY": BAD,
}
DUE: dict[StrEnum, CellLook] = {
    **dict.fromkeys((DueState.OVERDUE, DueState.NEVER_REVIEWED), BAD),
    **dict.fromkeys((DueState.DUE_7, DueState.DUE_30), HALF),
    **dict.fromkeys((DueState.DUE_60, DueState.DUE_90), OPEN),
    DueState.OK: GOOD,
    DueState.OFFBOARDED: ASIDE,
}
ANSWER = {"yes": GOOD, "partial": HALF, "no": BAD, "silent": BAD, "not read": OPEN}
TIES = GOOD
TIES_NOT = BAD


class Formats:
    """The formats of one workbook, each made once and then shared by all cells that use it."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[CellLook, Any] = {}

    def of(self, look: CellLook) -> Any:
        """The format of that look."""
        found = self._made.get(look)
        if found is None:
            found = self._made[look] = self._book.add_format(_properties(look))
        return found

    def over(self, look: CellLook) -> Any:
        """What a rule lays over a cell: only its colours."""
        return self._book.add_format({"font_color": f"#{look.ink}", "bg_color": f"#{look.fill}", "bold": look.bold})


def _properties(look: CellLook) -> dict[str, Any]:
    told: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "font_color": f"#{look.ink}",
        "bold": look.bold,
        "text_wrap": look.wrap,
        "valign": "vcenter" if look.middle else "top",
        "locked": look.locked,
        "num_format": look.number,
        "quote_prefix": look.quoted,
        "indent": look.indent,
    }
    if look.underline:
        told["underline"] = 1
    # paper is no colour: filled with white, the lines of the grid would vanish around it
    if look.fill != PAPER:
        told["bg_color"] = f"#{look.fill}"
    # without one each kind of value stands as spreadsheets have it
    if look.side:
        told["align"] = look.side
    if look.edge:
        told |= {"border": 1, "border_color": f"#{look.edge}"}
    elif look.boxed:
        told |= {"bottom": 1, "bottom_color": f"#{LINE}"}
        told |= {"left": 1, "left_color": f"#{LINE}"} if look.ruled else {}
    return told
