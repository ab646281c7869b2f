"""How cells look: colours with enough contrast, and one style per look, made once per workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter

from grcdesk.terms import Coverage, CriterionAnswer, DueState, MonthState, SlotState, Status, Support, Verdict

_FONT = "Arial"  # there, or with the same widths under another name, on every system
_SIZE = 10
_LINE = Side(style="hair", color="8C8C8C")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
INK = "1A1A1A"
LINK_INK = "0B4F9E"
PAPER = "FFFFFF"


@dataclass(frozen=True, slots=True)
class CellLook:
    """Everything that makes a cell look as it does. Colours are RRGGBB."""

    ink: str = INK
    fill: str = PAPER
    number: str = "General"
    bold: bool = False
    underline: bool = False
    size: int = _SIZE
    boxed: bool = True
    wrap: bool = True
    locked: bool = True
    side: str | None = None
    """left, center or right; else as the kind of value has it."""
    quoted: bool = False
    """Excel keeps the content text even when someone edits it."""


TEXT = CellLook()
PLAIN = CellLook(boxed=False, wrap=False)
ID = CellLook(number="@")
NUMBER = CellLook(number="0", side="center")
PERCENT = CellLook(number='0.0" %"', side="center")
DATE = CellLook(number="yyyy-mm-dd", side="center")
TIME = CellLook(number="yyyy-mm-dd hh:mm", side="center")
FACT_DATE = CellLook(number="yyyy-mm-dd", side="left")
FACT_NUMBER = CellLook(number="0", side="left")
LINK = CellLook(ink=LINK_INK, number="@", underline=True)
HEADER = CellLook(ink="FFFFFF", fill="1F3864", bold=True)
HEADER_INPUT = CellLook(ink="FFFFFF", fill="7A5200", bold=True)
INPUT = CellLook(fill="FFF7DC", locked=False)
INPUT_DATE = replace(INPUT, number="yyyy-mm-dd", side="center")
INPUT_NUMBER = replace(INPUT, number="0", side="center")
TITLE = CellLook(ink="1F3864", bold=True, size=16, boxed=False, wrap=False)
SECTION = CellLook(ink="1F3864", bold=True, size=12, boxed=False, wrap=False)
NAME = CellLook(bold=True, fill="F2F2F2")
WARNING = CellLook(bold=True, ink="6B2A00", fill="FDEBDD")

_GOOD = CellLook(ink="0B4A1F", fill="C6EFCE", bold=True, side="center")
_HALF = CellLook(ink="5C3B00", fill="FFE699", bold=True, side="center")
_BAD = CellLook(ink="7A1408", fill="F8CBAD", bold=True, side="center")
_PART = CellLook(ink="5C3B00", fill="FFF2CC", bold=True, side="center")
_CLAIM = CellLook(ink="6B2A00", fill="FDEBDD", bold=True, side="center")
_OPEN = CellLook(ink="333333", fill="E4E4E4", bold=True, side="center")
_ASIDE = CellLook(ink="1F3864", fill="DDEBF7", bold=True, side="center")
STATUS = {
    Status.IN_PLACE: _GOOD,
    Status.PARTIAL: _HALF,
    Status.MISSING: _BAD,
    Status.NOT_ASSESSED: _OPEN,
    Status.NOT_APPLICABLE: _ASIDE,
}
SUPPORT = {Support.SUPPORTED: _GOOD, Support.SUPPORTED_IN_PART: _PART, Support.CLAIM_ONLY: _CLAIM}
COVERAGE = {
    Coverage.NONE: _OPEN,
    Coverage.PARTIAL: _ASIDE,
    Coverage.FULL: _ASIDE,
    Coverage.DECLARED_FULL: _ASIDE,
}
"""Mapped is not answered: none of it is green."""
ANSWERED = {
    CriterionAnswer.IN_FULL: _GOOD,
    CriterionAnswer.ANSWERED: _GOOD,
    CriterionAnswer.CLAIM_ONLY: _CLAIM,
    CriterionAnswer.NOT_IN_PLACE: _BAD,
    CriterionAnswer.NOT_MAPPED: _OPEN,
}
REACH: dict[StrEnum, CellLook] = {
    **dict.fromkeys((Verdict.COVERED, Verdict.FINAL, Verdict.NO_OCCURRENCE), _GOOD),
    **dict.fromkeys((Verdict.GAP, SlotState.LATE_BEYOND_GRACE), _BAD),
    **dict.fromkeys((Verdict.PARTIAL, Verdict.COVERED_WITH_EXCEPTIONS, Verdict.NOT_TESTED_IN_PERIOD), _HALF),
    **dict.fromkeys((SlotState.LATE, SlotState.DUE, SlotState.OUTSIDE_PERIOD, SlotState.CLAIMED), _HALF),
    **dict.fromkeys(
        (Verdict.UNPROVEN, Verdict.INTERIM, Verdict.NOT_YET_RUN, Verdict.ON_TRACK, SlotState.UPCOMING), _OPEN
    ),
    **dict.fromkeys((SlotState.OPTIONAL, Verdict.NOT_IN_PERIOD, MonthState.NO_WINDOW), _ASIDE),
    Verdict.DESIGN_ONLY: _OPEN,
}
"""By verdict, state of a slot and state of a month; the same word looks the same everywhere."""
STANDING = {
    "in force": _GOOD,
    "superseded": _ASIDE,
    "not preserved": _HALF,
    "rejected": _OPEN,
    "file erased": _OPEN,
    "FAILED INTEGRITY": _BAD,
}
DUE: dict[StrEnum, CellLook] = {
    **dict.fromkeys((DueState.OVERDUE, DueState.NEVER_REVIEWED), _BAD),
    **dict.fromkeys((DueState.DUE_7, DueState.DUE_30), _HALF),
    **dict.fromkeys((DueState.DUE_60, DueState.DUE_90), _OPEN),
    DueState.OK: _GOOD,
    DueState.OFFBOARDED: _ASIDE,
}
ANSWER = {"yes": _GOOD, "partial": _HALF, "no": _BAD, "silent": _BAD, "not read": _OPEN}
TIES = _GOOD
TIES_NOT = _BAD


class Styles:
    """The styles of one workbook, each made once and then shared by all cells that use it."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._made: dict[CellLook, int] = {}

    def of(self, look: CellLook) -> int:
        """The number under which the workbook keeps that look."""
        number = self._made.get(look)
        if number is None:
            number = self._made[look] = self._make(look)
        return number

    def _make(self, look: CellLook) -> int:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.font = Font(
            name=_FONT, size=look.size, bold=look.bold, color=look.ink, underline="single" if look.underline else None
        )
        if look.fill != PAPER:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.boxed:
            cell.border = _BOX
        cell.alignment = Alignment(wrap_text=look.wrap, vertical="top", horizontal=look.side)
        cell.protection = Protection(locked=look.locked)
        cell.number_format = look.number
        cell.quotePrefix = look.quoted
        return int(cell.style_id)


class StyledCell:
    """What the library's row writer asks of a cell, and nothing else.

    Its own cells look up their style and check their text again for each cell, which costs half the time.
    """

    __slots__ = ("_value", "column", "data_type", "parent", "row", "style_id")
    has_style = True
    hyperlink = None
    _comment = None

    def __init__(self, sheet: Any, row: int, column: int) -> None:
        self.parent = sheet
        self.row = row
        self.column = column
        self._value: Any = None
        self.data_type = "n"
        self.style_id = 0

    @property
    def coordinate(self) -> str:
        """Its place, as `A5`."""
        return f"{get_column_letter(self.column)}{self.row}"

    def put(self, value: Any, style: int) -> None:
        """Take a value that is known to fit: text stays text whatever it looks like."""
        self._value = value
        self.data_type = "s" if isinstance(value, str) else "d" if isinstance(value, date) else "n"
        self.style_id = style

    def put_formula(self, formula: str, style: int) -> None:
        """Take a formula of ours."""
        self._value = formula
        self.data_type = "f"
        self.style_id = style
