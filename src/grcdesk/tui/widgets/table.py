"""A virtual table: moving, choosing and marking by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events

from grcdesk.tui.actions.registry import bindings
from grcdesk.tui.widgets.columns import MARK_WIDTH
from grcdesk.tui.widgets.table_view import TableView


class Table(TableView):
    """A list of any length with the movement keys of all lists."""

    BINDINGS = bindings("list")

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move by screens."""
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
        """A click puts the cursor there; a click on the cursor opens; a click on the mark column marks."""
        place = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or not 0 <= place < len(self.pages):
            return
        event.stop()
        same, self.cursor = place == self.cursor, place
        if event.x < MARK_WIDTH and self.marks is not None:
            self.action_mark()
        elif same:
            self.action_choose()
