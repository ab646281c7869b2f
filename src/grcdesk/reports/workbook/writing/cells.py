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
_OVERLAP = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNDERSCORE, _NOTHING = "\U0010fffe\U0010fffd\U0010fffe", "\U0010fffd\U0010fffe\U0010fffd"
"""Stand in a text for what the library would not write as it must be; `mended` puts it right in the finished part."""


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


def put_text(sheet: Any, row: int, column: int, text: str, look: Any) -> bool:
    """Write a text that fits a cell; it comes back as it was. Whether its part must be mended in the finished file."""
    # of two spellings of a letter that share an underscore the library spells out the first only, and a text in <r> it
    # takes for one of several looks
    odd = text.startswith("<r>") or _OVERLAP.search(text) is not None
    if odd:
        text = _ESCAPE.sub(_UNDERSCORE, text)
        text = _NOTHING + text if text.startswith("<r>") else text
    sheet.write_string(row, column, text, look)
    return odd


def mended(part: bytes) -> bytes:
    """A part of the file with texts as they must stand there."""
    return part.replace(_UNDERSCORE.encode(), b"_x005F_").replace(_NOTHING.encode(), b"")


def kept(notes: Notes, tab: str, row: int, column: int, text: str) -> str:
    """The text as a cell can hold it; what was done goes to the notes."""
    if is_fit(text):
        return text
    return notes.keep((tab, xl_rowcol_to_cell(row, column), "", ""), text)
