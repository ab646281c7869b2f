"""Tests of controls: run over whole populations, recorded on work sheets, concluded by a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.testing import ControlConclusion
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.testing import TEST_FIELDS, TEST_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.testing import concluding
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.testing.runs import RunReport
from grcdesk.schemas.testing.testing import AnswerIn, ControlStanding, Sheet, TestLine
from grcdesk.services.common.context import Service
from grcdesk.services.testing import sheets
from grcdesk.services.testing.reading import Board, board
from grcdesk.services.testing.showing import doubts, lines, sheet_of, told
from grcdesk.terms import Scope, Verb
from grcdesk.terms.audits import ControlResult
from grcdesk.text import clean
from grcdesk.wording import count, join


class Testing(Service):
    """Verbs on the tests of the engagement in force."""

    __test__ = False  # not a test class

    def list(self, where: str = "", *, controls: Sequence[str] | None = None, sort: str = "") -> list[TestLine]:
        """The tests of the controls in scope, or of those named, each with how far it is.

        Raises:
            FilterError: when the filter cannot be understood.
            NotFound: for an unknown control.
        """
        text = f"{where} sort:{sort}" if sort else where
        today = self._today()
        tree = filters.parse(text, TEST_FIELDS, today)
        with self._store.read() as session:
            here = board(session, controls)
            inside = [name for name in here.controls if controls is not None or here.scopes[name] is not Scope.OUT]
            rows = [line for name in inside for line in lines(here, name)]
        kept = [row for row in rows if filters.match(tree, row, TEST_READERS, today)]
        return filters.arrange(tree, kept, TEST_READERS) if tree.sort else kept

    def sheet(self, control: str) -> Sheet:
        """The work sheet of a control: its tests, the items they are put to, the answers, what it adds up to.

        Raises:
            NotFound: when there is no such control.
        """
        with self._store.read() as session:
            return sheet_of(board(session, [control]), control)

    def run(
        self,
        control: str,
        *,
        test: str = "",
        populations: Sequence[str] = (),
        dry_run: bool = False,
        stop: Any = None,
    ) -> tuple[RunReport, Outcome]:
        """Run the checks of a control, or of one of its tests, over its frozen populations, and keep what was found.

        It works on any list; only a final one can carry a conclusion. A deviation on record stays there, whatever is
        found.

        Args:
            control: its id.
            test: one of its tests; empty: all that have a check.
            populations: lists to look at in place of the newest, by id or name.
            dry_run: find, and keep nothing.
            stop: asked often; true ends it.

        Raises:
            NotFound: when there is no such control, test or population.
            Refused: when no check decides there, no list is on file, or a limit is reached.
        """
        from grcdesk.services.testing import measures, recording, runs  # noqa: PLC0415  the engine

        # before a minute is spent on what could not be kept
        if not dry_run:
            self._store.refuse_past()
        with self._store.read() as session:
            asked = runs.prepare(session, self._store.paths, control, test=test, chosen=populations)
        # neither read nor locked meanwhile: a run may take a minute, and others work on
        report = runs.perform(asked, limits=measures.limits(self._context.settings), stop=stop)
        by = self._store.signer.name
        with self._store.work(Verb.TEST_RUN, dry_run=dry_run) as work:
            at = clock.stamp(clock.now())
            report = recording.record(work.session, report, by=by, at=at, today=self._today())
        return report, work.outcome(told(report), warnings=doubts(report))

    def freeze(self, name: str, *, completeness: str = "", by: str = "", dry_run: bool = False) -> Outcome:
        """Write out what the desk itself records, and freeze it as the population of that name.

        Args:
            name: one of `rules.testing.checks.OF_THE_DESK`.
            completeness: how it was checked that nothing is left out; empty: that all rows were written.
            by: who says so; empty: whoever freezes it.
            dry_run: say what would be frozen; keep nothing.

        Raises:
            NotFound: for a list the desk does not record.
            Refused: while the engagement has no period, or no check needs the list.
        """
        from grcdesk.services.populations.populations import Populations  # noqa: PLC0415  readers of files
        from grcdesk.services.testing import freezing  # noqa: PLC0415

        self._store.refuse_past()
        with self._store.read() as session:
            who = by or self._store.signer.name
            rows, plan, controls = freezing.planned(
                session, name, today=self._today(), completeness=completeness, by=who
            )
        with freezing.written(self._store.paths, name, rows) as path:
            return Populations(self._context).add(path, plan, controls=controls, dry_run=dry_run)

    def record(self, control: str, answers: Sequence[AnswerIn], *, dry_run: bool = False) -> Outcome:
        """Write answers on the work sheet of a control. Who tests is told with each; a second person reviews.

        Raises:
            NotFound: for an unknown control, test or artefact.
            Refused: for a fail or n/a without a note, an item nobody asks about, or a day still to come.
        """
        with self._store.work(Verb.TEST_RECORD, dry_run=dry_run) as work:
            here = board(work.session, [control])
            done = sheets.write(work.session, here, control, self._by_me(answers), self._today())
        said = f"{control}: {count(done.answers, 'answer')} on its work sheet"
        if done.unchanged:
            said += f", {done.unchanged} stood so already"
        found = list(done.deviations)
        return work.outcome(said + (f"; {join(found)} for what failed" if found else ""))

    def import_sheet(
        self, control: str, path: Path, *, by: str = "", dry_run: bool = False, stop: Stop | None = None
    ) -> Outcome:
        """Take in a work sheet (CSV, XLSX) filled in elsewhere: test, item, result, note, evidence, tested by.

        All of it or nothing; rows without a result are passed over.

        Raises:
            BadInput: with file, line and cure, when it cannot be understood.
            NotFound, Refused: as `record`.
        """
        from grcdesk.importers.testing.apart import read_sheet  # noqa: PLC0415  only a file needs it

        found = read_sheet(path, job=JobControl(stop=stop))
        given = [answer if answer.by else AnswerIn(**{**_fields(answer), "by": by}) for answer in found]
        return self.record(control, given, dry_run=dry_run)

    def review(
        self,
        control: str,
        *,
        by: str,
        test: str = "",
        items: Sequence[str] | None = None,
        returned: str = "",
        dry_run: bool = False,
    ) -> Outcome:
        """Look at answers as a second person, and let them stand or send them back.

        Raises:
            NotFound: for an unknown control, test or item.
            Refused: for one's own answer, or when nothing waits.
        """
        with self._store.work(Verb.TEST_REVIEW, returned, dry_run=dry_run) as work:
            here = board(work.session, [control])
            seen = sheets.review(
                work.session, here, control, test=test, items=items, by=by, returned=returned, today=self._today()
            )
        what = "sent back" if returned else "looked at"
        return work.outcome(f"{control}: {count(seen, 'answer')} {what} by {' '.join(by.split())}")

    def conclude(
        self,
        control: str,
        result: ControlResult,
        *,
        by: str,
        reason: str = "",
        on: date | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Conclude a control for the engagement in force. The tool computes, a person concludes.

        Raises:
            NotFound: when there is no such control.
            Refused: naming everything that keeps it from being concluded so.
        """
        from grcdesk.services.common.days import refuse_ahead  # noqa: PLC0415

        refuse_ahead(f"{control} was concluded on", on, self._today())
        with self._store.work(Verb.TEST_CONCLUDE, reason, dry_run=dry_run) as work:
            here = board(work.session, [control])
            standing = here.standing(control)
            who, why = clean(gap.person(by, "who concludes")), clean(reason.strip(), "reason")
            bars = concluding.bars(standing, result, by=who, reason=why)
            if bars:
                said = concluding.in_words(result, standing.exceptions, standing.n)
                told_ = bars[0] if len(bars) == 1 else f"{len(bars)} things stand in the way"
                raise Refused(
                    f"{control} cannot be concluded with {said}: {told_}",
                    hint=concluding.cure(standing, result, reason=why),
                    reasons=tuple(bars) if len(bars) > 1 else (),
                )
            _conclude(work.session, here, standing, (result, who, why, on or self._today()))
        return work.outcome(
            f"{control}: {concluding.in_words(result, standing.exceptions, standing.n)}, concluded by {who}"
        )

    def _by_me(self, answers: Sequence[AnswerIn]) -> Sequence[AnswerIn]:
        me = self._store.signer.name
        return [answer if answer.by.strip() else AnswerIn(**{**_fields(answer), "by": me}) for answer in answers]


def _fields(answer: AnswerIn) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in AnswerIn.__slots__}


def _conclude(
    session: Session, here: Board, standing: ControlStanding, said: tuple[ControlResult, str, str, date]
) -> None:
    result, by, reason, on = said
    row = here.conclusions.get(standing.control)
    if row is None:
        row = ControlConclusion(
            id=f"{here.held.id}/{standing.control}", engagement=here.held.id, control=standing.control,
            result=result, computed=standing.computed, by=by, concluded_on=on, reason=reason,
        )  # fmt: skip
        session.add(row)
    row.result, row.computed, row.by, row.concluded_on, row.reason = result, standing.computed, by, on, reason
    row.exceptions, row.n = standing.exceptions, standing.n
    # what it was concluded from is kept: newer runs and judgements must not seem to have been known
    facts = [
        {
            "test": one.test,
            "tested": one.tested.value,
            "n": one.n,
            "exceptions": one.exceptions,
            "list": one.population,
            "run": here.runs[one.test][0].id if one.test in here.runs else "",
            "lacks": list(one.lacks),
        }
        for one in standing.tests
    ]
    row.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
