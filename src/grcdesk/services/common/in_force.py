"""Which engagement is meant, and what it says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import ControlScope
from grcdesk.models.programme import PROGRAMME, Programme, System
from grcdesk.schemas.programme import Period
from grcdesk.terms.audits import OF_A_DAY, EngagementKind

_READ = "engagement in force"


def engagement(session: Session) -> Engagement:
    """The engagement in force: the one this session was asked for, or else the current one of the desk.

    Raises:
        NotFound: when the desk has none.
    """
    known: Engagement | None = session.info.get(_READ)
    if known is not None:
        return known
    row = session.scalar(select(Engagement).where(col(Engagement.id) == in_force(session)))
    if row is None:
        raise NotFound("the desk has no engagement", hint="grcdesk log verify names what is broken")
    session.info[_READ] = row  # one command asks for it many times, and it stays the same for all of it
    return row


def ask_about(session: Session, name: str) -> None:
    """Let this session be about an engagement, by id or name; an empty name leaves it about the one in force.

    Raises:
        NotFound: when there is none of that name.
    """
    if name:
        session.info["engagement"] = find(session, name).id
        session.info.pop(_READ, None)


def in_force(session: Session) -> Any:
    """The id of the engagement in force, as SQL: a query need not ask for it first."""
    named: str = session.info["engagement"]
    return named or select(col(Programme.engagement)).where(col(Programme.id) == PROGRAMME).scalar_subquery()


def placed(session: Session) -> Any:
    """What joins a control with its place in the scope of the engagement in force."""
    return and_(col(ControlScope.control) == col(Control.id), col(ControlScope.engagement) == in_force(session))


def find(session: Session, name: str) -> Engagement:
    """An engagement by id or name; case does not matter.

    Raises:
        NotFound: when there is none, with what is near.
    """
    folded = name.strip().casefold()
    rows = list(session.scalars(select(Engagement).order_by(col(Engagement.position))))
    for row in rows:
        if folded in (row.id.casefold(), row.name.casefold()):
            return row
    raise NotFound.of("engagement", name, tuple(one for row in rows for one in (row.id, row.name)))


def systems(session: Session) -> list[str]:
    """Names of the systems inside the engagement in force, in order."""
    query = select(col(System.name)).where(col(System.engagement) == in_force(session)).order_by(col(System.name))
    return list(session.scalars(query))


def check_period(kind: EngagementKind, period: Period | None) -> None:
    """Whether an engagement of that kind can be about those days.

    Raises:
        Refused: when they run backwards, or are several where one day is judged.
        BadInput: when they are out of bounds.
    """
    if period is None:
        return
    if period.end < period.start:
        raise Refused(f"the period ends before it begins: {period}", hint="write START..END")
    period.checked()
    if kind in OF_A_DAY and period.start != period.end:
        raise Refused(
            f"{kind} judges one day, not {period}",
            hint=f"--as-of {period.end}, or --type {EngagementKind.SOC2_TYPE2} for a period",
        )
