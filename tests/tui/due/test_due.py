"""The list of dates, and what of it Today shows."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.terms import DueKind
from grcdesk.tui.due import forms
from grcdesk.tui.widgets.table import Table


@pytest.mark.slow
async def test_today_leads_to_what_is_late(assessed, drive):
    async with drive(assessed) as person:
        row = next(row for row in person.text.splitlines() if "action: Keep the record of each run" in row)
        assert "13 d late" in row
        assert "2026-11-08" in row
        while "action overdue" not in person.app.screen.query_one("#needs").row.what:
            await person.keys("j")
        await person.keys("enter")
        assert "kind:action state:overdue" in person.text
        await person.keys("o")
        assert "Actions and accepted risks" in person.text


@pytest.mark.slow
async def test_a_date_is_seen_put_off_and_taken_back(assessed, drive):
    async with drive(assessed) as person:
        await person.keys("d", "/")
        await person.type("kind:action")
        await person.keys("enter", "n")
        await person.fill(reason="under way")
        await person.keys("d")
        await person.fill(until="2026-12-24", reason="Lee is ill")
        desk = assessed.desk
        assert [(note.kind, note.until) for note in desk.due.notes()] == [(DueKind.ACTION, date(2026, 12, 24))]
        assert "0 of" in person.text
        await person.keys("v")
        assert "Keep the record" in person.text
        await person.keys("z")
        assert desk.due.notes() == []


@pytest.mark.slow
async def test_a_date_of_a_control_leads_to_it(assessed, drive):
    async with drive(assessed) as person:
        await person.keys("d", "/")
        await person.type("kind:evidence_slot")
        await person.keys("enter", "o")
        assert "[Assess]" in person.text


@pytest.mark.slow
async def test_a_calendar_is_written(assessed, drive):
    async with drive(assessed) as person:
        await person.keys("d", "b")
        await person.fill(owner="Lee")
        file = assessed.desk.paths.exports / "due.ics"
        assert any(str(file.name) in told for told in person.told), person.told
        assert b"SUMMARY:Action due: Keep the record" in file.read_bytes()


@pytest.mark.slow
async def test_reminders_are_shown_before_they_go_out(assessed, drive, desk_root):
    file = desk_root / "grcdesk.toml"
    file.write_text(file.read_text() + '\n[notify]\nchannels = ["team"]\nkinds = ["action"]\n')
    async with drive(assessed) as person:
        await person.keys("d", "m")
        assert "would be sent" in person.text
        assert "action: Keep the record" in person.text
        await person.keys("y")
        assert any("'team' has no address" in told for told in person.told), person.told


def test_every_kind_of_date_leads_to_one_screen():
    leads = [*forms.CONTROLS, *forms.PAPERS, *forms.OPENED]
    assert sorted(leads) == sorted(DueKind)


@pytest.mark.slow(keep=1)
async def test_a_system_without_a_list_is_named_whole_where_there_is_room_and_else_under_the_cursor(
    assessed, drive
) -> None:
    fits, long = "Model gateway, production, EU", "Evaluation and red team repository of the shared platform, EU"
    async with drive(assessed) as person:
        assessed.desk.scope.add_system(fits)
        assessed.desk.scope.add_system(long)
        await person.go("due")
        table = assessed.screen.query_one(Table)
        table.go_to(next(key for key in table.pages.keys if key.endswith(long)))
        await person.settle()
        rows = [row for row in person.text.splitlines() if "never reviewed" in row]
        assert any(f" {fits} " in row for row in rows), "over both columns"
        assert not any(long in row for row in rows)
        assert person.text.count(long) == 1, "once, below the list"
