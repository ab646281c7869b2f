"""The kinds of evidence the catalogs want, and what is there of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from grcdesk.models.base import IsoDate
from grcdesk.models.catalogs import WantedEvidence
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.evidence.shows import usual
from grcdesk.schemas.controls import WantedRow
from grcdesk.terms import EvidenceKind


def rows(session: Session, controls: Sequence[str]) -> dict[str, list[WantedRow]]:
    """The kinds of evidence wanted by control, with what is there of each. Two queries."""
    there = _there(session, controls)
    found: dict[str, list[WantedRow]] = defaultdict(list)
    query = (
        select(WantedEvidence).where(col(WantedEvidence.control).in_(controls)).order_by(col(WantedEvidence.position))
    )
    for row in session.scalars(query):
        have, newest = there.get((row.control, row.kind), (0, None))
        found[row.control].append(
            WantedRow(row.control, row.kind, row.what, row.mandatory, have, newest, row.shows or usual(row.kind))
        )
    return found


def _there(session: Session, controls: Sequence[str]) -> dict[tuple[str, EvidenceKind], tuple[int, date | None]]:
    """Number of artefacts that nobody rejected, and the newest day they show, by control and kind."""
    newest = func.max(func.coalesce(col(Evidence.period_to), col(Evidence.as_of)), type_=IsoDate())
    query = (
        select(col(EvidenceLink.control), col(Evidence.kind), func.count(), newest)
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(EvidenceLink.control).in_(controls), col(Evidence.rejected) == "")
        .group_by(col(EvidenceLink.control), col(Evidence.kind))
    )
    return {(control, kind): (number, day) for control, kind, number, day in session.execute(query)}
