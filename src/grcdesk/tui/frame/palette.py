"""The palette behind `:`: every action of the registry that makes sense here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from grcdesk.tui.actions.registry import EVERYWHERE, UiAction, at, written
from grcdesk.tui.frame.keymap import Keymap, remapped

UNLISTED = {"app.palette", "screen.clear"}


def offered(place: str) -> Iterator[UiAction]:
    """The actions of a screen, then those of everywhere."""
    yield from at(place)
    yield from (action for action in at(EVERYWHERE) if action.id not in UNLISTED)


def title(action: UiAction, keymap: Keymap | None = None) -> str:
    """How an action reads in the palette."""
    (action,) = remapped((action,), keymap or {})
    key = f"  ({written(action.key)})" if action.key else ""
    return f"{action.label}{key}"


class Commands(Provider):
    """Finds actions by label or sentence."""

    @property
    def _place(self) -> str:
        return str(getattr(self.screen, "PLACE", ""))

    def _title(self, action: UiAction) -> str:
        return title(action, getattr(self.app, "own_keys", None))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for action in offered(self._place):
            yield DiscoveryHit(self._title(action), partial(self._run, action), help=action.sentence)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for action in offered(self._place):
            score = max(matcher.match(action.label), matcher.match(action.sentence) * 0.6)
            if score > 0:
                yield Hit(score, self._title(action), partial(self._run, action), help=action.sentence)

    async def _run(self, action: UiAction) -> None:
        await self.screen.run_action(action.call)
