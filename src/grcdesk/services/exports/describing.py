"""Gathering what the section on AI of a system description is made of, and where the log tells of each record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.base import col
from grcdesk.models.features import Feature, FeatureModel, FeaturePrompt
from grcdesk.models.log import LogLine
from grcdesk.models.unreadable import stored_moment
from grcdesk.models.vendors import Vendor
from grcdesk.rules.description.parts import described
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.exports.system_description import (
    DescriptionFacts,
    DescriptionPart,
    FrozenList,
    Ref,
    SystemDescription,
)
from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.programme import ScopeView
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.incidents import reading as incident_reading
from grcdesk.services.log.reading import entries
from grcdesk.services.populations import reading as population_reading
from grcdesk.services.programme.criteria import judged
from grcdesk.services.vendors import files as vendor_files
from grcdesk.terms import EvidenceKind, LogOutcome, Scope

_CHANGES = "model_changes"
_MOVING = tuple(str(one.__tablename__) for one in (Feature, FeatureModel, FeaturePrompt))
_CHUNK = 400
"""Records asked for at once; SQLite takes no more names in one statement."""


def description(session: Session, source: Provenance) -> SystemDescription:
    """The section, as a draft, from one state of the desk."""
    parts = described(_facts(session, source))
    return SystemDescription(source, parts, positions(session, parts))


def _facts(session: Session, source: Provenance) -> DescriptionFacts:
    day, scope = source.dates.judged, source.scope
    keys = control_reading.keys(session, "", "", day)
    vendors = session.scalars(select(Vendor).order_by(col(Vendor.position))).all()
    artefacts = evidence_reading.rows(session, evidence_reading.keys(session, "", "", day))
    return DescriptionFacts(
        scope=scope,
        features=feature_reading.details(session, feature_reading.cards(session)),
        vendors=tuple(vendor_files.files(session, vendors, day)),
        controls=tuple(row for row in control_reading.rows(session, keys, day) if row.scope is not Scope.OUT),
        criteria=tuple(judged(session, day)),
        incidents=tuple(incident_reading.rows(session)),
        policies=tuple(
            row
            for row in artefacts
            if row.kind is EvidenceKind.POLICY and not (row.rejected or row.superseded_by or row.erased)
        ),
        changes=_list(session),
        moves=tuple(_moves(session, scope)),
    )


def _list(session: Session) -> FrozenList | None:
    row = population_reading.newest(session, _CHANGES)
    return None if row is None else FrozenList(row.id, row.name, row.rows, row.period_from, row.period_to)


def _moves(session: Session, scope: ScopeView) -> Iterable[LogEntry]:
    """Entries within the period that are no part of writing a feature down."""
    if scope.period is None:
        return []
    # the log tells moments in UTC, the period days of the desk's own calendar
    first = clock.end_of(scope.period.start - timedelta(days=1), scope.zone)
    after = clock.end_of(scope.period.end, scope.zone)
    query = select(LogLine).where(
        col(LogLine.kind).in_(_MOVING), col(LogLine.changes), col(LogLine.outcome) == LogOutcome.SUCCESS,
        col(LogLine.ts) >= clock.stamp(first), col(LogLine.ts) < clock.stamp(after),
    )  # fmt: skip
    found = entries(session, list(session.scalars(query.order_by(col(LogLine.seq)))))
    # what is entered together with a new feature describes it, and changed nothing that was in use
    begun = {(one.batch, one.id) for one in found if one.kind == _MOVING[0] and not one.before}
    moved = [one for one in found if (one.batch, one.id.partition("/")[0]) not in begun]
    return [replace(one, ts=_local(one.ts, scope.zone)) for one in moved]


def _local(stamp: str, zone: str) -> str:
    """A moment of the log by the desk's own calendar, so that the day it begins with lies in the period."""
    return stored_moment(stamp).astimezone(clock.find_zone(zone) if zone else None).isoformat()


def positions(session: Session, parts: Iterable[DescriptionPart]) -> dict[Ref, int]:
    """By record, the last entry of the change log about it."""
    wanted = sorted({ref for part in parts for one in part.sentences for ref in one.refs})
    found: dict[Ref, int] = {}
    for first in range(0, len(wanted), _CHUNK):
        pairs = [(ref.kind, ref.id) for ref in wanted[first : first + _CHUNK]]
        query = (
            select(col(LogLine.kind), col(LogLine.resource), func.max(col(LogLine.seq)))
            .where(col(LogLine.changes), tuple_(col(LogLine.kind), col(LogLine.resource)).in_(pairs))
            .group_by(col(LogLine.kind), col(LogLine.resource))
        )
        found |= {Ref(kind, name): seq for kind, name, seq in session.execute(query)}
    return found
