"""Short ids people can say: ACT-1, RA-2, GAP-3."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import Row, table_of


def next_id(session: Session, model: type[Row], prefix: str) -> tuple[str, int]:
    """The next free id of that prefix, and its number. A number is not given out twice while its record exists."""
    # the highest in use, not the count: once one in the middle was dropped, that count is a number in use
    taken = session.scalars(select(table_of(model).c.id)).all()
    numbers = [int(name.rpartition("-")[2]) for name in taken if name.startswith(f"{prefix}-")]
    number = max(numbers, default=0) + 1
    return f"{prefix}-{number}", number
