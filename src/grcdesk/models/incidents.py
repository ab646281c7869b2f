"""Incidents and exercises: their moments, what they touched, and who had to be told."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, flag, key, number, term, text, words
from grcdesk.terms import Answer
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, Notified, TimeMark


class Incident(Row):
    """Something that happened, or an exercise in which it was played. A fact of the desk, true for every engagement."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("title <> '' AND detected_at <> ''"),
        CheckConstraint("exercise = 0 OR scenario <> ''"),
    )
    id: str = key()
    title: str = text()
    kind: IncidentKind = term(IncidentKind, "kind")
    severity: Severity = term(Severity, "severity")
    exercise: bool = flag("exercise")
    scenario: str = text()
    """What was played; of a real incident empty."""
    detected_at: str = text()
    """UTC time, as all of these; empty: not yet."""
    contained_at: str = text()
    assessed_at: str = text()
    remediated_at: str = text()
    closed_at: str = text()
    happened: str = text(private=True)
    root_cause: str = text(private=True)
    lessons: str = text(private=True)
    tests_added: list[str] = words()
    people: list[str] = words()
    """Who took part, by name."""
    lead: str = text()
    reference: str = text()
    """Its number in another system."""
    closed_by: str = text()
    evidence: str = text()
    """The artefact that holds its facts, once it is closed."""
    version: int = number(1, name="version", low=1)
    position: int = number(name="position")


class IncidentMark(Row):
    """One entry of the timeline. A moment that is told again leaves the entry before it where it is."""

    __tablename__ = "incident_mark"
    __table_args__ = (CheckConstraint("at <> ''"),)
    id: str = key()
    """`incident/t<n>`."""
    incident: str = text(index=True)
    mark: TimeMark = term(TimeMark, "mark")
    at: str = text()
    """UTC time."""
    note: str = text(private=True)
    by: str = text()
    recorded_at: str = text()
    position: int = number(name="position")


class IncidentNotice(Row):
    """Whether somebody is to be told of an incident: decided by whom, and when they were told."""

    __tablename__ = "incident_notice"
    __table_args__ = (CheckConstraint("by <> ''"), CheckConstraint("decision <> 'no' OR reason <> ''"))
    id: str = key()
    """`incident/whom`."""
    incident: str = text(index=True)
    whom: Notified = term(Notified, "whom")
    decision: Answer = term(Answer, "decision")
    by: str = text()
    decided_on: date = day("decided_on", null=False)
    reason: str = text()
    told_at: str = text()
    """UTC time they were told; empty: not yet, or not at all."""


class IncidentEntity(Row):
    """A feature, vendor or system an incident touched, and from when to when."""

    __tablename__ = "incident_entity"
    __table_args__ = (CheckConstraint("entity <> ''"), CheckConstraint("until = '' OR since <> '' AND since <= until"))
    id: str = key()
    """`incident/e<n>`."""
    incident: str = text(index=True)
    kind: EntityKind = term(EntityKind, "kind")
    entity: str = text()
    """Id of a feature or vendor; else its name."""
    since: str = text()
    """UTC time."""
    until: str = text()
    position: int = number(name="position")
