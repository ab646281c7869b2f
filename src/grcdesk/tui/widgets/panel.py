"""A frame with its title in it: what it shows at the top left, where one stands in it at the bottom right."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

_CORNERS = 6
"""Cells of the upper edge that no title takes."""


class Panel(Vertical):
    """Holds part of a screen; the one with the focus in it is drawn in the colour of what can be acted on."""

    def __init__(self, *children: Widget, id: str | None = None, classes: str = "") -> None:
        super().__init__(*children, id=id, classes=f"panel-frame {classes}")
        self._titles: tuple[Content, ...] = ()
        self._foot = Content("")

    def say(self, title: Content, foot: Content | None = None, *, shorter: tuple[Content, ...] = ()) -> None:
        """Title and foot; where `title` does not fit, the first of `shorter` that does."""
        self._titles, self._foot = (title, *shorter), foot or Content("")
        self.on_resize()

    def on_resize(self) -> None:
        """Another title may fit now."""
        most = self.outer_size.width - _CORNERS
        fitting = next((title for title in self._titles if title.cell_length <= most), None)
        if fitting is None and self._titles:
            cut = ">" if self.app.has_class("-ascii") else "›"
            fitting = self._titles[-1].truncate(max(0, most - 1)).append(cut)
        self.border_title = fitting.rstrip() if fitting is not None else None
        self.border_subtitle = self._foot.truncate(max(0, most)) if self._foot.plain.strip() else None
