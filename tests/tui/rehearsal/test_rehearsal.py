"""The rehearsal in the terminal app: what came back are doors."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.widgets.table import Table
from helpers.clean_desk import clean
from helpers.planted_faults import PLANTS
from tui.conftest import settle


@pytest.mark.slow
async def test_what_comes_back_opens_the_place_where_it_is_mended(desk_after, tmp_path, drive, golden):
    desk = desk_after(clean)
    name = PLANTS["a missing month"].step(desk, tmp_path)
    PLANTS["a paper not received"].step(desk, tmp_path)
    PLANTS["a broken limit"].step(desk, tmp_path)
    app = GrcdeskApp(desk.paths)
    async with drive(app, (120, 40)) as person:
        await person.go("rehearsal")
        await settle(person.pilot)
        assert "a rehearses" in person.text
        await person.keys("A")
        await person.fill(seed="one")
        golden("rehearsal_120x40", person.text)
        await person.pilot.resize_terminal(80, 24)
        await settle(person.pilot)
        golden("rehearsal_80x24", person.text)
        await person.keys("enter")
        assert isinstance(app.screen, Pick), "what would fill the very month that is missing"
        assert "AI-PI-04" in person.text
        await person.keys("escape", "j", "enter")
        assert "Example Models" in person.text
        await person.keys("q", "G", "enter")
        assert "Checks" in person.text
        await person.keys("q", "/")
        await person.type("fault:slot_missing")
        await person.keys("enter")
        assert len(app.screen.query_one(Table).pages.keys) == 1
        await person.keys("escape")
        app.desk.evidence.link([name], controls=["AI-PI-04"])
        await person.keys("a")
        assert "REH-2" in person.text
        await person.keys("v", "j", "enter")
        assert "REH-1" in person.text


@pytest.mark.slow
async def test_every_reason_of_the_sample_company_is_a_door_and_leads_back(full_root, drive):
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (120, 40)) as person:
        await person.go("rehearsal")
        await person.keys("a")
        listed = app.screen
        first = {item.fault: key for key, item in reversed(listed.rows.items())}
        assert len(first) > 5
        for fault, key in first.items():
            listed.query_one(Table).go_to(key)
            await person.keys("enter")
            assert app.screen is not listed, f"{fault} opens nothing: {person.told[-1:]}"
            for _ in range(3):
                if app.screen is not listed:
                    await person.keys("escape")
            assert app.screen is listed, f"{fault} does not lead back"
