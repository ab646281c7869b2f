"""One sample: how it was drawn, and its items in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.samples import SampleDetail
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.samples import columns, forms
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class SampleScreenData:
    """Everything the screen shows."""

    detail: SampleDetail
    history: Sequence[LogEntry]


class SampleScreen(DetailScreen):
    """The detail of one sample of a list."""

    PLACE = "sample"
    HELP = "samples"
    TABS = ("facts", "items", "history")

    def __init__(self, sample: str, among: Sequence[str]) -> None:
        super().__init__(sample, among)
        self.shown: SampleScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="facts-text"),
                Table(columns.item_columns(), glyphs=glyphs, id="items"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def reload(self) -> None:
        """Ask for everything about it."""
        name = self.record

        def question(desk: Desk) -> SampleScreenData:
            return SampleScreenData(desk.samples.show(name), desk.log.list(resource=name, limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: SampleScreenData) -> None:
        self.shown = whole
        row = whole.detail.row
        told = f"{row.id}  {row.control}  {word(row.lane)}, {row.n:,} of {row.rows:,}"
        self.title_bar(line(told, Cell("  dropped" if row.dropped else "", "muted")), line(self.place()))
        self.query_one("#facts-text", Text).say(columns.facts(whole.detail, self.glyphs))
        self.fill("items", {item: (place, item) for place, item in enumerate(whole.detail.items, 1)})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs."""
        numbers: dict[str, int] = {}
        if self.shown is not None:
            numbers = {"items": len(self.shown.detail.items), "history": len(self.shown.history)}
        hint = Cell("r draws it again and compares", "muted")
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(hint))

    def copied(self) -> str:
        """The facts as text, or the list of the tab."""
        if self.tab != "facts":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return columns.facts(self.shown.detail, self.glyphs).plain if self.shown else self.record

    def action_redraw(self) -> None:
        """Draw it again."""
        forms.redraw(self.desk_app, self.record)

    def action_drop(self) -> None:
        """Take it out of force."""
        if self.shown is not None:
            forms.drop(self.desk_app, self.shown.detail.row)
