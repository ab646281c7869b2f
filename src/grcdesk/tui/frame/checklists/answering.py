"""Answers on their way to the desk: shown at once, written one after the other, taken back one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.binding import BindingType

from grcdesk.errors import DeskError
from grcdesk.tui.frame.at_once import of_screen
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.checklists.subject import AnswerKey, AskedList, Question, Subject
from grcdesk.tui.kit import plain
from grcdesk.tui.kit.jobs import UNDO

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.checklists.answer_list import AnswerList
    from grcdesk.tui.widgets.marks import Marks

DRAFT = "checklist"
"""Drafts of notes to questions that have no answer yet begin so."""


@dataclass(slots=True)
class Given:
    """One answer given here, to one question or to several."""

    questions: tuple[Question, ...]
    value: str
    note: str | None
    """None: each keeps the note it has."""
    cursor: int
    """Where the cursor stood."""
    batch: str = ""
    """Its change in the log, once it is written."""


# told apart by which it is: the same answer may be on its way twice
@dataclass(slots=True, eq=False)
class Step:
    """An answer on its way to the desk, or on its way back."""

    given: Given
    back: bool = False


@dataclass(slots=True)
class Noting:
    """A note that is being written."""

    key: str
    answer: AnswerKey | None
    """The answer it belongs to; None: the note alone."""
    keys: tuple[str, ...] = ()
    """The questions that are answered with it, as they were meant when it was begun."""


def _lacks_note(questions: Sequence[Question], answer: AnswerKey) -> bool:
    return any(answer.value in one.noted and not one.note for one in questions)


class Answering(DeskScreen):
    """A screen whose rows are answered by keys."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        self.asked: AskedList | None = None
        self.shown: tuple[Question, ...] = ()
        """The questions as the person sees them: with answers that are still being written."""
        self.refused: dict[str, str] = {}
        self.given: list[Given] = []
        """Answers given here that stand, the last one last."""
        self.noting: Noting | None = None
        self._waiting: list[Step] = []
        self.written: tuple[Step, ...] = ()
        """Steps that are done, and that no answer of the desk has shown yet."""
        self._notes: dict[str, str] = {}
        """Notes to questions that have no answer yet."""

    @classmethod
    def place_bindings(cls) -> list[BindingType]:
        """Keys of one burst act in the order they came."""
        return of_screen(cls.PLACE)

    @property
    def rows(self) -> AnswerList:
        """The rows."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show everything anew."""
        raise NotImplementedError

    def open_note(self, one: Question) -> None:
        """Write a note in its row."""
        raise NotImplementedError

    def close_note(self) -> None:
        """Back to the rows."""
        raise NotImplementedError

    # what is known

    def took_over(self, asked: AskedList, since: tuple[Step, ...] = ()) -> None:
        """The desk has answered; notes without an answer come back from their draft.

        Args:
            asked: the questions as it has them.
            since: steps that were done when it was asked.
        """
        self.written = tuple(step for step in self.written if step not in since)
        if self.asked is None:
            draft = self.desk_app.drafts.find(self._draft, {})
            # only at first: later what is typed here is newer than any draft
            self._notes = dict(draft.texts) if draft is not None else {}
        self.asked = asked
        self._put_over()

    def _put_over(self) -> None:
        """What was given here lies over what the desk has said, until it says the same."""
        if self.asked is None:
            return
        over: dict[str, Given] = {}
        for step in (*self.written, *self._waiting):
            for one in step.given.questions:
                over[one.key] = Given((), one.answer, one.note, 0) if step.back else step.given
        self.shown = tuple(self._over(one, over.get(one.key)) for one in self.asked.questions)

    def _over(self, one: Question, given: Given | None) -> Question:
        if given is not None:
            return replace(one, answer=given.value, note=one.note if given.note is None else given.note)
        if one.key in self._notes and not one.answer:
            return replace(one, note=self._notes[one.key])
        return one

    def open_lacks(self) -> tuple[str, ...]:
        """What else keeps it from being concluded, as far as the desk has said it."""
        return self.asked.lacks if self.asked is not None else ()

    def meant(self) -> tuple[Question, ...]:
        """The marked questions while the cursor stands where marking left it, or on one; else the one under it."""
        marks, here = self.rows.marks, self.rows.question
        here_marked = here is not None and marks is not None and here.key in marks.keys
        if marks is not None and marks.keys and (here_marked or self._just_marked(marks)):
            return tuple(one for one in self.shown if one.key in marks.keys)
        return (here,) if here is not None else ()

    def _just_marked(self, marks: Marks) -> bool:
        """Whether the cursor stands where marking left it: marking a row goes on to the one behind it."""
        keys = [one.key for one in self.shown]
        return marks.last in keys and self.rows.cursor == keys.index(marks.last) + 1

    # answering

    def action_answer(self, key: str) -> None:
        """Answer, and go on to the next row; a note that is needed is asked for in the row first."""
        if self.asked is None:
            return
        answer = self.subject.answer_of(key)
        if answer is None or self.asked.ended:
            self.desk_app.tell(self.asked.ended or f"{key} is no answer here", "warning")
            return
        meant = self.meant()
        barred = next((one for one in meant if answer.value in one.refused), None)
        if barred is not None:
            # of several none is answered: half of what was marked would be a change that nobody asked for
            self.refused[barred.key] = barred.refused[answer.value]
            self.draw()
        elif _lacks_note(meant, answer):
            self._write_note(meant, answer)
        elif meant:
            self._give(meant, answer.value, None)

    def action_note(self) -> None:
        """Write the note of the row; on the conclusion that of the last, which was answered a moment ago."""
        if self.rows.question is None and self.shown:
            self.rows.cursor = len(self.shown) - 1
        here = self.rows.question
        if here is not None and self.asked is not None and not self.asked.ended:
            self.noting = Noting(here.key, None)
            self.open_note(here)

    def _write_note(self, meant: Sequence[Question], answer: AnswerKey) -> None:
        lead = next((one for one in meant if one is self.rows.question), meant[0])
        self.noting = Noting(lead.key, answer, tuple(one.key for one in meant))
        self.open_note(lead)

    def keep_note(self, note: str) -> None:
        """The note is written: with its answer, or alone."""
        noting = self.noting
        if noting is None:
            return
        if noting.answer is not None and not note:
            self.refused[noting.key] = f"{noting.answer.label} needs a note: {self.subject.NOTE}"
            self.draw()
            return
        self.noting = None
        self.close_note()
        # by their keys, and not by the cursor: another program may have put a question before them meanwhile
        if noting.answer is not None:
            self._give([one for one in self.shown if one.key in noting.keys], noting.answer.value, note)
        else:
            for one in [one for one in self.shown if one.key == noting.key]:
                self._keep_note_alone(one, note)

    def _keep_note_alone(self, one: Question, note: str) -> None:
        if not one.answer:
            self._keep_draft(one.key, note)
        elif note != one.note:
            self._give((one,), one.answer, note, advance=0)

    def _give(self, meant: Sequence[Question], value: str, note: str | None, *, advance: int = 1) -> None:
        cursor = self.rows.cursor
        same = all(one.answer == value and note in (None, one.note) for one in meant)
        for one in meant:
            self.refused.pop(one.key, None)
        if not same:
            self._send(Given(tuple(meant), value, note, cursor))
        if len(meant) > 1:
            self.rows.clear_marks()
        self._put_over()
        self.draw()
        self.rows.cursor = cursor + advance

    def _send(self, given: Given) -> None:
        subject, said = self.subject, given.note
        asked = [one if said is None else replace(one, note=said) for one in given.questions]

        def write(desk: Desk) -> Outcome:
            outcome = subject.write(desk, asked, given.value)
            given.batch = outcome.batch
            return outcome

        self.given.append(given)
        self._start(Step(given), "answering", write)

    def action_back(self) -> None:
        """Take the last answer given here back; its row has the cursor again."""
        if not self.given:
            self.desk_app.tell("no answer was given here that could be taken back")
            return
        given = self.given.pop()

        def undo(desk: Desk) -> Any:
            return desk.log.undo(given.batch) if given.batch else []

        self._start(Step(given, back=True), "undo", undo, back="U does it again")
        self._put_over()
        self.draw()
        self.rows.cursor = given.cursor

    def _start(self, step: Step, label: str, act: Callable[[Desk], Any], back: str = UNDO) -> None:
        self._waiting.append(step)
        self.desk_app.with_desk(
            label, act, lambda _done: self._ended(step), refused=lambda error: self._refuse(step, error), back=back
        )

    def _ended(self, step: Step) -> None:
        """It is written, or taken back; the questions are being read again, and show it then."""
        # until then it lies over them: an answer of the desk may be on its way that was read before
        self._waiting.remove(step)
        self.written = (*self.written, step)
        if not step.back:
            for one in step.given.questions:
                self._keep_draft(one.key, "")

    def _refuse(self, step: Step, error: DeskError) -> None:
        """The desk says no: the reason stands in the row, which has the cursor again unless the person went on."""
        given = step.given
        self._waiting.remove(step)
        self.given = [one for one in self.given if one is not given]
        for one in given.questions:
            self.refused[one.key] = "; ".join(plain.words(error, place=self.PLACE))
        self._put_over()
        # the list was left meanwhile; the message log has the reason
        if not self.is_attached:
            return
        if self.rows.cursor == given.cursor + 1 and not self._waiting and self.noting is None:
            self.rows.cursor = given.cursor
        self.draw()

    # drafts

    @property
    def _draft(self) -> str:
        return f"{DRAFT} {self.subject.name}"

    def _keep_draft(self, key: str, note: str) -> None:
        before = dict(self._notes)
        self._notes.pop(key, None)
        if note:
            self._notes[key] = note
        if self._notes == before:
            return
        if self._notes:
            self.desk_app.drafts.keep(self._draft, {}, self._notes)
        else:
            self.desk_app.drafts.drop(self._draft)
        if note:
            self._put_over()
            self.draw()
