"""Who entered a record first, and when, as the change log has it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.log import LogLine


def recorded(session: Session, kind: str, ids: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    """By id of that kind of record: the name, and the UTC time. All of the kind when none is named."""
    first = select(func.min(col(LogLine.seq))).where(col(LogLine.kind) == kind, col(LogLine.changes))
    if ids:
        first = first.where(col(LogLine.resource).in_(ids))
    query = select(col(LogLine.resource), col(LogLine.actor), col(LogLine.ts)).where(
        col(LogLine.seq).in_(first.group_by(col(LogLine.resource)))
    )
    return {name: (actor, when) for name, actor, when in session.execute(query)}
