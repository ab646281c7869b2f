"""Which entry of the change log is meant by a day or a position. A desk stood only between two commands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine
from grcdesk.models.unreadable import stored_moment
from grcdesk.schemas.log.moment import LogMoment
from grcdesk.store import journal
from grcdesk.terms import Verb

_DIGITS = 12

_ABOUT, _ENGAGEMENT = "programme", "engagement"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Entries that were written while the desk had one zone."""

    first: int
    zone: str


def find(connection: Connection, given: str) -> LogMoment:
    """The last entry of a day in the zone the desk then had, or the entry of that position.

    Args:
        connection: to the desk of today.
        given: a day as 2026-03-31, or a position as 412.

    Raises:
        BadInput: when it is neither.
        Refused: when it lies before the first entry, in the time to come, or within one command.
    """
    stretches = _stretches(connection)
    if given.isascii() and given.isdigit() and len(given) <= _DIGITS:
        return _position(connection, stretches, int(given))
    try:
        day = clock.parse_date(given)
    except BadInput as error:
        hint = "write a day as 2026-01-31, or the position of an entry as 412"
        raise BadInput(f"--at: {given!r} is neither a day nor a position", hint=hint) from error
    return _day(connection, stretches, day)


def shape_at(connection: Connection, entry: int, shape: int) -> int:
    """The shape the database had at that entry, given the one it has now.

    The log tells every change of shape; before the first one it tells from which.
    """
    log = table_of(LogLine)
    told = select(log.c.line).where(log.c.action == Verb.DESK_MIGRATE, log.c.kind == "desk")
    before = connection.scalar(told.where(log.c.seq <= entry).order_by(log.c.seq.desc()).limit(1))
    if before is not None:
        return int(json.loads(before)["after"]["to"])
    after = connection.scalar(told.where(log.c.seq > entry).order_by(log.c.seq).limit(1))
    return shape if after is None else int(json.loads(after)["after"]["from"])


def _position(connection: Connection, stretches: list[_Stretch], entry: int) -> LogMoment:
    log = table_of(LogLine)
    last = journal.head(connection).seq
    if entry > last:
        raise Refused(f"there is no entry {entry} yet: the log ends at entry {last}", hint=f"--at {last}")
    first, end = _command(connection, min(max(entry, 1), last))
    if entry < end and (entry < 1 or first == 1):
        raise Refused(f"the desk begins with entry {end}, when it was made", hint=f"--at {end}")
    if entry < end:
        raise Refused(
            f"entry {entry} is within one command, entries {first} to {end}: the desk never stood there",
            hint=f"--at {first - 1} before it, or --at {end} after it",
        )
    ts = connection.scalar(select(log.c.ts).where(log.c.seq == entry))
    zone = [one.zone for one in stretches if one.first <= entry][-1]
    return LogMoment(entry, _local(str(ts), zone))


def _day(connection: Connection, stretches: list[_Stretch], day: date) -> LogMoment:
    log = table_of(LogLine)
    last = journal.head(connection).seq
    if day > clock.today(stretches[-1].zone):
        raise Refused(f"{day} is still to come", hint="--at takes a day that has begun")
    ends = [one.first - 1 for one in stretches[1:]] + [last]
    for stretch, end in zip(stretches, ends, strict=True):
        over = clock.stamp(clock.end_of(day, stretch.zone))
        later = connection.scalar(
            select(func.min(log.c.seq)).where(log.c.seq.between(stretch.first, end), log.c.ts >= over)
        )
        if later == 1:
            ts = connection.scalar(select(log.c.ts).where(log.c.seq == 1))
            began = _local(str(ts), stretch.zone)
            raise Refused(f"the desk was made on {began}; there is nothing of {day}", hint=f"--at {began}")
        if later is not None:
            return LogMoment(later - 1, day)
    return LogMoment(last, day)


def _command(connection: Connection, entry: int) -> tuple[int, int]:
    """First and last entry of the command an entry belongs to."""
    log = table_of(LogLine)
    batch = select(log.c.batch).where(log.c.seq == entry).scalar_subquery()
    before = connection.scalar(select(func.max(log.c.seq)).where(log.c.seq < entry, log.c.batch != batch))
    after = connection.scalar(select(func.min(log.c.seq)).where(log.c.seq > entry, log.c.batch != batch))
    return (before or 0) + 1, (after or journal.head(connection).seq + 1) - 1


def _stretches(connection: Connection) -> list[_Stretch]:
    """The log cut where the zone of the desk changed; a command that changes it is still of the old one."""
    log = table_of(LogLine)
    lines = connection.execute(
        select(log.c.seq, log.c.line).where(log.c.kind.in_((_ABOUT, _ENGAGEMENT)), log.c.changes).order_by(log.c.seq)
    ).all()
    found: list[_Stretch] = []
    zones: dict[str, str] = {}
    current = ""
    for seq, line in lines:
        entry = json.loads(line)
        about, after = entry["resource"], entry["after"]
        if about["type"] == _ABOUT:
            current = after.get("engagement", current)
        # until a desk had engagements, its zone was one of the programme
        whose = about["id"] if about["type"] == _ENGAGEMENT else ""
        zones[whose] = after.get("zone", zones.get(whose, ""))
        zone = zones.get(current, "")
        if not found or zone != found[-1].zone:
            first = _command(connection, seq)[1] + 1 if found else 1
            found.append(_Stretch(first, zone))
    return found or [_Stretch(1, "")]


def _local(ts: str, zone: str) -> date:
    return stored_moment(ts).astimezone(clock.find_zone(zone) if zone else None).date()
