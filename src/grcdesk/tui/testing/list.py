"""The tests of the controls in scope, each with how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.fields.testing import TEST_FIELDS, TEST_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.rules.testing.tally import tally
from grcdesk.schemas.testing.testing import TestLine
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.testing import columns, forms
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word


class TestsScreen(AuditTabs, ListScreen):
    """The list of tests."""

    __test__ = False  # not a test class

    PLACE = "tests"
    BOARD = WorkPlace.TESTS
    HELP = "tests"
    SIDE = "Test"
    NAME = "Tests"
    NOTHING = "No control in scope has a test. 8 opens the catalogs that bring them."
    FIELDS = TEST_FIELDS
    SHOWS = frozenset({"test_run", "test_answer", "deviation", "control_conclusion", "population", "engagement"})

    def columns(self) -> tuple[ListColumn, ...]:
        """Which test, how far it is, what its control adds up to."""
        return (
            ListColumn("id", "Test", 13, lambda row: Cell(row.id)),
            ListColumn("tested", "Tested", 15, columns.held),
            ListColumn("result", "Result of the control", 23, columns.result, 2, badge=True),
            ListColumn("question", "Question", 20, lambda row: Cell(row.question), 4, flex=True),
            ListColumn("why", "Lacks", 20, columns.lacking, 1, flex=True),
            ListColumn("by", "By", 6, lambda row: Cell(row.by, "muted"), 5),
            ListColumn("list", "List", 14, lambda row: Cell(row.population or "-", "muted"), 6),
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return TEST_READERS

    def more(self, row: TestLine) -> Sequence[Fact]:
        """Its control, how it is tested, who concluded."""
        return (
            ("Control", f"{row.control} {row.title}"),
            ("Aspect", word(row.aspect)),
            ("Method", word(row.method)),
            ("Run", row.run),
            ("Concluded", row.concluded_by),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask("tests", lambda desk: desk.testing.list(), self._show)

    def _show(self, rows: Sequence[TestLine]) -> None:
        self.show_rows({row.id: row for row in rows})

    def about(self, row: TestLine) -> Content:
        """The question, and what is lacking."""
        return columns.about_test(row)

    def say_title(self, shown: int) -> None:
        """How many, how many are not tested, how many of those tested wait for a judgement."""
        rows: list[TestLine] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        one = tally(rows)
        rest = f" | {one.told}"
        done = f" | {one.concluded} of {one.controls} controls concluded"
        head = f"{self.NAME}  {number}"
        if self.where:
            self.title_bar(line(head, Cell(f"  / {self.where}", "muted")))
        else:
            short = line(head, Cell(rest, "muted"))
            self.title_bar(line(head, Cell(rest + done, "muted")), shorter=(short,))

    def _control(self) -> str:
        row: TestLine | None = self.query_one(Table).row
        return row.control if row else ""

    @on(Table.Chosen)
    def _chosen(self) -> None:
        if control := self._control():
            among = list(dict.fromkeys(row.control for row in self.rows.values()))
            self.desk_app.show_sheet(control, among)

    def action_run(self) -> None:
        """Run the checks of the control under the cursor."""
        if control := self._control():
            forms.run(self.desk_app, control)

    def action_freeze(self) -> None:
        """Freeze the list of the test under the cursor."""
        row: TestLine | None = self.query_one(Table).row
        if row is not None:
            forms.freeze(self.desk_app, row)

    def action_answer(self) -> None:
        """Answer its work sheet."""
        if control := self._control():
            forms.answer(self.desk_app, control)

    def action_review(self) -> None:
        """Look at its answers as a second person."""
        if control := self._control():
            forms.review(self.desk_app, control)

    def action_conclude(self) -> None:
        """Conclude the control."""
        if control := self._control():
            forms.conclude(self.desk_app, control)

    def action_deviations(self) -> None:
        """Its deviations."""
        if control := self._control():
            self.desk_app.show_deviations(f"control:{control}")

    def action_import_sheet(self) -> None:
        """Take in a work sheet."""
        if control := self._control():
            forms.import_sheet(self.desk_app, control)
