"""An agreement read clause by clause, as a checklist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.rules.vendors.agreements import CLAUSES, UNITS
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, JudgedFile, Level
from grcdesk.schemas.vendors.papers import ClauseFacts
from grcdesk.terms.vendors import Clause, ClauseAnswer
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, NONE, PARTLY, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.vendors.parts import Reading, readings
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_NUMBER = re.compile(r"(\d{1,6})\b\s*(.*)", re.DOTALL)


class Clauses(Subject):
    """The clauses of one agreement."""

    KEYS = (
        AnswerKey("y", ClauseAnswer.YES.value, "yes", named(YES, "yes"), "success"),
        AnswerKey("n", ClauseAnswer.NO.value, "says no", named(NO, "no"), "error"),
        AnswerKey("-", ClauseAnswer.SILENT.value, "silent", named(NONE, "silent"), "error"),
        AnswerKey("p", ClauseAnswer.PARTIAL.value, "in part", named(PARTLY, "in part"), "warning"),
    )
    NOUN = "clause"
    WEAK = "counts for nothing yet or for less: the row says what is asked, the pane beside it why"
    NOTE = "number and words; then the place, as in: 30 days after the end; annex 2"

    def __init__(self, agreement: AgreementRow) -> None:
        self._agreement = agreement

    @property
    def name(self) -> str:
        """Of the agreement."""
        return self._agreement.id

    def ask(self, desk: Desk) -> AskedList:
        """The clauses, with what the rules say of them and what was read in other agreements."""
        judged = desk.vendor_papers.file(self._agreement.vendor)
        rows = [one for one in readings(judged).values() if one.agreement.id == self._agreement.id]
        name = judged.file.detail.row.name
        document = f", {self._agreement.document}" if self._agreement.document else ", no document on file"
        return AskedList(
            f"{self._agreement.label}  {self._agreement.title or name}{document}",
            tuple(_question(number, row, judged) for number, row in enumerate(rows, 1)),
        )

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """One clause: its answer, with place, number and words as they are noted; what a form set stays."""
        (one,) = questions
        clause = Clause(one.key)
        amount, words, place = _read(one.note, clause)
        was = next(
            (
                found
                for agreement in desk.agreements.list(vendor=self._agreement.vendor)
                if agreement.id == self._agreement.id
                for found in agreement.clauses
                if found.clause is clause
            ),
            None,
        )
        facts = ClauseFacts(
            ClauseAnswer(value),
            words,
            amount,
            was.dated if was else None,
            was.carve_outs if was else "",
            place,
        )
        return desk.agreements.set_clause(self._agreement.id, clause, facts)


def _read(note: str, clause: Clause) -> tuple[int | None, str, str]:
    """Number, words and place of a note: `30 days after the end; annex 2`."""
    words, parted, place = note.rpartition(";")
    words = words if parted else ""
    counted = _NUMBER.fullmatch(words.strip() if parted else place.strip()) if clause in UNITS else None
    if counted is None:
        return None, words.strip(), place.strip()
    rest = counted.group(2).strip()
    return int(counted.group(1)), *((rest, place.strip()) if parted else ("", rest))


def _noted(found: ClauseRow) -> str:
    """Number, words and place as one note, which is read back as the same."""
    words = " ".join(part for part in ("" if found.amount is None else str(found.amount), found.value) if part)
    if found.value:
        return f"{words}; {found.place}".rstrip()
    return f"{words} {found.place}".strip()


def _question(number: int, row: Reading, judged: JudgedFile) -> Question:
    read, found = CLAUSES[row.clause], row.found
    unit = f", in {UNITS[row.clause]}" if row.clause in UNITS and UNITS[row.clause] not in read.question else ""
    told = [
        line(Cell(f"{one.about}: {one.why}", "error" if one.level is Level.FAILS else "warning")) for one in row.points
    ]
    rows: list[Content] = []
    if found is not None:
        rows.append(line(Cell("Read  ", "muted"), f"{day(found.reviewed_on)} by {found.reviewed_by}"))
        rows += [line(Cell("Dated  ", "muted"), str(found.dated))] if found.dated else []
        rows += [line(Cell("Carve-outs  ", "muted"), found.carve_outs)] if found.carve_outs else []
    rows += told or [text("nothing fails here" if found else "nobody has read it for this clause", "muted")]
    no = "fails: the document has to say it" if read.needed else "weighs nothing by itself"
    return Question(
        row.clause.value,
        str(number),
        f"{read.label}: {read.question}{unit}",
        found.answer.value if found else "",
        _noted(found) if found else "",
        (*rows, *_elsewhere(row, judged), text(""), text("A no, or silence", "head"), text(no)),
        Content("   ").join(rows[:3]),
        weak=found is not None and found.answer is ClauseAnswer.YES and bool(row.points),
        wants=_wanted(row),
    )


_WANTS = {
    "clause_place": "the place",
    "retention_words": "the number of days",
    "breach_words": "the number of hours",
    "notice_words": "the number of days",
}
"""What a note mends, by the code of its point."""


def _wanted(row: Reading) -> str:
    """What a note would still say: `o: the number of days and the place`."""
    asked = list(dict.fromkeys(_WANTS[one.code] for one in row.points if one.code in _WANTS))
    return f"o: {' and '.join(asked)}" if asked else ""


def _elsewhere(row: Reading, judged: JudgedFile) -> list[Content]:
    """What other agreements of the vendor say to the clause."""
    rows = [
        line(Cell(f"{one.label}  ", "muted"), f"{word(found.answer)}  {_noted(found)}")
        for one in judged.file.agreements
        if one.id != row.agreement.id
        for found in one.clauses
        if found.clause is row.clause
    ]
    return [text(""), text("In other agreements", "head"), *rows] if rows else []


def read_clauses(app: Shell, agreement: AgreementRow) -> None:
    """The clauses of one agreement, over the screen shown."""
    open_checklist(app, Clauses(agreement))
