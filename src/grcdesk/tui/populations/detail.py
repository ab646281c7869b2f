"""One population: what it is and why it is not final, its columns, and what a second source lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.populations import PopulationDetail
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.populations import columns, forms
from grcdesk.tui.samples import forms as sample_forms
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {"facts": "c records a check, t draws a sample", "differences": "e explains, r holds against another list"}


@dataclass(frozen=True, slots=True)
class PopulationScreenData:
    """Everything the screen shows."""

    detail: PopulationDetail
    history: Sequence[LogEntry]


class PopulationScreen(DetailScreen):
    """The detail of one population of a list."""

    PLACE = "population"
    HELP = "populations"
    TABS = ("facts", "columns", "differences", "history")

    def __init__(self, population: str, among: Sequence[str]) -> None:
        super().__init__(population, among)
        self.shown: PopulationScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="facts-text"),
                Table(columns.column_columns(), glyphs=glyphs, id="columns"),
                Table(columns.difference_columns(), glyphs=glyphs, id="differences"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def reload(self) -> None:
        """Ask for everything about it."""
        name = self.record

        def question(desk: Desk) -> PopulationScreenData:
            return PopulationScreenData(desk.populations.show(name), desk.log.list(resource=name, limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: PopulationScreenData) -> None:
        self.shown = whole
        row = whole.detail.row
        self.title_bar(line(f"{row.id}  {row.name}  ", columns.state_cell(row)), line(self.place()))
        self.query_one("#facts-text", Text).say(columns.facts(whole.detail, self.glyphs))
        self.fill("columns", columns.column_rows(row))
        self.fill("differences", columns.differences(whole.detail))
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        numbers: dict[str, int] = {}
        if self.shown is not None:
            found = self.shown.detail
            numbers = {
                "columns": len(found.row.columns),
                "differences": len(columns.differences(found)),
                "history": len(self.shown.history),
            }
        hint = HINTS.get(self.tab, "")
        if self.tab == "differences" and not numbers.get("differences"):
            hint = "no difference on record: r holds it against another list"
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    def copied(self) -> str:
        """The facts as text, or the list of the tab."""
        if self.tab != "facts":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return columns.facts(self.shown.detail, self.glyphs).plain if self.shown else self.record

    def action_check(self) -> None:
        """Record a check."""
        if self.shown is not None:
            forms.check(self.desk_app, self.shown.detail.row)

    def action_reconcile(self) -> None:
        """Hold it against a second source."""
        if self.shown is not None:
            forms.reconcile(self.desk_app, self.shown.detail.row)

    def action_explain(self) -> None:
        """Explain the difference under the cursor, or all that are open."""
        if self.shown is not None:
            row = self.tab_row()
            item = row.item if isinstance(row, columns.DifferenceLine) else ""
            forms.explain(self.desk_app, self.shown.detail.row, item)

    def action_draw(self) -> None:
        """Draw a sample of it."""
        if self.shown is not None:
            row = self.shown.detail.row
            sample_forms.draw(self.desk_app, row.id, " ".join(row.controls[:1]))

    def action_write(self) -> None:
        """Write it to a file."""
        if self.shown is not None:
            forms.export(self.desk_app, self.shown.detail.row)

    def action_drop(self) -> None:
        """Take it out of force."""
        if self.shown is not None:
            forms.drop(self.desk_app, self.shown.detail.row)
