"""One reader of times for every source: what they write, as UTC; what carries no zone, in the zone that is assumed.

A message never quotes the value: a misplaced column could hold the text of a prompt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from grcdesk.importers.reading.days.forms import PLAIN, BadTime, DayForms, SaidDay, TwoWays, read_said, says_none
from grcdesk.terms.bounds import DAYS, lies_within

__all__ = ["NOTHING", "BadTime", "DayForms", "Moment", "TwoWays", "day_of", "read_time"]

NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "none",
        "nil",
        "null",
        "never",
        "never logged in",
        "no_information",
        "not_supported",
    }
)
"""What sources write where there is no time at all."""
_ISO = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s?(Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_QUICK = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{3}|\.\d{6})?Z", re.ASCII)
"""A time in UTC as most write it."""
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?")
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,9})?")
_UNITS = ((1e8, 1e11, 1), (1e11, 1e14, 1_000), (1e14, 1e17, 1_000_000), (1e17, 1e20, 1_000_000_000))
"""From, below, ticks a second: seconds since 1970, milli-, micro- and nanoseconds, of the years from 1973."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEAP = 60
_PACKED_DAY = 8
"""Digits of 20260131; a longer number counts from 1970."""
_LONGEST = 80
"""Characters of the longest time anybody writes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a source wrote it."""

    at: datetime
    """In UTC, cut to microseconds."""
    naive: bool = False
    """It carried no zone; the assumed one was applied."""
    day_only: bool = False
    """It was a calendar day; `at` is its first moment in the assumed zone."""


def read_time(value: object, zone: tzinfo | None, forms: DayForms = PLAIN) -> Moment | None:
    """The time a source means; None where it says that there is none.

    Args:
        value: text, or a number of seconds, milli-, micro- or nanoseconds since 1970 (told apart by size).
        zone: the zone of times that carry none; None: such times are refused.
        forms: what else may stand for a day, where the column is known to hold days.

    Raises:
        BadTime: when it cannot be told; never guessed.
    """
    if value is None:
        return None
    text = _text(value)
    if text.casefold() in NOTHING or (text[:1].isalpha() and says_none(text)):
        return None
    try:
        quick = _QUICK.fullmatch(text)
        found = Moment(datetime.fromisoformat(text)) if quick else _written(text, zone, forms)
        if not lies_within(found.at.date()):
            raise BadTime(f"the time lies outside {DAYS}")
        return found  # noqa: TRY300  nothing else can go wrong here
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, BadTime) else BadTime("no such day or hour") from None


def _text(value: object) -> str:
    """A time as text; true and false are numbers to Python, and no time."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadTime("the time is neither text nor a number")
    text = repr(value) if isinstance(value, float) else str(value).strip()
    if len(text) > _LONGEST:
        raise BadTime("the time is written in no form that is known")
    return text


def _written(text: str, zone: tzinfo | None, forms: DayForms) -> Moment:
    found = _ISO.fullmatch(text)
    if found and found[4] is None:
        return Moment(_placed(_at((found[1], found[2], found[3])), zone), naive=True, day_only=True)
    if found := found or _BASIC.fullmatch(text):
        return _of_parts(found, zone)
    # 20260131 is a day where the column holds days; a longer number counts from 1970 in any column
    number = _NUMBER.fullmatch(text) is not None
    if number and len(text.partition(".")[0]) > _PACKED_DAY:
        return _since_1970(text)
    if said := read_said(text, forms):
        return _placed_day(said, zone)
    if number:
        return _since_1970(text)
    raise BadTime("the time is written in no form that is known")


def _of_parts(found: re.Match[str], zone: tzinfo | None) -> Moment:
    """A time written with its day first. A leap second is the one after 59: no clock here knows it."""
    second = int(found[6] or 0)
    leap = second == _LEAP
    micro = int((found[7] or "")[:6].ljust(6, "0"))
    at = _at((found[1], found[2], found[3]), found[4], found[5], 59 if leap else second, micro)
    if leap:
        at += timedelta(seconds=1)
    mark = found[8]
    if mark is None:
        return Moment(_placed(at, zone), naive=True)
    return Moment(at.replace(tzinfo=UTC) - _offset(mark))


def _placed_day(said: SaidDay, zone: tzinfo | None) -> Moment:
    """A day as people write it, at its hour."""
    day = said.day
    if said.clock is None:
        return Moment(_placed(datetime(day.year, day.month, day.day), zone), naive=True, day_only=True)  # noqa: DTZ001
    at = datetime(day.year, day.month, day.day, *said.clock)  # noqa: DTZ001  its zone follows
    if said.zone:
        return Moment(at.replace(tzinfo=UTC) - _offset(said.zone))
    return Moment(_placed(at, zone), naive=True)


def _at(day: tuple[str, str, str], hour: str = "0", minute: str = "0", second: int = 0, micro: int = 0) -> datetime:
    year, month, of_month = map(int, day)
    return datetime(year, month, of_month, int(hour), int(minute), second, micro)  # noqa: DTZ001  its zone follows


def _placed(at: datetime, zone: tzinfo | None) -> datetime:
    if zone is None:
        raise BadTime("the time carries no zone: name one")
    return at.replace(tzinfo=zone).astimezone(UTC)


def _offset(mark: str) -> timedelta:
    if mark in ("Z", "z", "UTC"):
        return timedelta()
    digits = mark[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:  # noqa: PLR2004  the widest zone on earth is +14
        raise BadTime("no place on earth is that far from UTC")
    found = timedelta(hours=hours, minutes=minutes)
    return -found if mark[0] == "-" else found


def _since_1970(text: str) -> Moment:
    size = abs(float(text))
    for low, high, ticks in _UNITS:
        if low <= size < high and text[0] != "-":
            whole, _, rest = text.partition(".")
            micro = int(whole) * 1_000_000 // ticks
            micro += int(rest[:6].ljust(6, "0")) // ticks if rest else 0
            return Moment(_EPOCH + timedelta(microseconds=micro))
    raise BadTime("the number is no time between 1973 and now in seconds or parts of them")


def day_of(moment: Moment, home: tzinfo) -> date:
    """The calendar day of a moment at home; a day that was written as a day stays that day."""
    return moment.at.astimezone(home).date()
