"""Keys in the order they were typed, each to the screen that the one before it led to.

A key that opens a dialog and the first letters for it may come in one read. Textual gives all of them to the widget
that has the focus then; here each waits until the one before it is done, and until a dialog on its way is there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events, on
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit.messages import KeyDone

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.kit.jobs import Jobs

Found = TypeVar("Found")
LOST = 0.5
"""Seconds after which a key is taken as done whose widget has gone."""
MOST = 2000
"""So many keys wait; more are no person's."""


def _takes(screen: Screen[Any], event: events.Key | events.Paste) -> bool:
    """Whether a screen takes keys: a dialog not before it is drawn, and while its answer is being kept only esc."""
    if not isinstance(screen, Dialog):
        return True
    stops = isinstance(event, events.Key) and event.key == "escape"
    return screen.ready and (stops or not screen.busy)


class KeysInOrder(App[int]):
    """An app that hands on one key at a time."""

    jobs: Jobs
    coming: int = 0
    """Questions under way whose answer opens a dialog: what is typed meanwhile is for it."""
    typed_at: float = 0.0
    """When the key was typed that was handed on last."""
    under_way: DOMNode | None = None
    """Where the key went that is not done."""
    answering: MessagePump | None = None
    """Who is still to be told what a dialog was answered: a key that moves on first would give it to the next row."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque(maxlen=MOST)
        self._looking = False
        self._handed = 0
        """So many keys were handed on."""

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait for their turn."""
        # what has been handed to a screen comes by here once more, marked as forwarded
        if not isinstance(event, (events.Key, events.Paste)):
            await super().on_event(event)
            return
        if event.is_forwarded:
            # it comes back from a screen that is gone: between two places, or while the app ends, there is no other
            if self.screen_stack:
                await super().on_event(event)
            return
        self._typed.append(event)
        await self.next_key()

    async def next_key(self) -> None:
        """Hand on what was typed, as far as somebody is there to take it."""
        while self._typed and self._free(self._typed[0]):
            event = self._typed.popleft()
            self.typed_at = event.time
            if self._taken(event):
                continue
            self.under_way = target = self.focused or self.screen
            self._handed += 1
            await super().on_event(event)
            # it stands behind the key in the queue of the widget: when it comes back, the key has been dealt with
            if not target.post_message(KeyDone(target)):
                self.under_way = None
        if self._typed and not self._looking and self._held_up():
            self._looking = True
            self.set_timer(LOST, partial(self._give_up, self._handed))

    def _held_up(self) -> bool:
        """Whether nothing may ever come that hands on what waits: no `KeyDone` of a widget gone, no next screen."""
        return self.under_way is not None or (not self.screen_stack and self.is_running)

    def _taken(self, event: events.Key | events.Paste) -> bool:
        # a screen of one-letter keys puts letters into its open field itself: the enter that ends it would be read
        # later than the letters that are keys again
        take = getattr(self.screen, "take_key", None)
        return isinstance(event, events.Key) and take is not None and take(event)

    @property
    def keys_wait(self) -> bool:
        """Whether keys were typed that nobody has seen yet."""
        return bool(self._typed)

    def forget_keys(self) -> None:
        """What was typed ahead was for what did not come."""
        self._typed.clear()

    def _free(self, event: events.Key | events.Paste) -> bool:
        """Whether somebody is there to take it."""
        at = self.under_way
        if at is not None and not (at.is_attached and at.screen in self.screen_stack):
            self.under_way = None  # it has closed its screen, and cannot say any more that it is done
        if not self.screen_stack:  # between two places for a moment, and for good while the app ends
            return False
        told = self.answering is None or not self.answering.is_running
        return self.under_way is None and told and not self.coming and _takes(self.screen_stack[-1], event)

    def wait_for_answer(self, asker: MessagePump) -> None:
        """Hand on no key until that one was told what it asked a dialog for."""

        async def told() -> None:
            self.answering = None
            self.call_later(self.next_key)

        self.answering = asker
        asker.call_next(told)

    async def _give_up(self, handed: int) -> None:
        """The widget a key went to is gone, and cannot say that it is done."""
        self._looking = False
        if handed == self._handed:
            self.under_way = None
        await self.next_key()

    @on(KeyDone)
    async def _key_done(self, event: KeyDone) -> None:
        if event.target is self.under_way:
            self.under_way = None
            await self.next_key()

    def hold_keys(self) -> None:
        """Hand on none until what they are for has come."""
        self.coming += 1

    def let_keys_go(self) -> None:
        """It has come, or never will: once for each `hold_keys`."""
        self.coming -= 1
        self.call_later(self.next_key)

    # questions whose answer opens a dialog

    def ask_first(
        self, asker: DOMNode, group: str, question: Callable[[Desk], Found], then: Callable[[Found], None]
    ) -> None:
        """Put a question whose answer opens a dialog: what is typed meanwhile is for that, or for nobody."""
        before = self.screen
        self.hold_keys()

        def lost() -> None:
            # a checklist is no dialog, and what was typed ahead is for it all the same
            if self.screen is before and not isinstance(before, Dialog):
                self._typed.clear()
            self.let_keys_go()

        def answered(found: Found) -> None:
            try:
                then(found)
            finally:
                lost()

        self.jobs.ask(asker, group, question, answered, lost)
