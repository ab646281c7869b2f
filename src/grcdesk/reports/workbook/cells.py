"""Puts values into the cells of a sheet: texts stay texts, days are days, and what no cell can hold is noted."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from grcdesk.reports.workbook.notes import Notes
from grcdesk.reports.xmltext import is_fit

RISKY = frozenset("=+-@\t\r")
"""A text that begins so could run as a formula; it is stored as text and marked to stay text."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on which all programs agree."""
_BEFORE = date(1899, 12, 30).toordinal()
"""Day 0 of workbooks."""
_SECONDS = 86_400
_TWICE = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_RICH = re.compile(r"(?<=_x[0-9A-Fa-f]{4})(?=_)|(?<=^<)(?=r>)")


def days(value: date) -> float:
    """A day, or a moment in UTC, as workbooks count."""
    if not isinstance(value, datetime):
        return value.toordinal() - _BEFORE
    moment = value.astimezone(UTC) if value.tzinfo else value
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment.toordinal() - _BEFORE + seconds / _SECONDS


def stated(value: date) -> str:
    """A day or moment no workbook can count, as text."""
    return value.isoformat() if not isinstance(value, datetime) else f"{value:%Y-%m-%d %H:%M}"


def put_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write a text that fits a cell; it comes back as it was."""
    if _TWICE.search(text) or text.startswith("<r>"):
        # the library would take these for its own spelling, and the second for letters of several looks: in pieces
        # there is nothing to mistake
        pieces = [piece for piece in _RICH.split(text.replace("\r\n", "\n").replace("\r", "\n")) if piece]
        if len(pieces) > 1:
            sheet.write_rich_string(row, column, *(part for piece in pieces for part in (look, piece)), look)
            return
    sheet.write_string(row, column, text, look)


def kept(notes: Notes, tab: str, row: int, column: int, record: str, field: str, text: str) -> str:
    """The text as a cell can hold it; what was done goes to the notes."""
    if is_fit(text):
        return text
    return notes.keep((tab, xl_rowcol_to_cell(row, column), record, field), text)
