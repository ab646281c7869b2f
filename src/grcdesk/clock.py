"""The only place that reads the clock. Dates are plain; times are UTC with milliseconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NoReturn

from grcdesk.errors import BadInput
from grcdesk.terms.bounds import DAYS, lies_within

_READ = 60
"""Characters of a wrong text that are said again."""


def now() -> datetime:
    """This computer's clock, in UTC, cut to milliseconds."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today(zone: str = "") -> date:
    """The calendar day in `zone` (an IANA name), or in the computer's own zone when none is given."""
    return now().astimezone(find_zone(zone) if zone else None).date()


def find_zone(name: str) -> tzinfo:
    """The time zone of that IANA name.

    Raises:
        BadInput: when the name is unknown.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415  the first frame does without

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"unknown time zone {name!r}", hint="use an IANA name such as Europe/Berlin") from error


def end_of(day: date, zone: str = "") -> datetime:
    """The moment that day is over in `zone` (or in the computer's own), as UTC."""
    place = find_zone(zone) if zone else None
    try:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=place).astimezone(UTC)
    except OverflowError:
        # the calendar itself is over
        return datetime.max.replace(tzinfo=UTC)


def stamp(moment: datetime) -> str:
    """A moment as text: `2026-11-21T09:30:00.000Z`. Sorts as it happened.

    Raises:
        ValueError: when the moment carries no time zone.
    """
    if moment.tzinfo is None:
        msg = "a moment without a time zone cannot be recorded"
        raise ValueError(msg)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_date(text: str) -> date:
    """A calendar date written as YYYY-MM-DD.

    Raises:
        BadInput: for anything else, impossible days and those out of bounds included.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _not_a_date(text)
    # 2026-W47-6 and 20261121 are ISO dates too, but nobody here writes them
    if day.isoformat() != text:
        _not_a_date(text)
    _refuse_far(day, text)
    return day


def parse_moment(text: str, zone: str = "") -> datetime:
    """A moment as UTC: `2026-11-21T09:30Z`, with an offset, or without one in `zone` (or the computer's own).

    A bare date is the first moment of that day: whoever says no hour is not taken to have been late in it.

    Raises:
        BadInput: for anything else.
    """
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
        _refuse_far(moment.date(), text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=find_zone(zone)) if zone else moment.astimezone()
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(f"{_short(text)} is not a time", hint="write it as 2026-01-31T09:30Z, or 2026-01-31") from None


def _refuse_far(day: date, text: str) -> None:
    if not lies_within(day):
        raise BadInput(f"{_short(text)} lies outside {DAYS}", hint="give a day within")


def _not_a_date(text: str) -> NoReturn:
    raise BadInput(f"{_short(text)} is not a date", hint="write it as 2026-01-31")


def _short(text: str) -> str:
    """What was written, cut where nobody reads on."""
    return repr(text if len(text) <= _READ else f"{text[:_READ]}…")
