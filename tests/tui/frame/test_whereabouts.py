"""A desk is opened again where it was left, so that leaving needs no question."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths, user_state
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import FeatureStatus, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.desk.today import TodayScreen
from grcdesk.tui.frame.whereabouts import Spot, read_spots
from grcdesk.tui.widgets.table import Table


@pytest.mark.slow
async def test_the_place_and_the_row_are_there_again(assessed: GrcdeskApp, drive, desk_root: Path) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "j", "j", "j", "q")
        assert not assessed.is_running, "q leaves without a question"
    again = GrcdeskApp(DeskPaths(desk_root))
    async with drive(again) as person:
        assert again.current_mode == "controls"
        assert again.screen.query_one(Table).cursor == 3
        await person.keys("1")
        assert isinstance(again.screen, TodayScreen), "Today is one key away"


@pytest.mark.slow
async def test_an_open_record_is_there_with_its_tab_and_neighbours(
    assessed: GrcdeskApp, drive, desk_root: Path
) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "j", "enter", "l", "ctrl+q")
    again = GrcdeskApp(DeskPaths(desk_root))
    async with drive(again) as person:
        assert again.screen.PLACE == "control"
        assert again.screen.record == again.desk.controls.keys()[1]
        assert again.screen.tab == "mapping"
        await person.keys("]")
        assert again.screen.record == again.desk.controls.keys()[2]
        await person.keys("q")
        assert again.screen.PLACE == "controls", "below it lies the list it was opened from"


@pytest.mark.slow
async def test_a_record_that_is_gone_falls_back_to_its_list(app: GrcdeskApp, drive, desk_root: Path) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.features.add(FeatureAnswers("Draft letters", status=FeatureStatus.IDEA))
    desk.close()
    async with drive(app) as person:
        await person.keys("6", "enter")
        assert app.screen.PLACE == "feature"
        await person.keys("ctrl+q")
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.log.undo()
    desk.close()
    again = GrcdeskApp(DeskPaths(desk_root))
    async with drive(again) as person:
        assert again.screen.PLACE == "features"
        assert not [told for told in person.told if "AIF-1" in told]


@pytest.mark.slow
async def test_a_list_of_what_lacks_is_opened_again(assessed: GrcdeskApp, drive, desk_root: Path) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "L", "ctrl+q")
    again = GrcdeskApp(DeskPaths(desk_root))
    async with drive(again) as person:
        assert "To finalise the assessment" in person.text
        await person.keys("q")
        assert again.screen.PLACE == "controls"


@pytest.mark.slow
async def test_what_is_kept_and_cannot_be_read_costs_nothing(assessed: GrcdeskApp, drive, desk_root: Path) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "q")
    (kept,) = (user_state() / "screens").glob("*.json")
    for junk in (
        '{"where one was": {"mode": "nowhere", "spots": [{}]}}',
        '{"where one was": {"mode": ["controls"], "spots": [{}]}}',
        '{"where one was": {"mode": 7}}',
        "[",
        "",
    ):
        kept.write_text(junk)
        again = GrcdeskApp(DeskPaths(desk_root))
        async with drive(again):
            assert isinstance(again.screen, TodayScreen)


def test_what_was_kept_comes_back_and_what_is_none_of_ours_is_passed_over() -> None:
    control = Spot("control", "AI-SEC-01", "EV-3", "evidence", ("AI-SEC-01", "AI-SEC-02"))
    assert read_spots([asdict(control)]) == [control]
    assert read_spots([{"place": "controls", "row": 7, "among": 5, "more": 1}, "x", asdict(control)]) == [
        Spot("controls")
    ]
    assert read_spots([{"place": ["controls"], "among": ["a", 2]}]) == [Spot("", among=("a",))]
    for junk in (None, 7, "controls", {}, [None]):
        assert read_spots(junk) == []


@pytest.mark.slow
async def test_a_sample_is_opened_on_today(assessed: GrcdeskApp, drive, desk_root: Path) -> None:
    assessed.sample = True
    async with drive(assessed) as person:
        await person.keys("2", "q")
    assert not (user_state() / "screens").exists()
