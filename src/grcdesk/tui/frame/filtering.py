"""A screen whose list is narrowed by a filter: the field, what it answers, the way back; and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.filters.fields import Field
from grcdesk.tui.frame.arranging import remembered
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.order import Order
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

STILL = 0.12
"""Seconds a cursor rests before what stands in no row is asked for, when it was moved more than once."""


class FilteringScreen(DeskScreen):
    """One list under one filter field. What is said of a row stands beside it, or under it on a narrow terminal."""

    KEEPS_FILTER: ClassVar[bool] = True
    """Whether it begins with the filter it was left with; a list of another record each time does not."""

    def __init__(self) -> None:
        super().__init__()
        self.where = ""
        self.before = ""
        """The filter from before the field was opened."""

    def on_mount(self) -> None:
        """With the filter it was left with, unless it comes with one."""
        if not self.where and self.KEEPS_FILTER:
            found = remembered(self).of(self.PLACE).get("where")
            self.where = found if isinstance(found, str) else ""
        super().on_mount()

    def body(self, table: Table) -> Widget:
        """The list, whose columns know of the pane beside it."""
        table.has_pane = bool(self.SIDE)
        return Horizontal(table, id="body")

    # the row under the cursor

    def about(self, row: Any) -> Content:
        """Two lines of what is said of a row."""
        raise NotImplementedError

    def side(self, row: Any) -> Content:
        """All of it: the same two lines, and more."""
        return self.about(row)

    @on(Table.Moved)
    def say_row(self) -> None:
        """Say what is to be said of the row under the cursor."""
        table = self.query_one(Table)
        row = table.row
        # what is not in sight is not said: it is once there is room for it, since the list tells that too
        if table.beside:
            self.say_side(text("") if row is None else self.side(row))
            return
        for strip in self.query("#strip").results(Text):
            strip.say(text("") if row is None else self.about(row))

    # the filter

    def refilter(self) -> None:
        """Show what the filter leaves; by default the list is asked for again."""
        self.reload()

    def show_filtered(self, where: str) -> None:
        """Show another filter."""
        self.where = where
        # a screen that was just opened is not: it asks once it is mounted
        if self.is_mounted:
            self._leave_field()
            self.refilter()

    def _leave_field(self) -> None:
        self.query_one(FilterBar).close()
        self.query_one(Table).focus()
        if self.KEEPS_FILTER:
            remembered(self).keep(self.PLACE, where=self.where)

    def action_filter(self) -> None:
        """Open the field."""
        if self.desk_app.desk is not None:
            self.before = self.where
            self.query_one(FilterBar).open(self.where, self.desk_app.today)

    @on(FilterBar.Changed)
    def _filtered(self, event: FilterBar.Changed) -> None:
        self.where = event.where
        self.refilter()
        if event.final:
            self._leave_field()

    @on(FilterBar.Dropped)
    def _dropped(self) -> None:
        self.show_filtered(self.before)

    def action_clear(self) -> None:
        """Esc: stop what runs, else the filter, else the marks, else back."""
        if self.desk_app.stop_job():
            return
        if self.where:
            self.show_filtered("")
        elif not self.query_one(Table).clear_marks():
            self.step_back()


class AskedScreen(FilteringScreen):
    """A list whose rows the desk is asked for a page at a time, in the order of the fields of its filter."""

    def __init__(self) -> None:
        super().__init__()
        self.rest: Any = None
        """What no row holds of the record under the cursor, once it has come."""
        self._rest_of = ""
        self._asking = False
        self._moved_at = 0.0

    # what is said beside the list and stands in no row

    def ask_rest(self, desk: Desk, key: str) -> Any:  # noqa: ARG002  each list knows its own
        """Ask for it, in a thread."""
        return None

    def wants_rest(self) -> bool:
        """Whether there is room to say it."""
        return self.query_one(Table).beside

    def forget_rest(self) -> None:
        """Something has changed: ask again."""
        self.rest, self._rest_of = None, ""

    @on(Table.Moved)
    def _say_rest(self) -> None:
        before, self._moved_at = self._moved_at, monotonic()
        key = self.query_one(Table).key
        if key is None or key == self._rest_of:
            return
        self.rest, self._rest_of = None, ""
        if self._asking or not self.wants_rest():
            return  # one question at a time, and what it finds is looked at again
        self._asking = True
        burst = self._moved_at - before < 2 * STILL

        def question(desk: Desk) -> tuple[str, Any]:
            # a key held down asks about the row it comes to rest on, not about every row it passes
            while burst and (left := self._moved_at + STILL - monotonic()) > 0:
                sleep(left)
            # looked at and not touched: which key it is may be read in a thread, painting is for the loop
            held = self.query_one(Table).key
            return (held, self.ask_rest(desk, held)) if held is not None else ("", None)

        self.desk_app.jobs.ask(self, "rest", question, self._show_rest, self._no_rest)

    def _no_rest(self) -> None:
        """The desk said no: the next row is asked for all the same. This one is not, or it would be without end."""
        self._asking = False

    def _show_rest(self, answer: tuple[str, Any]) -> None:
        key, found = answer
        self._asking = False
        if key and key == self.query_one(Table).key:
            self.rest, self._rest_of = found, key
            self.say_row()
        elif key:
            self._say_rest()

    # order

    def fields(self) -> Mapping[str, Field]:
        """What the list can be filtered and sorted by."""
        raise NotImplementedError

    def sortable(self, table: Table, column: ListColumn) -> bool:
        """What the desk can sort by."""
        field = self.fields().get(column.name)
        return super().sortable(table, column) and field is not None and field.sortable

    def sort_list(self, table: Table, order: Order | None) -> None:
        """Ask for the rows in that order."""
        table.set_order(order)
        self.reload()

    def ordered(self, where: str) -> str:
        """The filter with the order chosen, unless it names one."""
        # a door may ask for rows before the list is there
        order = next((table.order for table in self.query(Table)), None)
        if order is None or "sort:" in where or order.column not in self.fields():
            return where
        return f"{where} sort:{'-' * order.falling}{order.column}".strip()
