"""Pick one of a few by one key, or with the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.widgets.bars import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer."""

    value: str
    label: str
    key: str = ""
    """One key that picks it, or empty."""
    tone: str = ""


class Pick(Dialog[str]):
    """Answers with the value picked."""

    def __init__(self, title: str, choices: Sequence[Choice], *, at: int = 0, note: str = "") -> None:
        """`at` is where the cursor stands at first; the note stands above the choices."""
        super().__init__(title, (("enter", "picks"), ("esc", "drops")))
        self._choices = list(choices)
        self._at = at
        self._note = note

    def body(self) -> list[Widget]:
        """The choices, each with its key."""
        keyed = any(choice.key for choice in self._choices)
        options = [
            Option(line(Cell(f"{choice.key or ' '}  " if keyed else "", "head"), Cell(choice.label, choice.tone)))
            for choice in self._choices
        ]
        shown = OptionList(*options, compact=True, markup=False)
        shown.highlighted = self._at if options else None
        return [Text(text(self._note, "warning"), classes="dialog-note"), shown] if self._note else [shown]

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index].value)

    def on_key(self, event: events.Key) -> None:
        """One key picks; j and k move."""
        for choice in self._choices:
            if event.character and choice.key == event.character:
                event.stop()
                self.dismiss(choice.value)
                return
        if event.character in {"j", "k"}:
            event.stop()
            options = self.query_one(OptionList)
            options.action_cursor_down() if event.character == "j" else options.action_cursor_up()
