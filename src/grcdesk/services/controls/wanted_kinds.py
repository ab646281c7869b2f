"""The kinds of evidence the catalogs want, and what is there of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import IsoDate, col
from grcdesk.models.catalogs import WantedEvidence
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.controls.support import Reach, against
from grcdesk.rules.evidence.shows import usual
from grcdesk.schemas.controls.controls import WantedRow
from grcdesk.services.controls import backing
from grcdesk.terms import EvidenceKind


def rows(session: Session, controls: Sequence[str], today: date) -> dict[str, list[WantedRow]]:
    """The kinds of evidence wanted by control, with what counts of each as of that day. Three queries, or four."""
    meant = backing.within(session, today)
    there = _there(session, controls, meant)
    query = (
        select(WantedEvidence).where(col(WantedEvidence.control).in_(controls)).order_by(col(WantedEvidence.position))
    )
    asked = session.scalars(query).all()
    weak = [row for row in asked if (row.control, row.kind) in there and there[row.control, row.kind][0] == 0]
    why = _why(session, {row.control for row in weak}, tuple({row.kind for row in weak}), meant)
    found: dict[str, list[WantedRow]] = defaultdict(list)
    for row in asked:
        have, newest, linked = there.get((row.control, row.kind), (0, None, 0))
        found[row.control].append(
            WantedRow(
                row.control,
                row.kind,
                row.what,
                row.mandatory,
                have,
                newest,
                row.shows or usual(row.kind),
                linked,
                "" if have else why.get((row.control, row.kind), ""),
            )
        )
    return found


def _there(
    session: Session, controls: Sequence[str], meant: Reach
) -> dict[tuple[str, EvidenceKind], tuple[int, date | None, int]]:
    """By control and kind: the artefacts that count, the newest day they show, and all that are linked."""
    counts = backing.counts(meant)
    query = (
        select(
            col(EvidenceLink.control),
            col(Evidence.kind),
            func.sum(sa.case((counts, 1), else_=0)),
            func.max(sa.case((counts, backing.LAST)), type_=IsoDate()),
            func.count(),
        )
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(EvidenceLink.control).in_(controls))
        .group_by(col(EvidenceLink.control), col(Evidence.kind))
    )
    return {(control, kind): (have, day, linked) for control, kind, have, day, linked in session.execute(query)}


def _why(
    session: Session, controls: Collection[str], kinds: Sequence[EvidenceKind], meant: Reach
) -> dict[tuple[str, EvidenceKind], str]:
    """By control and kind: why its newest artefact does not count."""
    if not controls:
        return {}
    found: dict[tuple[str, EvidenceKind], str] = {}
    for control, artefacts in backing.facts(session, controls, kinds).items():
        for one in artefacts:
            found.setdefault((control, one.kind), f"{one.id}: {against(one, meant)}")
    return found
