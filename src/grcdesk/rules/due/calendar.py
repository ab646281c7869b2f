"""Which event a calendar is told again, and with which number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from grcdesk.schemas.due.calendar import Event
from grcdesk.schemas.due.due import DueRow
from grcdesk.wording import word

ALARMS = (7, 0)
"""House default, no standard's: an alarm a week before and one on the day."""
KEPT_DAYS = 180
"""How long a cancelled event stays in the file, so that a calendar that is seldom updated still drops it."""


def event(row: DueRow, alarms: Iterable[int]) -> Event:
    """A date as an event."""
    return Event(row.kind, row.id, row.title, row.owner, row.due, row.why, tuple(sorted(set(alarms), reverse=True)))


def content(one: Event) -> tuple[object, ...]:
    """What a person sees of it; when this changes the number rises. A count that runs on with the days is no change."""
    return (one.title, one.owner, one.due, re.sub(r"\d+", "", one.why), one.alarms, one.cancelled)


def number(one: Event, held: Event | None, today: date) -> Event:
    """The event with its number: that of the last time when nothing changed, else one more."""
    if held is None:
        return replace(one, sequence=0, changed_on=today)
    if content(one) == content(held):
        return held
    return replace(one, sequence=held.sequence + 1, changed_on=today)


def gone(held: Mapping[str, Event], due: Collection[str], today: date) -> list[Event]:
    """Events that were told before and are due no more, as cancelled ones; each for half a year."""
    found = []
    for name, one in held.items():
        if name not in due:
            last = number(replace(one, cancelled=True), one, today)
            if last.changed_on + timedelta(days=KEPT_DAYS) >= today:
                found.append(last)
    return found


def summary(one: Event) -> str:
    """The line a calendar shows."""
    kind = word(one.kind)
    return f"{kind[:1].upper()}{kind[1:]} due: {one.title}"
