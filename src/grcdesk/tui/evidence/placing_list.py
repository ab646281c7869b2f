"""What waits in the inbox, placed on its suggestion or set aside one by one, as a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.evidence import EvidenceDetail
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.evidence.columns import about
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, YES, AnswerKey, AskedList, Question, Subject, named
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
        told = f"{row.id} {word(row.kind)}, {row.title or row.file_name or row.url}"
        beside = tuple(about(one, self._glyphs))
        if row.rejected or row.placed:
            done = "it is placed, and no longer waits: the inbox takes it back"
            refused = {_PLACED: "it was set aside: undo that first" if row.rejected else done}
        else:
            refused = {} if control else {_PLACED: "nothing says where it belongs: c in the inbox chooses the control"}
        return Question(
            row.id,
            str(number),
            f"{told}: {f'behind {where}?' if where else 'no suggestion'}",
            _ASIDE if row.rejected else _PLACED if row.placed else "",
            row.rejected,
            beside,
            None,
            frozenset({_ASIDE}),
            refused,
        )


def place_each(app: Shell, artefacts: Sequence[str]) -> None:
    """Those artefacts, over the screen shown."""
    if artefacts:
        open_checklist(app, Inbox(artefacts[:MOST], app.glyphs))
    else:
        app.tell("nothing waits to be placed")
