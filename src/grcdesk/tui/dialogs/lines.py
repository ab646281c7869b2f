"""Tell something longer than a line: reasons, messages, a list of findings, a difference."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from grcdesk.tui.dialogs.base import Box, Dialog
from grcdesk.tui.kit.looks import lines
from grcdesk.tui.widgets.bars import Text

LEAST = 3
"""Lines that are shown on the smallest screen."""


class Body(VerticalScroll, can_focus=True):
    """Scrolls with the movement keys of lists."""

    BINDINGS = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]


class LinesDialog(Dialog[bool]):
    """Lines to read; `y` copies them, esc or enter closes."""

    BINDINGS = [
        Binding("enter,q", "drop", show=False),
        Binding("y", "copy", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[Content]) -> None:
        super().__init__(title, (("esc", "closes"), ("j k", "scroll"), ("y", "copies")))
        self._rows = list(rows)

    def body(self) -> list[Widget]:
        """The lines."""
        return [Body(Text(lines(self._rows)), classes="body")]

    def on_resize(self) -> None:
        """The lines take what title, frame and keys leave of the screen."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        box, lines_ = self.query_one(Box), self.query_one(Body)
        rest = sum(child.outer_size.height for child in box.children if child is not lines_ and child.display)
        rest += box.outer_size.height - box.content_size.height
        lines_.styles.max_height = max(LEAST, self.app.size.height - rest)

    def action_copy(self) -> None:
        """Copy the text."""
        from grcdesk.tui.kit.clipboard import copy  # noqa: PLC0415  needs the app

        copy(self.app, lines(self._rows).plain)


class Preview(LinesDialog):
    """What would happen; `y` does it, once it was there to be read."""

    BINDINGS = [
        Binding("y", "yes", show=False, priority=True),
        Binding("enter", "ask", show=False, priority=True),
    ]

    def __init__(self, title: str, rows: Sequence[Content], verb: str = "does it") -> None:
        super().__init__(title, rows)
        self._keys = (("y", verb), ("esc", "drops"), ("j k", "scroll"))

    def action_yes(self) -> None:
        """Do it; the `y` that led here and its like do not."""
        if self.is_seen:
            self.dismiss(True)
        else:
            self.app.bell()
            self.say_keys(("y", f"{self._keys[0][1]}: read it first, then once more"), ("esc", "drops"))

    def action_ask(self) -> None:
        """Enter alone changes nothing: say what does."""
        self.app.bell()
