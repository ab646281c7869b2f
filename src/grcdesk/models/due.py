"""What people said of things that are due, and what calendars and channels were told of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, flag, key, number, term, text, words
from grcdesk.terms import DueMark


class DueNote(Row):
    """Something due was acknowledged, or put off until a day. It holds for that due date only."""

    __tablename__ = "due_note"
    __table_args__ = (
        CheckConstraint("reason <> '' AND said_by <> ''"),
        # what is put off without a day would never come back
        CheckConstraint("mark <> 'snoozed' OR until IS NOT NULL"),
    )
    id: str = key()
    """`kind/record`."""
    kind: str = text()
    record: str = text()
    mark: DueMark = term(DueMark, "mark")
    due: date = day("due", null=False)
    until: date | None = day("until")
    reason: str = text()
    said_by: str = text()
    said_on: date = day("said_on", null=False)


class CalendarEvent(Row):
    """A date as it was last written into a calendar. Not logged: it follows from what is, and is never undone."""

    __logged__: ClassVar[bool] = False
    __tablename__ = "calendar_event"
    id: str = key()
    """`kind/record`."""
    kind: str = text()
    record: str = text()
    title: str = text()
    owner: str = text()
    due: date = day("due", null=False)
    why: str = text()
    alarms: list[int] = words()
    sequence: int = number(name="sequence")
    changed_on: date = day("changed_on", null=False)
    cancelled: bool = flag("cancelled")


class SentMessage(Row):
    """A reminder that was sent, or is being sent. Not logged: a line in the log says that it went out."""

    __logged__: ClassVar[bool] = False
    __tablename__ = "sent_message"
    id: str = key()
    """Digest of channel and content: the same message goes out once."""
    channel: str = text()
    claimed_at: str = text()
    """UTC time, ISO."""
    sent: bool = flag("sent")
