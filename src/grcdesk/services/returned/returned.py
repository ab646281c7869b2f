"""Control matrices and work plans that come back: compared three ways, taken as a person says, kept as they came."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.returned import ReturnedBook
from grcdesk.rules.controls.gap import person
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.returned.returned import (
    ReturnedBookRow,
    ReturnedFile,
    ReturnedOutcome,
    ReturnedPlan,
    ReturnedProblem,
)
from grcdesk.services.common.context import Service
from grcdesk.services.exports import handovers
from grcdesk.services.returned import comparing, held, reading, taking
from grcdesk.services.returned.asked import RequestCells
from grcdesk.services.returned.auditors import AuditorCells
from grcdesk.services.reviews import kept
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count

PLAIN = ReturnedPlan()


class ReturnedBooks(Service):
    """Verbs on workbooks that come back."""

    def list(self) -> list[ReturnedBookRow]:
        """Every workbook that came back and changed something, the newest first."""
        with self._store.read() as session:
            return reading.listed(session)

    def import_(
        self, file: Path, plan: ReturnedPlan = PLAIN, *, dry_run: bool = False, stop: Stop | None = None
    ) -> ReturnedOutcome:
        """Take in a control matrix or a work plan: one transaction, one batch, all of it or nothing.

        What was changed in the file alone is taken; what was changed in the desk alone stays; what both changed waits
        for a person. A dry run tells all of it with its places, and what cannot be taken beside it.

        Args:
            file: the workbook.
            plan: who filled it in, and what a person says of single places.
            dry_run: say what would happen, change nothing.
            stop: asked often while the file is read; true ends it, and nothing is changed.

        Raises:
            BadInput: when it is none of ours, of another desk, or naming every place that cannot be taken.
            Refused: naming every cell that both have changed and nobody has settled.
            Unwritable: when the vault does not take the file.
        """
        from grcdesk.importers.registers.returned.apart import read_returned  # noqa: PLC0415

        taking.refuse_plan(plan)
        read = read_returned(file, plan.dates, job=JobControl(stop=stop))
        by = person(clean(plan.by, "by"), "by") or self._context.actor
        if comparing.PROBLEMS in plan.leave:
            plan = self._leaving(read, plan, by, file.name)
        with self._store.work(Verb.MATRIX_IMPORT, dry_run=dry_run) as work:
            session = work.session
            made, cells, said = self._apply(session, read, plan, by, file.name)
            again = _again(session, read)
            if not dry_run:
                taking.refuse_open(made, file.name)
            where = ""
            if made.wanted and not dry_run:
                name, blob = taking.keep(session, read, file, made, (said, self._context.actor))
                kept.store(self._context.paths, [taking.of_file(read, file)])
                where = f", kept as {blob} ({name})"
            follows = tuple(warning for one in cells.owners.values() for warning in one.warnings())
            warnings = (*_unsaid(plan, by, made), *again, *read.notes, *follows)
        return _outcome(work.outcome(_sentence(made, file, by, where), warnings=warnings), made, read, file, by)

    def _apply(
        self, session: Session, read: ReturnedFile, plan: ReturnedPlan, by: str, file: str
    ) -> tuple[comparing.ComparedBook, comparing.HeldCells, held.ToldBy]:
        reading.refuse_other(session, read, file)
        said = held.ToldBy(by, _engagement(session, read, file), self._today())
        cells = comparing.HeldCells(_of_owners(session, said), AuditorCells(session, said.engagement))
        made = comparing.compare(read, cells, plan, also=_older(session, read))
        taking.apply(made, cells, said)
        return made, cells, said

    def _leaving(self, read: ReturnedFile, plan: ReturnedPlan, by: str, file: str) -> ReturnedPlan:
        """The plan that leaves out what rules refuse too: tried until nothing is, and each try taken back."""
        # a rule may refuse a cell only after another was left out, so one pass does not find all; it ends, since each
        # pass leaves out at least one more place
        while True:
            with self._store.work(Verb.MATRIX_IMPORT, dry_run=True) as work:
                made, *_ = self._apply(work.session, read, plan, by, file)
            if not made.problems:
                return plan
            plan = replace(plan, leave=(*plan.leave, *(one.place for one in made.problems)))


def _of_owners(session: Session, said: held.ToldBy) -> dict[str, held.OwnerCells]:
    """By table, what the desk holds of the cells that are fields of records."""
    return {
        "tblGaps": held.ControlCells(session, said),
        "tblActions": held.ActionCells(session, said),
        "tblRequests": RequestCells(session, said),
    }


def _engagement(session: Session, read: ReturnedFile, file: str) -> str:
    if session.get(Engagement, read.origin.engagement) is None:
        hint = "grcdesk audits list"
        raise BadInput(f"is about the engagement {read.origin.engagement}, which is not here", hint=hint, file=file)
    return read.origin.engagement


def _older(session: Session, read: ReturnedFile) -> tuple[ReturnedProblem, ...]:
    """That somebody was given a later workbook since."""
    last = next(iter(handovers.listed(session)), None)
    if last is None or last.position <= read.origin.entry:
        return ()
    newer = f"{last.firm} was given a newer one on {last.on}, of entry {last.position}"
    what = f"written at entry {read.origin.entry}; {newer}"
    cure = f"look for the newer one; --leave {comparing.HANDOVER} takes this one all the same"
    return (ReturnedProblem(comparing.HANDOVER, what, cure),)


def _again(session: Session, read: ReturnedFile) -> tuple[str, ...]:
    query = select(ReturnedBook).where(col(ReturnedBook.sha256) == read.sha256).order_by(col(ReturnedBook.position))
    return tuple(f"the same file came as {row.id} on {row.taken_on}" for row in session.scalars(query))


def _unsaid(plan: ReturnedPlan, by: str, made: comparing.ComparedBook) -> tuple[str, ...]:
    if plan.by or not made.wanted:
        return ()
    return (f"nobody said who filled it in: what it tells counts as told by {by}; --by PERSON says who it was",)


def _sentence(made: comparing.ComparedBook, file: Path, by: str, where: str) -> str:
    if not made.cells and not made.problems:
        return f"{file.name} changes nothing{_stays(made)}"
    both = sum(one.fate.value == "both" and not one.settled for _, one in made.cells)
    waits = f"; {count(both, 'cell')} changed in the desk too, for a person to settle" if both else ""
    bad = f"; {count(len(made.problems), 'place')} cannot be taken" if made.problems else ""
    return (
        f"{comparing.told(made)} taken from {file.name}, filled in by {by}{where}{taking.leaves(made)}{waits}{bad}"
        f"{_stays(made)}"
    )


def _stays(made: comparing.ComparedBook) -> str:
    return f"; {count(made.stays, 'cell')} changed in the desk since, which stay" if made.stays else ""


def _outcome(
    outcome: Outcome, made: comparing.ComparedBook, read: ReturnedFile, file: Path, by: str
) -> ReturnedOutcome:
    return ReturnedOutcome(
        **{one.name: getattr(outcome, one.name) for one in fields(Outcome)},
        file=file.name,
        sha256=read.sha256,
        by=by,
        cells=tuple(found for _, found in made.cells),
        problems=tuple(made.problems),
        stays=made.stays,
        left=tuple(made.left),
    )
