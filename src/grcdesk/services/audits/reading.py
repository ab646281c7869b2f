"""Which engagement is meant, and what it says."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlmodel import Session, col

from grcdesk.errors import NotFound
from grcdesk.models.audits import Engagement
from grcdesk.models.programme import PROGRAMME, Programme

NAMED = "engagement"
"""Under this name a session keeps the engagement that was asked for."""


def engagement(session: Session) -> Engagement:
    """The engagement in force: the one this session was asked for, or else the current one of the desk.

    Raises:
        NotFound: when there is no such engagement.
    """
    named = session.info.get(NAMED, "")
    if named:
        return find(session, named)
    current = session.scalar(select(col(Programme.engagement)).where(col(Programme.id) == PROGRAMME))
    row = session.get(Engagement, current) if current else None
    if row is None:
        raise NotFound("the desk has no engagement", hint="grcdesk log verify names what is broken")
    return row


def find(session: Session, name: str) -> Engagement:
    """An engagement by id or name; case does not matter.

    Raises:
        NotFound: when there is none, with what is near.
    """
    folded = name.strip().casefold()
    rows = list(session.scalars(select(Engagement).where(or_(col(Engagement.id) == name, col(Engagement.name) != ""))))
    for row in rows:
        if folded in (row.id.casefold(), row.name.casefold()):
            return row
    raise NotFound.of("engagement", name, tuple(one for row in rows for one in (row.id, row.name)))
