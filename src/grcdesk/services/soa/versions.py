"""Approved versions of a Statement of Applicability: freezing one, and how the desk has moved on since."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Damaged, NotFound
from grcdesk.models.base import col
from grcdesk.models.soa import SoaApproval
from grcdesk.rules.soa import frozen
from grcdesk.schemas.soa.soa import SoaRow, SoaVersion
from grcdesk.services.common.recorded import recorded
from grcdesk.terms.soa import SoaFramework


def stored(session: Session, framework: SoaFramework) -> list[SoaApproval]:
    """The versions of a framework, the newest first."""
    query = select(SoaApproval).where(col(SoaApproval.framework) == framework)
    return list(session.scalars(query.order_by(col(SoaApproval.position).desc())))


def find(session: Session, framework: SoaFramework, name: str) -> SoaApproval:
    """A version by its name; case does not matter.

    Raises:
        NotFound: when it was never approved.
    """
    rows = stored(session, framework)
    for row in rows:
        if row.name.casefold() == name.strip().casefold():
            return row
    raise NotFound.of("approved version", name, tuple(row.name for row in rows))


def rows_of(row: SoaApproval) -> tuple[SoaRow, ...]:
    """The rows as they were approved.

    Raises:
        Damaged: when they are not those whose hash was kept.
    """
    if frozen.digest(row.frozen) != row.sha256:
        raise Damaged(f"the rows of {row.name} are not those that were approved", hint="grcdesk log verify names it")
    return frozen.rows(row.frozen)


def viewed(session: Session, row: SoaApproval, today: Sequence[SoaRow]) -> SoaVersion:
    """A version as lists show it, held against the rows of today."""
    by, at = recorded(session, str(SoaApproval.__tablename__), [row.id]).get(row.id, ("", ""))
    return SoaVersion(
        row.name,
        row.framework,
        row.approved_by,
        row.approved_on,
        row.rows,
        row.applicable,
        row.sha256,
        by,
        at,
        row.log_position,
        len(frozen.differences(rows_of(row), today)),
    )
