"""Work off the event loop: questions run in threads of their own, commands one after the other.

A desk may be shared by threads, since every call opens its own session. A thread cannot be stopped from outside:
a long command looks at its `stop` flag, and the app waits for it before it ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.dom import DOMNode

from grcdesk.errors import DeskError, of_system
from grcdesk.tui.kit.messages import Answered, Done, Failed, Progressed

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

T = TypeVar("T")

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


def _told(error: Exception) -> DeskError:
    """What a person is told; anything else is our own fault, and ends the app with a report."""
    told = error if isinstance(error, DeskError) else of_system(error)
    if told is None:
        raise error
    return told


class Jobs:
    """Questions and commands of one app."""

    def __init__(self, app: App[Any], desk: Callable[[], Desk | None]) -> None:
        """`desk` gives the desk that is open now, if one is."""
        self._app = app
        self._desk = desk
        self._asked: WeakKeyDictionary[DOMNode, dict[str, int]] = WeakKeyDictionary()
        self._writing = threading.Lock()
        self.current: Job | None = None
        self.waiting = 0
        """Commands not ended yet."""

    def ask(self, asker: DOMNode, group: str, question: Callable[[Desk], T], then: Callable[[T], None]) -> None:
        """Put a question to the desk in a thread, and hand the answer to `then` on the event loop.

        A later question of the same asker and group makes this one stale: its answer is dropped.
        """
        desk = self._desk()
        if desk is None:
            return
        numbers = self._asked.setdefault(asker, {})
        number = numbers[group] = numbers.get(group, 0) + 1

        def work() -> None:
            try:
                answer = question(desk)
            except Exception as error:  # noqa: BLE001  likewise
                self._app.post_message(Failed(_told(error), command=False))
                return
            self._app.post_message(Answered(asker, group, number, then, answer))

        self._app.run_worker(work, thread=True, group=f"ask {group}", name=group)

    def deliver(self, answer: Answered) -> None:
        """Hand an answer over, unless it is stale or nobody is there any more."""
        asked = self._asked.get(answer.asker, {}).get(answer.group)
        if asked == answer.number and answer.asker.is_attached and answer.asker.is_running:
            answer.then(answer.value)

    def command(
        self,
        label: str,
        act: Callable[[Job], Any],
        then: Callable[[Any], None] | None = None,
        *,
        back: str = UNDO,
    ) -> None:
        """Run a command in a thread. Commands wait for each other."""
        job = Job(label)
        job.progress = lambda done, total: self._progress(job, done, total)
        self.waiting += 1

        def work() -> None:
            ended: Done | Failed
            with self._writing:
                self.current = job
                try:
                    ended = Done(act(job), then, back)
                except Exception as error:  # noqa: BLE001  what is not to be told is raised again
                    ended = Failed(_told(error), command=True)
                finally:
                    self.current = None
            self._app.post_message(ended)

        self._app.run_worker(work, thread=True, group="command", name=label)

    def _progress(self, job: Job, done: int, total: int) -> None:
        job.done, job.total = done, total
        self._app.post_message(Progressed(done, total))
