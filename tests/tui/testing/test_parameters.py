"""What checks are measured by is shown where catalogs are, and a check where its test is."""

from __future__ import annotations

from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.widgets.table import Table


async def test_checks_and_what_they_are_measured_by_are_shown(app, drive):
    async with drive(app, (120, 60)) as person:
        await person.keys("8")
        table = person.app.screen.query_one(Table)
        while table.row.id != "ai-soc2":
            await person.keys("j")
        await person.keys("m")
        assert isinstance(person.app.screen, LinesDialog)
        assert "max_key_age_days" in person.text
        assert "90 days, " in person.text
        await person.keys("escape")
        person.app.show_control("AI-PI-01")
        await person.keys("G")
        assert "check: SELECT m.change_id" in person.text
        assert "       FROM model_changes AS m" in person.text
