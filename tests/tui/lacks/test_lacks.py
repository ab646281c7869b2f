"""Every list of what lacks is a list of doors, and every door leads back to it, without what was mended."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.lacks.doors import DOORS
from grcdesk.tui.lacks.list import LacksScreen
from grcdesk.tui.overlays import DETAILS, OVER
from grcdesk.tui.widgets.table import Table

RECORDS = {
    WorkPlace.VENDOR: "VEN-2",
    WorkPlace.FEATURE: "AIF-2",
    WorkPlace.REVIEW: "AR-1",
    WorkPlace.SHEET: "AI-SEC-01",
    WorkPlace.FINDING: "F-1",
    WorkPlace.INCIDENT: "INC-1",
}


def test_every_kind_of_lack_has_its_door():
    assert set(DOORS) == set(LackKind)


@pytest.mark.slow
async def test_gap_texts_are_written_row_by_row_from_the_list(assessed: GrcdeskApp, drive, desk_root) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    blank = desk.controls.keys("status:not_assessed")
    desk.controls.set(blank[:2], ControlChange(status=Status.MISSING))
    desk.close()
    async with drive(assessed, (120, 40)) as person:
        await person.keys("2")
        assert "not to be finalised" in person.text
        assert "5 gap texts" in person.text, "three were missing without one before"
        await person.keys("L", "/")
        await person.type("kind:gap_text")
        await person.keys("enter")
        table = assessed.screen.query_one(Table)
        assert len(table.pages) == 5
        for left in (4, 3):
            control = table.row.about
            await person.keys("enter")
            assert assessed.focused.id == "field-gap", "the cursor stands in the field"
            await person.fill(gap="Nobody keeps the record")
            assert assessed.desk.controls.show(control).gap == "Nobody keeps the record"
            assert isinstance(assessed.screen, LacksScreen)
            assert len(table.pages) == left, "and what was mended is gone from the list"
        await person.keys("q")
        assert "3 gap texts" in person.text


@pytest.mark.slow
async def test_an_action_or_the_acceptance_of_the_risk_answers_a_gap(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        await person.keys("2", "L", "/")
        await person.type("kind:gap_answer")
        await person.keys("enter")
        control = assessed.screen.query_one(Table).row.about
        await person.keys("enter")
        assert isinstance(assessed.screen, Pick)
        await person.keys("a")
        await person.fill(title="Keep it", owner="Lee Chen", due="2026-12-24")
        assert any(one.control == control for one in assessed.desk.actions.list())
        assert control not in [row.about for row in assessed.screen.rows.values() if row.kind is LackKind.GAP_ANSWER]


@pytest.mark.slow
async def test_doors_of_the_sample_company_open_and_lead_back(full_root, drive) -> None:
    app = GrcdeskApp(DeskPaths(full_root))
    walked = set()
    async with drive(app, (120, 40)) as person:
        for place in WorkPlace:
            app.show_lacks(place, RECORDS.get(place, ""))
            await person.settle()
            listed = app.screen
            first = {row.kind: key for key, row in reversed(listed.rows.items())}
            for kind, key in first.items():
                listed.query_one(Table).go_to(key)
                await person.keys("enter")
                assert app.screen is not listed, f"{place}: {kind} opens nothing: {person.told[-1:]}"
                for _ in range(3):
                    if app.screen is not listed:
                        await person.keys("escape")
                assert app.screen is listed, f"{place}: {kind} does not lead back"
                walked.add(kind)
            app.pop_screen()
            await person.settle()
    assert len(walked) > 20


@pytest.mark.slow
async def test_every_screen_of_work_lists_what_lacks(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        for key in ("1", "2", "3", "4", "5", "6", "7"):
            await person.keys(key, "L")
            assert isinstance(assessed.screen, LacksScreen), key
            await person.keys("q")
        for place in ("coverage", "requests", "tests", "samples", "findings", "soa", "incidents"):
            await person.keys("1")
            await person.go(place)
            await person.keys("L")
            assert isinstance(assessed.screen, LacksScreen), place
        await person.keys("9", "L")
        assert "nothing is worked towards" in person.told[-1]


@pytest.mark.slow
async def test_keys_of_one_burst_open_one_door(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        await person.keys("2", "L", "/")
        await person.type("kind:gap_answer")
        await person.keys("enter")
        listed = assessed.screen
        await person.pilot.press("enter", "enter", "a", "enter")
        await person.settle()
        for _ in range(4):
            if assessed.screen is not listed:
                await person.keys("escape")
        assert assessed.screen is listed
        assert len(assessed.desk.actions.list()) == 1, "nobody asked for another"


@pytest.mark.slow
async def test_a_desk_as_it_stood_lists_what_lacked_and_mends_nothing(assessed: GrcdeskApp, drive, desk_root) -> None:
    past = GrcdeskApp(DeskPaths(desk_root), at="2026-11-21")
    async with drive(past, (120, 40)) as person:
        await person.keys("2", "L", "enter")
        assert isinstance(past.screen, LacksScreen)
        assert any("nothing is mended there" in told for told in person.told)


def test_no_screen_of_work_is_without_its_board():
    """Lists that only show what is have none, by name: a new screen says which it is."""
    shows = {
        *("scope", "snapshots", "actions", "checks", "due", "changes", "deviations", "populations"),
        *("feature_matrix", "rehearsal", "walkthroughs", "first_steps", "assess"),
        *("control", "soa_item", "population", "sample", "request", "walkthrough"),
    }
    from importlib import import_module  # noqa: PLC0415

    found = set()
    for place, where in {**OVER, **DETAILS}.items():
        module, name = where.split(":")
        if getattr(import_module(f"grcdesk.tui.{module}"), name).BOARD is None:
            found.add(place)
    assert found == shows


@pytest.mark.slow
async def test_a_system_that_is_not_in_a_review_leads_to_the_review_and_not_to_an_empty_filter(full_root, drive):
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (80, 24)) as person:
        app.show_lacks(WorkPlace.REVIEW, "AR-1")
        await person.settle()
        key = next(key for key, row in app.screen.rows.items() if "not in this review" in row.what)
        app.screen.query_one(Table).go_to(key)
        await person.keys("enter")
        assert not isinstance(app.screen, LacksScreen)
        assert app.screen.query_one(Table).row is not None, "its accounts are shown"
