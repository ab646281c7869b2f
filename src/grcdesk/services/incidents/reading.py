"""Reading incidents by a fixed number of queries, whatever their number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.features import Feature
from grcdesk.models.findings import Finding
from grcdesk.models.incidents import Incident, IncidentEntity, IncidentMark, IncidentNotice
from grcdesk.models.unreadable import stored_day
from grcdesk.models.vendors import Vendor
from grcdesk.rules.incidents import closing as rules
from grcdesk.rules.incidents.times import TIMES, stage
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.incidents import EntityRow, IncidentDetail, IncidentLack, IncidentRow, MarkRow, NoticeRow
from grcdesk.services.findings.reading import by_parent
from grcdesk.terms.findings import RemediationState
from grcdesk.terms.incidents import EntityKind, Notified, TimeMark


def find(session: Session, name: str) -> Incident:
    """An incident by id; case does not matter.

    Raises:
        NotFound: when there is none.
    """
    row = session.get(Incident, name.strip().upper())
    if row is None:
        raise NotFound.of("incident", name, tuple(session.scalars(select(col(Incident.id)))))
    return row


def rows(session: Session) -> list[IncidentRow]:
    """All incidents and exercises, in the order they were written down."""
    found = list(session.scalars(select(Incident).order_by(col(Incident.position))))
    actions = by_parent(session, [row.id for row in found])
    told = notices(session)
    return [_row(row, actions.get(row.id, ()), told.get(row.id, ())) for row in found]


def exercises(session: Session, today: date) -> list[tuple[date, str]]:
    """Closed exercises held up to a day, in UTC: when each was held, and its id."""
    query = select(col(Incident.detected_at), col(Incident.id)).where(
        col(Incident.exercise), col(Incident.closed_at) != ""
    )
    held = [(stored_day(at[:10]), name) for at, name in session.execute(query.order_by(col(Incident.position)))]
    return [one for one in held if one[0] <= today]


def detail(session: Session, row: Incident, proves: str = "") -> IncidentDetail:
    """Everything about one incident."""
    actions = by_parent(session, [row.id]).get(row.id, [])
    told = notices(session, row.id).get(row.id, [])
    return IncidentDetail(
        row=_row(row, actions, told),
        scenario=row.scenario,
        happened=row.happened,
        root_cause=row.root_cause,
        lessons=row.lessons,
        tests_added=tuple(row.tests_added),
        closed_by=row.closed_by,
        marks=_marks(session, row.id),
        notices=tuple(told),
        entities=_entities(session, row.id),
        actions=tuple(actions),
        findings=_findings(session, row.id),
        lacks=tuple(lacks(row, told)),
        proves=proves,
    )


def times(row: Incident) -> dict[TimeMark, str]:
    """Its moments, empty where there is none."""
    return {mark: getattr(row, f"{mark.value}_at") for mark in TIMES}


def lacks(row: Incident, told: Sequence[NoticeRow]) -> list[IncidentLack]:
    """What keeps it from being closed; nothing of one that is closed."""
    if row.closed_at:
        return []
    return rules.lacks(
        rules.Closable(row.exercise, times(row), told, row.people, row.happened, row.root_cause, row.lessons)
    )


def notices(session: Session, incident: str = "") -> Mapping[str, list[NoticeRow]]:
    """Decisions on who is told, by incident; of one, or all."""
    query = select(IncidentNotice)
    if incident:
        query = query.where(col(IncidentNotice.incident) == incident)
    found: dict[str, list[NoticeRow]] = defaultdict(list)
    for row in session.scalars(query):
        told = NoticeRow(row.whom, row.decision, row.by, row.decided_on, row.reason, row.told_at)
        found[row.incident].append(told)
    order = tuple(Notified)
    return {name: sorted(told, key=lambda one: order.index(one.whom)) for name, told in found.items()}


def _row(row: Incident, actions: Sequence[RemediationRow], told: Sequence[NoticeRow]) -> IncidentRow:
    live = [one for one in actions if one.state is not RemediationState.DROPPED]
    return IncidentRow(
        id=row.id,
        title=row.title,
        kind=row.kind,
        severity=row.severity,
        exercise=row.exercise,
        detected_at=row.detected_at,
        contained_at=row.contained_at,
        assessed_at=row.assessed_at,
        remediated_at=row.remediated_at,
        closed_at=row.closed_at,
        stage=stage(times(row)),
        lead=row.lead,
        people=tuple(row.people),
        actions=len(live),
        actions_done=sum(one.state is RemediationState.DONE for one in live),
        notices=len(told),
        lacking=len(lacks(row, told)),
        evidence=row.evidence,
        reference=row.reference,
        version=row.version,
    )


def _marks(session: Session, incident: str) -> tuple[MarkRow, ...]:
    """The timeline as it happened; of moments that are told anew, all entries."""
    query = select(IncidentMark).where(col(IncidentMark.incident) == incident).order_by(col(IncidentMark.position))
    found = list(session.scalars(query))
    last = {one.mark: one.id for one in found}  # in order of entry: of a moment told twice the later entry holds
    order = tuple(TimeMark)
    return tuple(
        MarkRow(
            *(one.id, one.mark, one.at, one.note, one.by, one.recorded_at),
            replaced=one.mark is not TimeMark.NOTE and last[one.mark] != one.id,
        )
        for one in sorted(found, key=lambda one: (one.at, order.index(one.mark), one.position))
    )


def _entities(session: Session, incident: str) -> tuple[EntityRow, ...]:
    query = select(IncidentEntity).where(col(IncidentEntity.incident) == incident)
    found = list(session.scalars(query.order_by(col(IncidentEntity.position))))
    names: dict[str, str] = {}
    for kind, model in ((EntityKind.FEATURE, Feature), (EntityKind.VENDOR, Vendor)):
        ids = [one.entity for one in found if one.kind is kind]
        if ids:
            names |= dict(session.execute(select(col(model.id), col(model.name)).where(col(model.id).in_(ids))).all())
    return tuple(
        EntityRow(one.id, one.kind, one.entity, names.get(one.entity, one.entity), one.since, one.until)
        for one in found
    )


def _findings(session: Session, incident: str) -> tuple[str, ...]:
    """Findings that name it."""
    query = select(col(Finding.id), col(Finding.links)).order_by(col(Finding.position))
    # the list is stored as JSON: its text is looked at first, so that not every finding is read
    found = session.execute(query.where(type_coerce(col(Finding.links), Text).contains(json.dumps(incident))))
    return tuple(name for name, links in found if incident in links)
