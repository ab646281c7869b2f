"""A screen that is a list of rows already in memory, with a filter over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.filters.fields import Field
from grcdesk.rules.filters.filters import FilterError, Getter, arrange, match, parse
from grcdesk.tui.frame.aside import Fact, column_facts, facts, name_of, row_in_short
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
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
    SAID: ClassVar[frozenset[str]] = frozenset()
    """Names of columns that `about` says already."""

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
        empty, strip = Text(id="empty", classes="empty"), Text(id="strip")
        return [*bar, Text(id="above"), self.body(table), empty, strip]

    def about(self, row: Any) -> Content:
        """Which it is, and what the columns had to cut or leave out."""
        return row_in_short(row, self.columns(), but=self.SAID)

    def more(self, row: Any) -> Sequence[Fact]:  # noqa: ARG002  each list knows its own
        """What no column says of a row."""
        return ()

    def side(self, row: Any) -> Content:
        """The record in short: what is said of it under the list on a narrow terminal, then every column, then more."""
        # where the two lines are made of the columns, the first of them is said: the columns follow, each on its own
        own = type(self).about is not ListScreen.about
        first = self.about(row) if own else name_of(row, self.columns())
        told = column_facts(row, self.columns(), but=self.SAID, after=first.plain)
        more = facts(self.more(row))
        return lines([first, text(""), *told, *([text("")] if more else []), *more])

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one("#above").display = False
        super().on_mount()
        self.query_one(Table).focus()
        if not self.answered:
            self.say_loading(self.NAME)

    @on(Table.Marked)
    def _say_marked(self, event: Table.Marked) -> None:
        self.say_title(len(event.table.pages))

    def show_rows(self, rows: dict[str, Any]) -> None:
        """Show these rows, filtered; marks of rows that are gone go with them."""
        self.rows = rows
        self.query_one(Table).keep_marks(rows)
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
        try:
            kept = self._matching()
        except FilterError as error:
            self.desk_app.tell_error(error)
            return
        table = self.query_one(Table)
        table.set_rows(list(kept), MemoryRows(kept))
        self.query_one("#body").display = bool(kept)
        if kept and not table.has_focus and not any(bar.display for bar in self.query(FilterBar)):
            table.focus()  # a list that was empty could not hold the keys
        empty = self.query_one("#empty", Text)
        empty.display = not kept
        if not kept:
            empty.say(self._why_empty())
        self.say_title(len(kept))

    def _matching(self) -> dict[str, Any]:
        """The rows the filter leaves, in the order it asks for.

        Raises:
            FilterError: when it cannot be understood.
        """
        if not self.where:
            return self.rows
        readers, today = self._searched(), self.desk_app.today
        tree = parse(self.where, self.FIELDS, today)
        found = [key for key, row in self.rows.items() if match(tree, row, readers, today)]
        if tree.sort:
            # rows may be equal to each other, and need not be hashable: each is told apart by which object it is
            by_row = {id(row): key for key, row in self.rows.items()}
            found = [by_row[id(row)] for row in arrange(tree, [self.rows[key] for key in found], readers)]
        return {key: self.rows[key] for key in found}

    def _why_empty(self) -> Content:
        if not self.rows:
            return line(self.nothing())
        return line(f"0 of {len(self.rows)} match `{self.where}`; ", Cell("esc", "accent"), " shows all.")

    def nothing(self) -> str:
        """Why the list is empty, and the key that changes it."""
        return self.NOTHING

    def _searched(self) -> Mapping[str, Getter]:
        """How filters read a row; bare words find whatever a column shows."""
        readers, columns = self.readers(), self.columns()
        text_of = readers.get("text")

        def words(row: Any) -> tuple[str, ...]:
            found = text_of(row) if text_of is not None else ()
            cells = (column.full(row) if column.full else column.cell(row).text for column in columns)
            return (*((found,) if isinstance(found, str) else found or ()), *cells)

        return {**readers, "text": words}

    def refilter(self) -> None:
        """The rows are here already."""
        self._apply()

    def action_filter(self) -> None:
        """Open the field."""
        if self.FIELDS:
            super().action_filter()
        else:
            DeskScreen.action_filter(self)
