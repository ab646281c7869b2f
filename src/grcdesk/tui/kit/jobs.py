"""Work off the event loop: questions run in threads of their own, commands one after the other.

A desk may be shared by threads, since every call opens its own session. A thread cannot be stopped from outside:
a long command looks at its `stop` flag, and the app waits for it before it ends.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.dom import DOMNode

from grcdesk.errors import DeskError
from grcdesk.tui.kit.messages import Answered, DamageSeen, Done, Failed, Noticed, Progressed

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

T = TypeVar("T")

TellLost = Callable[[], None]
ForForm = Callable[[Callable[[Any], None], TellLost | None], tuple[Callable[[Any], None], TellLost | None, object]]

UNDO = "u undoes"
"""Told after a change."""


@dataclass
class Job:
    """The command under way."""

    label: str
    done: int = 0
    total: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    progress: Callable[[int, int], None] = lambda _done, _total: None

    def stop(self) -> bool:
        """Asked by the command between its steps."""
        return self.stopping.is_set()


def explained_to_person(error: Exception, desk: Desk | None) -> DeskError | None:
    """The error as one a person can act on; None: it is a bug, which ends the app with a report."""
    if isinstance(error, DeskError):
        return error
    from grcdesk.services.desk.failing import explained  # noqa: PLC0415  only when something failed

    return explained(error, desk.store if desk is not None else None)


class Jobs:
    """Questions and commands of one app."""

    def __init__(self, app: App[Any], desk: Callable[[], Desk | None], for_form: ForForm) -> None:
        """`desk` gives the desk that is open now, if one is; `for_form` ties a question to the form it serves."""
        self._app = app
        self._desk = desk
        self._for_form = for_form
        # weakly: a screen that has been left is not kept alive by what it asked
        self._asked: WeakKeyDictionary[DOMNode, dict[str, int]] = WeakKeyDictionary()
        self._writing = threading.Lock()
        self._line: deque[Callable[[], Done | Failed]] = deque()
        """Commands that wait, the first given first."""
        self._damaged: Desk | None = None
        """The desk whose damage was told."""
        self.current: Job | None = None
        self.waiting = 0
        """Commands not ended yet."""

    def ask(
        self,
        asker: DOMNode,
        group: str,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        lost: TellLost | None = None,
    ) -> None:
        """Put a question to the desk in a thread, and hand the answer to `then` on the event loop.

        A later question of the same asker and group makes this one stale: its answer is dropped, and `lost` is told.
        """
        desk = self._desk()
        if desk is None:
            if lost is not None:
                lost()
            return
        then, lost, kept = self._for_form(then, lost)
        numbers = self._asked.setdefault(asker, {})
        number = numbers[group] = numbers.get(group, 0) + 1

        def work() -> None:
            try:
                answer = question(desk)
            except Exception as error:
                found = explained_to_person(error, desk)
                if found is None:
                    raise
                self._app.post_message(Failed(found, command=False, kept=kept, lost=lost))
                return
            self._app.post_message(Answered(asker, group, number, then, answer, lost))
            self._look_at_damage(desk)

        # not exclusive: that stops no thread, and a stale answer is dropped by its number anyway
        self._app.run_worker(work, thread=True, group=f"ask {group}", name=group)

    def deliver(self, answer: Answered) -> None:
        """Hand an answer over, unless it is stale or nobody is there any more."""
        asked = self._asked.get(answer.asker, {}).get(answer.group)
        if asked == answer.number and answer.asker.is_attached and answer.asker.is_running:
            answer.then(answer.value)
        elif answer.lost is not None:
            answer.lost()

    def command(
        self,
        label: str,
        act: Callable[[Job], Any],
        then: Callable[[Any], None] | None = None,
        *,
        back: str = UNDO,
        kept: object = None,
        refused: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Run a command in a thread. Commands wait for each other, and run in the order they were given.

        Args:
            label: said while it runs.
            act: the command.
            then: handed its result, on the event loop.
            back: how to take it back.
            kept: the form that asked for it.
            refused: handed the error when it is refused, in the place of a message.
        """
        job = Job(label)
        job.progress = lambda done, total: self._progress(job, done, total)
        # counted as it is given, and not as it begins: the app must not end in between
        self.waiting += 1

        def run() -> Done | Failed:
            self.current = job
            try:
                return Done(act(job), then, back, kept)
            except Exception as error:
                found = explained_to_person(error, self._desk())
                if found is None:
                    raise
                return Failed(found, command=True, kept=kept, refused=refused)
            finally:
                self.current = None

        def work() -> None:
            # threads get the lock in any order: whoever has it runs the command that has waited longest
            with self._writing:
                ended = self._line.popleft()()
                # inside the lock: what follows a command is told in the order of the commands
                self._app.post_message(ended)
            self._tell_notices()

        self._line.append(run)
        self._app.run_worker(work, thread=True, group="command", name=label)

    def _tell_notices(self) -> None:
        desk = self._desk()
        while desk is not None and desk.store.notices:
            self._app.post_message(Noticed(desk.store.notices.pop(0)))

    def _look_at_damage(self, desk: Desk) -> None:
        """Once a desk has shown records that cannot be read as they are stored, say which."""
        if desk.store.unread and desk is not self._damaged:
            self._damaged = desk
            damage = desk.store.damage()
            if damage is not None:
                self._app.post_message(DamageSeen(damage))

    def _progress(self, job: Job, done: int, total: int) -> None:
        job.done, job.total = done, total
        self._app.post_message(Progressed(done, total))
