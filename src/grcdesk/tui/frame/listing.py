"""A screen that is a list of rows already in memory, with a filter over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.filters.fields import Field
from grcdesk.rules.filters.filters import FilterError, Getter, arrange, match, parse
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.table import Table


class ListScreen(FilteringScreen):
    """Title, filter, something above, list, and what is said when it is empty."""

    NAME: ClassVar[str] = ""
    NOTHING: ClassVar[str] = "Nothing yet."
    FIELDS: ClassVar[Mapping[str, Field]] = {}
    """What the list can be filtered by; empty: not at all."""
    MARKS: ClassVar[bool] = False
    STRIP: ClassVar[bool] = False
    """Whether two lines under the list say `about` the row under the cursor, where there is no room beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, Any] = {}
        self.answered = False
        self.coming: list[str] = []
        """Ids that a command has told of and the list does not show yet."""

    def columns(self) -> tuple[ListColumn, ...]:
        """The columns."""
        raise NotImplementedError

    def readers(self) -> Mapping[str, Getter]:
        """How filters read a row."""
        return {}

    def content(self) -> list[Widget]:
        """Filter over list."""
        table = Table(self.columns(), glyphs=self.glyphs, marks=self.MARKS, id="list")
        bar = [FilterBar(self.FIELDS)] if self.FIELDS else []
        strip = [Text(id="strip")] if self.STRIP else []
        return [*bar, Text(id="above"), table, Text(id="empty", classes="empty"), *strip]

    def about(self, row: Any) -> Content:
        """What the columns had to cut or leave out."""
        raise NotImplementedError

    @on(Table.Moved)
    def _say_about(self) -> None:
        if self.STRIP:
            row = self.query_one(Table).row
            self.query_one("#strip", Text).say(text("") if row is None else self.about(row))

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#above").display = False
        super().on_mount()
        self.query_one(Table).focus()
        if not self.answered:
            self.say_loading(self.NAME)

    def show_rows(self, rows: dict[str, Any]) -> None:
        """Show these rows, filtered."""
        self.rows = rows
        self.answered = True
        self._apply()
        self._to_coming()

    def go_to_new(self, ids: Sequence[str]) -> None:
        """Put the cursor on the first of these that is new to the list, now or when it is here."""
        self.coming = [name for name in ids if name not in self.rows]

    def _to_coming(self) -> None:
        new = next((name for name in self.coming if name in self.rows), "")
        if new:
            self.coming = []
            self.query_one(Table).go_to(new)

    def say_title(self, shown: int) -> None:
        """Name and count."""
        number = f"{shown:,} of {len(self.rows):,}" if self.where else f"{shown:,}"
        self.title_bar(line(f"{self.NAME}  {number}", Cell(f"  / {self.where}" if self.where else "", "muted")))

    def _apply(self) -> None:
        kept = self.rows
        if self.where:
            readers, today = self.readers(), self.desk_app.today
            try:
                tree = parse(self.where, self.FIELDS, today)
            except FilterError as error:
                self.desk_app.tell_error(error)
                return
            found = [key for key, row in kept.items() if match(tree, row, readers, today)]
            if tree.sort:
                by_row = {id(row): key for key, row in kept.items()}
                found = [by_row[id(row)] for row in arrange(tree, [kept[key] for key in found], readers)]
            kept = {key: kept[key] for key in found}
        table = self.query_one(Table)
        table.set_rows(list(kept), MemoryRows(kept))
        table.display = bool(kept)
        if kept and not table.has_focus and not any(bar.display for bar in self.query(FilterBar)):
            table.focus()  # a list that was empty could not hold the keys
        empty = self.query_one("#empty", Text)
        empty.display = not kept
        if not kept and self.rows:
            empty.say(line(f"0 of {len(self.rows)} match `{self.where}`; ", Cell("esc", "accent"), " shows all."))
        elif not kept:
            empty.say(line(self.NOTHING))
        self.say_title(len(kept))

    def refilter(self) -> None:
        """The rows are here already."""
        self._apply()

    def action_filter(self) -> None:
        """Open the field."""
        if self.FIELDS:
            super().action_filter()
        else:
            DeskScreen.action_filter(self)
