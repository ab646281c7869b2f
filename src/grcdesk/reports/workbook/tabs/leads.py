"""Lead sheets, one row a control, and under them the tests: what is asked, what we found, and room for the auditor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.lists import NO_CONCLUSION
from grcdesk.reports.workbook.tab import CellValue, Shaded, Tab
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.fields import Read
from grcdesk.reports.workbook.tabs.making import (
    Homes,
    WrittenCells,
    aside,
    day,
    lacking,
    link,
    made,
    name,
    number,
    text,
    word,
    wrote,
)
from grcdesk.reports.workbook.tabs.titles import CONTROLS, FINDINGS, LEADS, TESTS
from grcdesk.rules.testing.concluding import in_words, said
from grcdesk.schemas.audits.sheets import AuditSheets, LeadSheet
from grcdesk.schemas.controls.controls import TestRow
from grcdesk.schemas.testing.testing import SheetCell, TestLine
from grcdesk.terms.audits import ItemResult

_ANSWERS = 10
"""Answers of one test that are told in one cell; the rest stand item by item on their own tab."""


def _populations(row: LeadSheet) -> str:
    """`POP-1 model_changes, 63 rows, final`, list by list."""
    return ids([f"{one.id} {one.name}, {one.rows:,} rows, {say(one.state)}" for one in row.populations])


def _samples(row: LeadSheet) -> str:
    return ids([f"{one.id} {one.n:,} of {one.rows:,}" for one in row.samples])


def _exceptions(row: LeadSheet) -> str:
    """`2 of 63`; nothing where nothing was looked at."""
    return f"{row.standing.exceptions:,} of {row.standing.n:,}" if row.standing.n or row.standing.exceptions else ""


def _concluded(row: LeadSheet) -> CellValue:
    if row.conclusion is None:
        return NO_CONCLUSION
    told = say(row.conclusion.result)
    return Shaded(told, outcomes.HALF) if row.conclusion.moved else told


def _then(row: LeadSheet) -> str:
    held = row.conclusion
    return in_words(held.computed, held.exceptions, held.n) if held else ""


LEAD = (
    link("Control", 10, "The control; leads to the matrix", lambda row: row.control, CONTROLS),
    text("Objective", 24, "What it is for", lambda row: row.objective),
    text("Population", 13, "The lists its tests are about, with their rows and whether they are final", _populations),
    text("Sample", 10, "What was selected of them, of how many; empty: the whole list, or nothing yet", _samples),
    text("Tested", 6.6, "Its tests that have come to a result, of all it has",
         lambda row: f"{row.tested} of {len(row.attributes)}"),
    text("Exceptions", 9.6, "Items held against it, of those looked at; an item counts once however it fails",
         _exceptions),
    name("Deviations", 10, "Every one on record, ruled on or not; none is ever removed",
         lambda row: ids([one.id for one in row.deviations])),
    link("Findings", 8, "Findings raised from it", lambda row: ids(row.findings), FINDINGS),
    word("Result", 8, "What its tests add up to, in the words of a report; no conclusion",
         lambda row: say(row.result), outcomes.COMPUTED, choices="lstControlResult"),
    word("Concluded", 10, "What a person concluded; the tool never does",
         _concluded, outcomes.RESULT | {NO_CONCLUSION: outcomes.OPEN}, choices="lstConcluded"),
    text("Concluded by", 9.2, "Who", lambda row: row.conclusion.by if row.conclusion else ""),
    day("Concluded on", "When", lambda row: row.conclusion.on if row.conclusion else None),
    *aside(
        text("Title", 28, "Of the control", lambda row: row.title),
        text("Control owner", 18, "Who answers for it", lambda row: row.owner),
        name("Attributes", 24, "Its tests", lambda row: ids(row.attributes)),
        text("Not ruled on", 14, "Deviations nobody has judged yet", lambda row: ids(row.standing.open)),
        text("Lacking", 44, "What is not tested yet, test by test", lambda row: ids(row.standing.lacks)),
        text("Not final because", 36, "Why its lists cannot carry a conclusion yet",
             lambda row: ids(row.standing.not_final)),
        text("Concluded because", 36, "The reason, where the conclusion is another than the result",
             lambda row: row.conclusion.reason if row.conclusion else ""),
        text("Result then", 24, "What the tests added up to when it was concluded",
             _then),
        text("Since then", 24, "What they add up to now, where that is otherwise",
             lambda row: row.conclusion.moved if row.conclusion else ""),
        text("Result in words", 24, "As a report says it", lambda row: said(row.standing)),
    ),
)  # fmt: skip


def leads_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a control in scope."""
    return made(
        LEADS,
        "One row per control in scope. Its objective, what was looked at, what came of it and what a person concluded; "
        "its tests stand on the next tab.",
        LEAD,
        sheets.leads if sheets else (),
        empty=lacking(sheets, "no control is in scope"),
        homes=homes,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One test, and how far it has come where the engagement has it."""

    row: TestRow
    line: TestLine | None
    letter: str
    wrote: Mapping[str, CellValue]


def _line(read: str) -> Read:
    """What stands in that field of the line, as a cell."""

    def of(asked: _Asked) -> CellValue:
        value: CellValue = getattr(asked.line, read) if asked.line else ""
        return value

    return of


def _counted(asked: _Asked) -> str:
    """`2 of 63`, and how many of them nobody has judged; nothing where nothing was looked at."""
    line = asked.line
    if line is None or not (line.n or line.exceptions or line.open):
        return ""
    left = f", {line.open:,} not judged" if line.open else ""
    return f"{line.exceptions + line.open:,} of {line.n:,}{left}"


def _answers(asked: _Asked) -> str:
    """What people answered on its work sheet, by whom, seen by whom, and on what; a line each, the first ten."""
    held = [cell for cell in (asked.line.answers if asked.line else ()) if cell.result is not ItemResult.NOT_TESTED]
    more = [f"and {len(held) - _ANSWERS:,} more, see Sample items"] if len(held) > _ANSWERS else []
    return "\n".join([_answer(cell) for cell in held[:_ANSWERS]] + more)


def _answer(cell: SheetCell) -> str:
    seen = _who(cell.reviewed_by, cell.reviewed_on)
    item = f"{cell.item} " if cell.item else ""
    parts = [
        f"{item}{say(cell.result)} by {_who(cell.tested_by, cell.tested_on) or 'nobody is named'}",
        f"reviewed by {seen}" if seen else "reviewed by nobody",
        f"sent back: {cell.returned}" if cell.returned else "",
        f"on {ids(cell.evidence)}" if cell.evidence else "no artefact named",
        cell.note,
    ]
    return ids([part for part in parts if part])


def _who(name: str, on: date | None) -> str:
    return " on ".join(str(part) for part in (name, on) if part)


TEST = (
    name("Test ID", 11.6, "Test attribute", lambda one: one.row.id),
    text("Question", 21.6, "What is asked", lambda one: one.row.question),
    text("Pass if", 18.6, "When the answer is a pass", lambda one: one.row.pass_if),
    text("Method", 9, "How it is answered; inquiry alone never suffices", lambda one: say(one.row.method),
         choices="lstMethod"),
    text("List", 12.4, "Name of the population its check reads; empty: a person looks",
         lambda one: one.line.population if one.line else ""),
    word("Tested", 10, "How far it has come with us; empty: its control is not in scope",
         lambda one: say(one.line.tested) if one.line else "", outcomes.TESTED, choices="lstTested"),
    text("Exceptions", 9.6, "Items held against it, of those looked at, and how many of them nobody has judged",
         _counted),
    text("Concluded", 10, "What a person concluded of its control; empty: nobody has",
         lambda one: say(one.line.concluded) if one.line else ""),
    number("Deviations", 9, "For the tester: how many items failed", wrote("Deviations"), input=True),
    text("Result", 8.6, "For the tester", wrote("Result"), choices="lstResult", input=True),
    text("Tester", 8, "For the tester: who", wrote("Tester"), input=True),
    *aside(
        link("Control", 14, "Control; leads back to the matrix", lambda one: one.row.control, CONTROLS),
        text("Aspect", 12, "Side of the control it looks at", lambda one: say(one.row.aspect), choices="lstAspect"),
        text("Fail if", 38, "When it is a fail", lambda one: one.row.fail_if),
        name("Letter", 8, "Its column on Sample items; empty: it is put to the control as a whole",
             lambda one: one.letter),
        text("By", 9, "A check over the whole list, or a person", _line("by")),
        text("Answers", 44, "What people answered on its work sheet: by whom, reviewed by whom, on which artefacts",
             _answers),
        text("Lacking", 44, "What keeps it from a result", _line("why")),
        name("Run", 10, "The run of its check that it rests on", _line("run")),
        text("Concluded by", 18, "Who concluded", _line("concluded_by")),
        name("Population ref", 15, "For the tester: which population", wrote("Population ref"), input=True),
        number("N", 8, "For the tester: size of the population", wrote("N"), input=True),
        number("n (sample)", 11, "For the tester: size of the sample", wrote("n (sample)"), input=True),
        text("Lane", 13, "For the tester: how items were chosen", wrote("Lane"), choices="lstLane", input=True),
        day("Date", "For the tester: when", wrote("Date"), 12, input=True),
    ),
)  # fmt: skip


def tests_tab(tests: Sequence[TestRow], sheets: AuditSheets | None, homes: Homes, written: WrittenCells) -> Tab:
    """One row a test attribute.

    Args:
        tests: those that are listed, in order.
        sheets: how far they have come in the engagement; None: nobody looked.
        homes: where controls have their rows.
        written: by tab and row what the auditor wrote.
    """
    lines: Mapping[str, TestLine] = sheets.lines if sheets else {}
    letters = {test: "ABCDEF"[place] for row in (sheets.letters if sheets else {}).values()
               for place, test in enumerate(row[:6])}  # fmt: skip
    return made(
        TESTS,
        "One yes/no question per row. Its pass and fail rule, what our own test of it came to, and room for the "
        "tester.",
        TEST,
        [_Asked(row, lines.get(row.id), letters.get(row.id, ""), written.get((TESTS, row.id), {})) for row in tests],
        empty="No test attributes: no catalogue in the desk has any.",
        homes=homes,
    )
