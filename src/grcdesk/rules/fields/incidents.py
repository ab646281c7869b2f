"""What the register of incidents can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import IncidentKind, TimeMark

INCIDENT_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 7, 0, help="id of the incident"),
    Field("title", FieldKind.TEXT, "What", 24, 0, aliases=("what", "name"), help="words of the title"),
    Field("type", FieldKind.ENUM, "Type", 16, 1, words(IncidentKind), aliases=("class", "kind"), help="what happened"),
    Field("severity", FieldKind.ENUM, "Severity", 11, 2, words(Severity), help="how much it weighs"),
    Field("stage", FieldKind.ENUM, "Stage", 10, 0, words(TimeMark), help="the last of its moments on record"),
    Field("detected", FieldKind.DATE, "Detected", 10, 3, help="the day it was detected (UTC)"),
    Field("closed", FieldKind.DATE, "Closed", 10, 6, help="the day it was closed (UTC)"),
    Field("lead", FieldKind.TEXT, "Lead", 12, 5, help="who leads"),
    Field("actions", FieldKind.COUNT, "Actions", 7, 7, help="corrective actions"),
    Field("evidence", FieldKind.TEXT, "Evidence", 8, 8, help="the artefact that holds its facts"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("exercise", "drill"), ("incident", "real"), ("open",), ("closed",)),
        help="exercise, incident, open or closed",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, title, lead or reference (bare words)"),
)
"""Fields of an incident."""


def _day(at: str) -> date | None:
    return date.fromisoformat(at[:10]) if at else None


def _flags(row: IncidentRow) -> tuple[str, ...]:
    return ("exercise" if row.exercise else "incident", "closed" if row.closed_at else "open")


INCIDENT_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "title": lambda row: row.title,
    "type": lambda row: row.kind.value,
    "severity": lambda row: row.severity.value,
    "stage": lambda row: row.stage.value,
    "detected": lambda row: _day(row.detected_at),
    "closed": lambda row: _day(row.closed_at),
    "lead": lambda row: row.lead,
    "actions": lambda row: row.actions,
    "evidence": lambda row: row.evidence,
    "is": _flags,
    "text": lambda row: (row.id, row.title, row.lead, row.reference),
}
"""How a filter reads an incident."""
