"""The review of a vendor as a checklist: its questions, what the file says to each, and the conclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.rules.vendors.checklist import TOPICS
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.reviews import ChecklistLine, ReviewRow, ReviewVerdict
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewStatus
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON, records
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.frame.ask import Act
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, NONE, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.vendors.about_topic import of_topic
from grcdesk.wording import count, day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_MORE = (
    Ask("note", "Note"),
    Ask("approver", "Approved by", "", "when not the reviewer", kind=PERSON),
    Ask("evidence", "Artefacts", kind=records(Offered.EVIDENCE)),
    Ask("next", "Next review", "", "empty: as the cadence asks; or earlier", kind=DAY),
)


class ReviewQuestions(Subject):
    """The questions of one open review."""

    KEYS = (
        AnswerKey("y", CheckAnswer.YES.value, "yes", named(YES, "yes"), "success"),
        AnswerKey("n", CheckAnswer.NO.value, "no", named(NO, "no"), "error"),
        AnswerKey("-", CheckAnswer.NOT_APPLICABLE.value, "n.a.", NONE, "muted"),
    )
    CONCLUDE = "conclude"

    def __init__(self, review: ReviewRow) -> None:
        self._review = review
        self._fails = 0
        """Points that fail in the file of the vendor: with any, only an approval with conditions is taken."""

    @property
    def name(self) -> str:
        """Of the review."""
        return self._review.id

    def ask(self, desk: Desk) -> AskedList:
        """The questions, with the file and the reviews before."""
        judged = desk.vendor_papers.file(self._review.vendor)
        row = desk.vendor_reviews.show(self._review.id)
        before = [one for one in judged.file.reviews if one.id != row.id and one.status is ReviewStatus.CONCLUDED]
        ended = "" if row.status is ReviewStatus.OPEN else f"{row.id} is {word(row.status)}: r starts another"
        fails = [f"{one.about}: {one.why}" for one in judged.failing]
        self._fails = len(fails)
        if fails:
            fails[:1] = [f"only with conditions, {count(len(fails), 'point')} failing: {fails[0]}"]
        return AskedList(
            f"{row.id}  {word(row.kind).capitalize()} of {row.name}, by {row.reviewer}",
            tuple(_question(one, judged, before) for one in row.checks),
            tuple(fails),
            ended,
        )

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """One answer."""
        (one,) = questions
        return desk.vendor_reviews.answer(self._review.id, one.key, CheckAnswer(value), note=one.note)

    def conclude(self, app: Shell, done: Callable[[], None]) -> None:
        """Ask with which words, one key where no more is needed."""
        found = self._review

        def act(label: str, what: Act) -> None:
            app.with_desk(label, what, lambda _outcome: done())

        def ask(title: str, fields: list[Ask], build: Callable[[Texts], Act]) -> None:
            app.push_screen(Form(title, fields, build), lambda what: act(title, what) if what else None)

        def picked(what: str | None) -> None:
            if what == "approve":
                act("Conclude", self._concluding(Conclusion.APPROVE)({}))
            elif what == "drop":
                ask(f"Give up {found.id}", [Ask("reason", "Why", needed=True)], self._dropping)
            elif what == "conditions":
                fields = [Ask("conditions", "Conditions", needed=True, long=True), *_MORE]
                ask(f"Approve {found.name} with conditions", fields, self._concluding(Conclusion.CONDITIONS))
            elif what == "stop":
                fields = [replace(_MORE[0], label="Why", needed=True), *_MORE[1:3]]
                ask(f"Stop using {found.name}", fields, self._concluding(Conclusion.STOP))
            elif what == "more":
                ask(f"Approve {found.name}", list(_MORE), self._concluding(Conclusion.APPROVE))

        app.push_screen(Pick(f"Conclude {found.id} {found.name}", self._choices()), picked)

    def _choices(self) -> list[Choice]:
        barred = f": refused while {count(self._fails, 'point')} fail, w takes conditions" if self._fails else ""
        return [
            Choice("approve", f"Approve{barred}", "a", "muted" if barred else "success"),
            Choice("conditions", "Approve with conditions", "w", "warning"),
            Choice("stop", "Stop using it", "s", "error"),
            Choice("more", "Approve, with note, approver, artefacts or an earlier next review", "m"),
            Choice("drop", "Give up this review", "x", "muted"),
        ]

    def _concluding(self, conclusion: Conclusion) -> Callable[[Texts], Act]:
        def build(texts: Texts) -> Act:
            verdict = ReviewVerdict(
                conclusion,
                texts.get("conditions", ""),
                texts.get("note", ""),
                texts.get("approver", ""),
                tuple(texts.get("evidence", "").replace(",", " ").split()),
                optional_date(texts.get("next", "")),
            )
            return lambda desk: desk.vendor_reviews.conclude(self._review.id, verdict)

        return build

    def _dropping(self, texts: Texts) -> Act:
        return lambda desk: desk.vendor_reviews.drop(self._review.id, reason=texts["reason"])


def _question(check: ChecklistLine, judged: JudgedFile, before: Sequence[ReviewRow]) -> Question:
    records = of_topic(TOPICS.get(check.question), judged)
    return Question(
        str(check.number),
        str(check.number),
        check.question,
        check.answer.value if check.answer else "",
        check.note,
        (*records, *_before(check, before), *_NO),
        Content("   ").join(records[1:5]) if records else None,
        frozenset({CheckAnswer.NO.value}),
    )


def _before(check: ChecklistLine, before: Sequence[ReviewRow]) -> list[Content]:
    """What was answered to the same question in the reviews before."""
    rows: list[Content] = []
    for review in before:
        same = next((one for one in review.checks if one.question == check.question and one.answer), None)
        if same is not None and same.answer is not None:
            said = next(one for one in ReviewQuestions.KEYS if one.value == same.answer)
            rows.append(
                line(
                    Cell(f"{day(review.concluded_on)}  ", "muted"),
                    Cell(f"{said.label:<5}", said.tone),
                    f" {review.reviewer}",
                    Cell(f"  {same.note}", "muted"),
                )
            )
    return [text(""), text("Answered before", "head"), *rows] if rows else []


_NO = (
    text(""),
    text("A no", "head"),
    text("wants a note, and stands in the memo with it. It does not end the use of the vendor: the conclusion does."),
)


def go_on(app: Shell, review: ReviewRow) -> None:
    """The open review, over the screen shown."""
    open_checklist(app, ReviewQuestions(review))
