"""A workbook that came back, as a checklist: one row a cell that differs, taken or left, then all in one batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.rules.returned.told import short
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.returned.returned import ReturnedDifference, ReturnedOutcome, ReturnedPlan, ReturnedProblem
from grcdesk.terms.returned import CellFate
from grcdesk.tui.frame.checklists.subject import NO, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.kit.looks import Cell, fit, line, lines, text

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

TAKE, LEAVE = "take", "leave"
_ROOM = 62
"""Cells of a value below the rows of a screen of 80; enter shows all of it."""


class ReturnedCells(Subject):
    """The cells of one workbook. What is answered is kept here until all of it is taken."""

    KEYS = (
        AnswerKey("y", TAKE, "take", named(YES, "take"), "success"),
        AnswerKey("n", LEAVE, "leave", named(NO, "leave"), "muted"),
    )
    NOUN = "cell"
    CONCLUDE = "take it"
    CONCLUDED = "taken"
    SEVERAL = True

    def __init__(self, file: Path, told: ReturnedOutcome, plan: ReturnedPlan) -> None:
        self._file, self._told, self._plan = file, told, plan
        # what only the file changed is taken unless somebody says otherwise; what both changed is asked
        self._said = {one.place: TAKE for one in told.cells if one.fate is CellFate.FILE}
        bad = {one.place for one in told.problems}
        self._said = {place: said for place, said in self._said.items() if place not in bad}

    @property
    def name(self) -> str:
        """Of the file."""
        return f"returned {self._told.sha256}"

    @property
    def plan(self) -> ReturnedPlan:
        """What was said so far."""
        both = {one.place for one in self._told.cells if one.fate is CellFate.BOTH}
        take = tuple(place for place, said in self._said.items() if said == TAKE and place in both)
        leave = tuple(place for place, said in self._said.items() if said == LEAVE)
        return replace(self._plan, take=take, leave=leave)

    def asked(self) -> AskedList:
        """The rows: what cannot be taken, what both changed, what the file changed."""
        cells = {one.place: one for one in self._told.cells}
        bad = {one.place: one for one in self._told.problems}
        good = [one for one in self._told.cells if one.place not in bad]
        good.sort(key=lambda one: one.fate is not CellFate.BOTH)  # of equals the order of the workbook stays
        rows = [
            _question(number, place, cells.get(place), bad.get(place))
            for number, place in enumerate((*bad, *(one.place for one in good)), 1)
        ]
        stays = f"  {self._told.stays:,} changed in the desk since: they stay" if self._told.stays else ""
        title = f"{self._told.file}  filled in by {self._told.by}{stays}"
        return AskedList(title, tuple(replace(one, answer=self._said.get(one.key, "")) for one in rows))

    def ask(self, desk: Desk) -> AskedList:
        """The same; the desk was asked when the file was read, and is asked again when it is taken."""
        del desk
        return self.asked()

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """Nothing is written before all of it is taken."""
        raise NotImplementedError

    def say(self, said: Mapping[str, str]) -> None:
        """Keep answers; an empty one opens its row again."""
        self._said = {place: value for place, value in (self._said | dict(said)).items() if value}

    def conclude(self, app: Shell, done: Callable[[], None]) -> None:
        """Take it, as it was said."""

        def take(desk: Desk, job: Job) -> ReturnedOutcome:
            return desk.returned.import_(self._file, self.plan, stop=job.stop)

        app.with_job("import", take, lambda _outcome: done())


def _question(number: int, place: str, cell: ReturnedDifference | None, bad: ReturnedProblem | None) -> Question:
    if bad is not None:
        way = f"{bad.cure}{'' if bad.cure.endswith('?') else ';'} n leaves it out, or mend the file and take that back"
        beside = [line(Cell(bad.what, "error")), line(Cell(way, "muted")), *(_values(cell) if cell else [])]
        about = f"{cell.id} {cell.field}: " if cell else ""
        words = f"{place}  {about}{bad.what}"
        refused = {TAKE: f"not to be taken; {way}"}
        return Question(place, str(number), words, beside=tuple(beside), refused=refused, weak=True, brief=text(way))
    if cell is None:
        return Question(place, str(number), place)
    both = cell.fate is CellFate.BOTH
    told = f"{cell.id} {cell.field}: {short(cell.ours)} → {short(cell.theirs)}"
    beside = [line(Cell("changed in the file and in the desk", "warning"))] if both else []
    brief = [_value(name, fit(said, _ROOM).rstrip()) for name, said in (("Desk", cell.ours), ("File", cell.theirs))]
    return Question(place, str(number), told, beside=(*beside, *_values(cell)), weak=both, brief=lines(brief))


def _values(cell: ReturnedDifference) -> list[Content]:
    rows = (("Desk", cell.ours), ("File", cell.theirs), ("Written as", cell.base))
    record = line(Cell("Record      ", "muted"), f"{cell.id} {cell.name}".strip())
    return [*(_value(*row) for row in rows), line(Cell("Cell        ", "muted"), cell.place), record, text("")]


def _value(name: str, said: str) -> Content:
    return line(Cell(f"{name:<12}", "muted"), said or "-")
