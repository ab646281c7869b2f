"""History entered anew after much has changed."""

from __future__ import annotations

import pytest

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.widgets.table import Table


@pytest.mark.slow
async def test_the_command_that_z_would_take_back_is_in_view(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.go("history")
        await person.go("controls")
        for number in range(20):
            app.with_desk(
                "set", lambda desk, to=f"Lee {number}": desk.controls.set(["AI-PI-01"], ControlChange(owner=to))
            )
        await person.settle()
        await person.keys("9")
        table = app.screen.query_one(Table)
        assert len(table.pages) > table.size.height
        assert table.scroll_offset.y <= table.cursor < table.scroll_offset.y + table.size.height - 1
