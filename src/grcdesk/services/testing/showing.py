"""Tests, work sheets and runs as lists, details and sentences show them."""

from __future__ import annotations

from grcdesk.models.catalogs import TestAttribute
from grcdesk.rules.testing import results
from grcdesk.rules.testing.checks import Check
from grcdesk.rules.testing.results import WHOLE
from grcdesk.schemas.testing.runs import RunReport
from grcdesk.schemas.testing.testing import AskedCell, Sheet, TestFacts, TestLine, TestStanding
from grcdesk.services.testing.reading import Board, check_of
from grcdesk.wording import count, join


def lines(here: Board, control: str) -> list[TestLine]:
    """The tests of a control as lists show them."""
    standing = here.standing(control)
    by_test = {one.test: one for one in standing.tests}
    concluded = here.conclusions.get(control)
    result, by = (concluded.result, concluded.by) if concluded else (None, "")
    found = []
    for test in here.tests[control]:
        one = by_test.get(test.id) or results.standing(here.facts(test))
        check = check_of(test)
        open_ = sum(of.count for of in here.deviations[test.id] if of.id in one.open)
        lacks, why = _lacking(one) if test.id in by_test else ((), "not tested: one day is judged, not operation")
        found.append(
            TestLine(
                *(test.id, control, here.controls[control].title, test.aspect, test.question, test.method),
                *(*_decided_by(check), one.tested, one.n),
                *(one.exceptions - open_, open_, why, standing.computed),
                *(result, by),
                here.scopes[control],
                here.runs[test.id][0].id if test.id in here.runs else "",
                len(standing.open),
                tuple(here.facts(test).cells),
                lacks,
            )
        )
    return found


def _decided_by(check: Check | None) -> tuple[str, str]:
    """Who decides a test, and of a check the list that its items are of."""
    return ("person", "") if check is None else ("check", check.about)


def _lacking(one: TestStanding) -> tuple[tuple[str, ...], str]:
    """What a test lacks, and in one line why it is not done."""
    unjudged = (f"{count(len(one.open), 'deviation')} not judged",) if one.open else ()
    lacks = tuple(filter(None, (*one.lacks, one.not_final)))
    return lacks, "; ".join((*unjudged, *lacks))


def sheet_of(here: Board, control: str) -> Sheet:
    """The work sheet of a control."""
    standing = here.standing(control)
    return Sheet(
        control,
        here.controls[control].title,
        standing,
        tuple(lines(here, control)),
        tuple(cell for test in here.tests[control] for cell in _asked(here, test)),
        tuple(one for test in here.tests[control] for one in here.deviations[test.id]),
        here.conclusion(control, standing),
        {test.id: (test.pass_if, test.fail_if) for test in here.tests[control]},
    )


def _asked(here: Board, test: TestAttribute) -> list[AskedCell]:
    """What a person is asked of one test, and whatever else was answered."""
    facts = here.facts(test)
    given = {cell.item: cell for cell in facts.cells}
    if facts.by_check:
        wanted = _left_by_check(test, facts)
    else:
        whole = () if any(given) else (WHOLE,)
        wanted = dict.fromkeys(facts.items or whole, test.question)
    # what was answered stays on the sheet, though nobody asks for it any more
    wanted |= {item: test.question for item in given if item not in wanted}
    return [AskedCell(test.id, item, what, given.get(item)) for item, what in wanted.items()]


def _left_by_check(test: TestAttribute, facts: TestFacts) -> dict[str, str]:
    """What a check leaves to a person, item by item. What counts against the control by another test is not asked."""
    if facts.lacks_list:
        return {WHOLE: f"{test.question} ({facts.lacks_list} is not on file: with evidence)"}
    wanted = {WHOLE: test.rest} if test.rest else {}
    left = facts.last.undecided if facts.last is not None else ()
    return wanted | {key: why for key, why in left if key not in facts.elsewhere}


def told(report: RunReport) -> str:
    """A run in one sentence."""
    lists = ", ".join(
        f"{one.id} {one.name} ({count(one.rows, 'row')}{'' if one.final else ', not final'})"
        for one in report.populations
    )
    tests = ", ".join(
        f"{one.test.rpartition('.')[2]} " + (f"{len(one.rows)} of {one.n}" if one.tested else "not tested")
        for one in report.results
    )
    new = f"; {count(len(report.new), 'new deviation')}" if report.new else "; no new deviation"
    gone = f", {join(list(report.gone), 5)} no longer shows and stays on record" if report.gone else ""
    return f"{report.id or 'run'}: {report.control} over {lists}: {tests}{new}{gone}"


def doubts(report: RunReport) -> tuple[str, ...]:
    """What a reader must know of a run beside its numbers."""
    found = [f"{one.id} {one.name} is not final: {one.why}" for one in report.populations if not one.final]
    found += [f"{one.test}: {one.why}" for one in report.results if one.why]
    found += [
        f"{one.test}: {count(len(one.undecided), 'item')} not decided by the list, "
        f"e.g. {one.undecided[0].key}: {one.undecided[0].why}"
        for one in report.results
        if one.undecided
    ]
    return tuple(found)
