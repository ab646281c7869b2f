"""What keys do on the smaller screens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.terms import ActionStatus, Scope
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.widgets.table import Table


@pytest.mark.slow
async def test_actions_are_moved_closed_and_opened_from_their_list(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("a", "d")
        await person.fill(due="2026-12-24", reason="Holiday freeze")
        desk = assessed.desk
        assert desk is not None
        assert desk.actions.list()[0].due == date(2026, 12, 24)
        await person.keys("c")
        await person.fill(reason="Not needed any more")
        assert desk.actions.list()[0].status is ActionStatus.DROPPED
        assert assessed.screen.query_one(Table).go_to("RA-1")
        await person.keys("d", "c")
        await person.fill(on="2026-11-21")
        assert desk.risks.list()[0].ended_on is not None
        await person.keys("enter")
        assert "[Assess]" in person.text


@pytest.mark.slow
async def test_snapshots_are_compared_with_each_other(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("s", "v")
        assert "None yet." in person.text
        await person.keys("q")
        for status in "ipm":
            await person.keys("2", "j", "s", status)
            if status == "m":
                await person.keys("n")
                await person.fill(gap="Nothing there")
                await person.keys("p")
                await person.fill(title="Build it", owner="Lee Chen", due="2026-12-24")
            if status == "p":
                await person.keys("u")
            await person.keys("1", "c")
            await person.fill(assessor="Dana Reyes", reviewer="Max Roy", note="weekly")
            await person.keys("escape")
        await person.keys("s", "space", "space", "v")
        assert isinstance(app.screen, LinesDialog), person.told
        assert "GAP-2 to GAP-3" in person.text
        await person.keys("y", "escape", "*", "v")
        assert "AI-SEC-0" in app.clipboard
        assert "mark two at most" in person.told[-1]


@pytest.mark.slow
async def test_criteria_lead_to_their_controls_and_to_overrides(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("e", "enter")
        assert "no control here touches CC1.1" in person.told[-1]
        assert app.screen.query_one(Table).go_to("CC8.1")
        await person.keys("p")
        await person.fill(decided="optional", reason="One feature only")
        desk = app.desk
        assert desk is not None
        assert desk.controls.show("AI-PI-01").row.scope is Scope.OPTIONAL
        assert "Override" in person.text
        await person.keys("enter")
        assert "AI-PI-01" in person.text
        assert "decided: One feature only" in person.text


@pytest.mark.slow
async def test_catalogs_are_filtered_sorted_and_walked(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("8", "/")
        await person.type("kind:framework sort:-id")
        await person.keys("enter")
        assert app.screen.query_one(Table).pages.keys == [
            "soc2-tsc-2017", "iso42001-2023-annex-a", "iso27001-2022-annex-a",
        ]  # fmt: skip
        await person.keys("enter", "enter")
        assert "no control maps to CC1.1" in person.told[-1]
        assert app.screen.query_one(Table).go_to("7 CC2.3")
        await person.keys("enter")
        assert "AI-CONF-05" in person.text
        await person.keys("q", "q", "escape")
        assert app.screen.query_one(Table).go_to("ai-ext")
        await person.keys("enter")
        assert "a adds it" in person.told[-1]
        await person.keys("/")
        await person.type("zebra")
        assert "0 of 11 match" in person.text
        await person.keys("escape")
        assert "soc2-tsc-2017" in person.text


@pytest.mark.slow
async def test_keys_without_a_meaning_here_say_so(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("/")
        assert "nothing to filter here" in person.told[-1]
        await person.keys("2", "enter", "m")
        assert "cursor on an action" in person.told[-1]
        await person.keys("c")
        assert "cursor on" in person.told[-1]
        await person.keys("escape", "escape", "escape")
        assert "Controls  23" in person.text
        await person.do("views.drop")
        assert "no saved views" in person.told[-1]


async def test_commands_wait_for_the_desk(tmp_path: Path, drive) -> None:
    app = GrcdeskApp(None)
    async with drive(app) as person:
        await person.do("log.undo")
        assert person.told[-1] == "the desk is not open yet"
        await person.do("upkeep.restore")
        assert person.told[-1] == "open or make a desk first"
        await person.keys("j", "enter", "escape", "escape")
        assert app.is_running


@pytest.mark.slow
async def test_dialogs_check_what_they_are_given(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.do("upkeep.backup")
        await person.keys("enter")
        assert "File is needed" in person.text
        await person.keys("escape", "x", "m")
        await person.fill(force="perhaps")
        assert "overwrite is yes or no" in person.text
        await person.keys("escape")
        await person.do("app.theme")
        await person.keys("j", "k", "escape")
        assert app.theme == "grcdesk-dark"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(40, 10), (59, 15), (20, 5), (200, 60)])
async def test_any_size_is_drawn(assessed: GrcdeskApp, drive, size: tuple[int, int]) -> None:
    async with drive(assessed, size) as person:
        for keys in (("2", "s"), ("escape", "n"), ("escape", "enter", "l"), ("q", "8"), ("9",), ("1", "e"), ("q", "?")):
            await person.keys(*keys)
            lines = person.text.splitlines()
            assert len(lines) <= size[1]


@pytest.mark.slow
async def test_detail_of_another_tab_is_copied_as_a_list(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "enter", "l", "y")
        assert "subset-of" in assessed.clipboard
        await person.keys("q", "8", "y")
        assert "soc2-tsc-2017" in assessed.clipboard


@pytest.mark.slow
async def test_mouse_reaches_tabs_and_key_bar(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("2", "enter")
        await person.pilot.click("#tabs", offset=(14, 0))
        await person.keys()
        assert "[Mapping" in person.text
        await person.pilot.click("KeyBar", offset=(3, 0))
        await person.pilot.pause()
        assert "Status of AI-SEC-01" in person.text
