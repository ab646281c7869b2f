"""What waits in the inbox, placed on its suggestion or set aside one by one, as a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.evidence.columns import about
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.frame.empties import keyed
from grcdesk.tui.kit.looks import Glyphs
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_PLACED, _ASIDE = "placed", "aside"
MOST = 200
"""Artefacts of one checklist."""


class Inbox(Subject):
    """Artefacts that waited when the list was opened."""

    KEYS = (
        AnswerKey("y", _PLACED, "place", named(YES, "placed"), "success"),
        AnswerKey("n", _ASIDE, "set aside", named(NO, "set aside"), "muted"),
    )
    NOUN = "artefact"
    NOTE = "why it is not usable"

    def __init__(self, artefacts: Sequence[str], glyphs: Glyphs) -> None:
        self._artefacts = artefacts
        self._glyphs = glyphs
        self._suggested: dict[str, str] = {}
        """Where each was suggested when it waited: the suggestion goes once it is placed."""

    @property
    def name(self) -> str:
        """One list for all of them."""
        return "inbox"

    def ask(self, desk: Desk) -> AskedList:
        """Each artefact, and where it may belong."""
        found = [desk.evidence.show(name) for name in self._artefacts]
        for one in found:
            if one.suggestions:
                self._suggested.setdefault(one.row.id, one.suggestions[0].control)
        return AskedList(
            "Evidence inbox: does the suggestion hold?",
            tuple(self._question(number, one) for number, one in enumerate(found, 1)),
        )

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """Put it behind the control that was suggested, or set it aside."""
        (one,) = questions
        if value == _ASIDE:
            return desk.evidence.reject(one.key, reason=one.note)
        return desk.evidence.place([one.key], controls=[self._suggested[one.key]])

    def _question(self, number: int, one: EvidenceDetail) -> Question:
        row = one.row
        control = self._suggested.get(row.id, "")
        where = " ".join(row.controls) or control
        asked = f"behind {where}?" if where else "no suggestion"
        barred = _barred(row, control)
        return Question(
            row.id,
            str(number),
            f"{row.id} {word(row.kind)}, {row.title or row.file_name or row.url}: {asked}",
            _answer(row),
            row.rejected,
            tuple(about(one, self._glyphs)),
            None,
            frozenset({_ASIDE}),
            {_PLACED: barred} if barred else {},
        )


def _answer(row: EvidenceRow) -> str:
    """What has been answered, read off the artefact itself: an undo elsewhere opens its question again."""
    if row.rejected:
        return _ASIDE
    return _PLACED if row.placed else ""


def _barred(row: EvidenceRow, control: str) -> str:
    """Why it cannot be placed on that control; empty: it can."""
    if row.rejected:
        return "it was set aside: undo that first"
    if row.placed:
        return "it is placed, and no longer waits: the inbox takes it back"
    return "" if control else keyed("nothing says where it belongs: {evidence.choose} in the inbox chooses the control")


def place_each(app: Shell, artefacts: Sequence[str]) -> None:
    """Those artefacts, over the screen shown."""
    if artefacts:
        open_checklist(app, Inbox(artefacts[:MOST], app.glyphs))
    else:
        app.tell("nothing waits to be placed")
