"""What a checklist is made of: questions, the keys that answer them, and who asks, writes and concludes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from grcdesk.terms import Status
from grcdesk.wording import STATUS, Look

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

YES, NO, PARTLY, NONE = (
    STATUS[one] for one in (Status.IN_PLACE, Status.MISSING, Status.PARTIAL, Status.NOT_APPLICABLE)
)
"""Glyphs of answers."""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """An answer, and the key that gives it."""

    key: str
    """Empty: an answer that is shown where it stands, and given elsewhere."""
    value: str
    label: str
    look: Look
    tone: str


@dataclass(frozen=True, slots=True)
class Question:
    """One row."""

    key: str
    """Names it to whoever writes its answer."""
    number: str
    """As people name it."""
    words: str
    answer: str = ""
    """A value of the answer keys; empty: open."""
    note: str = ""
    beside: tuple[Content, ...] = ()
    """What to look at before it is answered: where the answer comes from, what was answered before, what a no says."""
    brief: Content | None = None
    """The same in two lines; None: its first two."""
    noted: frozenset[str] = frozenset()
    """Answers that need a note."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Answers that would be refused as things are, and why."""
    weak: bool = False
    """Whether the answer lacks what makes it good: it is drawn as a warning."""
    wants: str = ""
    """What is still asked of an answer that was given, with its key; it stands in the row."""


@dataclass(frozen=True, slots=True)
class AskedList:
    """The whole list as it stands."""

    title: str
    questions: tuple[Question, ...]
    lacks: tuple[str, ...] = ()
    """What else keeps it from being concluded, beside open questions."""
    ended: str = ""
    """Why it can no longer be answered; empty: it can."""
    mind: str = ""
    """What is to be known before the first answer, and stays true after it."""


class Subject:
    """What is asked about: reads the questions, writes an answer, concludes."""

    KEYS: ClassVar[tuple[AnswerKey, ...]] = ()
    ALSO: ClassVar[tuple[AnswerKey, ...]] = ()
    """Answers that no key gives."""
    NOUN: ClassVar[str] = "question"
    NOTE: ClassVar[str] = "what was seen"
    """Stands in an empty field for a note."""
    CONCLUDE: ClassVar[str] = ""
    """What `c` does, in a word of the key bar; empty: there is nothing to conclude."""
    WEAK: ClassVar[str] = "lacks what makes the answer good; the pane beside it says what"
    """What the sign of a warning on an answer means."""
    CONCLUDED: ClassVar[str] = "concluded"
    """What has become of it then."""
    WHOLE: ClassVar[bool] = True
    """Whether every question must be answered before it is concluded."""
    SEVERAL: ClassVar[bool] = False
    """Whether several may be answered at once."""

    @property
    def name(self) -> str:
        """Names it among drafts."""
        raise NotImplementedError

    def answer_of(self, key: str) -> AnswerKey | None:
        """The answer that a key gives here."""
        return next((one for one in self.KEYS if one.key == key), None)

    def ask(self, desk: Desk) -> AskedList:
        """Read the questions as they stand."""
        raise NotImplementedError

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """Write an answer to each of the questions, with the note each of them has here."""
        raise NotImplementedError

    def conclude(self, app: Shell, done: Callable[[], None]) -> None:
        """On to the conclusion; `done` leaves the list."""


def named(look: Look, label: str) -> Look:
    """A glyph with a word of its own."""
    return replace(look, word=label)
