"""How far dates, numbers and texts go: one place for every door they come in by."""

from __future__ import annotations

from datetime import date

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)
DAYS = f"{FIRST_DAY}..{LAST_DAY}"
"""As messages say it."""
MOST_PERIOD = 3660
"""Days of an audit period: ten years."""
MOST_DAYS = 3660
"""A number of days a person sets: notice, removal, age of a list."""
MOST_GRACE = 366
"""Days a run may be late."""
MOST_KEPT = 36_500
"""Days a source keeps what it logs."""
MOST_MONTHS = 120
"""Months between two reviews."""
MOST_COUNT = 1_000_000_000
"""Things that are counted: rows, accounts, items."""
MOST_BYTES = 1 << 50
"""Size of a file."""
MOST_LIMIT = 1e12
"""Of a check, either way."""
LONGEST_ID = 300
LONGEST_LINE = 1_000
"""Characters of a name or a title."""
LONGEST_TEXT = 100_000
"""Characters of what a person writes: a reason, a note, a description."""


def lies_within(day: date) -> bool:
    """Whether a day is one the desk can count with."""
    return FIRST_DAY <= day <= LAST_DAY


def nearest(day: date) -> date:
    """The day itself, or the nearest within bounds."""
    return min(max(day, FIRST_DAY), LAST_DAY)
