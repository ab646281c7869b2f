"""A screen whose list is narrowed by a filter: the field, what it answers, the way back."""

from __future__ import annotations

from textual import on

from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.table import Table


class FilteringScreen(DeskScreen):
    """One list under one filter field."""

    def __init__(self) -> None:
        super().__init__()
        self.where = ""
        self.before = ""
        """The filter from before the field was opened."""

    def refilter(self) -> None:
        """Show what the filter leaves; by default the list is asked for again."""
        self.reload()

    def show_filtered(self, where: str) -> None:
        """Show another filter."""
        self.where = where
        if self.is_mounted:
            self._leave_field()
            self.refilter()

    def _leave_field(self) -> None:
        self.query_one(FilterBar).close()
        self.query_one(Table).focus()

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
