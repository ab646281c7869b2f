"""What every dialog has: a title, esc drops it, keys at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from grcdesk.tui.kit.looks import Cell, fit, line, text
from grcdesk.tui.kit.sheets import SCREENS
from grcdesk.tui.widgets.bars import Bar, Text

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.kit.jobs import Jobs

Result = TypeVar("Result")
_CORNERS = 8
"""Columns of the terminal that no title takes."""
MOST_TITLE = 76
"""Cells a frame gives its title; a longer one is said in full below it."""
MOST_SHOWN = 8
"""Lines a refusal takes in a form."""


UNSEEN = 0.4
"""Seconds in which a key is one meant for what was there before."""


class TakesKeys(Protocol):
    """An app that hands on keys one by one."""

    typed_at: float
    """When the key was typed that was handed on last."""

    async def next_key(self) -> None:
        """Hand on what was typed."""

    def forget_keys(self) -> None:
        """Forget what was typed ahead."""

    def wait_for_answer(self, asker: MessagePump) -> None:
        """Hand on no key until the asker was told."""


class HoldsForms(TakesKeys, Protocol):
    """An app that carries out what forms ask for."""

    jobs: Jobs
    desk: Desk | None

    def answer_form(self, form: Any, answer: Any) -> None:
        """Do it; the form stays until it is done."""

    def drop_form(self, form: Any) -> None:
        """It was left without an answer."""

    def stop_job(self) -> bool:
        """Stop what is under way."""


class Dialog(ModalScreen[Result | None]):
    """A box in the middle of the screen."""

    CSS_PATH = SCREENS
    AUTO_FOCUS = "Input, TextArea, OptionList, Table, .body"
    BINDINGS = [Binding("escape", "drop", "Drop", show=False)]
    STAYS: ClassVar[bool] = False
    """Whether it stays until what was answered is carried out, as forms do."""
    ENDS: ClassVar[bool] = False
    """Whether esc drops with it the forms that led to it; else they are there again."""
    SHOWS_ALL: ClassVar[bool] = False
    """Whether it shows itself what was done, so that no message has to cover it."""

    def __init__(self, title: str, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._answered = False
        self.ready = False
        """Whether keys find what they are for: until then they wait."""
        self.busy = False
        """Whether what it was answered is being carried out: keys wait then as well, but for esc."""
        self._shown_at = 0.0

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        with Box() as box:
            most = min(MOST_TITLE, self.app.size.width - _CORNERS)
            box.border_title = text(fit(self._title, most).rstrip() if cell_len(self._title) > most else self._title)
            if cell_len(self._title) > most:
                yield Text(text(self._title, "strong"), classes="dialog-title")
            yield from self.body()
            yield Bar(classes="dialog-keys")

    def body(self) -> list[Widget]:
        """What stands between title and keys."""
        return []

    def on_mount(self) -> None:
        """Show the keys."""
        self.say_keys(*self._keys)

    def on_screen_resume(self) -> None:
        """What was typed for it while it was on its way comes in."""
        self.call_later(self._say_ready)

    def _say_ready(self) -> None:
        self.ready = True
        self._shown_at = Message().time  # by the clock that says when a key was typed
        # not from here: word that a key is done goes no further than to who handed it on
        self.app.call_later(cast("TakesKeys", self.app).next_key)

    @property
    def is_seen(self) -> bool:
        """Whether the key at hand was typed for what it shows: one of a burst, or held down, comes before one reads."""
        return cast("TakesKeys", self.app).typed_at >= self._shown_at + UNSEEN

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
        asker = self._result_callbacks[-1].requester if self._result_callbacks else None
        leaving = super().dismiss(result)
        if asker is not None:
            cast("TakesKeys", self.app).wait_for_answer(asker)
        return leaving

    def on_unmount(self) -> None:
        """What waited while it went is handed on."""
        self.app.call_later(cast("TakesKeys", self.app).next_key)

    def action_drop(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def key_u(self) -> None:
        """What is undone lies behind it."""
        self.say_keys(*self._keys, ("u", "undoes once this is closed"))


class Box(VerticalScroll, can_focus=False):
    """The frame of a dialog."""
