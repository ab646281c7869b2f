"""The palette behind `:`: every action of the registry that makes sense here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.command import Command, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.fuzzy import Matcher
from textual.widgets import Input

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


class Palette(CommandPalette):
    """Enter runs what was typed, also where the list below has not come to it yet."""

    @on(Input.Submitted)
    def _typed_fast(self, event: Input.Submitted) -> None:
        listed = self.query_one(CommandList)
        at = listed.highlighted
        option = listed.get_option_at_index(at) if at is not None and at < listed.option_count else None
        typed = event.value.strip()
        if not typed or (isinstance(option, Command) and _match(Matcher(typed), option.hit)):
            return
        event.stop()
        event.prevent_default()
        self.run_worker(self._run_best(typed), exclusive=True)

    async def _run_best(self, typed: str) -> None:
        screen = self._calling_screen
        if screen is None:
            return
        provider = Commands(screen)
        found = [hit async for hit in provider.search(typed) if isinstance(hit, Hit)]
        if found:
            self._cancel_gather_commands()
            self.dismiss()
            self.app.call_later(max(found, key=lambda hit: hit.score).command)


def _match(matcher: Matcher, hit: Hit | DiscoveryHit) -> bool:
    return bool(matcher.match(str(hit.prompt)) or matcher.match(hit.help or ""))


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
