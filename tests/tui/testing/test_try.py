"""Trying a check on the screen: what is wrong stays in the form, rows are shown with what was looked at."""

from __future__ import annotations

from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog

CSV = "change_id,author,approver,note\nCHG-1,ana,bo,\nCHG-2,ana,ana,\nCHG-3,\x1b[2J,,\n"


async def test_a_check_is_tried_and_its_rows_are_shown(app, drive, golden, tmp_path):
    file = tmp_path / "changes.csv"
    file.write_text(CSV)
    async with drive(app) as person:
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
        await person.fill(sql="SELECT alert_id FROM alerts")
        assert any("population alerts is not on file" in told for told in person.told)
