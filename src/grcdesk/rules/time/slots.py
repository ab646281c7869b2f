"""Slots of a periodic control: the cycles of its window, and which of them need a run."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import Anchor, Frequency

CYCLE_DAYS = {Frequency.MULTIPLE_DAILY: 1, Frequency.DAILY: 1, Frequency.WEEKLY: 7}
CYCLE_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.SEMIANNUAL: 6, Frequency.ANNUAL: 12}
PERIODIC = frozenset({*CYCLE_DAYS, *CYCLE_MONTHS})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One cycle."""

    name: str
    inside: Span
    """Its days within the window."""
    nominal: Span
    """All its days."""
    required: bool


@lru_cache(maxsize=64)  # most controls of a desk share one window
def slots_of(frequency: Frequency, anchor: Anchor, window: Span) -> tuple[Slot, ...]:
    """The slots that make up the window, in order.

    A calendar slot is required when at least half of its days lie inside; a rolling one when it is whole. When none
    would be, the longest is: a window always asks for a run.
    """
    rolling = anchor is Anchor.ROLLING
    cut = [
        (name, Span(max(nominal.start, window.start), min(nominal.end, window.end)), nominal)
        for name, nominal in (_rolling if rolling else _calendar)(frequency, window)
    ]
    required = [inside == nominal if rolling else 2 * inside.days >= nominal.days for _, inside, nominal in cut]
    if not any(required):
        days = [inside.days for _, inside, _ in cut]
        required[days.index(max(days))] = True
    return tuple(Slot(*parts, needed) for parts, needed in zip(cut, required, strict=True))


def later(day: date, frequency: Frequency, cycles: int = 1) -> date:
    """That day some cycles on. Months keep the day of the month, cut at their end: 31 August, 28 February."""
    if frequency in CYCLE_DAYS:
        return day + timedelta(days=CYCLE_DAYS[frequency] * cycles)
    months = day.year * 12 + day.month - 1 + CYCLE_MONTHS[frequency] * cycles
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_short(frequency: Frequency, window: Span) -> bool:
    """Whether the window is shorter than one cycle."""
    return later(window.start, frequency) - _DAY > window.end


def far_apart(first: date, second: date, frequency: Frequency) -> bool:
    """Whether two runs lie more than one and a half cycles apart."""
    months = CYCLE_MONTHS.get(frequency)
    # a year of 365 days keeps the limit whole: 1.5 quarters are 547.5 / 4 days
    return 8 * (second - first).days > 365 * months if months else 2 * (second - first).days > 3 * CYCLE_DAYS[frequency]


def _rolling(frequency: Frequency, window: Span) -> Iterator[tuple[str, Span]]:
    number, start = 0, window.start
    while start <= window.end:
        number += 1
        # each from the window's start, so that 31 August stays the 31st after a February
        following = later(window.start, frequency, number)
        cycle = Span(start, following - _DAY)
        # named by its dates: a number would slide to other days when the period moves
        yield str(cycle), cycle
        start = following


def _calendar(frequency: Frequency, window: Span) -> Iterator[tuple[str, Span]]:
    start = _first_day(frequency, window.start)
    while start <= window.end:
        following = later(start, frequency)
        yield _name(frequency, start), Span(start, following - _DAY)
        start = following


def _first_day(frequency: Frequency, day: date) -> date:
    """The first day of the calendar slot that holds `day`."""
    if frequency is Frequency.WEEKLY:
        return day - timedelta(days=day.weekday())
    if frequency in CYCLE_DAYS:
        return day
    months = CYCLE_MONTHS[frequency]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _name(frequency: Frequency, start: date) -> str:
    if frequency is Frequency.WEEKLY:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    if frequency is Frequency.MONTHLY:
        return f"{start:%Y-%m}"
    if frequency is Frequency.QUARTERLY:
        return f"{start.year}Q{(start.month + 2) // 3}"
    if frequency is Frequency.SEMIANNUAL:
        return f"{start.year}H{(start.month + 5) // 6}"
    return str(start.year) if frequency is Frequency.ANNUAL else start.isoformat()
