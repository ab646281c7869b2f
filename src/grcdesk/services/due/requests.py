"""What auditors wait for: requests that are ours to answer, and walkthroughs that are planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.requests import AuditRequest
from grcdesk.rules.requests.metrics import waits_for_us
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common.in_force import in_force
from grcdesk.services.requests import walkthrough_reading
from grcdesk.terms import DueKind
from grcdesk.terms.requests import RequestStatus, WalkthroughState
from grcdesk.wording import word


def requests(session: Session, _on: date) -> Iterator[DueDate]:
    """Requests of the engagement in force that were neither handed over nor settled."""
    query = select(AuditRequest).where(
        col(AuditRequest.engagement) == in_force(session),
        col(AuditRequest.due).is_not(None),
        col(AuditRequest.status) != RequestStatus.SUBMITTED,
    )
    for row in session.scalars(query):
        if row.due is None or not waits_for_us(row.status, row.auditor_status):
            continue
        asks = row.title or next((line.strip() for line in row.text.splitlines() if line.strip()), "")
        why = f"request is {word(row.status)}" + (f": {row.blocked}" if row.blocked else "")
        if row.rounds > 1:
            why = f"returned, round {row.rounds}: {row.return_reason}; {why}"
        yield DueDate(DueKind.REQUEST, row.id, f"{row.ref or row.id} {asks}", row.owner, row.due, why)


def walkthroughs(session: Session, _on: date) -> Iterator[DueDate]:
    """Walkthroughs of the engagement in force that are planned for a day and do not count as held."""
    for one in walkthrough_reading.details(session):
        row = one.row
        if row.planned_on is None or row.state not in (WalkthroughState.PLANNED, WalkthroughState.BEGUN):
            continue
        why = f"{word(row.state)}" + (f"; it lacks {row.lacking[0]}" if row.lacking else "")
        who = row.people[0] if row.people else ""
        yield DueDate(DueKind.WALKTHROUGH, row.id, f"Walkthrough of {row.control}", who, row.planned_on, why)
