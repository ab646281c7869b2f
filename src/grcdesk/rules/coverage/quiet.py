"""Days on which nothing was to happen: what a person must say of them, and which they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from grcdesk.errors import BadInput
from grcdesk.rules.time.slots import later
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import Frequency
from grcdesk.wording import word

_WEEK = 7
_BEGUN = 3
"""So many letters name a day of the week."""
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def weekdays(text: str) -> tuple[int, ...]:
    """Days of the week by their names, with commas or blanks between; Monday is 0.

    Raises:
        BadInput: for a word that names none.
    """
    found = set()
    for name in text.replace(",", " ").casefold().split():
        fits = [number for number, day in enumerate(_NAMES) if len(name) >= _BEGUN and day.startswith(name)]
        if not fits:
            raise BadInput(f"{name!r} is no day of the week", hint="such as sat,sun")
        found.update(fits)
    return tuple(sorted(found))


def days(span: Span, meant: Sequence[int]) -> Iterator[date]:
    """The days of a range that are meant: those weekdays, or all of them when none is named."""
    for number in range(span.days):
        day = span.start + timedelta(days=number)
        if not meant or day.weekday() in meant:
            yield day


def refusals(
    *, start: date | None, end: date | None, weekdays: Sequence[int], reason: str, by: str, today: date
) -> list[str]:
    """Why a statement cannot be taken; each with what mends it."""
    found = []
    if not reason.strip():
        found.append("days without evidence need a reason why nothing was to happen on them")
    if not by.strip():
        found.append("a statement is of a person: say who makes it")
    if len(set(weekdays)) >= _WEEK:
        found.append("all seven days of the week are no pattern: leave them out, and name the range alone")
    if start is None or end is None:
        found.append("which days: give the first and the last, and days of the week when not all of them are meant")
        return found
    if end < start:
        found.append(f"the range ends before it begins: {start}..{end}")
    elif next(days(Span(start, end), weekdays), None) is None:
        found.append(f"{start}..{end} holds none of these days of the week")
    if end > later(today, Frequency.ANNUAL):
        found.append(f"{end} is more than a year ahead: nobody knows yet what is to happen then")
    return found


def not_of(frequency: Frequency) -> str:
    """Why a control of that frequency has no quiet days; empty: it may have."""
    if frequency is Frequency.CONTINUOUS:
        return ""
    return (
        f"it runs {word(frequency)}, and only a control that runs all the time has days on which nothing is to happen"
    )
