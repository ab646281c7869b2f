"""The next engagement from the last: what is copied, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.audits import Engagement, EngagementVendor
from grcdesk.models.base import col
from grcdesk.models.catalogs import FrameworkItem
from grcdesk.models.controls import ControlScope
from grcdesk.models.features import Feature
from grcdesk.models.gap import Snapshot, SnapshotControl
from grcdesk.models.programme import Declaration, Exclusion, System
from grcdesk.services.common.ids import next_id
from grcdesk.terms import FeatureStatus, Scope
from grcdesk.wording import count, join, word

_SHOWN = 4


def copy(session: Session, before: Engagement, row: Engagement) -> None:
    """Copy what hangs on an engagement to the one that is made from it; each copy is its own from then on."""
    row.parameters = list(before.parameters)
    row.follows = before.id
    for place in session.scalars(select(ControlScope).where(col(ControlScope.engagement) == before.id)):
        if place.decided is not None:
            own = session.get_one(ControlScope, f"{row.id}/{place.control}")
            own.decided, own.effective, own.reason, own.by = place.decided, place.decided, place.reason, place.by
    for said in session.scalars(select(Declaration).where(col(Declaration.engagement) == before.id)):
        own_word = Declaration(id=f"{row.id}/{said.item}", engagement=row.id, item=said.item, reason=said.reason)
        own_word.by, own_word.declared_on, own_word.stale = said.by, said.declared_on, said.stale
        session.add(own_word)
    for system in session.scalars(select(System).where(col(System.engagement) == before.id)):
        session.add(System(id=f"{row.id}/{system.name}", engagement=row.id, name=system.name))
    for out in session.scalars(select(Exclusion).where(col(Exclusion.engagement) == before.id)):
        name, _ = next_id(session, Exclusion, "EX")
        session.add(Exclusion(id=name, what=out.what, reason=out.reason, engagement=row.id))
        session.flush()  # the next id is looked up in the table
    for way in session.scalars(select(EngagementVendor).where(col(EngagementVendor.engagement) == before.id)):
        key = f"{row.id}/{way.vendor}"
        session.add(EngagementVendor(id=key, engagement=row.id, vendor=way.vendor, method=way.method))


def since(session: Session, row: Engagement) -> list[str]:
    """What changed since the engagement it was made from, a sentence each; nothing when it was made from none."""
    before = session.get(Engagement, row.follows) if row.follows else None
    if before is None:
        return []
    return [
        *_days(before, row),
        *_criteria(session, before, row),
        *_controls(session, before, row),
        *_features(session, before),
    ]


def _days(before: Engagement, row: Engagement) -> Iterator[str]:
    def told(one: Engagement) -> str:
        return f"{one.period_start}..{one.period_end}" if one.period_start else "none"

    if told(before) != told(row):
        yield f"period: {told(before)} before, {told(row)} now"
    if before.kind is not row.kind:
        yield f"kind: {word(before.kind)} before, {word(row.kind)} now"
    if before.period_end and row.period_start and (row.period_start - before.period_end).days > 1:
        days = (row.period_start - before.period_end).days - 1
        yield f"period: {count(days, 'day')} between the two belong to neither; a bridge letter tells of them"


def _criteria(session: Session, before: Engagement, row: Engagement) -> Iterator[str]:
    added = [one for one in row.categories if one not in before.categories]
    dropped = [one for one in before.categories if one not in row.categories]
    for names, what in ((added, "added"), (dropped, "dropped")):
        if names:
            query = select(col(FrameworkItem.ref)).where(col(FrameworkItem.category).in_(names))
            refs = list(session.scalars(query.order_by(col(FrameworkItem.position))))
            yield f"criteria: {len(refs)} {what} with {join(names)}: {_named(refs)}"


def _controls(session: Session, before: Engagement, row: Engagement) -> Iterator[str]:
    inside, was = _inside(session, row), _inside(session, before)
    if came := _without(inside, was):
        yield f"controls: {len(came)} came into scope: {_named(came)}"
    if went := _without(was, inside):
        yield f"controls: {len(went)} came out of scope: {_named(went)}"
    snapshot = session.scalars(select(Snapshot).order_by(col(Snapshot.position).desc())).first()
    if snapshot is None:
        return
    query = select(col(SnapshotControl.control)).where(col(SnapshotControl.snapshot) == snapshot.id)
    if new := _without(inside, set(session.scalars(query))):
        yield f"controls: {len(new)} not in the last assessment, {snapshot.id}: {_named(new)}"


def _without(names: Iterable[str], others: Collection[str]) -> list[str]:
    return [name for name in names if name not in others]


def _inside(session: Session, row: Engagement) -> dict[str, None]:
    query = select(col(ControlScope.control)).where(
        col(ControlScope.engagement) == row.id, col(ControlScope.effective) == Scope.IN
    )
    return dict.fromkeys(session.scalars(query.order_by(col(ControlScope.control))))


def _features(session: Session, before: Engagement) -> Iterator[str]:
    """Features written down after the day the last engagement was about for the first time, and those retired."""
    first = before.opened_on or before.period_start
    rows = session.scalars(select(Feature).order_by(col(Feature.position))).all()
    new = [f"{one.id} {one.name}" for one in rows if first and one.added_on > first]
    retired = [f"{one.id} {one.name}" for one in rows if one.status is FeatureStatus.RETIRED]
    if new:
        yield f"features: {count(len(new), 'AI feature')} written down since {first}: {_named(new)}"
    if retired:
        yield f"features: {len(retired)} retired: {_named(retired)}"


def _named(names: Sequence[str]) -> str:
    return join(list(names), _SHOWN)
