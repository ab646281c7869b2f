"""What a person who has never seen it needs to go on: the key of the act, the owner at hand, no number run together."""

from __future__ import annotations

import pytest

from grcdesk.rules.controls.support import shortly
from grcdesk.schemas.controls.controls import Backing, ControlChange
from grcdesk.terms import Category, Status
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.widgets.bars import KeyBar
from grcdesk.tui.widgets.table import Table


@pytest.fixture
def settled(app: GrcdeskApp, desk_root) -> GrcdeskApp:
    """All in place: nothing keeps the assessment from being finalised."""
    from grcdesk.services.desk.opening import open_desk  # noqa: PLC0415
    from grcdesk.terms import Via  # noqa: PLC0415

    assert app.paths is not None
    desk = open_desk(app.paths, via=Via.CLI)
    desk.controls.set(desk.controls.keys(), ControlChange(status=Status.IN_PLACE, owner="Lee Chen"))
    desk.close()
    return app


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_when_nothing_is_in_the_way_the_key_that_finalises_is_named(settled, drive, size):
    async with drive(settled, size) as person:
        await person.go("controls")
        (bar,) = [row for row in person.text.splitlines() if "nothing keeps it from being finalised" in row]
        assert bar.rstrip().endswith("c on Today does it")
        assert "›" not in bar
        await person.keys("L")
        assert "c on Today does it" in person.text
        await person.go("today")
        await person.keys("c")
        assert isinstance(settled.screen, Form)
        assert settled.focused is not None
        assert settled.focused.id == "field-reviewer", "the assessor is known"


async def test_today_has_the_key_that_finalises_on_its_bar_only_where_that_can_be_done(settled, drive):
    def on_bar(app):
        return "c finalise" in app.screen.query_one(KeyBar).render().plain

    async with drive(settled, (120, 40)) as person:
        await person.go("today")
        assert on_bar(settled)
        control = settled.desk.controls.keys()[0]
        settled.with_desk("set", lambda desk: desk.controls.set([control], ControlChange(status=Status.MISSING)))
        await person.settle()
        assert not on_bar(settled)


@pytest.mark.slow
async def test_what_is_finalised_is_said_so_until_something_changes(settled, drive):
    async with drive(settled, (120, 40)) as person:
        settled.with_desk("finalise", lambda desk: desk.gap.finalise(assessor="Dana Reyes", reviewer="Max Roy"))
        await person.settle()
        await person.go("controls")
        (bar,) = [row for row in person.text.splitlines() if "as GAP-1; no control differs from it now" in row]
        assert "c on Today" not in bar
        await person.keys("L")
        assert "c on Today" not in person.text
        await person.keys("q")
        settled.with_desk("set", lambda desk: desk.controls.set(["AI-PI-01"], ControlChange(owner="Max Roy")))
        await person.settle()
        assert "as GAP-1" not in person.text
        assert "nothing keeps it from being finalised" in person.text


async def test_an_action_begins_with_the_owner_of_its_control(settled, drive):
    async with drive(settled, (80, 24)) as person:
        await person.go("controls")
        await person.keys("p")
        assert settled.screen.query_one("#field-owner").value == "Lee Chen"
        assert settled.focused is not None
        assert settled.focused.id == "field-title"


async def test_with_several_meant_a_form_does_not_say_what_an_empty_field_means_for_one(settled, drive):
    async with drive(settled, (80, 24)) as person:
        await person.go("controls")
        settled.screen.query_one(Table).focus()
        await person.keys("asterisk", "o")
        assert "A field left empty stays as it is" in person.text
        assert "empty: nobody" not in person.text


async def test_a_share_of_all_stands_apart_from_its_number(app, drive):
    async with drive(app, (80, 24)) as person:
        await person.go("today")
        assert " 100%" in person.text
        assert "100 %" not in person.text.replace("  100 %", "")


async def test_assess_mode_shows_no_query(app, drive):
    async with drive(app, (120, 40)) as person:
        await person.go("controls")
        await person.keys("A")
        assert "a query, written out on the page of the control" in person.text
        assert "SELECT" not in person.text


async def test_a_form_changes_the_control_it_was_opened_for(app, drive):
    """Also where the list has moved on under it, as it does when somebody else changes the desk."""
    async with drive(app, (80, 24)) as person:
        await person.go("controls")
        await person.keys("d")
        table = app.screen_stack[-2].query_one(Table)
        meant = table.key
        assert table.go_to("AI-PI-02")
        await person.fill(due="2026-12-24")
        assert app.desk is not None
        assert str(app.desk.controls.show(meant).row.due) == "2026-12-24"
        assert app.desk.controls.show("AI-PI-02").row.due is None


async def test_the_pane_counts_the_kinds_that_are_needed_as_the_message_does(settled, drive):
    async with drive(settled, (120, 40)) as person:
        await person.go("controls")
        assert "Evidence needed, 0 of 3 there" in person.text
        assert "(optional)" in person.text, "the fourth is told apart"
        row = settled.desk.controls.show("AI-SEC-01").row
        told = shortly(row.design, row.implemented, Backing(row.have, row.need))
        assert told.endswith(", 0 of 3 needed kinds of evidence")


async def test_the_same_person_twice_puts_the_cursor_into_the_field_of_the_reviewer(settled, drive) -> None:
    async with drive(settled) as person:
        await person.go("today")
        await person.keys("c")
        settled.screen.query_one("#field-on").focus()
        await person.fill(assessor="Lee Chen", reviewer="Lee Chen")
        assert "Lee Chen cannot review their own assessment" in person.text
        assert "'Reviewer' takes a second person" in person.text
        assert settled.screen.focused.id == "field-reviewer"


async def test_an_optional_control_that_is_not_applicable_is_counted_where_it_stands(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        assert app.desk is not None
        app.desk.scope.set(categories=[Category.SECURITY])
        name = app.desk.controls.keys("scope:optional")[0]
        app.desk.controls.set(
            [name], ControlChange(status=Status.NOT_APPLICABLE, reason="No model is trained", approver="Max Roy")
        )
        await person.go("controls")
        assert " 0 n.a., " in person.text
        assert " optional (1 n.a.)" in person.text
