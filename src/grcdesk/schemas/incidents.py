"""Incidents and exercises as lists, details and changes. Moments are UTC times as text: 2026-11-21T09:30:00.000Z."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import Answer
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, Notified, TimeMark


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What is said of an incident, or an exercise, when it is written down."""

    title: str
    kind: IncidentKind
    severity: Severity
    exercise: bool = False
    scenario: str = ""
    """What is played; needed of an exercise, of nothing else."""
    detected: str = ""
    """A moment as people write it, in the desk's zone when it names none; empty: now."""
    happened: str = ""
    root_cause: str = ""
    lessons: str = ""
    tests_added: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    lead: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """Fields to be set; UNSET ones stay."""

    title: str | Unset = UNSET
    kind: IncidentKind | Unset = UNSET
    severity: Severity | Unset = UNSET
    scenario: str | Unset = UNSET
    happened: str | Unset = UNSET
    root_cause: str | Unset = UNSET
    lessons: str | Unset = UNSET
    tests_added: tuple[str, ...] | Unset = UNSET
    people: tuple[str, ...] | Unset = UNSET
    lead: str | Unset = UNSET
    reference: str | Unset = UNSET


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Whether somebody is to be told, on whose decision."""

    whom: Notified
    decision: Answer
    by: str
    reason: str = ""
    on: date | None = None
    """None: today."""
    told: str = ""
    """The moment they were told, as people write it; empty: not yet."""


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What an incident touched, from when to when as people write moments."""

    kind: EntityKind
    entity: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One entry of the timeline."""

    id: str
    mark: TimeMark
    at: str
    note: str
    by: str
    recorded_at: str
    replaced: bool
    """A later entry tells this moment anew."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Whether somebody is to be told."""

    whom: Notified
    decision: Answer
    by: str
    decided_on: date
    reason: str
    told_at: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    """What an incident touched."""

    id: str
    kind: EntityKind
    entity: str
    name: str
    """Of a feature or vendor; else as it is written."""
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as lists show it."""

    id: str
    title: str
    kind: IncidentKind
    severity: Severity
    exercise: bool
    detected_at: str
    contained_at: str
    assessed_at: str
    remediated_at: str
    closed_at: str
    stage: TimeMark
    """The last of its moments that is on record."""
    lead: str
    people: tuple[str, ...]
    actions: int
    actions_done: int
    notices: int
    """Decisions on notice that are made, of two."""
    lacking: int
    """Things that keep it from being closed."""
    evidence: str
    reference: str
    version: int


@dataclass(frozen=True, slots=True)
class IncidentLack:
    """One thing that keeps an incident from being closed."""

    what: str
    about: str
    """A mark, a notice, or a field."""


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """Everything about one incident."""

    row: IncidentRow
    scenario: str
    happened: str
    root_cause: str
    lessons: str
    tests_added: tuple[str, ...]
    closed_by: str
    marks: tuple[MarkRow, ...] = ()
    notices: tuple[NoticeRow, ...] = ()
    entities: tuple[EntityRow, ...] = ()
    actions: tuple[RemediationRow, ...] = ()
    findings: tuple[str, ...] = ()
    """Findings raised from it."""
    lacks: tuple[IncidentLack, ...] = ()
    proves: str = ""
    """What closing it makes of it as evidence."""
