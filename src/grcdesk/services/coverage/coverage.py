"""Period coverage of the controls, recomputed from evidence and a day. Reads only."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.base import col, given
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import Action
from grcdesk.rules.coverage import coverage as rules
from grcdesk.rules.coverage import earliest_period, rollup
from grcdesk.rules.coverage.months import cells, months_of
from grcdesk.rules.evidence import retention
from grcdesk.schemas.coverage.clean import CleanWindow
from grcdesk.schemas.coverage.coverage import (
    NOTHING,
    CoverageQuestion,
    CoverageRow,
    CoverageWarning,
    CriterionCoverage,
    Heat,
    MonthRow,
    Span,
)
from grcdesk.services.common import tailored
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.services.controls.reading import open_on
from grcdesk.services.coverage.facts import held, watched
from grcdesk.services.evidence import sources
from grcdesk.services.programme.reading import criteria
from grcdesk.terms import Status
from grcdesk.terms.audits import OF_A_DAY


class PeriodCoverage(Service):
    """How far dated evidence reaches over the audit period."""

    def board(self, *, controls: Sequence[str] = (), as_of: date | None = None) -> list[CoverageRow]:
        """One row for each control in scope that is applicable, or for each named, as catalogs list them.

        Nothing done after `as_of` counts, so that the board of an earlier day can be had again. Default: today.

        Raises:
            Refused: when the engagement has no period.
            NotFound: when a named control does not exist.
        """
        with self._store.read() as session:
            for control in controls:
                require_control(session, control)
            return judged(session, _asked(session, as_of or self._today()), controls)

    def months(self, *, controls: Sequence[str] = (), as_of: date | None = None) -> Heat:
        """Control by month of the period, worst first. Arguments and errors like `board`."""
        with self._store.read() as session:
            for control in controls:
                require_control(session, control)
            asked = _asked(session, as_of or self._today())
            return heat(session, asked, judged(session, asked, controls))

    def criteria(self, *, as_of: date | None = None) -> list[CriterionCoverage]:
        """Every criterion with the worst verdict among its in-scope controls and how many have each.

        Raises:
            Refused: when the engagement has no period.
        """
        with self._store.read() as session:
            return by_criterion(session, judged(session, _asked(session, as_of or self._today())))

    def warnings(self, *, controls: Sequence[str] = (), as_of: date | None = None) -> list[CoverageWarning]:
        """What deserves a look early, control by control. Arguments and errors like `board`.

        Also days without evidence that a source still holds.
        """
        day = as_of or self._today()
        rows = self.board(controls=controls, as_of=day)
        bare = {row.id: found for row in rows if (found := retention.open_days(row, day))}
        with self._store.read() as session:
            keeps = sources.of_controls(session, list(bare))
        return [
            CoverageWarning(row.id, str(warning))
            for row in rows
            for warning in (
                *row.warnings,
                *retention.losses(bare.get(row.id, ()), keeps.get(row.id, {}), day),
            )
        ]

    def earliest(self, months: int = 6, *, as_of: date | None = None) -> CleanWindow:
        """The earliest period of so many months that could be clean; asked before an engagement is fixed.

        The engagement needs no period for it.
        """
        day = as_of or self._today()
        with self._store.read() as session:
            return clean(session, months, day)


def clean(session: Session, months: int, as_of: date) -> CleanWindow:
    """The earliest period of so many months that could be clean."""
    row = engagement(session)
    period = Span.of(row.period_start, row.period_end)
    behind = held(session, (), as_of, row.zone)
    ahead = _still_due(session, as_of)
    starts = [
        earliest_period.start_of(control, behind.get(control.id, NOTHING), as_of, ahead.get(control.id))
        for control in watched(session, (), row.zone)
        if control.retired_on is None or control.retired_on > as_of
    ]
    return earliest_period.earliest(starts, as_of, months, period)


def _still_due(session: Session, as_of: date) -> dict[str, date]:
    """By control the last day by which the desk itself has something to do about it: an action, or its due date."""
    found: dict[str, date] = {}
    lacking = select(col(Assessment.control), given(Assessment.due)).where(
        col(Assessment.due).is_not(None), col(Assessment.status).in_((Status.PARTIAL, Status.MISSING))
    )
    todo = select(col(Action.control), col(Action.due)).where(open_on(as_of))
    for query in (lacking, todo):
        for control, due in session.execute(query):
            found[control] = max(found.get(control, due), due)
    return found


def judged(session: Session, asked: CoverageQuestion, controls: Sequence[str] = ()) -> list[CoverageRow]:
    """One row for each control in scope that is applicable, or for each named."""
    with _no_search_for_cycles():
        behind = held(session, controls, asked.as_of, asked.zone)
        found = [
            rules.judge(control, behind.get(control.id, NOTHING), asked)
            for control in watched(session, controls, asked.zone)
        ]
    otherwise = tailored.weaker_of(session, [row.id for row in found])
    return [replace(row, warnings=(*row.warnings, *otherwise.get(row.id, ()))) for row in found] if otherwise else found


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A hundred thousand runs and spans, none of which leads back to itself: looking for it took 40 % of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def heat(session: Session, asked: CoverageQuestion, rows: Sequence[CoverageRow]) -> Heat:
    """Those rows by month, worst first."""
    titles = {row.id: row.title for row in session.execute(select(col(Control.id), col(Control.title)))}
    spans = months_of(asked.period)
    lines = tuple(
        MonthRow(
            row.id, titles[row.id], row.frequency, row.verdict, row.due, cells(row, spans, asked.as_of), row.closing
        )
        for row in rollup.worst_first(rows)
    )
    return Heat(asked.period, asked.as_of, tuple(f"{span.start:%Y-%m}" for span in spans), lines)


def by_criterion(session: Session, rows: Sequence[CoverageRow]) -> list[CriterionCoverage]:
    """The rows rolled up to the criteria that their controls map to."""
    verdicts = {row.id: row.verdict for row in rows}
    found = []
    for item in criteria(session):
        bad, counts, controls = rollup.of_controls(
            [(control, verdicts[control]) for control in item.controls if control in verdicts]
        )
        found.append(CriterionCoverage(item.id, item.label, item.in_scope, bad, counts, controls))
    return found


def _asked(session: Session, as_of: date) -> CoverageQuestion:
    asked = question(session, as_of)
    if asked is None:
        raise Refused("the engagement has no period to cover", hint="grcdesk scope set --period START..END")
    return asked


def question(session: Session, as_of: date) -> CoverageQuestion | None:
    """What is asked of every control on that day; None while the engagement has no period."""
    row = engagement(session)
    period = Span.of(row.period_start, row.period_end)
    if period is None:
        return None
    return CoverageQuestion(
        period,
        as_of,
        clock.end_of(as_of, row.zone),
        clock.end_of(period.end, row.zone),
        row.zone,
        row.kind in OF_A_DAY,
    )
