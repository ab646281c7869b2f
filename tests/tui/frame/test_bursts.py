"""Keys of one read act in the order they came, also where the first of them opens a field of the screen itself."""

from __future__ import annotations

import pytest
from textual import events

from grcdesk.terms import Status
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.assessing import AssessScreen

NAMES = {"/": "slash", "-": "minus", ":": "colon", "]": "right_square_bracket", "⏎": "enter"}


async def burst(person, keys: str) -> None:
    """All these keys in one read, before any of them has been looked at; ⏎ is enter."""
    for letter in keys:
        key = events.Key(NAMES.get(letter, letter), None if letter == "⏎" else letter)
        key.set_sender(person.app)
        person.app.post_message(key)
    await person.settle()


@pytest.mark.parametrize("place", ["controls", "history"])
async def test_the_first_letter_behind_the_key_of_the_filter_stands_in_it(app: GrcdeskApp, drive, place: str) -> None:
    async with drive(app) as person:
        await person.go(place)
        await burst(person, "/AI-PI-02⏎")
        assert app.screen.where == "AI-PI-02"


@pytest.mark.slow
async def test_assessing_by_heart_misses_no_control(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.go("controls")
        await person.keys("A")
        assert isinstance(app.screen, AssessScreen)
        wanted = list(app.screen.open)
        await burst(person, "]".join(["si"] * len(wanted)))
        assert app.desk is not None
        rows = app.desk.controls.rows(wanted)
        assert [one.id for one in rows if one.status is not Status.IN_PLACE] == []


async def test_a_key_that_comes_back_when_no_screen_is_there_is_dropped(app: GrcdeskApp, drive, monkeypatch) -> None:
    async with drive(app) as person:
        key = events.Key("2", "2")
        key._forwarded = True
        with monkeypatch.context() as patch:
            patch.setattr(GrcdeskApp, "screen_stack", [])
            await app.on_event(key)
        await person.settle()
        assert app.screen.PLACE == "today"
