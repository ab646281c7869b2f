"""Rehearsals of an audit: each with what would have come back."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, number, text, words


class Rehearsal(Row):
    """One rehearsal, as it was played."""

    __tablename__ = "rehearsal"
    __table_args__ = (CheckConstraint("seed <> '' AND returned <= asked"),)
    id: str = key()
    engagement: str = text(index=True)
    played_on: date = day("played_on", null=False)
    seed: str = text()
    asked: int = number(name="asked")
    """Requests that were drawn."""
    returned: int = number(name="returned")
    """Of these, how many would have come back."""
    drawn: list[Any] = words()
    """The requests: id, kind, text."""
    found: list[Any] = words()
    """What was returned: request, what it is about, kind, reason."""
    position: int = number(name="position")
