"""Finding: filters, views, empty states, palette, help, copying."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from grcdesk.paths import user_state
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.desk.help import HelpScreen
from grcdesk.tui.log import list as log_list
from grcdesk.tui.widgets.filter_bar import FilterInput
from grcdesk.tui.widgets.pages import ServiceRows
from grcdesk.tui.widgets.table import Table
from tui.conftest import settle


@pytest.mark.slow
async def test_list_follows_the_filter_while_typing(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "/")
        await person.type("tsc:CC8")
        assert "2 of 23" in person.text
        await person.keys("escape")
        assert "Controls  23" in person.text


@pytest.mark.slow
async def test_tab_takes_the_suggested_word(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "/")
        await person.type("stat")
        assert "status:" in person.text
        await person.keys("tab")
        assert app.screen.query_one(FilterInput).value == "status:"


@pytest.mark.slow
async def test_a_wrong_filter_says_why_with_a_caret_and_keeps_the_list(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "/")
        await person.type("tsk:CC6")
        assert "did you mean" in person.text
        assert "^" in person.text
        await person.keys("enter")
        assert app.focused is app.screen.query_one(FilterInput), "enter does not keep what cannot be read"


@pytest.mark.slow
async def test_nothing_matches_is_another_truth_than_nothing_there(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "/")
        await person.type("zebra")
        await person.keys("enter")
        assert "0 of 23 match `zebra`; esc shows all." in person.text
        await person.keys("escape")
        assert "AI-SEC-01" in person.text
        await person.keys("1", "a")
        assert "No actions yet." in person.text


@pytest.mark.slow
async def test_today_leads_to_the_controls_it_speaks_of(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        assert assessed.screen.query_one("#needs", Table).go_to("unowned")
        await person.keys("enter")
        assert "owner:none" in person.text
        assert "8 of 23" in person.text


@pytest.mark.slow
async def test_history_is_filtered_and_a_command_opened_and_taken_back(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("9", "/")
        await person.type("action:risk")
        await person.keys("enter")
        assert "1 of" in person.text
        await person.keys("enter")
        assert "No model changes before March" in person.text
        await person.keys("escape", "z")
        assert assessed.desk is not None
        assert assessed.desk.risks.list() == []


async def test_history_names_the_key_that_brings_back_what_is_undone(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.go("history")
        await person.keys("j", "z", "z")
        assert "U (redo) brings it back" in person.told[-1]


async def test_history_opens_a_command_of_a_day_with_more_entries_than_are_listed(
    assessed: GrcdeskApp, drive, monkeypatch
) -> None:
    monkeypatch.setattr(log_list, "NEWEST", 3)
    async with drive(assessed) as person:
        await person.go("history")
        row = assessed.screen.query_one(Table).row
        await person.keys("enter")
        assert f"Command {row.batch}: 1 entry" in person.text
        assert "Evaluation of release 812" in person.text


async def test_history_says_how_many_entries_of_a_long_command_are_not_shown(
    assessed: GrcdeskApp, drive, monkeypatch
) -> None:
    monkeypatch.setattr(log_list, "NEWEST", 3)
    assert assessed.paths is not None
    desk = open_desk(assessed.paths, via=Via.CLI)
    desk.controls.set(desk.controls.keys()[:8], ControlChange(owner="Max Roy"))
    desk.close()
    async with drive(assessed, (120, 60)) as person:
        await person.go("history")
        await person.keys("enter")
        assert ": 8 entries" in person.text
        assert "and 5 more" in person.text


@pytest.mark.slow
async def test_a_view_is_saved_opened_and_dropped(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "/")
        await person.type("tsc:CC8")
        await person.keys("enter", "w", "enter")
        await person.fill(name="changes")
        await person.keys("escape", "w", "enter")
        assert "/ tsc:CC8" in person.text
        await person.do("views.drop")
        await person.keys("enter")
        assert app.desk is not None
        assert app.desk.views.list() == []


@pytest.mark.slow
async def test_palette_finds_a_command_without_a_key(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys(":")
        await person.type("doctor")
        await person.keys("enter")
        assert "Doctor" in person.text
        assert "sqlite" in person.text


@pytest.mark.slow
async def test_a_command_typed_faster_than_the_palette_lists_is_the_one_that_runs(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("7", "colon")
        palette = app.screen
        palette.query_one(Input).value = "rehearsal"
        palette.query_one(Input).post_message(Input.Submitted(palette.query_one(Input), "rehearsal"))
        await settle(person.pilot)
        assert app.screen.PLACE == "rehearsal"


@pytest.mark.slow
async def test_a_door_to_another_place_leads_back(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("7", "enter")
        assert assessed.screen.PLACE == "engagement"
        assessed.through_door("features")
        await settle(person.pilot)
        await person.keys("q")
        assert assessed.screen.PLACE == "engagement"
        assessed.through_door("features")
        await settle(person.pilot)
        await person.keys("3", "escape")
        assert assessed.screen.PLACE == "evidence", "a digit is no door"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["?", "f1"])
async def test_help_is_about_the_screen(app: GrcdeskApp, drive, key: str) -> None:
    async with drive(app) as person:
        await person.keys("2", key)
        assert isinstance(app.screen, HelpScreen)
        assert "Set the status with one more key" in person.text
        await person.keys("q")
        assert app.screen.query_one(Table)


@pytest.mark.slow
async def test_copying_writes_a_file_as_well(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "enter", "y")
        copied = (user_state() / "copied.txt").read_text()
        assert copied.startswith("## AI-SEC-01")
        assert app.clipboard == copied


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "first", "lines"),
    [("i", "AI-SEC-01", 2), ("r", "| ID | Control |", 4), ("l", "| ID | Control |", 25)],
)
async def test_copying_ids_rows_or_the_list(app: GrcdeskApp, drive, key: str, first: str, lines: int) -> None:
    async with drive(app) as person:
        await person.keys("2", "space", "space", "y", key)
        assert app.clipboard.startswith(first)
        assert len(app.clipboard.splitlines()) == lines


@pytest.mark.slow
async def test_copying_without_a_state_folder_says_so(app: GrcdeskApp, drive, monkeypatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("grcdesk.tui.kit.clipboard.user_state", lambda: blocked / "state")
    async with drive(app) as person:
        await person.keys("2", "y", "i")
        assert app.clipboard == "AI-SEC-01"


@pytest.mark.slow
async def test_messages_can_be_read_again(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "m")
        await person.do("app.messages")
        assert "AI-SEC-01 now missing" in person.text


@pytest.mark.slow
async def test_a_list_longer_than_a_page_is_fetched_as_it_is_walked(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("2")
        table = assessed.screen.query_one(Table)
        desk = assessed.desk
        assert desk is not None
        many = [*desk.controls.keys()] * 20
        table.set_rows(many, ServiceRows(desk.controls.rows))
        await person.keys("G")
        assert table.row is not None
        assert table.row.id == many[-1]
        assert "AI-PRIV-04" in person.text
