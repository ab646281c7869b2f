"""Random hands on every screen: no key and no paste ends the app, and nothing changes that has no line in the log.

A slice of 500 with a fixed seed; `make monkey` plays 20,000, MONKEY_SEED=n those of one seed again.
"""

from __future__ import annotations

import os
import random
import string
from pathlib import Path

import pytest
from textual import events
from textual.screen import ModalScreen

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.overlays import OVER
from helpers.table_digests import log_size, tables

TURNS = 500
"""Keys and pastes of one seed."""
_TOLD = os.environ.get("MONKEY_SEED")
SEEDS = [int(_TOLD)] if _TOLD else range(int(os.environ.get("MONKEY", TURNS)) // TURNS)
SIZES = ((60, 16), (80, 24), (120, 40), (200, 50))
PLACES = sorted({*GrcdeskApp.MODES, *OVER})
OFTEN = ("enter", "enter", "escape", "tab", "shift+tab", "y", "ctrl+s", "space", "down", "up", "j", "k", "h", "l", "V")
ANY = (
    *string.ascii_letters,
    *string.digits,
    *"/?:.,;-+=!",
    "f1",
    "home",
    "end",
    "pageup",
    "pagedown",
    "ctrl+k",
    "ctrl+z",
)
PASTES = (
    "", " ", "x", "2026-12-31", "31.12.2026", "+6w", "none", "-1", "0", "AI-SEC-01", "Dana Reyes", "a\nb\nc", "\t\t",
    "\x1b]52;c;aGk=\x07\u202e[bold]x[/bold]", "=1+1", "9" * 400, "x" * 5000, "https://ci.example/run/812", "/", "~/",
    "status:missing owner:none", "ﬀ🧑‍🚀日本語 שלום", "9999-12-31", "0001-01-01", "'\"); DROP TABLE log; --",
)  # fmt: skip
_LOOKED = 50
"""Turns between two looks at the database."""


class Hands:
    """Someone who hits keys without reading."""

    def __init__(self, seed: int, app: GrcdeskApp, person) -> None:
        self.dice, self.app, self.person = random.Random(seed), app, person  # noqa: S311  the same hands again
        self.done: list[str] = []

    async def turn(self) -> None:
        """One key, a burst of them, a paste, or a step to another screen."""
        throw = self.dice.random()
        if throw < 0.03:
            place = self.dice.choice(PLACES)
            self.done.append(f"go {place}")
            while isinstance(self.app.screen, ModalScreen):
                self.app.pop_screen()
            self.app.action_go(place)
        elif throw < 0.11:
            text = self.dice.choice(PASTES)
            self.done.append(f"paste {text[:20]!r}")
            self.app.screen.post_message(events.Paste(text))
        elif throw < 0.17:  # faster than any answer
            keys = [self._key() for _ in range(self.dice.randint(2, 6))]
            self.done.append(f"burst {' '.join(keys)}")
            await self.person.pilot.press(*keys)
        else:
            key = self._key()
            self.done.append(key)
            await self.person.pilot.press(key)
        await self.person.settle()

    def _key(self) -> str:
        throw = self.dice.random()
        bound = sorted(key for key in self.app.screen.active_bindings if key not in {"ctrl+q", "ctrl+c", "q"})
        if throw < 0.5 and bound:
            return self.dice.choice(bound)
        return self.dice.choice(OFTEN if throw < 0.8 else ANY)


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("seed", SEEDS)
async def test_no_key_ends_it_and_every_change_has_its_line(seed: int, full_root: Path, drive, monkeypatch) -> None:
    monkeypatch.chdir(full_root.parent)
    monkeypatch.setenv("HOME", str(full_root.parent))
    database = full_root / "desk.db"
    turns, starts = TURNS, 0
    while turns > 0:
        app = GrcdeskApp(DeskPaths(full_root))
        starts += 1
        hands = None
        try:
            async with drive(app, SIZES[(seed + starts) % len(SIZES)]) as person:
                hands = Hands(seed * 1000 + starts, app, person)
                seen, state = log_size(database), tables(database, without=("log",))
                while turns > 0 and app.is_running and not app._exit:
                    await hands.turn()
                    turns -= 1
                    if not turns % _LOOKED:
                        now = log_size(database)
                        found = tables(database, without=("log",))
                        assert now > seen or found == state, "changed without a line"
                        seen, state = now, found
        except BaseException as error:
            error.add_note(f"seed {seed}, start {starts}: {' | '.join(hands.done[-25:]) if hands else ''}")
            raise
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    try:
        assert not desk.log.verify().broken
    finally:
        desk.close()
