"""Calendar months: the only place that counts on by them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """That many calendar months later; a day the month has not becomes its last: 29 February → 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of that month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
