"""What requests, populations, tests, findings and statements hold of an engagement. None: nobody can tell yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session

from grcdesk.models.audits import Engagement
from grcdesk.schemas.audit_standing import SeenList


def facts(session: Session, row: Engagement, today: date) -> dict[str, Any]:
    """The fields of `AuditFacts` that the work of an audit fills."""
    del session, row, today
    return {}


def approvals(session: Session, row: Engagement) -> SeenList | None:
    """Changes of models, and what their approval lacks."""
    del session, row
    return None


def evaluations(session: Session, row: Engagement) -> SeenList | None:
    """Changes of models, and what their evaluation lacks."""
    del session, row
    return None


def training_runs(session: Session, row: Engagement) -> SeenList | None:
    """Training runs, and what their manifest lacks."""
    del session, row
    return None


def exercises(session: Session, today: date) -> list[tuple[date, str]]:
    """Drills up to a day."""
    del session, today
    return []
