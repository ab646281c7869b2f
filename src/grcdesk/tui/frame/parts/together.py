"""The app over a desk that others write to as well: what they change is shown, marked, never written over unseen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.screen import ModalScreen
from textual.signal import Signal

from grcdesk.errors import DeskError, Newer, Overtaken, Replaced
from grcdesk.tui.kit.messages import Heard, Lost, Overtook
from grcdesk.tui.kit.watcher import EVERY, Watcher
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.schemas.desk.news import News
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.kit.jobs import Job

FEW = 3
"""So many records are named when others changed them; more are counted."""
QUIET = 3.0
"""Seconds between two messages of what others do: an import elsewhere does not fill the screen with them."""
_GONE: Mapping[type[DeskError], str] = {
    Replaced: "not the desk that was opened: another desk lies here now, or none. Nothing is changed; quit and open it "
    "again",
    Newer: "a newer grcdesk has this desk now. Nothing is changed from here; quit and install it",
}
"""Why a desk can no longer be worked on. After any other error it still can: the next command says how it is."""


class Together(App[int]):
    """An app that listens to what other processes do to its desk."""

    desk: Desk | None = None
    changed: Signal[frozenset[str]]
    moved: frozenset[str] = frozenset()
    """Ids of the records that others changed last: lists mark them."""
    lost: str = ""
    """Why the desk that is open can no longer be worked on; empty when it can."""
    shown: int = 0
    """The last entry of the log that the screens show: what the person decides is decided on that."""
    _watcher: Watcher | None = None
    _told_at: float = 0.0

    def listen(self, desk: Desk) -> None:
        """Begin to listen to a desk that was opened; a desk as it stood stays as it is."""
        self.stop_listening()
        self.moved, self.lost = frozenset(), ""
        if desk.moment is not None:
            return
        try:
            self._watcher = Watcher(
                desk,
                lambda news: self.post_message(Heard(desk, news)),
                lambda error: self.post_message(Lost(desk, error)),
            )
        except DeskError as error:
            self.tell_error(error)
            return
        self.shown = self._watcher.position

    def on_unmount(self) -> None:
        """The app ends."""
        self.stop_listening()

    def stop_listening(self) -> None:
        """Listen no more."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        if event.desk is not self.desk:
            return
        news = event.news
        # lists name a part by its whole id or by its number, or list only what it is part of
        self.moved = frozenset(part for one in news.moved for part in (one.id, *one.id.split("/")))
        words = told(news)
        if words and time.monotonic() - self._told_at > QUIET:
            self._told_at = time.monotonic()
            self.tell(words)
        self.changed.publish(news.kinds)
        # until the answers are here the screens show what they did: what is decided meanwhile was decided on that
        self.set_timer(EVERY, lambda: self._show_to(news.position))

    def _show_to(self, position: int) -> None:
        """The screens have been drawn anew. What is asked in a dialog was read before: it stays with that."""
        if any(isinstance(screen, ModalScreen) for screen in self.screen_stack):
            self.set_timer(EVERY, lambda: self._show_to(position))
        else:
            self.shown = max(self.shown, position)

    @on(Lost)
    def _lost(self, event: Lost) -> None:
        if event.desk is not self.desk:
            return
        self.lost = next((why for kind, why in _GONE.items() if isinstance(event.error, kind)), "")
        self.changed.publish(frozenset())
        self.tell_error(event.error)

    # forms

    def as_decided(self, desk: Desk, act: Callable[[Desk, Job], Any]) -> Callable[[Job], Any]:
        """A command that begins now, held against what the person saw."""
        seen = self.shown

        def go(job: Job) -> Any:
            try:
                with desk.as_seen(seen):
                    return act(desk, job)
            except Overtaken as error:
                self.post_message(Overtook(error.position))
                raise

        return go

    @on(Overtook)
    def _overtook(self, event: Overtook) -> None:
        self.shown = max(self.shown, event.position)  # the person is told of it now

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell one sentence."""
        raise NotImplementedError

    def tell_error(self, error: DeskError) -> None:
        """Tell what was refused and why."""
        raise NotImplementedError


def told(news: News) -> str:
    """What others did, in one sentence; empty when no record changed."""
    names = list(dict.fromkeys(one.by for one in news.moved))
    ids = list(dict.fromkeys(one.id for one in news.moved))
    if not ids:
        return ""
    what = join(ids) if len(ids) <= FEW else f"{ids[0]} and {count(len(ids) - 1, 'other record')}"
    return f"{join(names, FEW)} changed {what}"
