"""What follows from gaps: actions, accepted risks, snapshots."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, key, number, term, text, words
from grcdesk.terms import ActionStatus, Design, Implemented, Scope, Status, Support


class Action(Row):
    """A remediation action."""

    __tablename__ = "action"
    __table_args__ = (CheckConstraint("status <> 'open' OR closed_on IS NULL"),)
    id: str = key()
    control: str = text(index=True)
    title: str = text()
    owner: str = text()
    due: date = day("due", null=False)
    status: ActionStatus = term(ActionStatus, "status", default=ActionStatus.OPEN)
    closed_on: date | None = day("closed_on")
    proof: str = text()
    opened_on: date | None = day("opened_on")
    """The day it was planned."""
    position: int = number(name="position")


class ActionSlip(Row):
    """One move of an action's due date. Never removed."""

    __tablename__ = "action_slip"
    __table_args__ = (CheckConstraint("reason <> ''"),)
    id: str = key()
    action: str = text(index=True)
    from_due: date = day("from_due", null=False)
    to_due: date = day("to_due", null=False)
    reason: str = text()
    position: int = number(name="position")


class RiskAcceptance(Row):
    """A gap that is lived with until a date, on somebody's word."""

    __tablename__ = "risk_acceptance"
    __table_args__ = (CheckConstraint("reason <> '' AND approver <> ''"),)
    id: str = key()
    control: str = text(index=True)
    reason: str = text()
    approver: str = text()
    accepted_on: date = day("accepted_on", null=False)
    expires_on: date = day("expires_on", null=False)
    ended_on: date | None = day("ended_on")
    position: int = number(name="position")


class Snapshot(Row):
    """A finalised assessment: who assessed, who reviewed, when."""

    __tablename__ = "snapshot"
    __table_args__ = (CheckConstraint("assessor <> '' AND reviewer <> ''"),)
    id: str = key()
    taken_on: date = day("taken_on", null=False)
    assessor: str = text()
    reviewer: str = text()
    note: str = text()
    categories: list[str] = words()
    log_position: int = number(name="log_position")
    position: int = number(name="position")
    engagement: str = text()
    """In which it was finalised; empty: before this was recorded."""


class SnapshotControl(Row):
    """One control as it stood in a snapshot."""

    __tablename__ = "snapshot_control"
    __table_args__ = (Index("ix_snapshot_control_snapshot", "snapshot"),)
    id: str = key()
    """`snapshot/control`."""
    snapshot: str = text()
    control: str = text()
    title: str = text()
    scope: Scope = term(Scope, "scope")
    status: Status = term(Status, "status")
    design: Design | None = term(Design, "design", null=True)
    implemented: Implemented | None = term(Implemented, "implemented", null=True)
    owner: str = text()
    due: date | None = day("due")
    gap: str = text()
    reason: str = text()
    approver: str = text()
    supported: int = number(name="supported", high=1)
    support: Support | None = term(Support, "support", null=True)
    """None: not in place, or frozen before there were three levels."""


class SavedView(Row):
    """A filter kept under a name."""

    __tablename__ = "saved_view"
    id: str = key()
    filter: str = text()
