"""Tests, work sheets and runs as lists, details and sentences show them."""

from __future__ import annotations

from grcdesk.models.catalogs import TestAttribute
from grcdesk.rules.testing import results
from grcdesk.rules.testing.results import WHOLE
from grcdesk.schemas.testing.runs import RunReport
from grcdesk.schemas.testing.testing import AskedCell, Sheet, TestLine
from grcdesk.services.testing.reading import Board, check_of
from grcdesk.wording import count, join


def lines(here: Board, control: str) -> list[TestLine]:
    """The tests of a control as lists show them."""
    standing = here.standing(control)
    by_test = {one.test: one for one in standing.tests}
    concluded = here.conclusions.get(control)
    found = []
    for test in here.tests[control]:
        one = by_test.get(test.id) or results.standing(here.facts(test))
        check = check_of(test)
        unjudged = (f"{count(len(one.open), 'deviation')} not judged",) if one.open else ()
        open_ = sum(of.count for of in here.deviations[test.id] if of.id in one.open)
        lacks = (*one.lacks, *((one.not_final,) if one.not_final else ()))
        why = "; ".join((*unjudged, *lacks))
        if test.id not in by_test:
            lacks = ()
            why = "not tested: one day is judged, not operation"
        found.append(
            TestLine(
                *(test.id, control, here.controls[control].title, test.aspect, test.question, test.method),
                *("check" if check else "person", check.about if check else "", one.tested, one.n),
                *(one.exceptions - open_, open_, why, standing.computed),
                concluded.result if concluded else None,
                concluded.by if concluded else "",
                here.scopes[control],
                here.runs[test.id][0].id if test.id in here.runs else "",
                len(standing.open),
                tuple(here.facts(test).cells),
                lacks,
            )
        )
    return found


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
    if not facts.by_check:
        wanted = dict.fromkeys(facts.items or (() if any(given) else (WHOLE,)), test.question)
    else:
        wanted = {WHOLE: test.rest} if test.rest else {}
        if facts.lacks_list:
            wanted = {WHOLE: f"{test.question} ({facts.lacks_list} is not on file: with evidence)"}
        elif facts.last is not None:
            wanted |= {key: why for key, why in facts.last.undecided if key not in facts.elsewhere}
    wanted |= {item: test.question for item in given if item not in wanted}
    return [AskedCell(test.id, item, what, given.get(item)) for item, what in wanted.items()]


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
