"""Everything on record about the tests of an engagement, by a fixed number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, CheckParameter, Control, TestAttribute
from grcdesk.models.controls import ControlScope
from grcdesk.models.samples import DrawnSample
from grcdesk.models.testing import CheckRun, ControlConclusion, Deviation, TestAnswer
from grcdesk.models.unreadable import stored_day, stored_json
from grcdesk.rules.audits.parameters import Parameter
from grcdesk.rules.testing import concluding, results
from grcdesk.rules.testing.checks import Check, measured, written_without
from grcdesk.rules.testing.checks import in_force as parameters_in_force
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.testing.runs import TestedList
from grcdesk.schemas.testing.testing import Concluded, ControlStanding, DeviationRow, LastRun, SheetCell, TestFacts
from grcdesk.services.common.in_force import engagement, in_force, placed
from grcdesk.services.populations.reading import shelf
from grcdesk.terms import Scope
from grcdesk.terms.audits import OF_A_DAY


@dataclass(slots=True)
class Board:
    """The tests of some controls, or all, in the engagement in force."""

    held: Engagement
    controls: dict[str, Control]
    scopes: dict[str, Scope]
    catalogs: dict[str, Catalog]
    tests: dict[str, list[TestAttribute]] = field(default_factory=lambda: defaultdict(list))
    parameters: dict[str, list[Parameter]] = field(default_factory=lambda: defaultdict(list))
    """By catalog, as the catalog has them."""
    lists: dict[str, PopulationRow] = field(default_factory=dict)
    """The population in force of each name."""
    runs: dict[str, tuple[CheckRun, dict[str, Any]]] = field(default_factory=dict)
    """By test the last run, and what it kept of that test."""
    cells: dict[str, list[SheetCell]] = field(default_factory=lambda: defaultdict(list))
    deviations: dict[str, list[DeviationRow]] = field(default_factory=lambda: defaultdict(list))
    samples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By control the items of its newest sample."""
    conclusions: dict[str, ControlConclusion] = field(default_factory=dict)

    def check(self, test: TestAttribute) -> Check | None:
        """The check of a test; None: a person looks."""
        return check_of(test)

    def measured_by(self, control: str) -> list[Parameter]:
        """The parameters of the catalog of a control, as the engagement has them."""
        return parameters_in_force(self.parameters[self.controls[control].catalog], self.held.parameters)

    def facts(self, test: TestAttribute) -> TestFacts:
        """Everything on record of one test."""
        check = check_of(test)
        return TestFacts(
            test.id,
            test.aspect,
            by_check=check is not None,
            rest=test.rest,
            last=self._last(test, check) if check is not None and test.id in self.runs else None,
            cells=tuple(self.cells[test.id]),
            deviations=tuple(self.deviations[test.id]),
            items=self.samples.get(test.control) if check is None and test.aspect.value == "operating" else None,
            lacks_list=next((one for one in check.needs if one not in self.lists), "") if check is not None else "",
            elsewhere=self._elsewhere(test, check) if check is not None else frozenset(),
        )

    def _elsewhere(self, test: TestAttribute, check: Check) -> frozenset[str]:
        """Items that other tests over the same list hold against the control."""
        return frozenset(
            one.item
            for other in self.tests[test.control]
            if other.id != test.id and (theirs := check_of(other)) is not None and theirs.about == check.about
            for one in self.deviations[other.id]
            if one.counts and one.item
        )

    def standing(self, control: str) -> ControlStanding:
        """What the tests of a control add up to."""
        found = [results.standing(self.facts(test)) for test in self.tests[control]]
        return results.result(control, found, of_a_day=self.held.kind in OF_A_DAY)

    def conclusion(self, control: str, standing: ControlStanding) -> Concluded | None:
        """What a person concluded, and whether the tests say otherwise by now."""
        row = self.conclusions.get(control)
        if row is None:
            return None
        then, now = (row.computed, row.exceptions, row.n), (standing.computed, standing.exceptions, standing.n)
        moved = "" if then == now else concluding.said(standing)
        return Concluded(
            *(control, row.result, row.computed, row.exceptions, row.n, row.by, row.concluded_on, row.reason, moved)
        )

    def _last(self, test: TestAttribute, check: Check) -> LastRun:
        run, kept = self.runs[test.id]
        used = json.loads(run.facts)["lists"]
        mine = [one for one in used if one["name"] in check.lists]
        # the list the items are of goes first; others beside it as the run had them
        mine.sort(key=lambda one: one["name"] != kept["population"])
        found = tuple(kept["undecided"])
        return LastRun(
            run.id,
            run.run_at[:10],
            kept["n"],
            kept["found"],
            tuple((key, why) for key, why in found),
            kept["undecided_count"],
            kept["tested"],
            kept["why"],
            tuple(self._used(one) for one in mine),
            self._stale(run, kept, mine, check),
        )

    def _used(self, one: dict[str, Any]) -> TestedList:
        """A list as a run used it, and whether it is final by now."""
        now = self.lists.get(one["name"])
        if now is None or now.id != one["id"]:
            return read_list(one)
        return tested_list(now)

    def _stale(self, run: CheckRun, kept: dict[str, Any], used: Iterable[dict[str, Any]], check: Check) -> str:
        """Why the run does not count any more; empty: it does."""
        if why := self._other_list({one["name"]: one["id"] for one in used}, check):
            return why
        if kept["sql_sha256"] != sql_sha256(check):
            return "its check has changed"
        then = dict(one.split("=", 1) for one in run.parameters)
        given = {one.name: one.value for one in self.measured_by(run.control)} | days(self.held)
        for name in measured(check):
            # what is not given any more, or was not then, moves nothing
            if name in then and given.get(name, then[name]) != then[name]:
                return f"{name} is {given[name]} by now, was {then[name]}"
        return ""

    def _other_list(self, used: Mapping[str, str], check: Check) -> str:
        """Whether another list of a name is in force than was used, or none any more; empty: all are the same."""
        for name in check.lists:
            now = self.lists.get(name)
            if now is not None and used.get(name) != now.id:
                return f"{now.id} {name} is on file by now"
            if now is None and name in used:
                return f"{used[name]} {name} counts no longer"
        return ""


def board(session: Session, controls: Sequence[str] | None = None) -> Board:
    """The tests of those controls, or of all in scope of the engagement in force or optional there.

    Raises:
        NotFound: for a control there is not.
    """
    held = engagement(session)
    query = select(Control, col(ControlScope.effective)).join(ControlScope, placed(session))
    if controls is not None:
        query = query.where(col(Control.id).in_(controls))
    catalogs = {row.id: row for row in session.scalars(select(Catalog))}
    found = list(session.execute(query).all())
    found.sort(key=lambda pair: (catalogs[pair[0].catalog].position, pair[0].position))
    here = Board(held, {row.id: row for row, _ in found}, {row.id: scope for row, scope in found}, catalogs)
    for name in controls or ():
        if name not in here.controls:
            raise NotFound.of("control", name, tuple(session.scalars(select(col(Control.id)))))
    _add_tests(session, here)
    here.lists = {row.name: row for row in shelf(session) if row.in_force}
    _add_runs(session, here)
    _add_records(session, here)
    return here


def _add_tests(session: Session, here: Board) -> None:
    for test in session.scalars(select(TestAttribute).order_by(col(TestAttribute.position))):
        if test.control in here.controls:
            here.tests[test.control].append(test)
    for one in session.scalars(select(CheckParameter).order_by(col(CheckParameter.position))):
        here.parameters[one.catalog].append(Parameter(one.name, one.kind, one.default))


def _add_runs(session: Session, here: Board) -> None:
    query = select(CheckRun).where(col(CheckRun.engagement) == here.held.id).order_by(col(CheckRun.position))
    for run in session.scalars(query):
        if run.control in here.controls:
            for kept in json.loads(run.facts)["tests"]:
                here.runs[kept["test"]] = (run, kept)


def _add_records(session: Session, here: Board) -> None:
    answers = select(TestAnswer).where(col(TestAnswer.engagement) == here.held.id).order_by(col(TestAnswer.position))
    for answer in session.scalars(answers):
        here.cells[answer.test].append(cell_of(answer))
    for one in deviation_rows(session):
        here.deviations[one.test].append(one)
    samples = select(DrawnSample).where(col(DrawnSample.engagement) == here.held.id, col(DrawnSample.dropped) == "")
    for sample in session.scalars(samples.order_by(col(DrawnSample.position))):
        # a census keeps no items, and takes the place of a sample drawn before it
        if sample.items:
            here.samples[sample.control] = tuple(sample.items)
        else:
            here.samples.pop(sample.control, None)
    for row in session.scalars(select(ControlConclusion).where(col(ControlConclusion.engagement) == here.held.id)):
        here.conclusions[row.control] = row


def deviation_rows(session: Session, ids: Sequence[str] | None = None) -> list[DeviationRow]:
    """Deviations of the engagement in force, oldest first; those of that id alone, or all."""
    query = select(Deviation).where(col(Deviation.engagement) == in_force(session))
    if ids is not None:
        query = query.where(col(Deviation.id).in_(ids))
    return [deviation_of(row) for row in session.scalars(query.order_by(col(Deviation.position)))]


def deviation_of(row: Deviation) -> DeviationRow:
    """A deviation as lists show it."""
    return DeviationRow(
        *(
            row.id,
            row.engagement,
            row.control,
            row.test,
            row.item,
            row.why,
            stored_json(row.facts or "{}", dict[str, Any]()),
            row.count,
        ),
        *(row.state, row.source, row.population, row.found_in, row.found_on, row.gone_since),
        *(row.decided_by, row.decided_on, row.reason, row.second, tuple(row.evidence)),
    )


def cell_of(row: TestAnswer) -> SheetCell:
    """An answer as work sheets show it."""
    return SheetCell(
        *(row.test, row.item, row.result, row.note, tuple(row.evidence), row.tested_by, row.tested_on),
        *(row.reviewed_by, row.reviewed_on, row.returned),
    )


def check_of(test: TestAttribute) -> Check | None:
    """The check of a test; None: a person looks."""
    if not test.check:
        return None
    without = written_without(test.without)
    return Check(test.id, test.check, test.over, test.items, test.undecided, without, test.rest)


def sql_sha256(check: Check) -> str:
    """What names the statements of a check."""
    import hashlib  # noqa: PLC0415  lists without a run need none

    return hashlib.sha256("\0".join(check.texts.values()).encode()).hexdigest()


def tested_list(row: PopulationRow) -> TestedList:
    """A frozen population as a run uses it."""
    return TestedList(
        *(row.id, row.name, row.rows, row.population_sha256, row.rows_sha256, row.final),
        "; ".join(row.why_not_final),
        stored_day((row.pulled_at or row.frozen_at)[:10]),
    )


def read_list(one: dict[str, Any]) -> TestedList:
    """The same as a run kept it; a list that stands no longer is not final."""
    return TestedList(
        *(one["id"], one["name"], one["rows"], one["sha256"], one["rows_sha256"], False),
        "another list stands in its place: run the test again",
        stored_day(one["pulled_on"]),
    )


def days(held: Engagement) -> dict[str, str]:
    """The first and last day of an engagement as parameters; nothing while it has no period."""
    if held.period_start is None or held.period_end is None:
        return {}
    return {"first_day": held.period_start.isoformat(), "last_day": held.period_end.isoformat()}
