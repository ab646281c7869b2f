"""Checks on the screen: tried by hand, shown where their test is, and what they are measured by."""

from __future__ import annotations

import pytest

from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.widgets.table import Table

CSV = "change_id,author,approver,note\nCHG-1,ana,bo,\nCHG-2,ana,ana,\nCHG-3,\x1b[2J,,\n"


@pytest.mark.slow
async def test_checks_are_tried_and_shown_with_what_they_are_measured_by(app, drive, tmp_path):
    file = tmp_path / "changes.csv"
    file.write_text(CSV)
    async with drive(app, (120, 60)) as person:
        await person.do("tests.try")
        assert isinstance(person.app.screen, Form)
        await person.fill(sql="SELECT change_id FROM model_changes LIMIT 1")
        assert isinstance(person.app.screen, Form)
        assert "LIMIT is not allowed" in person.text
        sql = "SELECT change_id, author, approver FROM model_changes WHERE approver = author OR approver IS NULL"
        await person.fill(sql=sql, files=f"model_changes={file}")
        assert isinstance(person.app.screen, LinesDialog)
        assert "2 rows in" in person.text
        assert "CHG-2      ana" in person.text
        assert "\x1b" not in person.text
        assert "model_changes: 3 rows of changes.csv" in person.text
        await person.keys("escape")
        await person.do("tests.try")
        assert person.app.screen.query_one("#field-sql").text == sql, "to be changed and tried again"
        await person.fill(sql="SELECT alert_id FROM alerts", files="")
        assert any("population alerts is not on file" in told for told in person.told)
        await person.keys("escape", "8")
        table = person.app.screen.query_one(Table)
        while table.row.id != "ai-soc2":
            await person.keys("j")
        await person.keys("b")
        assert isinstance(person.app.screen, LinesDialog)
        assert "max_key_age_days" in person.text
        assert "90 days, " in person.text
        await person.keys("escape")
        person.app.show_control("AI-PI-01")
        await person.keys("G")
        assert "check: SELECT m.change_id" in person.text
        assert "       FROM model_changes AS m" in person.text
