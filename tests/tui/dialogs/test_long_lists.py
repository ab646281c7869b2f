"""Long lists in a dialog take the whole screen before they scroll."""

from __future__ import annotations

import pytest

from grcdesk.tui.dialogs.lines import Body, LinesDialog
from grcdesk.tui.kit.looks import text
from tui.conftest import settle


@pytest.mark.parametrize(("size", "number"), [((80, 24), 60), ((80, 24), 3), ((60, 16), 30)])
async def test_no_empty_lines_stand_under_lines_that_scroll(app, drive, size, number):
    async with drive(app, size) as person:
        app.push_screen(LinesDialog("Many", [text(f"line {one}") for one in range(number)]))
        await settle(person.pilot)
        body = app.screen.query_one(Body)
        wanted = min(number + 1, size[1] - 3)  # a line of air under them; frame and keys
        assert body.outer_size.height == wanted
        under = app.screen.query_one(".dialog-keys").region.y - body.region.bottom
        assert under == 0
