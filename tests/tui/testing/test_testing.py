"""Tests at the keyboard: what failed, the work sheet by one key an answer, deviations, changes, the conclusion."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.testing import DeviationState
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.frame.checklists.screen import ChecklistScreen
from helpers import change_story as story


@pytest.fixture
def app(desk_after) -> GrcdeskApp:
    """The changes of the story, run over."""
    desk = desk_after(story.ran_over)
    root = desk.paths.root
    desk.close()
    return GrcdeskApp(DeskPaths(root))


def answers(app: GrcdeskApp) -> dict[str, tuple[ItemResult, str]]:
    assert app.desk is not None
    return {cell.test: (cell.result, cell.note) for cell in app.desk.testing.sheet("AI-PI-02").cells}


SCREENS = {
    "tests": ("colon", *"tests", "enter", "slash", *"control:AI-PI-02", "enter"),
    "sheet": ("enter",),
    "deviations": ("v", "j"),
    "changes": ("colon", *"changes", "enter", "b"),
}
"""Screens on one walk, each with the keys that lead on to it."""


@pytest.mark.slow
async def test_screens_read_as_kept(app, walk) -> None:
    await walk(app, SCREENS.items())


@pytest.mark.slow
async def test_a_work_sheet_takes_one_key_an_answer_and_a_note_where_it_fails(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.go("tests")
        await person.keys("slash")
        await person.type("control:AI-PI-02")
        await person.keys("enter", "t")
        assert isinstance(app.screen, ChecklistScreen)
        await person.keys("y")
        assert answers(app) == {"AI-PI-02.T3": (ItemResult.PASS, "")}
        await person.keys("n")
        await person.type("Rule was off in May")
        assert len(answers(app)) == 1, "nothing is written before the note is"
        await person.keys("enter")
        assert answers(app)["AI-PI-02.T4"] == (ItemResult.FAIL, "Rule was off in May")
        await person.keys("k", "k", "o")
        await person.type("Version 4")
        await person.keys("enter")
        assert answers(app)["AI-PI-02.T3"] == (ItemResult.PASS, "Version 4")
        await person.keys("o", "x", "escape", "c")
        assert isinstance(app.screen, Form), "esc left the note alone; c goes on to the conclusion"
        await person.keys("escape", "u")
        assert answers(app)["AI-PI-02.T3"] == (ItemResult.PASS, "")


@pytest.mark.slow
async def test_keys_in_one_burst_answer_one_line_each(app, drive) -> None:
    async with drive(app) as person:
        await person.go("tests")
        await person.keys("slash")
        await person.type("control:AI-SEC-04")
        await person.keys("enter", "t")
        await person.pilot.press("y", "y", "y")
        await person.keys("escape")
        assert app.desk is not None
        cells = app.desk.testing.sheet("AI-SEC-04").cells
        assert {cell.test: cell.result for cell in cells} == dict.fromkeys(
            ("AI-SEC-04.T1", "AI-SEC-04.T2"), ItemResult.PASS
        )


@pytest.mark.slow
async def test_marked_deviations_are_judged_at_once_and_a_conclusion_says_what_is_in_the_way(app, drive) -> None:
    async with drive(app) as person:
        await person.go("deviations")
        await person.keys("space", "space", "c")
        await person.fill(by="Dana Reyes", note="Hotfixes")
        await person.keys("y", "z")
        await person.fill(by="Dana Reyes", second="dana reyes", note="Emergency path")
        assert any("another than who judges" in told for told in person.told)
        await person.keys("z")
        await person.fill(by="Dana Reyes", second="Lin Chen", note="Emergency path")
        assert app.desk is not None
        states = [row.state for row in app.desk.deviations.list()[:3]]
        assert states == [DeviationState.EXCEPTION, DeviationState.EXCEPTION, DeviationState.FALSE_POSITIVE]
        await person.keys("b")
        assert "5 of 8" in person.text
        await person.keys("v", "c")
        await person.fill(result="no exceptions noted", by="Dana Reyes", reason="")
        assert any("another conclusion needs a reason" in told for told in person.told)
        assert app.desk.testing.sheet("AI-PI-01").conclusion is None


@pytest.mark.slow
async def test_an_empty_engagement_says_what_to_do(desk_root, drive) -> None:
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app) as person:
        await person.go("changes")
        await person.keys("j")
        assert "No list of changes is on file" in person.text
        await person.go("deviations")
        await person.keys("j")
        assert "No deviation is on record" in person.text
        await person.go("tests")
        await person.keys("j", "T")
        assert any("provider_keys" in told for told in person.told)
