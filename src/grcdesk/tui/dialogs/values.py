"""What people type into fields, as values: days, closed words, yes and no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from grcdesk.clock import parse_date, today
from grcdesk.errors import BadInput
from grcdesk.rules.filters.words import date_word, span
from grcdesk.rules.time.months import add_months
from grcdesk.terms.read import also, pick

_AHEAD = re.compile(r"([+-]\d{1,3})([dwmy])")
_DAYS, _MONTHS = {"d": 1, "w": 7}, {"m": 1, "y": 12}


def optional_date(given: str) -> date | None:
    """A date, or None for an empty text or a dash."""
    return None if given in {"", "-"} else day_of(given)


def day_of(given: str, *, first: bool = False) -> date:
    """A date as people type one: 2026-01-31, `today`, or so far on or back: `+10d`, `+6w`, `+3m`, `+1y`, `-3d`.

    Months and years keep the day of the month, or end with the month where that is shorter.
    A year, quarter or month, 2026, 2026Q1, 2026-03, is its last day, or its first.

    Raises:
        BadInput: for anything else.
    """
    word = given.strip().casefold()
    if word == "today":
        return today()
    ahead = _AHEAD.fullmatch(word)
    if ahead:
        return _ahead(int(ahead[1]), ahead[2])
    return _end_of(word, first=first) or parse_date(given.strip())


def _ahead(number: int, unit: str) -> date:
    if unit in _MONTHS:
        return add_months(today(), number * _MONTHS[unit])
    return today() + timedelta(days=number * _DAYS[unit])


def _end_of(word: str, *, first: bool) -> date | None:
    """An end of a year, quarter or month; None for a word that names none of them."""
    days = span(word, today()) if date_word(word) and not word.endswith("d") else None
    return None if days is None or days[0] == days[1] else parse_date(days[0 if first else 1].isoformat())


def days_of(given: str) -> str:
    """A period as `2026-01-01..2026-03-31`, for one that is named by its year, quarter or month as well."""
    word = given.strip()
    first, dots, last = word.partition("..")
    if dots:
        ends = (first.strip(), last.strip())
        return "..".join(str(day_of(one, first=place == 0)) for place, one in enumerate(ends))
    start, end = _end_of(word, first=True), _end_of(word, first=False)
    return f"{start}..{end}" if start and end else given


def one_of(given: str, known: Sequence[str], what: str) -> str:
    """The known word that begins with what was given, or as the only one holds it; empty stays empty, `-` is.

    Raises:
        BadInput: when none or several do.
    """
    if given.strip() in {"", "-"}:
        return ""
    found = fitting(given, known) if plain_word(given) else []
    if len(found) != 1:
        raise BadInput(f"{what} {given!r} is not one of {', '.join(known)}")
    return found[0]


def fitting(given: str, known: Sequence[str]) -> list[str]:
    """The known words that may be meant: the word itself, else those that begin so, else those that hold it."""
    named = pick(given, [(str(word), *(also(word) if isinstance(word, StrEnum) else ())) for word in known])
    if named is not None:
        return [next(word for word in known if str(word) == named)]
    wanted = plain_word(given)
    words = {plain_word(word): word for word in known}
    found = [word for key, word in words.items() if key.startswith(wanted)]
    return found or [word for key, word in words.items() if wanted in key]


def plain_word(given: str) -> str:
    """A word without what people write it with: `Type 2` and `type-2` are both `type2`."""
    return "".join(letter for letter in given.casefold() if letter.isalnum())
