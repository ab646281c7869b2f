"""One row of a Statement of Applicability: what is said of it, the controls behind it, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.soa.soa import SoaControl, SoaRow
from grcdesk.terms.soa import SoaFramework
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.soa import columns, commands, forms
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class SoaItemData:
    """Everything the screen shows."""

    row: SoaRow
    history: Sequence[LogEntry]


class SoaItemScreen(DetailScreen):
    """The detail of one row."""

    PLACE = "soa_item"
    HELP = "soa"
    TABS = ("row", "controls", "history")
    OPENS = frozenset({"controls"})

    def __init__(self, item: str, among: Sequence[str], framework: SoaFramework = SoaFramework.ISO27001) -> None:
        super().__init__(item, among)
        self.framework = framework
        self.shown: SoaItemData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="row-text"),
                Table(columns.control_columns(glyphs), glyphs=glyphs, id="controls"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def reload(self) -> None:
        """Ask for the row and its history."""
        item, framework = self.record, self.framework

        def question(desk: Desk) -> SoaItemData:
            row = desk.soa.show(item, framework=framework)
            return SoaItemData(row, desk.log.list(resource=f"{framework}/{row.item}", limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: SoaItemData) -> None:
        self.shown = whole
        row = whole.row
        self.title_bar(line(f"{row.item}  {row.title}"), line(f"  {word(self.framework)}{self.place()}"))
        self.query_one("#row-text", Text).say(columns.row_page(row, self.glyphs))
        self.fill("controls", {one.id: one for one in row.how})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        shown = self.shown
        numbers = {"controls": len(shown.row.how), "history": len(shown.history)} if shown else {}
        hint = "enter opens the control" if self.tab == "controls" else ""
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self.tab_row()
        if isinstance(row, SoaControl) and self.shown is not None:
            self.desk_app.show_control(row.id, [one.id for one in self.shown.row.how])

    def copied(self) -> str:
        """The page as text, or the list of the tab."""
        if self.tab != "row":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return columns.row_page(self.shown.row, self.glyphs).plain if self.shown else self.record

    def _with(self, ask: commands.AskRows) -> None:
        if self.shown is not None:
            ask(self.desk_app, self.framework, [self.shown.row])

    def action_reasons(self) -> None:
        """Why it is necessary."""
        self._with(forms.reasons)

    def action_implemented(self) -> None:
        """Whether it is there."""
        self._with(forms.implemented)

    def action_owner(self) -> None:
        """Who answers for it."""
        self._with(forms.owner)

    def action_leave_out(self) -> None:
        """Leave it out, or take it in again."""
        self._with(forms.leave_out)

    def action_edit(self) -> None:
        """Measures, day, risks, note."""
        self._with(forms.edit)
