"""Empty lists tell one of three truths: nothing yet, with the key; nothing here; or filtered away."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from grcdesk.tui.actions.registry import ALL, at, written
from grcdesk.tui.frame.detail import DetailScreen
from grcdesk.tui.frame.empties import TABS, of_tab
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.overlays import DETAILS, OVER
from grcdesk.tui.places import PLACES

KEYLESS = {"first_steps", "history", "feature_matrix", "actions", "changes", "deviations"}
"""Their key belongs to another screen, or to none."""


def made(where: str) -> type:
    module, name = where.split(":")
    return getattr(import_module(f"grcdesk.tui.{module}"), name)


def test_every_tab_of_every_record_says_why_it_is_empty():
    bare = []
    for noun, where in DETAILS.items():
        screen = made(where)
        if noun != "control" and issubclass(screen, DetailScreen):
            bare += [f"{noun} {tab}" for tab in screen.TABS[1:] if not of_tab(screen.PLACE, tab)]
    assert bare == []


def test_keys_in_what_is_said_are_those_of_the_screen():
    known = {action.id for action in ALL}
    for place, tabs in TABS.items():
        for tab, told in tabs.items():
            ids = re.findall(r"\{([a-z_.]+)\}", told)
            assert all(name in known and name.startswith(f"{place}.") for name in ids), f"{place} {tab}"


@pytest.mark.parametrize("place", [*OVER, *PLACES])
def test_a_list_that_never_held_anything_names_the_key_that_begins_it(place: str):
    screen = made(OVER[place]) if place in OVER else type(PLACES[place]())
    if not issubclass(screen, ListScreen) or screen.PLACE in KEYLESS:
        return
    assert screen.NOTHING != ListScreen.NOTHING, screen.PLACE
    keys = {written(key) for action in (*at(screen.PLACE), *ALL[:40]) for key in action.keys}
    assert set(re.findall(r"\b[a-zA-Z0-9]\b", screen.NOTHING)) & keys, f"{screen.PLACE}: {screen.NOTHING}"


@pytest.mark.slow
async def test_three_truths_on_one_list(app, drive):
    async with drive(app) as person:
        await person.keys("6")
        assert "No AI features yet. a asks the six questions" in person.text
        await person.keys("2", "/")
        await person.type("owner:nobody-of-that-name")
        await person.keys("enter")
        assert "0 of 23 match" in person.text
        await person.keys("escape")
        await person.keys("enter", "l", "l")
        assert "No evidence for this control" in person.text
        await person.keys("1")
        await person.go("rehearsal")
        assert "Nothing was rehearsed yet" in person.text
