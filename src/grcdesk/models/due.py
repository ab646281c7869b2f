"""What people said of things that are due."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, table_args, term, text
from grcdesk.terms import DueMark


class DueNote(Row, table=True):
    """Something due was acknowledged, or put off until a day. It holds for that due date only."""

    __tablename__ = "due_note"
    __table_args__ = table_args(
        CheckConstraint("reason <> '' AND said_by <> ''"),
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
