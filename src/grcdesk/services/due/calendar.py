"""What is due as a calendar file, and what earlier files said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.due import CalendarEvent
from grcdesk.models.log import LogLine
from grcdesk.rules.due import calendar as rules
from grcdesk.schemas.due.calendar import Calendar, Event
from grcdesk.schemas.due.due import DueRow
from grcdesk.services.programme.reading import programme
from grcdesk.terms import DueKind

_FIELDS = tuple(one.name for one in fields(Event))
_HEAD = 4096
"""Bytes in which a calendar says who made it."""


def gather(
    session: Session,
    shown: Sequence[DueRow],
    due: Collection[str],
    today: date,
    alarms: Sequence[int],
    *,
    kinds: Collection[DueKind] = (),
    owner: str = "",
) -> Calendar:
    """The events of what is shown, numbered after what calendars were told before, and those that fall away.

    Args:
        session: one that may write; the numbers are kept.
        shown: the dates of the file.
        due: names of all dates of the desk, shown or not.
        today: the day of a change.
        alarms: days before.
        kinds: whose cancelled events belong into the file; none: all.
        owner: likewise.
    """
    rows = {row.id: row for row in session.scalars(select(CalendarEvent))}
    held = {name: _event(row) for name, row in rows.items()}
    events = [rules.number(one, held.get(one.name), today) for one in (rules.event(row, alarms) for row in shown)]
    # a calendar of one owner or kind is told of what fell away there, and of nothing it never held
    cancelled = [
        one
        for one in rules.gone(held, due, today)
        if (not kinds or one.kind in kinds) and owner.casefold() in one.owner.casefold()
    ]
    for one in (*events, *cancelled):
        if one != held.get(one.name):
            _keep(session, rows.get(one.name), one)
    return Calendar(f"{programme(session).organisation}: due", desk_name(session), (*events, *cancelled))


def desk_name(session: Session) -> str:
    """The desk's own mark: the beginning of the hash of its first log line."""
    first = session.scalar(select(col(LogLine.hash)).where(col(LogLine.seq) == 1))
    return str(first or "")[:16]


def is_ours(path: Path) -> bool:
    """Whether there is a calendar of ours, which a newer one replaces without being told to."""
    from grcdesk.reports.calendar import is_ours as ours  # noqa: PLC0415  icalendar: 250 ms

    try:
        with path.open("rb") as file:
            return ours(file.read(_HEAD))
    except OSError:
        return False


def _event(row: CalendarEvent) -> Event:
    said = {name: getattr(row, name) for name in _FIELDS}
    return Event(**(said | {"kind": DueKind(row.kind), "alarms": tuple(row.alarms)}))


def _keep(session: Session, row: CalendarEvent | None, one: Event) -> None:
    said = {name: getattr(one, name) for name in _FIELDS} | {"kind": one.kind.value, "alarms": list(one.alarms)}
    if row is None:
        session.add(CalendarEvent(id=one.name, **said))
        return
    for name, value in said.items():
        setattr(row, name, value)
