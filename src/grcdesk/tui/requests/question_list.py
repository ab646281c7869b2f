"""The questions of a walkthrough as a checklist: was it seen as it is written?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.requests.walkthroughs import WalkthroughDetail, WalkthroughQuestion
from grcdesk.terms.requests import SeenAsWritten
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, NONE, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.requests import walkthrough_forms
from grcdesk.wording import day

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


class WalkthroughQuestions(Subject):
    """The questions of one walkthrough."""

    KEYS = (
        AnswerKey("y", SeenAsWritten.YES.value, "as written", named(YES, "as written"), "success"),
        AnswerKey("n", SeenAsWritten.NO.value, "not so", named(NO, "not so"), "error"),
        AnswerKey("-", SeenAsWritten.NOT_APPLICABLE.value, "n/a", named(NONE, "n/a"), "muted"),
    )
    NOTE = "what was said and seen"
    CONCLUDE = "record"
    CONCLUDED = "recorded"
    WHOLE = False

    def __init__(self, detail: WalkthroughDetail) -> None:
        self._detail = detail

    @property
    def name(self) -> str:
        """Of the walkthrough."""
        return self._detail.row.id

    def ask(self, desk: Desk) -> AskedList:
        """The questions as they stand."""
        self._detail = found = desk.walkthroughs.show(self._detail.row.id)
        return AskedList(
            f"{found.row.id}  {found.row.control}: was it seen as it is written?",
            tuple(self._question(one) for one in found.questions),
            tuple(f"it lacks {what}" for what in found.row.lacking),
        )

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """One answer; a no is written down as a difference."""
        (one,) = questions
        return desk.walkthroughs.answer(self._detail.row.id, int(one.key), SeenAsWritten(value), note=one.note)

    def conclude(self, app: Shell, _done: Callable[[], None]) -> None:
        """What it was: the form of its record."""
        walkthrough_forms.record(app, self._detail)

    def _question(self, one: WalkthroughQuestion) -> Question:
        said = [line(Cell("answered  ", "muted"), f"{day(one.on)} by {one.by}")] if one.answer and one.by else []
        beside = (
            text("Written", "head"),
            text(self._detail.statement),
            *said,
            text(""),
            text("A no", "head"),
            text("wants a note, and is a difference from the written control until it is settled."),
        )
        return Question(
            str(one.number),
            str(one.number),
            one.question,
            one.answer.value if one.answer else "",
            one.note,
            beside,
            text(self._detail.statement, "muted"),
            frozenset({SeenAsWritten.NO.value}),
        )


def ask_questions(app: Shell, detail: WalkthroughDetail) -> None:
    """The questions of one walkthrough, over the screen shown."""
    if detail.questions:
        open_checklist(app, WalkthroughQuestions(detail))
    else:
        app.tell(f"the catalog asks no question of {detail.row.control}")
