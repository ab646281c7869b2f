"""What threads tell the app. A thread never touches a widget: it posts one of these, and the app paints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode
from textual.message import Message

from grcdesk.errors import DeskError

if TYPE_CHECKING:
    from grcdesk.schemas.desk.news import News
    from grcdesk.services.desk.desk import Desk


@dataclass(eq=False)
class Opened(Message):
    """The desk is open."""

    desk: Desk


@dataclass(eq=False)
class NotOpened(Message):
    """The desk cannot be opened."""

    error: DeskError


@dataclass(eq=False)
class Answered(Message):
    """The answer to a question a screen or table asked."""

    asker: DOMNode
    group: str
    number: int
    """Of the question; an answer to an older question is dropped."""
    then: Callable[[Any], None]
    value: object
    lost: Callable[[], None] | None = None
    """Told when nobody is there any more to hear it."""


@dataclass(eq=False)
class Failed(Message):
    """A question or a command was refused."""

    error: DeskError
    command: bool
    """Whether it was a command, so that the job is over."""
    kept: Any = None
    """The form that asked for it, if one did: see `frame.parts.again`."""
    refused: Callable[[DeskError], None] | None = None
    """Who shows it, in the place of a message."""
    lost: Callable[[], None] | None = None
    """Told that no answer will come."""


@dataclass(eq=False)
class Done(Message):
    """A command has ended well."""

    result: Any
    then: Callable[[Any], None] | None
    back: str
    """How to take it back, if it changed anything."""
    kept: Any = None
    """The form that asked for it, if one did: see `frame.parts.again`."""


@dataclass(eq=False)
class Heard(Message):
    """Other processes have written to the desk."""

    desk: Desk
    news: News


@dataclass(eq=False)
class Lost(Message):
    """The desk can no longer be listened to: another lies in its place, or it is gone or damaged."""

    desk: Desk
    error: DeskError


@dataclass(eq=False)
class DamageSeen(Message):
    """What is shown holds records that cannot be read as they are stored."""

    error: DeskError


@dataclass(eq=False)
class Overtook(Message):
    """A command was refused, for another process changed the same first."""

    position: int
    """The last entry of the log then."""


@dataclass(eq=False)
class Noticed(Message):
    """Something to be told beside what a command did."""

    text: str


@dataclass(eq=False)
class Progressed(Message):
    """A long command has come this far."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """A flood costs one repaint."""
        return isinstance(message, Progressed)


@dataclass(eq=False)
class KeyDone(Message):
    """A key has gone the way from a widget to the app: the next one may follow."""

    target: DOMNode
