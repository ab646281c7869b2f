"""Dates as an iCalendar file (RFC 5545). The same events give the same bytes: no clock is asked.

Texts pass `show`: the format forbids control characters, and nobody who reads a calendar is to be misled.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import icalendar

from grcdesk.rules.due.calendar import summary
from grcdesk.schemas.due.calendar import Calendar, Event
from grcdesk.text import show
from grcdesk.wording import word

MAKER = "-//grcdesk//grcdesk//EN"
"""Stands in every file, and tells whether an existing one is ours."""
NINE = timedelta(hours=9)


def calendar_file(content: Calendar) -> bytes:
    """The file, its long lines folded, its texts escaped."""
    found = icalendar.Calendar()
    for name, value in (
        ("prodid", MAKER),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", show(content.name)),
    ):
        found.add(name, value)
    for one in content.events:
        found.add_component(_event(one, content.desk))
    return bytes(found.to_ical())


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so was written here."""
    return head.startswith(b"BEGIN:VCALENDAR") and f"PRODID:{MAKER}".encode() in head


def uid(one: Event, desk: str) -> str:
    """The name of the event in every calendar, for good."""
    return f"{one.name.replace('/', '.')}@{desk}.grcdesk"


def _event(one: Event, desk: str) -> icalendar.Event:
    event = icalendar.Event()
    changed = datetime.combine(one.changed_on, time(), UTC)
    said = [one.why, f"Owner: {one.owner or 'nobody'}", f"{word(one.kind)} {one.record}"]
    for name, value in (
        ("uid", uid(one, desk)),
        ("dtstamp", changed),
        ("last-modified", changed),
        ("sequence", one.sequence),
        ("summary", show(summary(one))),
        ("description", "\n".join(show(part) for part in said if part)),
        ("dtstart", one.due),
        # the end of a whole day is the day after (RFC 5545, 3.6.1)
        ("dtend", one.due + timedelta(days=1)),
        ("categories", [word(one.kind)]),
        ("transp", "TRANSPARENT"),
        ("status", "CANCELLED" if one.cancelled else "CONFIRMED"),
    ):
        event.add(name, value)
    # an event that is cancelled and still rings would send people after what is settled
    for days in () if one.cancelled else one.alarms:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", show(summary(one)))
        alarm.add("trigger", NINE - timedelta(days=days))
        event.add_component(alarm)
    return event
