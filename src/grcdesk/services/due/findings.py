"""Findings and incidents that wait for somebody: a response, an action, a second look, the end of an acceptance.

What is owed stays owed when another engagement is looked at: findings of every engagement are here, and say of which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from grcdesk.models.base import IsoDate
from grcdesk.models.unreadable import stored_day
from grcdesk.rules.findings.moves import CHECK_DAYS
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common.in_force import engagement
from grcdesk.terms import DueKind
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.wording import count

# named and not imported: their models would cost every list of what is due 40 ms
_FINDING = sa.table(
    "finding",
    *(sa.column(name) for name in ("id", "engagement", "title", "status", "owner", "severity", "accepted_by")),
    *(sa.column(name, IsoDate()) for name in ("raised_on", "response_due", "status_since", "accept_until")),
)
_ACTION = sa.table(
    "remediation",
    *(sa.column(name) for name in ("id", "parent", "action", "owner", "state")),
    *(sa.column(name, IsoDate()) for name in ("due", "opened_on")),
)
_SLIP = sa.table("remediation_slip", sa.column("remediation"))
_INCIDENT = sa.table(
    "incident", *(sa.column(name) for name in ("id", "title", "lead", "exercise", "detected_at", "closed_at"))
)
_INCIDENT_DAYS = 30
"""House default, no standard's: days after its detection by which an incident is closed, or says why not."""


def findings(session: Session, on: date) -> Iterator[DueDate]:
    """Findings raised by that day that wait for a response, a second look, or the end of an acceptance."""
    held = engagement(session).id
    for row in session.execute(sa.select(_FINDING).where(_FINDING.c.raised_on <= on)):
        of = "" if row.engagement == held else f", of {row.engagement}"
        told = f"{row.severity} finding"
        if row.status == FindingStatus.OPEN and row.response_due is not None:
            why = f"{told} without a response of management{of}"
            yield DueDate(DueKind.FINDING_RESPONSE, row.id, row.title, row.owner, row.response_due, why)
        elif row.status == FindingStatus.READY_TO_VERIFY:
            day = row.status_since + timedelta(days=CHECK_DAYS)
            why = f"{told} ready to verify since {row.status_since}: a second person looks{of}"
            yield DueDate(DueKind.FINDING_CHECK, row.id, row.title, row.owner, day, why)
        elif row.status == FindingStatus.RISK_ACCEPTED:
            why = f"{told}, its risk accepted until then{of}"
            yield DueDate(DueKind.FINDING_ACCEPTANCE, row.id, row.title, row.accepted_by, row.accept_until, why)


def actions(session: Session, on: date) -> Iterator[DueDate]:
    """Open actions against findings and incidents, planned by that day."""
    slips = Counter(session.scalars(sa.select(_SLIP.c.remediation)))
    open_ = (_ACTION.c.state == RemediationState.OPEN.value, _ACTION.c.opened_on <= on)
    for row in session.execute(sa.select(_ACTION).where(*open_)):
        moved = f", moved {count(slips[row.id], 'time')}" if slips[row.id] else ""
        kind = DueKind.INCIDENT_ACTION if row.parent.startswith("INC-") else DueKind.FINDING_ACTION
        yield DueDate(kind, row.id, row.action, row.owner, row.due, f"action against {row.parent}{moved}")


def incidents(session: Session, on: date) -> Iterator[DueDate]:
    """Incidents and exercises that are not closed."""
    query = sa.select(_INCIDENT).where(_INCIDENT.c.closed_at == "", _INCIDENT.c.detected_at < f"{on}T24")
    for row in session.execute(query):
        begun = stored_day(row.detected_at[:10])
        why = f"{'exercise' if row.exercise else 'incident'} of {begun}, not closed"
        yield DueDate(DueKind.INCIDENT, row.id, row.title, row.lead, begun + timedelta(days=_INCIDENT_DAYS), why)
