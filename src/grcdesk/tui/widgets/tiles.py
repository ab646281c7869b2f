"""A tile of a dashboard: it paints lines for the room there is, and is a door to where they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from grcdesk.tui.actions.registry import bindings
from grcdesk.tui.widgets.charts import MARK, MORE, Brush, joined


class TileLine(NamedTuple):
    """A line of a tile."""

    content: Content
    key: str = ""
    """What it leads to; empty: it is no row of its own."""


Painter = Callable[[int, int], Sequence[TileLine]]
"""Lines for a width and a height."""
CORNERS = 6
"""Cells of the lower edge that no foot takes."""
MARGIN = 1
"""Cells before each line of a tile with rows, where the cursor stands."""


class Tile(Widget, can_focus=True):
    """Lines in a frame with a title. Enter goes where they come from; rows with a key have a cursor."""

    BINDINGS = bindings("list")

    class Entered(Message):
        """Enter, or a click on what is chosen: the key of the row, or empty for the tile as a whole."""

        def __init__(self, tile: Tile, key: str) -> None:
            super().__init__()
            self.tile = tile
            self.key = key

        @property
        def control(self) -> Tile:
            """The tile."""
            return self.tile

    class Seen(Message):
        """It has come into sight."""

    def __init__(self, title: str, brush: Brush, *, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=f"panel-frame {classes}".strip())
        self.border_title = title
        self.brush = brush
        self.key = ""
        """The row of the cursor."""
        self._paint: Painter | None = None
        self._top = 0
        self._feet = ("", "")

    def show(self, paint: Painter, foot: str = "", *, shorter: str = "") -> None:
        """Paint it so from now on; `foot` stands in the frame below, or `shorter` where that does not fit."""
        self._paint = paint
        self._feet = (foot, shorter or foot)
        self.on_resize()
        self.refresh()

    def on_resize(self) -> None:
        """Another foot may fit now."""
        foot, shorter = self._feet
        self.border_subtitle = foot if cell_len(foot) <= self.outer_size.width - CORNERS else shorter

    @property
    def answered(self) -> bool:
        """Whether there is something to show."""
        return self._paint is not None

    def _rows(self) -> Sequence[TileLine]:
        width, height = self.content_size
        if self._paint is None or height < 1:
            return ()
        rows = self._paint(max(1, width), height)
        # whether it has rows is known once it is painted: then the cursor needs a cell of the width
        return self._paint(max(1, width - MARGIN), height) if any(row.key for row in rows) else rows

    def _keys(self) -> list[str]:
        return list(dict.fromkeys(row.key for row in self._rows() if row.key))

    def render(self) -> Content:
        """The lines that fit around the cursor; the last one says how many do not."""
        rows, height = self._rows(), self.content_size.height
        self._top = self._window(rows, height)
        shown = list(rows[self._top : self._top + height])
        margin = MARGIN if any(row.key for row in rows) else 0
        drawn = [self._line(row, margin) for row in shown]
        below = len(rows) - self._top - height
        if below > 0 and height > 1:
            said = f"{self.brush.sign(MORE)} {below + 1} more"
            drawn[-1] = joined([" " * margin, (said, self.brush.tone("muted"))])
        return Content("\n").join(drawn)

    def _window(self, rows: Sequence[TileLine], height: int) -> int:
        """The first line shown: as it was, unless the cursor would be out of sight."""
        mine = [place for place, row in enumerate(rows) if row.key and row.key == self.key]
        if not mine or not self.has_focus:
            return 0
        last = max(0, len(rows) - height)
        # the last line may say how many more there are, so the cursor keeps off it unless the rows end there
        lowest = mine[-1] + (1 if mine[-1] < len(rows) - 1 else 0)
        return min(last, max(lowest - height + 1, min(self._top, mine[0])))

    def _line(self, row: TileLine, margin: int) -> Content:
        mine = self.has_focus and bool(row.key) and row.key == self.key
        mark = (self.brush.sign(MARK), self.brush.tone("accent")) if mine else " " * margin
        line = joined([mark, row.content])
        if not mine:
            return line
        return line.pad_right(max(0, self.content_size.width - line.cell_length)).stylize_before("on $cursor")

    def on_show(self) -> None:
        """There is room for it now."""
        self.post_message(self.Seen())

    def on_focus(self) -> None:
        """The cursor begins on the first row."""
        keys = self._keys()
        if self.key not in keys:
            self.key = keys[0] if keys else ""
        self.refresh()

    def on_blur(self) -> None:
        """No cursor without the keys."""
        self.refresh()

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        keys = self._keys()
        if keys:
            here = keys.index(self.key) if self.key in keys else 0
            self.key = keys[max(0, min(len(keys) - 1, here + rows))]
            self.refresh()

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in view."""
        self.action_move(pages * max(1, self.content_size.height - 2))

    def action_end(self, where: int) -> None:
        """To the first (0) or last (-1) row."""
        keys = self._keys()
        if keys:
            self.key = keys[where]
            self.refresh()

    def action_choose(self) -> None:
        """Go where the row, or the tile, leads."""
        self.post_message(self.Entered(self, self.key if self.key in self._keys() else ""))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor goes there."""
        event.stop()
        found = event.get_content_offset(self)
        rows = self._rows()
        place = self._top + found.y if found is not None else -1
        key = rows[place].key if 0 <= place < len(rows) else ""
        if key in {"", self.key}:
            self.action_choose()
        else:
            self.key = key
            self.refresh()
