"""Help: this screen's keys first, which can be hit there, then its page; commands apart at the end; looked through."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Input

from grcdesk.paths import HELP
from grcdesk.tui.actions.registry import PLACES, at
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.desk.help import HelpScreen, KeyLine
from grcdesk.tui.desk.help_text import COMMANDS, arranged
from grcdesk.tui.desk.purposes import PURPOSES
from tui.test_keys import SCREENS

COMMAND = re.compile(r"(?<![\w/-])grcdesk (?!promises)[a-z-]|(?<![\w-])--[a-z]")
SHOWN = sorted({screen.HELP for screen in SCREENS})


def test_every_screen_says_what_one_does_there() -> None:
    assert set(PURPOSES) == set(PLACES)


@pytest.mark.parametrize("page", SHOWN)
def test_commands_stand_apart_and_nothing_is_lost(page: str) -> None:
    text = (HELP / f"{page}.md").read_text(encoding="utf-8")
    here, there = arranged(text)
    assert [line for line in here.splitlines() if COMMAND.search(line)] == []
    assert bool(there) == bool(COMMAND.search(text))
    assert there.startswith(COMMANDS) or not there
    wanted = set(re.findall(r"[a-z]{4,}", re.sub(r"(?m)^\|.*$", "", text)))
    assert wanted - set(re.findall(r"[a-z]{4,}", here + there)) == set()


@pytest.mark.slow
@pytest.mark.parametrize("key", ["2", "3", "4", "5", "6", "7", "8", "9"])
async def test_the_first_screenful_says_the_keys_of_the_screen(assessed: GrcdeskApp, drive, key: str) -> None:
    async with drive(assessed, (80, 24)) as person:
        await person.keys(key)
        place = assessed.screen.PLACE
        await person.keys("?")
        text = person.text
        told = [action for action in at(place) if action.bar]
        assert [one.id for one in told if one.sentence[:40] not in text] == []
        assert PURPOSES[place].split(". ")[0][:60] in text


@pytest.mark.slow
async def test_enter_on_a_line_does_it_on_the_screen(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "j", "?", "j", "enter")
        assert not isinstance(assessed.screen, HelpScreen)
        assert "Owner" in person.text
        assert "AI-SEC-02" in person.text, "the row the cursor was on"
        await person.keys("escape", "?", "enter")
        await person.keys("m")
        desk = assessed.desk
        assert desk is not None
        assert desk.controls.rows(["AI-SEC-02"])[0].status == "missing"


@pytest.mark.slow
async def test_words_are_looked_for_from_place_to_place(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "?", "slash")
        await person.type("gap")
        assert "`gap` 1 of" in person.text
        await person.keys("enter")
        screen = assessed.screen
        hit = screen.query_one(".-hit")
        assert isinstance(hit, KeyLine)
        assert hit.action.id == "controls.note"
        await person.keys("n")
        assert "`gap` 2 of" in person.text
        assert screen.query_one(".-hit") is not hit
        await person.keys("N")
        assert screen.query_one(".-hit") is hit
        await person.keys("escape")
        assert assessed.screen is screen, "esc forgets the words first"
        await person.keys("escape")
        assert assessed.screen.PLACE == "controls"


@pytest.mark.slow
async def test_words_that_are_nowhere_are_told(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "?", "slash")
        await person.type("zebra")
        assert "nothing says `zebra`" in person.text
        await person.keys("enter", "n")
        assert not assessed.screen.query_one(Input).display
