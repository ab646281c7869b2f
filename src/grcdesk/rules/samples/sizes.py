"""How many items the fixed lane takes: one published table, so that nobody chooses a size after seeing the rows.

No body prescribes sizes; this is column 1 of the table in `domain.md` 1.9 (Chiaro, `type2-testing.md`, CC BY 4.0).
The table has no line for half-yearly controls: both runs of a year are taken.
"""

from __future__ import annotations

from grcdesk.terms import Frequency

OF_RUNS = {
    Frequency.ANNUAL: 1,
    Frequency.SEMIANNUAL: 2,
    Frequency.QUARTERLY: 2,
    Frequency.MONTHLY: 2,
    Frequency.WEEKLY: 5,
    Frequency.DAILY: 25,
    Frequency.MULTIPLE_DAILY: 40,
    Frequency.CONTINUOUS: 40,
}
"""For a control that runs by the calendar, or all the time, which is many times a day."""
OF_EVENTS = ((50, 8), (250, 15))
"""Up to so many events, so many items."""
FEW, MANY = 10, 25
"""Up to ten events all are taken; above 250, twenty-five."""


def fixed(frequency: Frequency, rows: int) -> int:
    """How many items of a population of so many rows; never more than there are."""
    # runs are counted by the calendar, events by how many there were
    if frequency in OF_RUNS:
        return min(OF_RUNS[frequency], rows)
    if rows <= FEW:
        return rows
    return next((size for most, size in OF_EVENTS if rows <= most), MANY)


def told(frequency: Frequency, rows: int) -> str:
    """Why so many, for the workpaper."""
    return f"table of sizes: {frequency.value.replace('_', ' ')}, {rows:,} in the population"
