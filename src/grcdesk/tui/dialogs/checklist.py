"""A list of questions, each answered by one key: it is written at once, and the next line is before the eyes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine

CONCLUDE = "conclude"
_SHORT = 10
"""Cells an answer gets."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line."""

    key: str
    label: str
    answer: str
    """As people read it; empty: none yet."""
    tone: str
    about: Content
    """What is asked, in full."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What a key answers."""

    value: str
    label: str
    noted: bool = False
    """Whether the answer needs a note."""


Write = Callable[[str, str, str], None]
"""Question, answer, note: writes it, and hands the lines as they stand then to `show`."""


class Checklist(Dialog[str]):
    """Answers with `conclude` when that was asked for."""

    SHOWS_ALL = True
    BINDINGS = [
        Binding("y", "answer('y')", show=False),
        Binding("n", "answer('n')", show=False),
        Binding("minus", "answer('-')", show=False),
        Binding("o", "note", show=False),
        Binding("c", "conclude", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, title: str, questions: Sequence[Question], keys: Mapping[str, AnswerKey], write: Write) -> None:
        shown = tuple((key, one.label) for key, one in keys.items())
        super().__init__(title, (*shown, ("o", "note"), ("c", "conclude"), ("esc", "closes")))
        self._questions = list(questions)
        self._answers = keys
        self._write = write
        self._asked: tuple[str, str] | None = None
        """Question and answer whose note is being typed."""

    def body(self) -> list[Widget]:
        """What the line is about, the lines, and the note."""
        first = next((place for place, one in enumerate(self._questions) if not one.answer), 0)
        options = OptionList(*(Option(self._line(one)) for one in self._questions), compact=True, markup=False)
        options.highlighted = first if self._questions else None
        field = TextLine(placeholder="what was seen; enter keeps", id="checklist-note", compact=True)
        field.display = False
        return [Text(classes="dialog-note"), options, field]

    def _line(self, one: Question) -> Content:
        answer = f"{one.answer or '?':<{_SHORT}}"
        note = f"  {one.note}" if one.note else ""
        return line(Cell(answer, one.tone if one.answer else "warning"), Cell(one.label), Cell(note, "muted"))

    @property
    def _place(self) -> int:
        return self.query_one(OptionList).highlighted or 0

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if self._questions:
            self.query_one(".dialog-note", Text).say(self._questions[self._place].about)

    def show(self, questions: Sequence[Question]) -> None:
        """The lines as they stand now; a note that was kept is put away."""
        self._questions = list(questions)
        options = self.query_one(OptionList)
        for place, one in enumerate(self._questions[: options.option_count]):
            options.replace_option_prompt_at_index(place, self._line(one))
        for one in self._questions[options.option_count :]:
            options.add_option(Option(self._line(one)))
        if self._asked is not None:
            self._asked = None
            self._put_away()
            self.action_move(1)
        self._moved()

    def action_answer(self, key: str) -> None:
        """Answer the line, and go on; a note is asked for where one is needed."""
        given = self._answers.get(key)
        if given is None or not self._questions:
            return
        one = self._questions[self._place]
        if given.noted and not one.note:
            self._ask(one, given.value)
            return
        self._write(one.key, given.value, one.note)
        self.action_move(1)

    def action_note(self) -> None:
        """Write a note to the answer that is there, or that comes first."""
        if not self._questions:
            return
        one = self._questions[self._place]
        first = next(iter(self._answers.values())).value
        given = next((known.value for known in self._answers.values() if known.label == one.answer), first)
        self._ask(one, given)

    def _ask(self, one: Question, value: str) -> None:
        self._asked = (one.key, value)
        field = self.query_one(Input)
        field.value = one.note
        field.display = True
        field.focus()

    @on(Input.Submitted)
    def _noted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._asked is not None:
            self._write(*self._asked, event.value.strip())

    def _put_away(self) -> None:
        self.query_one(Input).display = False
        self.query_one(OptionList).focus()

    def action_move(self, by: int) -> None:
        """Another line."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = max(0, min(options.option_count - 1, self._place + by))

    def action_conclude(self) -> None:
        """On to the conclusion."""
        self.dismiss(CONCLUDE)

    def action_drop(self) -> None:
        """Out of the note, then out of the list."""
        if self._asked is not None:
            self._asked = None
            self._put_away()
        else:
            super().action_drop()
