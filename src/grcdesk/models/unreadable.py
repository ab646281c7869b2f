"""Stored values that cannot be what their column holds: a disk flipped a bit, or somebody wrote around the door.

Where things are only looked at, a careful value stands in for such a one and the look is told of it, so that a list
opens and names the record; where things are changed, it is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from grcdesk.terms.bounds import lies_within, nearest

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)
EPOCH = date(1970, 1, 1)
"""A day that nobody takes for one of today. Something stood there: what rests on its being there still holds."""

_seen: ContextVar[list[str] | None] = ContextVar("seen", default=None)


class UnreadableValueError(ValueError):
    """A stored value is not of its column."""


@contextmanager
def looking_over() -> Iterator[list[str]]:
    """Meanwhile careful values stand in for unreadable ones, which are listed as they are stored."""
    found: list[str] = []
    token = _seen.set(found)
    try:
        yield found
    finally:
        _seen.reset(token)


def stand_in(stored: object, value: Value) -> Value:
    """What is shown for a stored value that cannot be read.

    Raises:
        UnreadableValueError: when this is no look.
    """
    seen = _seen.get()
    if seen is None:
        msg = f"{stored!r} is stored where it cannot be"
        raise UnreadableValueError(msg)
    # a megabyte of rubbish would be a message nobody reads
    seen.append(repr(stored)[:80])
    return value


def stored_text(raw: bytes) -> str:
    """A stored text; bytes that are no text are shown by their numbers."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return stand_in(raw, raw.decode(errors="backslashreplace"))


def plain_day(text: str) -> date:
    """A stored ISO date, wherever it lies."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return stand_in(text, EPOCH)


def stored_day(text: str) -> date:
    """A stored ISO date; one out of bounds, of an older desk, is read as the nearest within."""
    return nearest(plain_day(text))


def stored_moment(text: str) -> datetime:
    """A stored ISO time, which carries its zone; the day of one out of bounds is read as the nearest within."""
    try:
        moment = datetime.fromisoformat(text)
        day = moment.date()
        # the hour goes with a day nobody meant, the zone stays: moments without one cannot be compared
        return moment if lies_within(day) else datetime.combine(nearest(day), time(), moment.tzinfo)
    except ValueError:
        return stand_in(text, datetime(1970, 1, 1, tzinfo=UTC))


def stored_word(words: type[Word], text: str) -> Word:
    """A stored word of a closed list; the last of the list, which is the least or the worst, stands in for another."""
    try:
        return words(text)
    except ValueError:
        # a word that cannot be read must never pass for a good one
        last: Word = [*words][-1]
        return stand_in(text, last)


def stored_json(text: str, instead: Value) -> Value:
    """A stored JSON document of the kind of `instead`."""
    try:
        found = json.loads(text)
    # a document may nest deeper than Python reads
    except (ValueError, RecursionError):
        return stand_in(text, instead)
    return found if isinstance(found, type(instead)) else stand_in(text, instead)
