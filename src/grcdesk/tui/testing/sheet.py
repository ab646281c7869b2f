"""The work sheet of a control: its tests and items, what was answered, and what keeps it from a conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.widget import Widget

from grcdesk.schemas.testing.testing import AskedCell, Sheet, TestLine
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.testing import columns, forms
from grcdesk.tui.testing.sheet_list import key_of
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line: what a check found, or what a person is asked."""

    test: TestLine
    asked: AskedCell | None
    """None: what its check found."""


class SheetScreen(DeskScreen):
    """The work sheet of one control of a list."""

    PLACE = "sheet"
    BOARD = WorkPlace.SHEET
    # what lacks stands above the lines already, in the words of the sheet
    BARRED = False
    HELP = "tests"
    SHOWS = frozenset({"test_run", "test_answer", "deviation", "control_conclusion", "population", "engagement"})

    def __init__(self, control: str, among: Sequence[str]) -> None:
        super().__init__()
        self.control = control
        self.among = among
        self.sheet: Sheet | None = None

    def content(self) -> list[Widget]:
        """What stands in the way, over the lines."""
        return [Text(id="above"), Table(self._columns(), glyphs=self.glyphs, id="list")]

    def on_mount(self) -> None:
        """The lines take the keys."""
        super().on_mount()
        self.query_one(Table).focus()

    def _columns(self) -> tuple[ListColumn, ...]:
        return (
            ListColumn("test", "Test", 5, lambda row: Cell(row.test.id.rpartition(".")[2], "head")),
            ListColumn("item", "Item", 14, _item),
            ListColumn("result", "Result", 16, _result, badge=True),
            ListColumn("what", "What is asked", 20, _what, 1, flex=True),
            ListColumn("note", "Note", 16, lambda row: Cell(_cell(row, "note") or "-"), 3, flex=True),
            ListColumn("by", "Tested by", 12, lambda row: Cell(_cell(row, "tested_by") or "-"), 2),
            ListColumn("second", "Second person", 14, _second, 2),
        )

    def reload(self) -> None:
        """Ask for the sheet."""
        control = self.control
        self.ask("sheet", lambda desk: desk.testing.sheet(control), self._show)

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        rows: dict[str, SheetRow] = {}
        # of each test what its check found, then what a person is asked
        for test in sheet.tests:
            if test.by == "check":
                rows[test.id] = SheetRow(test, None)
            for asked in sheet.asked:
                if asked.test == test.id:
                    rows[key_of(asked)] = SheetRow(test, asked)
        self.query_one(Table).set_rows(list(rows), MemoryRows(rows))
        self.query_one("#above", Text).say(columns.readiness(sheet))
        number = self.among.index(self.control) + 1 if self.control in self.among else 0
        place = f"  [ ] {number} of {len(self.among)}" if number else ""
        self.title_bar(line(f"{sheet.control}  {sheet.title}"), line(Cell(place, "muted")))

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row: SheetRow | None = self.query_one(Table).row
        if row is not None and self.sheet is not None:
            self.app.push_screen(LinesDialog(row.test.id, columns.test_lines(self.sheet, row.test)))

    def action_step(self, by: int) -> None:
        """The next control of the list, round at the ends."""
        if self.control in self.among:
            self.control = self.among[(self.among.index(self.control) + by) % len(self.among)]
            self.look_again()

    def board_record(self) -> str:
        """The control shown."""
        return self.control

    def action_run(self) -> None:
        """Run its checks."""
        forms.run(self.desk_app, self.control)

    def action_freeze(self) -> None:
        """Freeze the list of the test under the cursor."""
        row: SheetRow | None = self.query_one(Table).row
        if row is not None:
            forms.freeze(self.desk_app, row.test)

    def action_answer(self) -> None:
        """Answer, one key each."""
        forms.answer(self.desk_app, self.control)

    def action_review(self) -> None:
        """Look at the answers as a second person."""
        forms.review(self.desk_app, self.control)

    def action_conclude(self) -> None:
        """Conclude the control."""
        forms.conclude(self.desk_app, self.control)

    def action_deviations(self) -> None:
        """Its deviations."""
        self.desk_app.show_deviations(f"control:{self.control}")

    def action_import_sheet(self) -> None:
        """Take in a work sheet."""
        forms.import_sheet(self.desk_app, self.control)


def _item(row: SheetRow) -> Cell:
    if row.asked is None:
        return Cell(row.test.population, "muted")
    return Cell(row.asked.item or "whole", "" if row.asked.item else "muted")


def _result(row: SheetRow) -> Cell:
    if row.asked is None:
        return columns.held(row.test, short=True)
    cell = row.asked.cell
    if cell is None:
        return Cell("?", "warning")
    return Cell(word(cell.result), columns.ANSWER_TONE[cell.result])


def _what(row: SheetRow) -> Cell:
    return Cell(row.asked.what if row.asked is not None else row.test.why or row.test.question)


def _cell(row: SheetRow, name: str) -> str:
    cell = row.asked.cell if row.asked is not None else None
    return str(getattr(cell, name)) if cell is not None else ""


def _second(row: SheetRow) -> Cell:
    cell = row.asked.cell if row.asked is not None else None
    if cell is None:
        return Cell("-", "muted")
    if cell.returned:
        return Cell(f"back: {cell.returned}", "warning")
    return Cell(cell.reviewed_by, "") if cell.reviewed_by else Cell("waits", "warning")
