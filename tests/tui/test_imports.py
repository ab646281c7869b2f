"""Importing from the palette: a form, a look at what was read, then it is added."""

from __future__ import annotations

from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.told import Preview


async def test_a_register_is_read_shown_and_added_with_what_the_form_says(app, drive, tmp_path):
    path = tmp_path / "keys.csv"
    path.write_text("key_id,created\nk1,2026-01-01\nk2,\n")
    async with drive(app) as person:
        await person.do("evidence.import")
        await person.fill(file=str(tmp_path / "none.csv"))
        assert "does not exist" in person.text
        await person.fill(file=str(path), importer="keyz")
        assert isinstance(person.app.screen, Form)
        said = {"query": "list keys", "pulled_at": "2026-11-02T08:00Z", "completeness": "two of two"}
        await person.fill(importer="keys", as_of="2026-11-01", source="key vault", **said)
        assert isinstance(person.app.screen, Preview)
        assert "key register (keys 1)" in person.text
        assert app.desk.evidence.list() == []
        await person.keys("y")
        (row,) = app.desk.evidence.list()
        assert (row.dated, row.controls, row.source, row.row_count) == ("2026-11-01", ("AI-SEC-01",), "key vault", 2)
        assert (row.query, row.pulled_at[:16], row.completeness) == ("list keys", "2026-11-02T08:00", "two of two")
        assert "2 keys" in person.told[-1]
