"""Gathering what the Statement of Applicability says as a document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.gap import RiskAcceptance
from grcdesk.rules.soa import frozen
from grcdesk.schemas.controls.controls import RiskRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.soa.paper import SoaPaper, SoaStep
from grcdesk.schemas.soa.soa import SoaPage, SoaRow
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.soa import versions


def paper(session: Session, page: SoaPage, source: Provenance, basis: Sequence[str]) -> SoaPaper:
    """Everything the document says beside the page itself.

    Args:
        session: sees the state the page was made of.
        page: the statement as it stands, or a version of it.
        source: where the document comes from.
        basis: ids of the artefacts that hold the risk assessment.

    Raises:
        NotFound: when there is no such artefact.
        Damaged: when the rows of a version are not those that were approved.
    """
    return SoaPaper(page, source, _basis(session, basis), _risks(session, page.rows), _steps(session, page))


def _basis(session: Session, names: Sequence[str]) -> tuple[EvidenceRow, ...]:
    wanted = list(dict.fromkeys(name.strip().upper() for name in names))
    found = {row.id: row for row in evidence_reading.rows(session, wanted)}
    for name in wanted:
        if name not in found:
            raise NotFound.of("evidence", name, tuple(session.scalars(select(col(Evidence.id)))))
    return tuple(found[name] for name in wanted)


def _risks(session: Session, rows: Sequence[SoaRow]) -> tuple[RiskRow, ...]:
    named = {name for row in rows for name in row.risks}
    query = select(RiskAcceptance).where(col(RiskAcceptance.id).in_(named)).order_by(col(RiskAcceptance.position))
    return tuple(
        RiskRow(one.id, one.control, one.reason, one.approver, one.accepted_on, one.expires_on, one.ended_on)
        for one in session.scalars(query)
    )


def _steps(session: Session, page: SoaPage) -> tuple[SoaStep, ...]:
    found: list[SoaStep] = []
    before: tuple[SoaRow, ...] = ()
    for row in reversed(versions.stored(session, page.framework)):
        rows = versions.rows_of(row)
        moved = frozen.differences(before, rows) if found else ()
        found.append(SoaStep(versions.viewed(session, row, page.rows), moved))
        before = rows
        if page.frozen and page.version is not None and row.name == page.version.id:
            break
    return tuple(found)
