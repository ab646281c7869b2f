"""A checklist: one row a question, one key an answer, the next row before the eyes, the conclusion at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.widget import Widget

from grcdesk.tui.actions.registry import UiAction, at
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.at_once import put
from grcdesk.tui.frame.checklists import foot
from grcdesk.tui.frame.checklists.answer_list import AnswerList
from grcdesk.tui.frame.checklists.answering import Answering, Step
from grcdesk.tui.frame.checklists.subject import AskedList, Question, Subject
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.kit.rounds import next_place
from grcdesk.tui.widgets.bars import KeyBar, Text
from grcdesk.tui.widgets.fields import TextLine
from grcdesk.tui.widgets.panel import Panel
from grcdesk.tui.widgets.scrolling import ScrollPane

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_WHILE_NOTING = frozenset({"clear"})
"""Keys of the screen that act while a note is written; all others are letters of it."""


class NoteLine(TextLine):
    """The field for a note, in its row; only enter and esc leave it."""

    BINDINGS = [Binding("tab,shift+tab,up,down", "stay", show=False)]

    def action_stay(self) -> None:
        """No other field is there."""


class ChecklistScreen(Answering):
    """The questions of one subject."""

    PLACE = "checklist"
    HELP = "checklists"
    EXTRA = ("log.undo",)
    SIDE = "Evidence"
    FRAMED = False

    def __init__(self, subject: Subject, begin: str = "") -> None:
        super().__init__(subject)
        self.begin = begin
        self.began = False
        self._holds = False
        """Whether keys wait for the questions."""

    # layout

    def content(self) -> list[Widget]:
        """Rows with their field, what stands beside them, the conclusion."""
        kinds = (*self.subject.KEYS, *self.subject.ALSO)
        rows = AnswerList(kinds, glyphs=self.glyphs, marks=self.subject.SEVERAL, id="answers")
        field = NoteLine(placeholder=f"{self.subject.NOTE}; enter keeps, esc drops", id="note", compact=True)
        field.display = False
        left = Vertical(
            Panel(Container(rows, field, id="answer-rows"), Text(id="strip"), id="main"),
            Panel(Text(id="conclusion"), id="conclusion-panel"),
            id="left",
        )
        beside = Panel(ScrollPane(Text(id="side"), can_focus=False), id="beside")
        return [Horizontal(left, beside, id="desk")]

    def on_mount(self) -> None:
        """The rows take the keys."""
        super().on_mount()
        self.set_focus(self.rows)
        self.query_one("#conclusion-panel", Panel).say(line("Conclusion" if self.subject.CONCLUDE else "So far"))
        if self.asked is None:
            self.title_bar(line("Checklist"), line("reading"))

    @property
    def rows(self) -> AnswerList:
        """The rows."""
        return self.query_one(AnswerList)

    def key_actions(self) -> tuple[UiAction, ...]:
        """Its keys, with the words of the subject."""
        given = [one for one in at(self.PLACE) if one.call == "screen.answer('p')"]
        own = super().key_actions()
        keys = foot.keys_of(self.subject, [*own[:3], *given, *own[3:]])
        return foot.keys_left(keys) if self.asked is not None and self.asked.ended else keys

    # what is shown

    def reload(self) -> None:
        """Ask for the questions."""
        since = self.written
        self.ask("questions", self.subject.ask, lambda asked: self._show(asked, since), self._let_go)

    def hold_keys(self, app: Shell) -> None:
        """Let keys wait for the questions: somebody who knows the list answers before it is drawn."""
        self._holds = True
        app.hold_keys()

    def _let_go(self) -> None:
        if self._holds:
            self._holds = False
            self.desk_app.let_keys_go()

    def _show(self, asked: AskedList, since: tuple[Step, ...] = ()) -> None:
        self.took_over(asked, since)
        first = next((place for place, one in enumerate(self.shown) if one.key == self.begin), None)
        if first is None:
            first = next((place for place, one in enumerate(self.shown) if not one.answer), None)
        self.query_one(KeyBar).show(self.key_actions())
        self.draw()
        # once: a later answer of the desk must not take the cursor from somebody who is answering
        if not self.began:
            self.began = True
            self.rows.cursor = len(self.shown) if first is None and self.shown else first or 0
        self._let_go()

    def draw(self) -> None:
        """Rows, what is beside them, and the foot."""
        if self.asked is None or not self.is_attached:
            return
        self.rows.show(self.shown, self.refused, self.noting.key if self.noting else "")
        done = sum(bool(one.answer) for one in self.shown)
        marked = len(self.rows.marks.keys) if self.rows.marks else 0
        right = [Cell(f"{marked:,} marked  ", "warning")] if marked else []
        self.title_bar(line(self.asked.title), line(*right, f"{done:,} of {len(self.shown):,}"))
        self._say_beside()
        self._say_foot()
        self._say_notes()
        if self.noting is not None:
            # the field lies over a line of the list, whose place is known once that is laid out
            self.call_after_refresh(self._place_note)

    @on(AnswerList.Moved)
    @on(AnswerList.Marked)
    def _moved(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        """The bar of the foot has another width."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def _say_beside(self) -> None:
        one = self.rows.question
        if one is None:
            told = foot.left_over(self.subject, self.shown, self.open_lacks())
            self.say_side(lines(told))
            self.query_one("#strip", Text).say(text(""))
            return
        self.say_side(lines([text(one.words, "strong"), text(""), *one.beside]))
        self.query_one("#strip", Text).say(one.brief if one.brief is not None else lines(one.beside[:2]))
        self.query_one("#beside ScrollPane", ScrollPane).scroll_home(animate=False)

    def _say_notes(self) -> None:
        """Which of the answers asks for a note in this row, before it is given: what is typed next goes into it."""
        one, bar = self.rows.question, self.query_one(KeyBar)
        words = {f"screen.answer('{key.key}')": key for key in self.subject.KEYS}
        asks = {
            action.id: f"{action.label}: why"
            for action in bar.actions
            if one is not None and action.call in words and words[action.call].value in one.noted and not one.note
        }
        bar.says = {"app.leave": "back", **asks}
        bar.refresh()

    def _say_foot(self) -> None:
        width = self.query_one("#conclusion", Text).content_size.width or self.size.width - 2
        at_end = self.rows.question is None and bool(self.shown)
        told = foot.conclusion(self.subject, self.shown, self.open_lacks(), self.glyphs, width, here=at_end)
        mind = (self.asked.ended or self.asked.mind) if self.asked is not None else ""
        self.query_one("#conclusion", Text).say(lines([line(Cell(f"  {mind}", "warning")), told]) if mind else told)

    @on(AnswerList.Chosen)
    def _chosen(self) -> None:
        one = self.rows.question
        if one is not None:
            note = [text(""), line(Cell("note  ", "head"), one.note)] if one.note else []
            self.app.push_screen(LinesDialog(f"{one.number} {one.words}", [*one.beside, *note]))

    # the note

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """While a note is written the keys are its letters."""
        return self.noting is None or action in _WHILE_NOTING

    def take_key(self, event: events.Key) -> bool:
        """While a note is written its letters go into it at once; enter ends it before the next key is looked at."""
        if self.noting is None:
            return False
        field = self.query_one(NoteLine)
        if event.key == "enter":
            self.keep_note(field.value.strip())
            return True
        return put(field, event)

    def open_note(self, one: Question) -> None:
        """Write the note in its row."""
        field = self.query_one(NoteLine)
        field.value = one.note
        field.cursor_position = len(one.note)
        field.display = True
        self.set_focus(field)
        self.draw()
        self._place_note()

    def _place_note(self) -> None:
        rows = self.rows
        self.query_one(NoteLine).styles.offset = (rows.indent, max(0, rows.field_line()))

    def close_note(self) -> None:
        """Back to the rows."""
        self.query_one(NoteLine).display = False
        self.set_focus(self.rows)
        self.draw()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click on the rows does not leave the field."""
        if self.noting is not None and isinstance(event.widget, AnswerList):
            self.set_focus(self.query_one(NoteLine))

    # keys

    async def action_pass_on(self, call: str) -> None:
        """What the app does; undo takes back the last answer given here, if there is one."""
        if call == "app.do('log.undo')" and self.given:
            self.action_back()
        else:
            await self.app.run_action(call)

    def action_clear(self) -> None:
        """Esc leaves the note, then the marks, then the list."""
        if self.noting is not None:
            self.noting = None
            self.close_note()
        elif not self.rows.clear_marks():
            super().action_clear()

    def action_open_question(self, by: int) -> None:
        """To the next question without an answer, round at the ends."""
        places = [place for place, one in enumerate(self.shown) if not one.answer or one.key in self.refused]
        if not places:
            self.rows.cursor = len(self.shown)
            return
        self.rows.cursor = next_place(places, self.rows.cursor, by)

    def action_conclude(self) -> None:
        """On to the conclusion; what is still open comes first."""
        if not self.subject.CONCLUDE:
            self.desk_app.tell("each answer is kept as it is given: there is nothing to conclude here")
            return
        left = [place for place, one in enumerate(self.shown) if not one.answer]
        if left and self.subject.WHOLE:
            self.rows.cursor = left[0]
            self.desk_app.tell(foot.told_open(self.subject, self.shown), "warning")
        else:
            self.subject.conclude(self.desk_app, self.leave_concluded)

    def leave_concluded(self) -> None:
        """It is concluded: back to where it was opened."""
        if self.app.screen is self:
            self.step_back()
        else:
            self.reload()

    def copied(self) -> str:
        """The list as text."""
        words = {one.value: one.label for one in (*self.subject.KEYS, *self.subject.ALSO)}
        rows = [(one.number, words.get(one.answer, "open"), one.words, one.note) for one in self.shown]
        return "\n".join(" | ".join(part for part in row if part) for row in rows)


def open_checklist(app: Shell, subject: Subject, begin: str = "") -> None:
    """Show a checklist over the screen shown, beginning at a question."""
    screen = ChecklistScreen(subject, begin)
    screen.hold_keys(app)
    app.push_screen(screen)
