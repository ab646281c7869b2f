"""The app on a desk as it stood: every screen says so, and nothing can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.events import Paste

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.tui.actions.effects import reading
from grcdesk.tui.actions.registry import ALL, PLACES
from grcdesk.tui.app import GrcdeskApp
from helpers.table_digests import tables

BANNER = "! as it stood on 2026-11-25, entry"


@pytest.fixture
def paths(assessed: GrcdeskApp, fake_clock) -> DeskPaths:
    """A desk half way through its assessment on 21 November, and much further nine days later."""
    assert assessed.paths is not None
    fake_clock.advance(days=9)
    desk = open_desk(assessed.paths, via=Via.CLI)
    desk.controls.set(desk.controls.keys(), ControlChange(status=Status.IN_PLACE, owner="Ada Late"))
    desk.actions.close("ACT-1", proof="ticket 12")
    desk.close()
    return assessed.paths


@pytest.fixture
def past(paths: DeskPaths) -> Iterator[GrcdeskApp]:
    app = GrcdeskApp(paths, at="2026-11-25")
    yield app
    if app.desk is not None:
        app.desk.close()


@pytest.mark.slow
async def test_screens_read_as_kept(past: GrcdeskApp, walk) -> None:
    await walk(past, [("past_today", ()), ("past_controls", ("2",)), ("past_control", ("enter",))])


@pytest.mark.slow
async def test_every_screen_says_at_which_moment_it_is_looked_at(past: GrcdeskApp, drive) -> None:
    async with drive(past) as person:
        for keys in (("2",), ("enter",), ("q", "3"), ("4",), ("5",), ("6",), ("8",), ("9",), ("1", "e"), ("q", "d")):
            await person.keys(*keys)
            assert BANNER in person.text, keys
        assert "Ada Late" not in person.text
        assert past.today == date(2026, 11, 25)


@pytest.mark.slow
async def test_what_changes_something_is_refused_with_the_reason_and_opens_nothing(
    past: GrcdeskApp, paths: DeskPaths, drive
) -> None:
    before = tables(paths.database)
    async with drive(past) as person:
        await person.keys("2")
        shown = past.screen
        for key in ("s", "o", "d", "n", "e", "a", "i", "p", "r", "u", "U"):
            told = len(person.told)
            await person.keys(key)
            assert past.screen is shown, key
            assert len(person.told) == told + 1, key
            assert "as it stood on 2026-11-25, entry" in person.told[-1], key
            assert person.told[-1].endswith("; nothing is changed there"), key
        await person.keys("enter", "q", "/", "escape")
        assert past.screen is shown, "what only reads still works"
    assert tables(paths.database) == before


@pytest.mark.slow(keep=11)
@pytest.mark.parametrize("place", PLACES)
def test_the_key_bar_offers_nothing_that_is_refused(past: GrcdeskApp, place: str) -> None:
    kept = [action for action in ALL if action.place == place and not past.refusal(action)]
    assert all(reading.only_reads(action) for action in kept)


def test_every_action_that_is_said_to_read_is_there() -> None:
    assert reading._READING - {action.id for action in ALL} == frozenset()


@pytest.mark.slow
async def test_a_report_is_written_of_it_and_told_to_the_log_of_today(past: GrcdeskApp, paths, drive, tmp_path) -> None:
    async with drive(past) as person:
        await person.do("exports.gap_report")
        await person.fill(path=str(tmp_path / "gap.docx"))
        assert "judged on 2026-11-25 · records as of entry" in person.told[-1]
    desk = open_desk(paths, via=Via.CLI)
    line = desk.log.list(limit=1)[0]
    assert (line.action, line.after["at_day"]) == ("export.gap_report", "2026-11-25")
    desk.close()


@pytest.mark.slow
async def test_files_dropped_onto_it_are_not_taken_in(past: GrcdeskApp, drive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    async with drive(past) as person:
        past.screen.post_message(Paste(str(tmp_path / "a.csv")))
        await person.keys("j")
        assert any("nothing is taken in there" in told for told in person.told)
        assert len(past.screen_stack) == 1


async def test_a_moment_the_desk_never_had_ends_the_app_with_the_reason(paths: DeskPaths, capsys) -> None:
    app = GrcdeskApp(paths, at="2026-11-20")
    async with app.run_test() as pilot:
        while app.return_value is None:
            await pilot.pause(0.02)
    assert app.return_value == 1
    assert "the desk was made on 2026-11-21" in capsys.readouterr().err
