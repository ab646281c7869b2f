"""Find one of many by typing parts of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.dialogs.pick import Choice
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine

STEPS: list[BindingType] = [
    Binding("down", "step(1)", show=False, priority=True),
    Binding("up", "step(-1)", show=False, priority=True),
    Binding("pagedown", "step(10)", show=False, priority=True),
    Binding("pageup", "step(-10)", show=False, priority=True),
]
"""The arrows move in a list while the field above it keeps the keys."""


class Find(Dialog[str]):
    """Answers with the value found. Typing narrows the list; the arrows move in it while the field keeps the keys."""

    BINDINGS = STEPS

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(title, (("enter", "picks"), ("esc", "drops"), ("up down", "move")))
        self._choices = list(choices)
        self._shown = self._choices

    def body(self) -> list[Widget]:
        """Field over list."""
        options = OptionList(*map(_option, self._choices), compact=True, markup=False)
        options.can_focus = False
        return [TextLine(placeholder="type to narrow", compact=True), options, Text(classes="dialog-wrong")]

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        self._shown = [one for one in self._choices if all(word in one.label.casefold() for word in words)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(map(_option, self._shown))
        options.highlighted = 0 if self._shown else None
        told = line(Cell("" if self._shown else "none of them; esc drops", "warning"))
        self.query_one(".dialog-wrong", Text).say(told)

    def on_mount(self) -> None:
        """The first is ready to be picked."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0 if self._choices else None

    def action_step(self, by: int) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if self._shown:
            options.highlighted = max(0, min((options.highlighted or 0) + by, len(self._shown) - 1))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        place = self.query_one(OptionList).highlighted
        if place is not None and self._shown:
            self.dismiss(self._shown[place].value)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index].value)


def _option(choice: Choice) -> Option:
    return Option(line(Cell(choice.label, choice.tone)))
