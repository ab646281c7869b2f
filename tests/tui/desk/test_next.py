"""Today says what is best done next, and enter does what it says."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementChange
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.terms.readiness import LackKind
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.desk.needs import BEYOND, FAR, NEEDS, Need, next_step
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.widgets.table import Table


async def on(person, need: str) -> None:
    table = person.app.screen.query_one("#needs", Table)
    assert table.go_to(need), f"{need} is not among {list(table.pages.keys)}"
    await person.settle()


@pytest.mark.slow
async def test_the_first_row_is_what_the_hint_is_about(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        assert "Next 23 controls not assessed: enter lists them" in person.text
        await person.keys("enter")
        assert "status:not_assessed" in person.text
        await person.keys("s", "i")
        assert len(app.desk.controls.keys("status:not_assessed")) == 22, "and s sets a status there"


@pytest.mark.slow
async def test_the_hint_follows_the_cursor(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await on(person, LackKind.STEP_VENDORS.value)
        assert "first step, Vendors: 0 vendors: enter adds the first" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, Form)
        assert "New vendor" in person.text


STEPS = {
    LackKind.STEP_OWNERS: "owner:none",
    LackKind.STEP_EVIDENCE: "Attach what?",
    LackKind.STEP_VENDORS: "New vendor",
    LackKind.STEP_FEATURES: "New AI feature",
    LackKind.STEP_REVIEW: "Open a review",
    LackKind.STEP_ASSESSMENT: "To finalise the assessment",
}


@pytest.mark.slow
async def test_every_first_step_is_a_door_until_it_is_done(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        for kind, shown in STEPS.items():
            await person.go("today")
            await on(person, kind.value)
            await person.keys("enter")
            assert shown in person.text, kind
            while isinstance(app.screen, (Form, Pick)):
                await person.keys("escape")
        await person.go("today")
        await on(person, LackKind.STEP_VENDORS.value)
        await person.keys("enter")
        await person.fill(name="Northlight", tier="low")
        await person.settle()
        assert LackKind.STEP_VENDORS.value not in app.screen.query_one("#needs", Table).pages.keys
        await person.go("first_steps")
        assert "2 of 7 done" in person.text, "the checklist stays within reach, with what is done"


@pytest.mark.slow
async def test_without_a_period_that_is_asked_for_first(desk_root, drive) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.audits.set("ENG-1", EngagementChange(period=None))
    desk.close()
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app, (120, 40)) as person:
        assert "first step, Scope: no period is set: enter asks for it" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, Form)
        assert app.focused.id == "field-period"


@pytest.mark.slow
async def test_a_gap_without_words_is_said_before_finalising(desk_root, drive) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.controls.set(desk.controls.keys(), ControlChange(status=Status.IN_PLACE, owner="Lee Chen"))
    desk.controls.set(desk.controls.keys()[:1], ControlChange(status=Status.MISSING))
    desk.close()
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app, (120, 40)) as person:
        await on(person, "lacks")
        assert "1 thing keeps it from being final: enter lists it" in person.text
        await person.keys("enter", "enter")
        assert app.focused.id == "field-gap"


LEADS = {name: where for name, (_, _, where, _) in NEEDS.items()}


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("name", LEADS)
async def test_every_need_leads_where_its_hint_says(app: GrcdeskApp, drive, name: str) -> None:
    nouns, tone, where, place = NEEDS[name]
    need = Need(name, 2, nouns, tone, where, place)
    async with drive(app, (120, 40)) as person:
        app.screen._show_needs([Need("x", 1, ("x", "x"), ""), need])
        await on(person, name)
        told = next_step([need, need], 1)
        await person.keys("enter")
        if "opens the scope" in told:
            assert app.screen.PLACE == "scope"
        elif place == "lacks":
            assert app.screen.PLACE == "lacks"
        else:
            assert "enter lists them" in told
            assert app.screen.PLACE == "controls"
            assert app.screen.where == where


async def test_what_is_out_of_bounds_is_listed(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        app.screen._show_needs([Need(BEYOND, 1, *FAR, lines=("AI-SEC-01 due 9999",))])
        await person.settle()
        assert "enter lists it" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, LinesDialog)


async def test_nothing_to_do_is_said_with_the_keys_that_go_on(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        app.screen._show_needs([])
        await person.settle()
        assert "Next finalise the assessment with c" in person.text
        await person.keys("c")
        assert "Finalise the gap assessment" in person.text
