"""What the desk says of each control: the working assessment, and its place in the scope."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, maybe_number, number, term, text, words
from grcdesk.terms import Anchor, Design, Implemented, Scope, Status, Tailored


class Assessment(Row):
    """The working assessment of one control. Kept when its catalog is updated."""

    __tablename__ = "assessment"
    control: str = key()
    status: Status = term(Status, "status", default=Status.NOT_ASSESSED)
    design: Design | None = term(Design, "design", null=True)
    implemented: Implemented | None = term(Implemented, "implemented", null=True)
    owner: str = text()
    role: str = text()
    due: date | None = day("due")
    gap: str = text()
    reason: str = text()
    approver: str = text()
    note: str = text(private=True)
    systems: str = text()
    effective_from: date | None = day("effective_from")
    retired_on: date | None = day("retired_on")
    """The last day it ran."""
    anchor: Anchor | None = term(Anchor, "anchor", null=True)
    """Where its cycles begin, when not as its catalog has it."""
    grace_days: int | None = maybe_number("grace_days", high=366)
    """Days a run may be late, when not as its catalog has it."""
    assessed_by: str = text()
    assessed_on: date | None = day("assessed_on")
    previous_status: Status | None = term(Status, "previous_status", null=True)
    version: int = number(1, name="version", low=1)


class ControlScope(Row):
    """Where a control stands in the scope of an engagement: computed from its criteria, or decided by a person."""

    __tablename__ = "control_scope"
    id: str = key()
    """Engagement and control, as `ENG-1/AI-SEC-01`."""
    engagement: str = text()
    control: str = text(index=True)
    computed: Scope = term(Scope, "computed")
    decided: Scope | None = term(Scope, "decided", null=True)
    effective: Scope = term(Scope, "effective")
    reason: str = text()
    by: str = text()


class Tailoring(Row):
    """What of a control the desk has otherwise than its catalog, and why. The control itself holds what holds here."""

    __tablename__ = "tailoring"
    __table_args__ = (CheckConstraint("reason <> ''"),)
    id: str = key()
    """Control and field, as `AI-SEC-01/frequency`."""
    control: str = text(index=True)
    field: Tailored = term(Tailored, "field")
    shipped: str = text()
    """What its catalog says now: an update of the catalog is told here."""
    base: str = text()
    """What its catalog said when it was tailored."""
    tailored: str = text()
    reason: str = text()
    by: str = text()
    tailored_on: date = day("tailored_on", null=False)


class QuietStatement(Row):
    """Days on which a control had nothing to do, on somebody's word: weekends, a shutdown."""

    __tablename__ = "quiet_statement"
    __table_args__ = (
        CheckConstraint("reason <> '' AND stated_by <> ''"),
        CheckConstraint("period_from <= period_to"),
    )
    id: str = key()
    control: str = text(index=True)
    period_from: date = day("period_from", null=False)
    period_to: date = day("period_to", null=False)
    weekdays: list[int] = words()
    """Which of those days, Monday is 0; none named: all of them."""
    reason: str = text()
    stated_by: str = text()
    stated_on: date = day("stated_on", null=False)
    position: int = number(name="position")
