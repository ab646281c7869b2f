"""Dates and counts as a filter writes them: `today`, `30d`, `2026Q1`, `2026-11`, `14`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_RELATIVE = re.compile(r"(-?)0*([0-9]{1,5})d", re.IGNORECASE)
_PERIOD = re.compile(r"([0-9]{4})(?:q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?", re.IGNORECASE)
_COUNT = re.compile(r"0*([0-9]{1,9})")
_DECEMBER = 12


def date_word(word: str) -> str | None:
    """The word in its one spelling, or None when it names no day, month, quarter or year."""
    if word.casefold() == "today":
        return "today"
    if relative := _RELATIVE.fullmatch(word):
        sign, days = relative.groups()
        return f"{sign if int(days) else ''}{days}d"
    if _PERIOD.fullmatch(word):
        try:
            _period(word)
        except ValueError:
            return None
        return word.upper()
    return None


def count_word(word: str) -> str | None:
    """The number in its one spelling, or None when it is none."""
    number = _COUNT.fullmatch(word)
    return str(int(number[1])) if number else None


def span(word: str, today: date) -> tuple[date, date]:
    """First and last day of a date word. Days beyond the calendar's ends are the ends.

    Raises:
        ValueError: when the word is none of `date_word`.
    """
    if word == "today":
        return today, today
    if relative := _RELATIVE.fullmatch(word):
        days = int(relative[1] + relative[2])
        try:
            day = today + timedelta(days=days)
        except OverflowError:
            day = date.max if days > 0 else date.min
        return day, day
    return _period(word)


def _period(word: str) -> tuple[date, date]:
    match = _PERIOD.fullmatch(word)
    if not match:
        msg = f"{word!r} is no date"
        raise ValueError(msg)
    year = int(match[1])
    if match[4]:
        day = date(year, int(match[3]), int(match[4]))
        return day, day
    if match[3]:
        first = last = int(match[3])
    elif match[2]:
        first, last = int(match[2]) * 3 - 2, int(match[2]) * 3
    else:
        first, last = 1, _DECEMBER
    return date(year, first, 1), _last_of(year, last)


def _last_of(year: int, month: int) -> date:
    if month == _DECEMBER:
        return date(year, month, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
