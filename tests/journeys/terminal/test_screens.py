"""Every screen, tab and form of the app over a desk whose every text is hostile."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen, Screen

from grcdesk.paths import DeskPaths
from grcdesk.text import clean
from grcdesk.tui import overlays
from grcdesk.tui.actions.registry import EVERYWHERE, at
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.kit.net import SafeLines
from helpers.nasty_desk import NASTY, stored, unsafe_in
from tui.conftest import Driver, driving, settle

THOROUGH = os.environ.get("THOROUGH") == "1"
PLACES = sorted({*GrcdeskApp.MODES, *overlays.OVER})
SOME = ("today", "vendors", "features", "findings")
"""The places that are walked in every run."""
NAMES = {"name", "lead", "owner", "approver", "reviewer", "firm", "legal_name", "known_as", "led_by", "title"}
"""Columns of one line: their doors leave single blanks."""
FOLLOWING = {("control_scope", "reason"), ("control_scope", "by"), ("account", "assigned")}
"""What follows from something else: no reason without an override, and who decides from who owns the system."""
TABS = 9
ELSEWHERE = ("app.quit", "app.leave", "upkeep.", "exports.", "log.", "desk.", "catalogs.", "evidence.import", "app.")
"""Actions that leave the app, run for long or write no field of a record."""


@pytest.fixture(autouse=True)
def _readers(forked_readers: None) -> None:
    """As in the tests of services."""


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the last net had to take out: each is a widget that forgot to show."""
    found: list[str] = []
    apply = SafeLines.apply

    def watched(self: SafeLines, segments: list[Any], background: Any) -> list[Any]:
        safe = apply(self, segments, background)
        found.extend(ascii(old.text) for old, new in zip(segments, safe, strict=True) if old is not new)
        return safe

    monkeypatch.setattr(SafeLines, "apply", watched)
    return found


def check(person: Driver, where: str) -> None:
    assert not unsafe_in(person.text), (where, unsafe_in(person.text))
    styles = [part.style for strip in person.app.screen._compositor.render_strips() for part in strip if part.style]
    clicks = {str(style.meta.get("@click")) for style in styles if style.meta and "@click" in style.meta}
    assert not any("quit" in click for click in clicks), where


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES if THOROUGH else SOME)
async def test_no_screen_steers_the_terminal(spoilt: Path, caught: list[str], place: str) -> None:
    app = GrcdeskApp(DeskPaths(spoilt))
    async with driving(app, (140, 50)) as person:
        await person.go(place)
        check(person, place)
        await person.keys("enter")
        check(person, f"{place}: first row")
        for tab in range(TABS if THOROUGH else 4):
            await person.keys("l")
            check(person, f"{place}: tab {tab}")
        assert app.is_running
    assert not caught, caught[:3]


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("place", PLACES if THOROUGH else SOME[1:3])
async def test_forms_kept_without_a_change_change_no_text(spoilt: Path, caught: list[str], place: str) -> None:
    app, kept = GrcdeskApp(DeskPaths(spoilt)), 0
    async with driving(app, (140, 60)) as person:
        for way in ((), ("enter",), ("enter", "l"), ("enter", "l", "l"))[: None if THOROUGH else 2]:
            await come(person, place, way)
            await closed(person, app.screen)  # enter may ask something
            there = app.screen
            actions = [*at(there.PLACE), *(at(EVERYWHERE) if (place, way) == ("today", ()) else ())]
            for action in actions:
                if not action.id.startswith(ELSEWHERE):
                    if not await closed(person, there):
                        await come(person, place, way)
                        there = app.screen
                    kept += await kept_as_it_was(person, action.call, spoilt / "desk.db", (place, way, action.id))
    assert kept or place not in SOME
    assert not caught, caught[:3]


async def come(person: Driver, place: str, way: tuple[str, ...]) -> None:
    """The place, by its keys, with nothing over it."""
    await person.go("today")
    await person.go(place)
    await person.keys(*way)


async def closed(person: Driver, screen: Screen[Any]) -> bool:
    """Close the dialogs over a screen; whether it is shown again."""
    app = person.app
    while isinstance(app.screen, ModalScreen) and len(app.screen_stack) > 1:
        app.pop_screen()
    await settle(person.pilot)
    return app.screen is screen


def same(column: str, old: str, new: str) -> bool:
    """Whether a text is as it was; the corpus holds what no door lets in: line ends of others, blanks in names."""
    return new in (old, clean(old)) or (column in NAMES and new == " ".join(clean(old).split()))


async def kept_as_it_was(person: Driver, call: str, database: Path, where: tuple[object, ...]) -> int:
    """Run an action, and keep the form it opens; how many were kept."""
    await person.app.screen.run_action(call)
    await settle(person.pilot)
    check(person, str(where))
    kept = 0
    while isinstance(form := person.app.screen, Form) and kept < 3:  # one may lead to another
        before = stored(database)
        await person.keys("ctrl+s")
        check(person, f"{where} kept")
        if person.app.screen is form:
            break  # something is needed that is not there
        kept += 1
        after = stored(database)
        changed = {key: (old, after.get(key, old)) for key, old in before.items()}
        changed = {
            key: pair for key, pair in changed.items() if not same(key[2], *pair) and (key[0], key[2]) not in FOLLOWING
        }
        moved = [f"{key}\n{old!a}\n{new!a}" for key, (old, new) in changed.items() if NASTY in old][:3]
        assert not moved, "\n".join([str(where), *moved])
    return kept
