"""A virtual table: moving, choosing and marking by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events

from grcdesk.text import show
from grcdesk.tui.actions.registry import bindings
from grcdesk.tui.widgets.columns import MARK_WIDTH, ListColumn
from grcdesk.tui.widgets.order import Order
from grcdesk.tui.widgets.pages import PAGE
from grcdesk.tui.widgets.table_view import TableView


class Table(TableView):
    """A list of any length with the movement keys of all lists."""

    BINDINGS = bindings("list")

    class Arranging(TableView.Moved):
        """Another order of the rows is wanted."""

        def __init__(self, table: Table, order: Order | None) -> None:
            super().__init__(table)
            self.order = order

    class Choosing(TableView.Moved):
        """The order, or the columns, are to be chosen."""

        def __init__(self, table: Table, what: str) -> None:
            super().__init__(table)
            self.what = what

    # where the cursor is, and what an action is for

    @property
    def meant(self) -> tuple[str, ...]:
        """The keys an action is for: the marked ones, else the one under the cursor."""
        if self.marks and self.marks.keys:
            return tuple(self.marks.keys)
        return (self.key,) if self.key is not None else ()

    @property
    def hidden_marks(self) -> tuple[str, ...]:
        """Marked keys that the list does not show."""
        return tuple(key for key in self.marks.keys if self.pages.find(key) is None) if self.marks else ()

    @property
    def marked(self) -> str:
        """`10 marked, 9 hidden`; empty when none is."""
        number = len(self.marks.keys) if self.marks else 0
        hidden = len(self.hidden_marks) if number else 0
        return (f"{number:,} marked" + (f", {hidden:,} hidden" if hidden else "")) if number else ""

    def go_to(self, key: str) -> bool:
        """Put the cursor on a key; False when it is not in the list."""
        place = self.pages.find(key)
        if place is not None:
            self.cursor = place
        return place is not None

    def plain_lines(self) -> list[str]:
        """The header and the rows at hand as text, for copying."""
        rows = [self.pages.row(place) for place in range(min(len(self.pages), PAGE))]
        head = " | ".join(column.title for column in self.columns)
        return [head, *(" | ".join(show(column.cell(row).text) for column in self.columns) for row in rows if row)]

    # order and columns

    def set_columns(self, columns: tuple[ListColumn, ...]) -> None:
        """Show other columns of the same rows."""
        self.columns = columns
        self.forget()
        self._measure_anew()
        self._resize()
        self.refresh()

    def set_order(self, order: Order | None) -> None:
        """Sort by a column, or not at all. Rows that a service is asked for are sorted by who asks it."""
        self.order = order
        source = self.pages.source
        if source is not None and source.immediate:
            self.set_rows(self._given, source)
        else:
            self.set_columns(self.columns)

    def hide(self, names: frozenset[str]) -> None:
        """Put these columns away, and show all others."""
        self.hidden = names
        self.set_columns(self.columns)

    @property
    def shown(self) -> tuple[ListColumn, ...]:
        """The columns that are drawn, with their widths."""
        return self._shown

    def column_at(self, x: int) -> ListColumn | None:
        """The column whose title stands there."""
        start = MARK_WIDTH
        for column in self._shown:
            if start <= x < start + column.width:
                return column
            start += column.width + 1
        return None

    def action_arrange(self) -> None:
        """Choose what the rows are sorted by."""
        self.post_message(self.Choosing(self, "order"))

    def action_columns(self) -> None:
        """Choose which columns are shown."""
        self.post_message(self.Choosing(self, "columns"))

    def sort_by(self, name: str) -> None:
        """Sort by that column; by the same once more the other way round, and then as it came."""
        held = self.order
        if held is None or held.column != name:
            order: Order | None = Order(name)
        else:
            order = None if held.falling else Order(name, falling=True)
        self.post_message(self.Arranging(self, order))

    # keys and mouse

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move by screens."""
        # one row less than is in view, so that the last one seen is seen again
        self.cursor += pages * max(1, self.size.height - 2)

    def action_end(self, where: int) -> None:
        """To the first (0) or last (-1) row."""
        self.cursor = 0 if where == 0 else len(self.pages) - 1

    def action_choose(self) -> None:
        """Open the row."""
        if self.key is not None:
            self.post_message(self.Chosen(self))

    def action_mark(self) -> None:
        """Mark or unmark the row, and go on to the next."""
        if self.marks is None:
            self.post_message(self.Unmarkable(self))
        elif self.key is not None:
            self.marks.turn(self.key)
            self._marked()
            self.cursor += 1

    def action_mark_range(self) -> None:
        """Mark from the row marked last to this one."""
        if self.marks is None:
            self.post_message(self.Unmarkable(self))
        elif self.key is not None:
            start = self.pages.find(self.marks.last) if self.marks.last else None
            low, high = sorted((self.cursor if start is None else start, self.cursor))
            self.marks.add(self.pages.keys[low : high + 1])
            self._marked()

    def action_mark_all(self) -> None:
        """Mark all rows shown, or none if all are marked."""
        if self.marks is None:
            self.post_message(self.Unmarkable(self))
        else:
            self.marks.turn_all(self.pages.keys)
            self._marked()

    def clear_marks(self) -> bool:
        """Unmark all; whether there were any."""
        had = bool(self.marks and self.marks.keys)
        if self.marks is not None and had:
            self.marks.clear()
            self._marked()
        return had

    def drop_marks(self, keys: Iterable[str]) -> None:
        """Unmark these: they have been acted on, or are gone."""
        if self.marks is not None and self.marks.keys:
            # a copy: who calls may hand over the marks themselves
            self.marks.drop(list(keys))
            self._marked()

    def keep_marks(self, there: Iterable[str]) -> None:
        """Unmark what is not there any more; what a filter hides is."""
        if self.marks is not None and self.marks.keys:
            known = set(there)
            gone = [key for key in self.marks.keys if key not in known]
            if gone:
                self.drop_marks(gone)

    def _marked(self) -> None:
        self._lines.clear()
        self.refresh()
        self.post_message(self.Marked(self))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, one on the cursor opens, one on the mark marks, one on a title sorts."""
        if event.y < 1 and (column := self.column_at(event.x)) is not None:
            event.stop()
            self.sort_by(column.name)
            return
        # the header takes the first line, and does not scroll with the rows
        place = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or not 0 <= place < len(self.pages):
            return
        event.stop()
        same, self.cursor = place == self.cursor, place
        if event.x < MARK_WIDTH and self.marks is not None:
            self.action_mark()
        elif same:
            self.action_choose()
