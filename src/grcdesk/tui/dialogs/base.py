"""What every dialog has: a title, esc drops it, keys at the foot."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from grcdesk.errors import DeskError
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.widgets.bars import Bar, Text

Result = TypeVar("Result")
MOST_TITLE = 50
"""Cells a frame gives its title; a longer one is said in full below it."""
MOST_SHOWN = 8
"""Lines a refusal takes in a form."""


class Dialog(ModalScreen[Result | None]):
    """A box in the middle of the screen."""

    AUTO_FOCUS = "Input, TextArea, OptionList, Table, .body"
    BINDINGS = [Binding("escape", "drop", "Drop", show=False)]
    AGAIN: ClassVar[bool] = False
    """Whether it comes back when the desk refuses what was answered."""
    SHOWS_ALL: ClassVar[bool] = False
    """Whether it shows itself what was done, so that no message has to cover it."""

    def __init__(self, title: str, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._answered = False

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        with Box() as box:
            box.border_title = text(self._title).truncate(MOST_TITLE)
            if cell_len(self._title) > MOST_TITLE:
                yield Text(text(self._title, "strong"), classes="dialog-title")
            yield from self.body()
            yield Bar(classes="dialog-keys")

    def body(self) -> list[Widget]:
        """What stands between title and keys."""
        return []

    def on_mount(self) -> None:
        """Show the keys."""
        self.say_keys(*self._keys)

    def again(self, _error: DeskError) -> Dialog[Any] | None:
        """The same dialog as it was answered, saying what was refused; None: it does not come back."""
        return None

    def say_keys(self, *keys: tuple[str, str]) -> None:
        """Show these keys at the foot."""
        cells: list[Cell] = []
        for key, label in keys:
            cells += [Cell(("  " if cells else "") + key, "accent"), Cell(f" {label}")]
        self.query_one(".dialog-keys", Bar).say(line(*cells))

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Answer, once: later keys of one burst still come here, and would close the screen below as well."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)

    def action_drop(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Box(VerticalScroll, can_focus=False):
    """The frame of a dialog."""
