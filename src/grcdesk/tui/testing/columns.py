"""How tests, changes and deviations are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from grcdesk.rules.testing import tally
from grcdesk.rules.testing.concluding import in_words, said
from grcdesk.schemas.testing.testing import DeviationRow, ProofRow, Sheet, SheetCell, TestLine, TestStanding
from grcdesk.terms.audits import ControlResult, ItemResult
from grcdesk.terms.testing import AttributeState, ChangeVerdict, DeviationState
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.wording import count, join, word

STATE_TONE = {
    AttributeState.NO_DEVIATION: "success",
    AttributeState.DEVIATIONS: "error",
    AttributeState.NOTHING_TO_TEST: "muted",
    AttributeState.NOT_TESTED: "warning",
}
RESULT_TONE = {
    ControlResult.NO_EXCEPTIONS: "success",
    ControlResult.EXCEPTIONS: "error",
    ControlResult.DID_NOT_OPERATE: "muted",
    ControlResult.NOT_TESTED: "warning",
}
VERDICT_TONE = {
    ChangeVerdict.PROVEN: "success",
    ChangeVerdict.NOT_PROVEN: "error",
    ChangeVerdict.NOT_DEPLOYED: "muted",
}
DEVIATION_TONE = {
    DeviationState.OPEN: "warning",
    DeviationState.EXCEPTION: "error",
    DeviationState.FALSE_POSITIVE: "muted",
}
ANSWER_TONE = {
    ItemResult.PASS: "success",
    ItemResult.FAIL: "error",
    ItemResult.NOT_APPLICABLE: "muted",
    ItemResult.NOT_TESTED: "warning",
}
_SHOWN = 12


def held(row: TestLine, *, short: bool = False) -> Cell:
    """`2 of 63 to judge`, `no deviation`, `not tested`; short, where what it lacks stands beside it: `2 of 63`."""
    if row.tested is AttributeState.DEVIATIONS:
        return Cell(tally.held(row, judged=short), "error" if row.exceptions else "warning")
    return Cell(word(row.tested), STATE_TONE[row.tested])


def result(row: TestLine) -> Cell:
    """What a person concluded, else what the tests add up to."""
    if row.concluded is not None:
        return Cell(word(row.concluded), RESULT_TONE[row.concluded])
    if row.unjudged and row.result is ControlResult.EXCEPTIONS:
        return Cell("(not judged yet)", "warning")
    return Cell(f"({word(row.result)})", RESULT_TONE[row.result])


def verdict(row: ProofRow) -> Cell:
    """Whether it is proven."""
    return Cell(word(row.verdict), VERDICT_TONE[row.verdict])


def lacking(row: TestLine) -> Cell:
    """What a test lacks."""
    return Cell(row.why or "-", "warning" if row.why else "muted")


def judged_by(row: DeviationRow) -> Cell:
    """Who judged a deviation."""
    return Cell(row.decided_by or "-", "" if row.decided_by else "muted")


def about_test(row: TestLine) -> Content:
    """What the columns had to cut: the question, and what is lacking."""
    lacks = Cell(row.why or "nothing is lacking", "warning" if row.why else "muted")
    return lines([line(Cell(f"{row.id}  ", "head"), lacks), line(row.question)])


def about_change(row: ProofRow) -> Content:
    """The reasons of a change, or that there are none."""
    times = f"approved {row.approved or '-'}  evaluated {row.evaluated or '-'}  deployed {row.deployed or '-'}"
    why = Cell(row.why or word(row.verdict), VERDICT_TONE[row.verdict])
    return lines([line(Cell(f"{row.change_id or row.deployment}  ", "head"), why), line(times)])


def about_deviation(row: DeviationRow) -> Content:
    """The facts that show it, and what people said."""
    facts = "  ".join(f"{name} {value}" for name, value in row.facts.items()) or row.found_in
    said_ = ""
    if row.decided_by:
        said_ = f"{word(row.state)} by {judges(row)}" + (f": {row.reason}" if row.reason else "")
    gone = f"  no longer shows since {row.gone_since}; it stays" if row.gone_since else ""
    return lines([line(Cell(f"{row.id}  ", "head"), facts), line(Cell((said_ or "not judged") + gone, "muted"))])


def deviation_lines(row: DeviationRow) -> list[Content]:
    """A deviation in full."""
    pairs = list(_pairs(row))
    wide = max(len(name) for name, _ in pairs)
    return [line(Cell(f"{name:<{wide}}  ", "head"), value) for name, value in pairs]


def _pairs(row: DeviationRow) -> Iterator[tuple[str, str]]:
    """Label and value: what it is, what shows it, and how it was judged, if it was."""
    yield "Test", row.test
    yield "Item", row.item or ("the control as a whole" if row.count == 1 else f"{row.count:,} items")
    yield "Why", row.why
    for name, value in row.facts.items():
        yield name.replace("_", " "), value
    yield "State", word(row.state)
    yield "Found", f"{row.found_on} in {row.found_in}" + (f" over {row.population}" if row.population else "")
    if row.gone_since:
        yield "Since then", f"no longer in the list of {row.gone_since}; it stays on record"
    if row.decided_by:
        yield "Judged by", judges(row)
        yield "Judged on", str(row.decided_on)
    if row.reason:
        yield "Reason", row.reason
    if row.evidence:
        yield "Evidence", " ".join(row.evidence)


def judges(row: DeviationRow) -> str:
    """Who judged it; a false positive takes two."""
    return f"{row.decided_by} and {row.second}" if row.second else row.decided_by


def readiness(sheet: Sheet) -> Content:
    """What the tests add up to, and what stands in the way of a conclusion."""
    standing, done = sheet.standing, sheet.conclusion
    rows = [line(Cell(said(standing), RESULT_TONE[standing.computed]))]
    bars = [*standing.lacks, *standing.not_final]
    if standing.open:
        bars.append(f"{join(list(standing.open), 4)} not judged")
    if done is not None:
        because = f", because: {done.reason}" if done.reason else ""
        told = f"concluded: {in_words(done.result, done.exceptions, done.n)}, by {done.by} on {done.on}{because}"
        rows.append(line(Cell(told, RESULT_TONE[done.result])))
        if done.moved:
            rows.append(line(Cell(f"since then the tests say: {done.moved}", "warning")))
    elif bars:
        rows.append(line(Cell("not to be concluded: ", "warning"), Cell(bars[0], "muted")))
        if len(bars) > 1:
            rows.append(line(Cell(f"  and {count(len(bars) - 1, 'more reason')}: enter on a test shows them", "muted")))
    else:
        rows.append(line(Cell("nothing stands in the way: ", "success"), Cell("c", "accent"), " concludes"))
    return lines(rows)


def test_lines(sheet: Sheet, row: TestLine) -> list[Content]:
    """A test in full: its rules, what it lacks, its deviations, its answers."""
    passes, fails = sheet.texts[row.id]
    rows = [
        text(row.question),
        line(Cell("pass     ", "head"), passes),
        line(Cell("fail     ", "head"), fails),
        line(Cell("by       ", "head"), f"check over {row.population}" if row.by == "check" else "a person looks"),
        line(Cell("run      ", "head"), row.run or "-") if row.by == "check" else text(""),
        line(Cell("tested   ", "head"), held(row)),
    ]
    standing = next((one for one in sheet.standing.tests if one.test == row.id), None)
    rows += [line(Cell("lacks    ", "head"), Cell(what, "warning")) for what in _lacks(standing)]
    rows += _deviations([found for found in sheet.deviations if found.test == row.id])
    rows += _answers(sheet, row.id)
    return rows


def _answers(sheet: Sheet, test: str) -> Iterator[Content]:
    """The answers that were given of a test; questions without one are among what it lacks."""
    for asked in sheet.asked:
        if asked.test == test and asked.cell is not None:
            yield _answer(asked.item, asked.cell)


def _lacks(test: TestStanding | None) -> Sequence[str]:
    """What keeps a test from being done, and its lists from being final."""
    if test is None:
        return ()
    return (*test.lacks, test.not_final) if test.not_final else test.lacks


def _deviations(found: Sequence[DeviationRow]) -> Iterator[Content]:
    """The first of the deviations, each with where it stands."""
    for one in found[:_SHOWN]:
        state = Cell(word(one.state), DEVIATION_TONE[one.state])
        yield line(Cell(f"{one.id:<8} ", "head"), one.item or "-", f"  {one.why}  ", state)
    if len(found) > _SHOWN:
        yield line(Cell(f"and {len(found) - _SHOWN} more: d", "muted"))


def _answer(item: str, cell: SheetCell) -> Content:
    """What a person answered about an item, and who looked at the answer."""
    second = f", looked at by {cell.reviewed_by}" if cell.reviewed_by else ", no second person yet"
    back = f", sent back: {cell.returned}" if cell.returned else ""
    told = Cell(f"  by {cell.tested_by} on {cell.tested_on}{second}{back}", "muted")
    given = Cell(word(cell.result), ANSWER_TONE[cell.result])
    return line(Cell(f"{item or 'whole':<8} ", "head"), given, told, f"  {cell.note}")
