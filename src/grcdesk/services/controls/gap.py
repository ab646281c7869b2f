"""The gap assessment as a whole: where it stands, what lacks, finalising, comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from grcdesk.errors import NotFound, Refused
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.gap import Action, RiskAcceptance, Snapshot, SnapshotControl
from grcdesk.models.log import LogLine
from grcdesk.rules.controls import gap as rules
from grcdesk.schemas.controls import ControlRow
from grcdesk.schemas.gap import GapSummary, Lacking, Moved, SnapshotRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.controls import reading
from grcdesk.services.programme import reading as programme_reading
from grcdesk.store import journal
from grcdesk.terms import ActionStatus, Category, Scope, Status, Verb
from grcdesk.text import clean
from grcdesk.wording import count

NOW = "now"
_COMPARED = ("scope", "design", "implemented", "owner", "due", "gap", "reason", "approver")


class Gap(Service):
    """Verbs on the assessment as a whole."""

    def summary(self) -> GapSummary:
        """Counts over the controls in scope."""
        with self._store.read() as session:
            return summary(session, self._today())

    def lacking(self) -> list[Lacking]:
        """What keeps the assessment from being finalised."""
        with self._store.read() as session:
            return rules.lacking(judged(session, self._today()))

    def finalise(
        self, *, assessor: str, reviewer: str, on: date | None = None, note: str = "", dry_run: bool = False
    ) -> Outcome:
        """Freeze the assessment as a snapshot with assessor, reviewer and date. Final: it is not undone.

        Raises:
            Refused: listing everything that lacks; without two persons; or dated in the future.
        """
        with self._store.work(Verb.GAP_FINALISE, note, dry_run=dry_run) as work:
            assessor, reviewer = rules.person(assessor, "assessor"), rules.person(reviewer, "reviewer")
            day = on or self._today()
            _refuse_people(assessor, reviewer)
            if day > self._today():
                raise Refused(f"an assessment cannot be dated {day}, which is still to come")
            lacks = rules.lacking(judged(work.session, self._today()))
            if lacks:
                raise Refused(
                    f"the assessment is not complete: {count(len(lacks), 'thing')} lacking",
                    hint="grcdesk gap lacking lists each with its cure",
                    reasons=tuple(f"{lack.control} {lack.what}" for lack in lacks),
                )
            name, number = next_id(work.session, Snapshot, "GAP")
            head = journal.head(work.session.connection(), changes_only=True)
            work.session.add(
                Snapshot(
                    id=name,
                    taken_on=day,
                    assessor=clean(assessor),
                    reviewer=clean(reviewer),
                    note=clean(note.strip(), "note"),
                    log_position=head.seq,
                    position=number,
                    categories=[category.value for category in programme_reading.selected(work.session)],
                )
            )
            frozen = _freeze(work.session, name, self._today())
            work.session.add_all(frozen)
        untouched = sum(1 for row in frozen if row.scope is Scope.IN and row.status is Status.NOT_ASSESSED)
        warnings = (f"{count(untouched, 'control')} in scope not assessed",) if untouched else ()
        sentence = (
            f"{name}: {count(len(frozen), 'control')} as of {day}, assessed by {assessor}, reviewed by {reviewer}"
        )
        # no batch: a finalised assessment is not undone
        return replace(work.outcome(sentence, warnings=warnings), batch="")

    def snapshots(self) -> list[SnapshotRow]:
        """Finalised assessments, newest first."""
        with self._store.read() as session:
            rows = session.scalars(select(Snapshot).order_by(col(Snapshot.position).desc())).all()
            found: dict[str, Counter[Status]] = defaultdict(Counter)
            frozen = (
                select(col(SnapshotControl.snapshot), col(SnapshotControl.status), func.count())
                .where(col(SnapshotControl.scope) == Scope.IN)
                .group_by(col(SnapshotControl.snapshot), col(SnapshotControl.status))
            )
            for snapshot, status, number in session.execute(frozen):
                found[snapshot][status] = number
            return [_view(row, found[row.id]) for row in rows]

    def compare(self, first: str, second: str = NOW) -> list[Moved]:
        """Controls that differ between two snapshots; `now` is the desk as it stands.

        Raises:
            NotFound: when there is no such snapshot.
        """
        with self._store.read() as session:
            old, old_seq = self._state(session, first)
            new, new_seq = self._state(session, second)
            movers = _movers(session, *sorted((old_seq, new_seq)))
            return [
                moved
                for control, known in {**old, **new}.items()
                if (moved := _moved(known, old.get(control), new.get(control), movers)) is not None
            ]

    def _state(self, session: Session, name: str) -> tuple[dict[str, SnapshotControl], int]:
        if name == NOW:
            rows = {row.control: row for row in _freeze(session, NOW, self._today())}
            return rows, journal.head(session.connection()).seq
        snapshot = session.get(Snapshot, name)
        if snapshot is None:
            raise NotFound.of("snapshot", name, (*session.scalars(select(col(Snapshot.id))), NOW))
        found = session.scalars(select(SnapshotControl).where(col(SnapshotControl.snapshot) == name))
        return {row.control: row for row in found}, snapshot.log_position


def _refuse_people(assessor: str, reviewer: str) -> None:
    lacks = [what for what, name in (("an assessor", assessor), ("a reviewer", reviewer)) if not name]
    if lacks:
        raise Refused(f"finalising needs {' and '.join(lacks)}", hint="--assessor PERSON --reviewer PERSON")
    if assessor.casefold() == reviewer.casefold():
        raise Refused(f"{assessor} cannot review their own assessment", hint="name a second person as reviewer")


def summary(session: Session, today: date) -> GapSummary:
    """Counts as one session sees them."""
    return rules.summary(judged(session, today))


def judged(session: Session, today: date) -> list[rules.GapControl]:
    """Every control as the rules look at it, in catalog order."""
    answered = set(session.scalars(select(col(Action.control)).where(col(Action.status) == ActionStatus.OPEN)))
    for risk in session.scalars(select(RiskAcceptance)):
        if rules.in_force(risk.accepted_on, risk.expires_on, risk.ended_on, today):
            answered.add(risk.control)
    said = {row.control: row for row in session.scalars(select(Assessment))}
    return [
        rules.GapControl(
            row.id,
            row.scope,
            row.status,
            row.design,
            row.implemented,
            row.owner,
            said[row.id].gap,
            said[row.id].reason,
            said[row.id].approver,
            row.support,
            row.id in answered,
        )
        for row in _rows(session, today)
    ]


def _rows(session: Session, today: date) -> list[ControlRow]:
    return reading.rows(session, reading.keys(session, "", "", today), today)


def _freeze(session: Session, snapshot: str, today: date) -> list[SnapshotControl]:
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
        for row in _rows(session, today)
    ]


def _view(row: Snapshot, counts: Counter[Status]) -> SnapshotRow:
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
    return {resource: (actor, when) for resource, actor, when in session.execute(query)}
