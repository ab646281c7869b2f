"""Finalised assessments: freezing one, reading them, and what moved since."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.gap import Snapshot, SnapshotControl
from grcdesk.models.log import LogLine
from grcdesk.schemas.controls.gap import Moved, SnapshotRow
from grcdesk.services.common import in_force
from grcdesk.services.common.recorded import recorded
from grcdesk.services.controls import reading
from grcdesk.store import journal
from grcdesk.terms import Category, Scope, Status

NOW = "now"
_COMPARED = ("scope", "design", "implemented", "owner", "due", "gap", "reason", "approver")


def rows(session: Session) -> list[SnapshotRow]:
    """Finalised assessments, newest first."""
    found = session.scalars(select(Snapshot).order_by(col(Snapshot.position).desc())).all()
    counts: dict[str, Counter[Status]] = defaultdict(Counter)
    frozen = (
        select(col(SnapshotControl.snapshot), col(SnapshotControl.status), func.count())
        .where(col(SnapshotControl.scope) == Scope.IN)
        .group_by(col(SnapshotControl.snapshot), col(SnapshotControl.status))
    )
    for snapshot, status, number in session.execute(frozen):
        counts[snapshot][status] = number
    entered = recorded(session, str(Snapshot.__tablename__))
    return [_view(row, counts[row.id], *entered.get(row.id, ("", ""))) for row in found]


def standing(session: Session, day: date) -> SnapshotRow | None:
    """The assessment of the engagement at hand that was final on a day: the last of those dated by then.

    One that was finalised in another engagement is of another scope, and says nothing of this one.
    """
    # snapshots of 0.1.0 name no engagement: there was one then
    ours = {"", in_force.engagement(session).id}
    found = [row for row in rows(session) if row.taken_on <= day and row.engagement in ours]
    return max(found, key=lambda row: row.taken_on, default=None)  # the newest goes first among those of one day


def moved(session: Session, first: str, second: str, today: date) -> list[Moved]:
    """Controls that differ between two snapshots; `now` is the desk as it stands.

    Raises:
        NotFound: when there is no such snapshot.
    """
    old, old_seq = _state(session, first, today)
    new, new_seq = _state(session, second, today)
    # asked the other way round it is the same stretch of the log
    movers = _movers(session, *sorted((old_seq, new_seq)))
    return [
        one
        for control, known in {**old, **new}.items()
        if (one := _moved(known, old.get(control), new.get(control), movers)) is not None
    ]


def _state(session: Session, name: str, today: date) -> tuple[dict[str, SnapshotControl], int]:
    if name == NOW:
        return {row.control: row for row in freeze(session, NOW, today)}, journal.head(session.connection()).seq
    snapshot = session.get(Snapshot, name)
    if snapshot is None:
        raise NotFound.of("snapshot", name, (*session.scalars(select(col(Snapshot.id))), NOW))
    found = session.scalars(select(SnapshotControl).where(col(SnapshotControl.snapshot) == name))
    return {row.control: row for row in found}, snapshot.log_position


def freeze(session: Session, snapshot: str, today: date) -> list[SnapshotControl]:
    """Every control as it stands, as the rows of a snapshot."""
    said = {row.control: row for row in session.scalars(select(Assessment))}
    return [
        SnapshotControl(
            id=f"{snapshot}/{row.id}",
            snapshot=snapshot,
            control=row.id,
            title=row.title,
            scope=row.scope,
            status=row.status,
            design=row.design,
            implemented=row.implemented,
            owner=row.owner,
            due=row.due,
            gap=said[row.id].gap,
            reason=said[row.id].reason,
            approver=said[row.id].approver,
            supported=int(row.supported),
            support=row.support,
        )
        for row in reading.rows(session, reading.keys(session, "", "", today), today)
    ]


def _view(row: Snapshot, counts: Counter[Status], by: str, at: str) -> SnapshotRow:
    inside = sum(counts.values())
    return SnapshotRow(
        row.id,
        row.taken_on,
        row.assessor,
        row.reviewer,
        row.note,
        inside,
        inside - counts[Status.NOT_APPLICABLE],
        {status: counts[status] for status in Status},
        tuple(Category(name) for name in row.categories),
        by,
        at,
        row.engagement,
    )


def _moved(
    known: SnapshotControl,
    old: SnapshotControl | None,
    new: SnapshotControl | None,
    movers: dict[str, tuple[str, str]],
) -> Moved | None:
    fields = tuple(
        (name, _plain(old, name), _plain(new, name)) for name in _COMPARED if _plain(old, name) != _plain(new, name)
    )
    levels = _plain(old, "support"), _plain(new, "support")
    if all(levels) and levels[0] != levels[1]:  # not in place, or frozen before there were levels: nothing to compare
        fields = (*fields, ("support", *levels))
    before, after = (old.status if old else None), (new.status if new else None)
    if before == after and not fields:
        return None
    by, on = movers.get(known.control, ("", ""))
    return Moved(known.control, known.title, before, after, fields, by, on)


def _plain(row: SnapshotControl | None, name: str) -> str:
    value = getattr(row, name) if row else None
    return "" if value is None else str(value)


def _movers(session: Session, first: int, last: int) -> dict[str, tuple[str, str]]:
    """Control → who last changed its assessment or scope in that stretch of the log, and when."""
    kinds = (str(Assessment.__tablename__), str(ControlScope.__tablename__))
    query = (
        select(col(LogLine.resource), col(LogLine.actor), col(LogLine.ts))
        .where(col(LogLine.kind).in_(kinds), col(LogLine.seq) > first, col(LogLine.seq) <= last, col(LogLine.changes))
        .order_by(col(LogLine.seq))
    )
    # a place in the scope goes by engagement and control
    return {resource.rpartition("/")[2]: (actor, when) for resource, actor, when in session.execute(query)}
