"""The gap assessment as a whole: where it stands, what lacks, finalising, comparing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import Action, RiskAcceptance, Snapshot, SnapshotControl
from grcdesk.rules.controls import gap as rules
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.controls.gap import GapSummary, Lacking, Moved, SnapshotRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common import in_force
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.controls import reading, snapshots
from grcdesk.services.controls.snapshots import NOW
from grcdesk.services.programme import reading as programme_reading
from grcdesk.store import journal
from grcdesk.terms import Scope, Status, Verb
from grcdesk.text import clean
from grcdesk.wording import count


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

        On a day of the past it is the assessment as it stood at the end of that day, rebuilt from the change log.

        Raises:
            Refused: listing everything that lacks; without two persons; dated in the future, or before the desk began.
        """
        with ExitStack() as stack:
            self._store.refuse_past()
            earlier = stack.enter_context(self._earlier(on)) if on is not None and on < self._today() else None
            return self._finalise(assessor, reviewer, on or self._today(), note, earlier, dry_run=dry_run)

    @contextmanager
    def _earlier(self, on: date) -> Iterator[Session]:
        from grcdesk.store.rebuild import stood  # noqa: PLC0415  loads every table

        with stood(self._store, on.isoformat()) as store, store.read() as session:
            yield session

    def _finalise(
        self, assessor: str, reviewer: str, day: date, note: str, earlier: Session | None, *, dry_run: bool
    ) -> Outcome:
        with self._store.work(Verb.GAP_FINALISE, note, dry_run=dry_run) as work:
            assessor, reviewer = rules.person(assessor, "assessor"), rules.person(reviewer, "reviewer")
            _refuse_people(assessor, reviewer)
            if day > self._today():
                raise Refused(f"an assessment cannot be dated {day}, which is still to come")
            # judged and frozen in the desk as it stood on that day; written in that of today
            session = earlier or work.session
            _refuse_lacking(session, day, earlier=earlier is not None)
            name, number = next_id(work.session, Snapshot, "GAP")
            head = journal.head(session.connection(), changes_only=True)
            work.session.add(
                Snapshot(
                    id=name,
                    taken_on=day,
                    assessor=clean(assessor),
                    reviewer=clean(reviewer),
                    note=clean(note.strip(), "note"),
                    log_position=head.seq,
                    position=number,
                    engagement=in_force.engagement(session).id,
                    categories=[category.value for category in programme_reading.selected(session)],
                )
            )
            frozen = snapshots.freeze(session, name, day)
            work.session.add_all(frozen)
        untouched = len([row for row in frozen if (row.scope, row.status) == (Scope.IN, Status.NOT_ASSESSED)])
        warnings = (f"{count(untouched, 'control')} in scope not assessed",) if untouched else ()
        stood = f", as the desk stood then, entry {head.seq}" if earlier else ""
        who = f"assessed by {assessor}, reviewed by {reviewer}"
        sentence = f"{name}: {_counted(frozen)} as of {day}{stood}, {who}"
        # no batch: a finalised assessment is not undone
        return replace(work.outcome(sentence, warnings=warnings), batch="")

    def snapshots(self) -> list[SnapshotRow]:
        """Finalised assessments, newest first."""
        with self._store.read() as session:
            return snapshots.rows(session)

    def compare(self, first: str, second: str = NOW) -> list[Moved]:
        """Controls that differ between two snapshots; `now` is the desk as it stands.

        Raises:
            NotFound: when there is no such snapshot.
        """
        with self._store.read() as session:
            return snapshots.moved(session, first, second, self._today())


def _refuse_lacking(session: Session, day: date, *, earlier: bool) -> None:
    lacks = rules.lacking(judged(session, day))
    if lacks:
        then = f"as it stood on {day} " if earlier else ""
        raise Refused(
            f"the assessment {then}is not complete: {count(len(lacks), 'thing')} lacking",
            hint=f"grcdesk {f'--at {day} ' if earlier else ''}gap lacking lists each with its cure",
            reasons=tuple(f"{lack.control} {lack.what}" for lack in lacks),
        )


def _counted(frozen: Sequence[SnapshotControl]) -> str:
    """How many controls, and how many of them in scope where that is not all."""
    inside = sum(1 for row in frozen if row.scope is Scope.IN)
    part = f", {inside:,} of them in scope," if inside < len(frozen) else ""
    return f"{count(len(frozen), 'control')}{part}"


def _refuse_people(assessor: str, reviewer: str) -> None:
    lacks = [what for what, name in (("an assessor", assessor), ("a reviewer", reviewer)) if not name]
    if lacks:
        raise Refused(f"finalising needs {' and '.join(lacks)}", hint="--assessor PERSON --reviewer PERSON")
    if assessor.casefold() == reviewer.casefold():
        raise Refused(f"{assessor} cannot review their own assessment", hint="--reviewer takes a second person")


def summary(session: Session, today: date) -> GapSummary:
    """Counts as one session sees them."""
    return rules.summary(judged(session, today))


def judged(session: Session, today: date) -> list[rules.GapControl]:
    """Every control as the rules look at it, in catalog order."""
    answered = set(session.scalars(select(col(Action.control)).where(reading.open_on(today))))
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
