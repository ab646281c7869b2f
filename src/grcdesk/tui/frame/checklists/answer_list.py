"""How a checklist is drawn: a row for each question, its note under it, as many lines as they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from grcdesk.terms import Status
from grcdesk.text import show
from grcdesk.tui.actions.registry import LIST, bindings
from grcdesk.tui.frame.at_once import at_once
from grcdesk.tui.frame.checklists.subject import AnswerKey, Question
from grcdesk.tui.kit.looks import TONES, Cell, Glyphs, badge, text
from grcdesk.tui.kit.quirks import TonedList
from grcdesk.tui.widgets.columns import MARK_WIDTH
from grcdesk.tui.widgets.marks import Marks
from grcdesk.wording import MARKED, STATUS, WARNING

OPEN = STATUS[Status.NOT_ASSESSED]
_NUMBER = 4
"""Cells of a number."""
_LEAST = 12
"""Cells that words keep at least."""
Pieces = tuple[tuple[str, str], ...]
"""Pieces of text with their tones."""
RowLine = tuple[int, Pieces]
"""The row it belongs to, and what it shows."""


class AnswerList(TonedList, can_focus=True):
    """The rows, the cursor, and marks. Behind the last row the cursor stands at the conclusion."""

    BINDINGS = at_once(bindings(LIST))
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "answers--cursor",
        "answers--marked",
        "answers--note",
        *(f"answers--{tone}" for tone in TONES if tone),
    }
    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row, or at the conclusion."""

    class Chosen(Message):
        """Enter, or a second click on the row of the cursor."""

    class Marked(Message):
        """The marks changed."""

    def __init__(self, keys: Sequence[AnswerKey], *, glyphs: Glyphs, marks: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self.questions: Sequence[Question] = ()
        self.refused: Mapping[str, str] = {}
        self.noting = ""
        """Key of the question whose note is being written; a line is kept free for it."""
        self.marks = Marks() if marks else None
        self._glyphs = glyphs
        self._looks = {one.value: one for one in keys}
        self._badge = max([len(one.look.word) for one in keys] + [len("open")]) + 4
        self._lines: list[RowLine] = []
        self._first: list[int] = []

    # what is shown

    def show(self, questions: Sequence[Question], refused: Mapping[str, str], noting: str = "") -> None:
        """Show these; the cursor stays at its place."""
        self.questions, self.refused, self.noting = questions, refused, noting
        self._lay_out()
        self.refresh()

    @property
    def question(self) -> Question | None:
        """The one under the cursor; None at the conclusion."""
        return self.questions[self.cursor] if self.cursor < len(self.questions) else None

    def field_line(self) -> int:
        """The line of the window on which a note is written."""
        place = next((row for row, one in enumerate(self.questions) if one.key == self.noting), 0)
        last = max((number for number, (row, _) in enumerate(self._lines) if row == place), default=0)
        free = [number for number in range(self._first[place], last + 1) if self._lines[number][1] == _FIELD]
        return (free[0] if free else last) - self.scroll_offset.y

    @property
    def indent(self) -> int:
        """The column at which words begin."""
        return MARK_WIDTH + _NUMBER + self._badge + 2

    def validate_cursor(self, value: int) -> int:
        """From the first row to the conclusion behind the last."""
        return max(0, min(value, len(self.questions)))

    def watch_cursor(self, old: int, new: int) -> None:
        """Follow it."""
        self._follow()
        self.refresh()
        if old != new:
            self.post_message(self.Moved())

    def _lay_out(self) -> None:
        width = max(_LEAST, self.scrollable_content_region.width - self.indent)
        rows = [self._row(one, width) for one in self.questions]
        # air between the rows only where none has to scroll for it
        air = sum(len(row) + 1 for row in rows) <= self.size.height + 1
        self._lines, self._first = [], []
        for place, row in enumerate(rows):
            self._first.append(len(self._lines))
            self._lines += [(place, pieces) for pieces in row]
            if air and place < len(rows) - 1:
                self._lines.append((-1, ()))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self._follow()

    def _row(self, one: Question, width: int) -> list[Pieces]:
        first, *more = _wrapped(one.words, width) or [""]
        filled = self._badge_of(one)
        head = (
            (f"{self._mark(one):<{MARK_WIDTH}}", ""),
            (f"{one.number:>{_NUMBER - 1}} ", "muted"),
            (filled.text, filled.tone),
            (" " * (self._badge + 2 - cell_len(filled.text)), ""),
            (first, ""),
        )
        rows: list[Pieces] = [head, *self._indented(more, "")]
        if one.key == self.noting:
            rows.append(_FIELD)
        else:
            rows += self._indented(_wrapped(one.note, width), "note")
            rows += self._indented(_wrapped(one.wants, width), "warning")
        return rows + self._indented(_wrapped(self.refused.get(one.key, ""), width), "error")

    def _badge_of(self, one: Question) -> Cell:
        """What was answered; a weak answer keeps its word, and has the glyph and the tone of a warning."""
        given = self._looks.get(one.answer)
        look, word, tone = (given.look, given.look.word, given.tone) if given else (OPEN, "open", "strong")
        if one.weak:
            look, tone = WARNING, "warning"
        return badge(Cell(f"{self._glyphs.of(look)} {word}", tone))

    def _mark(self, one: Question) -> str:
        marked = self.marks is not None and one.key in self.marks.keys
        return self._glyphs.of(MARKED) if marked else ""

    def _indented(self, words: Sequence[str], tone: str) -> list[Pieces]:
        return [((" " * self.indent, ""), (part, tone)) for part in words]

    def _follow(self) -> None:
        if not self._first:
            return
        at_end = self.cursor >= len(self._first)
        top = len(self._lines) - 1 if at_end else self._first[self.cursor]
        below = (number for number, (row, _) in enumerate(self._lines) if row == self.cursor)
        bottom = max(below, default=top)
        height = max(1, self.size.height)
        shown = self.scroll_offset.y
        # a row higher than the window is read from its first line
        if top < shown or bottom - top >= height:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif bottom >= shown + height:
            self.scroll_to(y=bottom - height + 1, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Words break elsewhere now."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        base = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, base)
        place, pieces = self._lines[number]
        here = place == self.cursor
        marked = self.marks is not None and place >= 0 and self.questions[place].key in self.marks.keys
        if here or marked:
            base = self.get_component_rich_style("answers--cursor" if here else "answers--marked")
        found = [Segment(show(piece), base + self._tone(tone, here=here)) for piece, tone in pieces]
        return Strip(found).adjust_cell_length(width, base)

    def _tone(self, tone: str, *, here: bool) -> Style:
        if not tone or (here and not tone.startswith("on-")):  # a badge keeps its fill under the cursor
            return Style()
        return self.get_component_rich_style(f"answers--{tone}", partial=True)

    # keys, named as those of every list

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move by screens."""
        high = max(1, len(self._lines) // max(1, len(self._first)))
        self.cursor += pages * max(1, self.size.height // high - 1)

    def action_end(self, where: int) -> None:
        """To the first (0) or last (-1) row."""
        self.cursor = 0 if where == 0 else len(self.questions) - 1

    def action_choose(self) -> None:
        """Read what stands beside it in full."""
        self.post_message(self.Chosen())

    def action_mark(self) -> None:
        """Mark or unmark the row, and go on to the next."""
        if self.marks is not None and self.question is not None:
            self.marks.turn(self.question.key)
            self.cursor += 1
            self._marked()

    def action_mark_range(self) -> None:
        """Mark from the row marked last to this one."""
        if self.marks is not None and self.question is not None:
            keys = [one.key for one in self.questions]
            start = keys.index(self.marks.last) if self.marks.last in keys else self.cursor
            low, high = sorted((self.cursor, start))
            self.marks.add(keys[low : high + 1])
            self._marked()

    def action_mark_all(self) -> None:
        """Mark all rows, or none if all are marked."""
        if self.marks is not None:
            self.marks.turn_all([one.key for one in self.questions])
            self._marked()

    def clear_marks(self) -> bool:
        """Unmark all; whether there were any."""
        had = bool(self.marks and self.marks.keys)
        if self.marks is not None and had:
            self.marks.clear()
            self._marked()
        return had

    def _marked(self) -> None:
        self._lay_out()
        self.refresh()
        self.post_message(self.Marked())

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor opens it."""
        number = event.y + self.scroll_offset.y
        place = self._lines[number][0] if 0 <= number < len(self._lines) else -1
        if place < 0:
            return
        event.stop()
        if self.noting:
            return  # the note is of the row it was begun on: the cursor stays, and with it what is answered
        same, self.cursor = place == self.cursor, place
        if same:
            self.action_choose()


_FIELD: Pieces = ((" ", ""),)
"""The line kept free for a note."""


def _wrapped(words: str, width: int) -> list[str]:
    """Its lines at that width; none where there are no words."""
    return [part.plain for part in text(words).wrap(width)] if words else []
