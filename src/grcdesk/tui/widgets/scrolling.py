"""A pane of text that scrolls with the movement keys of lists."""

from __future__ import annotations

from textual.binding import Binding
from textual.containers import VerticalScroll


class ScrollPane(VerticalScroll, can_focus=True):
    """Holds a page longer than the screen."""

    BINDINGS = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]
