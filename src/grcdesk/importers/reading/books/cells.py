"""What stands in a cell of a workbook or a list, as a value and as text."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from grcdesk.text import clean

_MIDNIGHT = time()

_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""How a text is written that a spreadsheet must not run; the sign before it is none of the text."""


def plain(value: Any) -> Any:
    """A value as a record holds it: days as 2026-01-31, times with a blank between, whole numbers without a point."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return unguarded(value) if value[:1] == "'" else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _moment(value: datetime) -> str:
    """A workbook has no days, only moments: midnight stands for the day."""
    return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ")


def text(value: Any) -> str:
    """The same as text."""
    found = plain(value)
    if found is None:
        return ""
    if isinstance(found, bool):
        return "TRUE" if found else "FALSE"
    return clean(str(found), "a cell")


def unguarded(written: str) -> str:
    """A text without the sign that keeps a spreadsheet from running it."""
    return written[1:] if written.startswith(_GUARDED) else written
