"""Findings, finalised assessments and dates beside the matrix, from the same state of the desk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.findings import Finding
from grcdesk.models.gap import SnapshotControl
from grcdesk.schemas.exports.documents import DocumentAsked
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.weighed import TrendPoint
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.common.in_force import engagement, in_force
from grcdesk.services.controls import snapshots
from grcdesk.services.evidence import looks
from grcdesk.services.exports import going_out, lint
from grcdesk.services.exports.gathering import gather
from grcdesk.services.exports.provenance import known
from grcdesk.services.findings import reading
from grcdesk.terms import Scope, Status, Support

Beside = TypeVar("Beside")


def gathered_with(
    context: Context, asked: DocumentAsked, beside: Callable[[Session, date], Beside]
) -> tuple[Matrix, Beside]:
    """The matrix, called final when that was asked for, and something else that is read in the same session.

    Raises:
        Refused: for a day still to come, or called final while something stands against that.
    """
    day = judged_on(context, asked.as_of)
    held = known(context)
    # before anything is judged: bytes that failed cover nothing
    broken = looks.look(context.store)
    with context.store.read() as session:
        matrix = gather(session, two_dates(context, session, day), held, broken, context.store.paths)
        more = beside(session, day)
    return (going_out.checked(lint.linted(context, matrix), "", final=True) if asked.final else matrix), more


def findings(context: Context, session: Session, day: date) -> tuple[FindingDetail, ...]:
    """Those of the engagement in force, in the order they were raised."""
    query = select(Finding).where(col(Finding.engagement) == in_force(session)).order_by(col(Finding.position))
    return tuple(reading.detail(session, context.paths, row, day) for row in session.scalars(query))


def trend(session: Session, day: date, last: int) -> tuple[TrendPoint, ...]:
    """The last finalised assessments of the engagement by that day, the oldest first; controls in scope."""
    # snapshots of 0.1.0 name no engagement: there was one then
    ours = {"", engagement(session).id}
    rows = [row for row in snapshots.rows(session) if row.taken_on <= day and row.engagement in ours][:last]
    borne: dict[str, Counter[Support]] = defaultdict(Counter)
    query = (
        select(col(SnapshotControl.snapshot), col(SnapshotControl.support), func.count())
        .where(
            col(SnapshotControl.snapshot).in_([row.id for row in rows]),
            col(SnapshotControl.scope) == Scope.IN,
            col(SnapshotControl.status) == Status.IN_PLACE,
        )
        .group_by(col(SnapshotControl.snapshot), col(SnapshotControl.support))
    )
    for snapshot, support, number in session.execute(query):
        # snapshots of 0.1.0 kept no level of support: of those nothing is said, not that nothing bore them out
        if support is not None:
            borne[snapshot][Support(support)] = number
    found = [TrendPoint(row.id, row.taken_on, row.counts, borne[row.id]) for row in rows]
    return tuple(sorted(found, key=lambda one: one.taken_on))
