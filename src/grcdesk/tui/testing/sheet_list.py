"""The work sheet of a control as a checklist: what a person is asked, test by test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.testing.testing import AnswerIn, AskedCell, Sheet
from grcdesk.terms.audits import ItemResult
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, NONE, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import join

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_NOTED = frozenset({ItemResult.FAIL.value, ItemResult.NOT_APPLICABLE.value})


class WorkSheet(Subject):
    """The questions of one work sheet."""

    KEYS = (
        AnswerKey("y", ItemResult.PASS.value, "pass", named(YES, "pass"), "success"),
        AnswerKey("n", ItemResult.FAIL.value, "fail", named(NO, "fail"), "error"),
        AnswerKey("-", ItemResult.NOT_APPLICABLE.value, "n/a", named(NONE, "n/a"), "muted"),
    )
    ALSO = (AnswerKey("", ItemResult.NOT_TESTED.value, "not tested", named(NONE, "not tested"), "warning"),)
    NOUN = "test"
    CONCLUDE = "conclude"
    WHOLE = False
    SEVERAL = True

    def __init__(self, control: str, conclude: Callable[[], None]) -> None:
        self._control = control
        self._conclude = conclude

    @property
    def name(self) -> str:
        """Of the sheet."""
        return f"sheet {self._control}"

    def ask(self, desk: Desk) -> AskedList:
        """The sheet as it stands."""
        sheet = desk.testing.sheet(self._control)
        standing = sheet.standing
        lacks = (*standing.lacks, *standing.not_final)
        lacks += (f"{join(list(standing.open), 4)} not judged",) if standing.open else ()
        return AskedList(f"{sheet.control}  {sheet.title}", tuple(_question(sheet, one) for one in sheet.asked), lacks)

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """The answers, each with its note; what an answer rests on stays tied to it."""
        # as it stands now, and not when it was asked: evidence may have been tied to a line meanwhile
        cells = {key_of(one): one for one in desk.testing.sheet(self._control).asked}
        answers = []
        for one in questions:
            asked = cells[one.key]
            evidence = asked.cell.evidence if asked.cell else ()
            answers.append(AnswerIn(asked.test, asked.item, ItemResult(value), "", one.note, evidence))
        return desk.testing.record(self._control, answers)

    def conclude(self, _app: Shell, _done: Callable[[], None]) -> None:
        """The form of the conclusion, which says what the tests add up to."""
        self._conclude()


def key_of(one: AskedCell) -> str:
    """Names a line of the sheet."""
    return f"{one.test}/{one.item}"


def _question(sheet: Sheet, one: AskedCell) -> Question:
    cell = one.cell
    passes, fails = sheet.texts[one.test]
    beside = [text(one.what), line(Cell("pass  ", "head"), passes), line(Cell("fail  ", "head"), fails)]
    beside += _seen(one)
    words = f"{one.item}: {one.what}" if one.item else one.what
    return Question(
        key_of(one),
        one.test.rpartition(".")[2],
        words,
        cell.result.value if cell else "",
        cell.note if cell else "",
        tuple(beside),
        line(Cell("pass  ", "head"), passes, Cell("   fail  ", "head"), fails),
        _NOTED,
    )


def _seen(one: AskedCell) -> list[Content]:
    """Who answered it, what it rests on, and what a second person said."""
    cell = one.cell
    if cell is None:
        return []
    rows = [text(""), line(Cell("tested  ", "muted"), f"{cell.tested_by} on {cell.tested_on}")]
    rows += [line(Cell("rests on  ", "muted"), " ".join(cell.evidence))] if cell.evidence else []
    rows += [line(Cell(f"sent back: {cell.returned}", "warning"))] if cell.returned else []
    return rows


def answer_sheet(app: Shell, control: str, conclude: Callable[[], None], test: str = "") -> None:
    """The work sheet of a control over the screen shown, the cursor at what a test still asks."""

    def opened(sheet: Sheet) -> None:
        if sheet.asked:
            mine = [one for one in sheet.asked if one.test == test]
            first = next((one for one in mine if one.cell is None), mine[0] if mine else None)
            open_checklist(app, WorkSheet(control, conclude), key_of(first) if first is not None else "")
        else:
            app.tell(f"nothing of {control} is asked of a person: T runs its checks")

    app.ask_first(app.screen, "sheet", lambda desk: desk.testing.sheet(control), opened)
