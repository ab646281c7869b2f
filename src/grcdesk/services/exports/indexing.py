"""Gathering what the evidence index shows, from one state of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.controls import ControlScope
from grcdesk.rules.packages.choosing import OutgoingRule, choose
from grcdesk.schemas.exports.evidence_index import EvidenceIndex, NotOnFile
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.services.common.in_force import engagement, in_force
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.controls.wanted_kinds import rows as wanted_rows
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.requests import reading as request_reading
from grcdesk.terms import Scope, Status


def index(session: Session, source: Provenance, broken: Mapping[str, str], contact: str) -> EvidenceIndex:
    """The index.

    Args:
        session: sees the state it is made of.
        source: where the document comes from.
        broken: by artefact, why its bytes are not those that were taken in.
        contact: whom to ask, as told; empty: who answers for the engagement.
    """
    day, held = source.dates.judged, engagement(session)
    shelf = request_reading.shelf(session, request_reading.every(session))
    asked: dict[str, str] = {}
    for request in shelf.requests:
        for name in shelf.evidence[request.id]:
            # one request an artefact, the first: the index names each file once
            asked.setdefault(name, request.id)
    rows = evidence_reading.rows(session, evidence_reading.keys(session, "", "", day))
    outside = select(col(ControlScope.control)).where(
        col(ControlScope.engagement) == in_force(session), col(ControlScope.effective) == Scope.OUT
    )
    out = set(session.scalars(outside))
    keys = control_reading.keys(session, "", "", day)
    items = choose(rows, OutgoingRule(day, [key for key in keys if key not in out], asked, broken))
    return EvidenceIndex(
        provenance=source,
        items=tuple(items),
        requests=tuple(shelf.row(one, day) for one in shelf.requests),
        missing=tuple(_missing(session, keys, source)),
        firm=held.firm,
        contact=contact or held.lead,
    )


def _missing(session: Session, keys: Sequence[str], source: Provenance) -> list[NotOnFile]:
    """Kinds that must be there, of controls in scope that are applicable."""
    day = source.dates.judged
    held = [
        row
        for row in control_reading.rows(session, keys, day)
        if row.scope is Scope.IN and row.status is not Status.NOT_APPLICABLE
    ]
    asked = wanted_rows(session, [row.id for row in held], day)
    return [
        NotOnFile(row.id, row.title, kind, row.owner, row.due)
        for row in held
        for kind in dict.fromkeys(one.kind for one in asked[row.id] if one.missing)
    ]
