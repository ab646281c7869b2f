"""The questions of a walkthrough as a checklist: one key answers and goes on; a note is written in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from grcdesk.schemas.walkthroughs import WalkthroughDetail, WalkthroughQuestion
from grcdesk.terms.requests import SeenAsWritten
from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.requests.columns import seen_cell
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_KEYS = (
    ("y", "as written"),
    ("n", "not, with a note"),
    ("-", "n/a"),
    ("o", "note"),
    ("c", "takes it back"),
    ("esc", "closes"),
)


class QuestionList(Dialog[bool]):
    """Answers questions one after the other; each answer is kept at once."""

    BINDINGS = [
        Binding("y", "answer('yes')", show=False),
        Binding("n", "write('no')", show=False),
        Binding("minus", "answer('n/a')", show=False),
        Binding("o", "write('')", show=False),
        Binding("c", "answer('')", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, detail: WalkthroughDetail, glyphs: Glyphs) -> None:
        super().__init__(f"{detail.row.id}  {detail.row.control}: was it seen as it is written?", _KEYS)
        self._detail = detail
        self._glyphs = glyphs
        self._writing: str | None = None
        """The answer a note is being written for; empty: the one that stands. None: no note is written."""

    def body(self) -> list[Widget]:
        """The control, the questions, the note."""
        note = TextLine(placeholder="what was said and seen; enter keeps it", compact=True, id="note")
        note.display = False
        return [
            Text(text(self._detail.statement, "muted"), classes="dialog-note"),
            OptionList(*self._options(), compact=True, markup=False),
            note,
            Text(self._left(), classes="dialog-wrong"),
        ]

    def on_mount(self) -> None:
        """The first open question is before the eyes."""
        super().on_mount()
        questions = self._detail.questions
        first = next((place for place, one in enumerate(questions) if one.answer is None), 0)
        self.query_one(OptionList).highlighted = first if questions else None

    def _options(self) -> list[Option]:
        return [Option(self._option(one)) for one in self._detail.questions]

    def _option(self, one: WalkthroughQuestion) -> Content:
        first = line(Cell(f"{one.number:>2} ", "head"), seen_cell(one, self._glyphs), f"  {one.question}")
        return lines([first, text(f"     {one.note}", "muted")]) if one.note else first

    def _left(self) -> Content:
        left = sum(one.answer is None for one in self._detail.questions)
        if not self._detail.questions:
            return text("the catalog asks no question of it", "muted")
        return text(f"{count(left, 'question')} left" if left else "all answered", "warning" if left else "success")

    def _question(self) -> WalkthroughQuestion | None:
        place = self.query_one(OptionList).highlighted
        return self._detail.questions[place] if place is not None and place < len(self._detail.questions) else None

    def action_move(self, by: int) -> None:
        """Another question."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if by > 0 else options.action_cursor_up()

    def action_answer(self, answer: str) -> None:
        """Keep the answer and go on."""
        one = self._question()
        if one is not None:
            self._keep(one, SeenAsWritten(answer) if answer else None, "", on=1 if answer else 0)

    def action_write(self, answer: str) -> None:
        """Write the note in place; of a no it is needed."""
        one = self._question()
        if one is None:
            return
        self._writing = answer
        note = self.query_one("#note", Input)
        note.value, note.display = one.note, True
        note.focus()

    @on(Input.Submitted)
    def _noted(self, event: Input.Submitted) -> None:
        event.stop()
        one, answer = self._question(), self._writing
        if one is None or answer is None:
            return
        if answer == SeenAsWritten.NO and not event.value.strip():
            self.query_one(".dialog-wrong", Text).say(text("what was seen? a no needs it", "error"))
            return
        self._close_note()
        said = SeenAsWritten.NO if answer else one.answer
        self._keep(one, said, event.value.strip(), on=1 if answer else 0)

    def _close_note(self) -> None:
        self._writing = None
        self.query_one("#note", Input).display = False
        self.query_one(OptionList).focus()

    def action_drop(self) -> None:
        """Esc leaves the note, then the list."""
        if self._writing is not None:
            self._close_note()
        else:
            super().action_drop()

    def _keep(self, one: WalkthroughQuestion, answer: SeenAsWritten | None, note: str, *, on: int) -> None:
        app, name = cast("Shell", self.app), self._detail.row.id
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        # the next question is before the eyes while this answer is written
        options.highlighted = min(place + on, len(self._detail.questions) - 1)
        app.with_desk(
            "answer",
            lambda desk: desk.walkthroughs.answer(name, one.number, answer, note=note),
            lambda _done: app.jobs.ask(self, "questions", lambda desk: desk.walkthroughs.show(name), self._show),
        )

    def _show(self, detail: WalkthroughDetail) -> None:
        self._detail = detail
        options = self.query_one(OptionList)
        place = options.highlighted
        options.clear_options()
        options.add_options(self._options())
        options.highlighted = place
        self.query_one(".dialog-wrong", Text).say(self._left())


def ask_questions(app: Shell, detail: WalkthroughDetail) -> None:
    """The questions of one walkthrough, over the screen shown."""
    app.push_screen(QuestionList(detail, app.glyphs))
