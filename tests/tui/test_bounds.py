"""The app on a desk of an older version with dates and numbers out of bounds: every place opens, and it is told."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.tui.app import GrcdeskApp
from helpers.far import plant

PLACES = ("today", "controls", "evidence", "vendors", "reviews", "audits", "findings", "due", "scope", "coverage")


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("value", ["9999-12-31", "0001-01-01", (1 << 63) - 1])
async def test_every_place_opens(full_root, drive, value):
    plant(full_root, value)
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (120, 40)) as person:
        for place in PLACES:
            if place in app.places():
                await person.go(place)
                await person.keys("enter", "escape")
        await person.go("today")
        assert app.is_running
        assert not [told for _, severity, told in app.messages if severity == "error"]
        assert any("out of bounds" in need.what for need in app.screen.found)


@pytest.mark.slow
async def test_what_lies_out_of_bounds_is_named_from_today(full_root, drive):
    plant(full_root, "9999-12-31")
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (120, 40)) as person:
        await person.keys("G", "enter")
        assert "9999-12-31, read as 2199-12-31" in person.text
