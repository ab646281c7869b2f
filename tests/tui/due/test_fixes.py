"""From something due to what settles it, for every kind of date there is."""

from __future__ import annotations

from grcdesk.terms import DueKind
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.due import fixes
from grcdesk.tui.due.list import DueScreen
from grcdesk.tui.widgets.table import Table


def test_every_kind_of_date_has_its_fix():
    assert set(fixes.FIXES) == set(DueKind)


async def to_kind(person, kind: str) -> None:
    await person.go("due")
    screen = person.app.screen
    screen.show_filtered(f"kind:{kind}")
    await person.settle()
    assert screen.query_one(Table).key, f"nothing of {kind} is due here"


async def test_an_action_is_closed_from_the_list_of_dates(assessed, drive):
    async with drive(assessed) as person:
        await to_kind(person, "action")
        await person.keys("enter", "t")
        assert isinstance(assessed.screen, Form)
        await person.fill(proof="TICKET-7")
        assert isinstance(assessed.screen, DueScreen), "back where one came from"
        assert "0 of" in person.text, "and what was settled is gone"


async def test_a_slot_leads_to_what_would_fill_that_very_slot(assessed, drive):
    async with drive(assessed, (120, 40)) as person:
        await to_kind(person, "evidence_slot")
        row = assessed.screen.query_one(Table).row
        control, _, slot = row.id.partition("/")
        await person.keys("enter")
        assert isinstance(assessed.screen, Pick)
        assert f"{control}" in person.text
        assert slot in person.text
        assert "what would fill it" in person.text
        await person.keys("escape")
        assert isinstance(assessed.screen, DueScreen)


async def test_an_owner_is_named_where_one_is_lacking(assessed, drive):
    async with drive(assessed) as person:
        await to_kind(person, "control_owner")
        control = assessed.screen.query_one(Table).key.partition("/")[2]
        await person.keys("enter")
        await person.fill(owner="Sam Ohm")
        assert assessed.desk.controls.show(control).row.owner == "Sam Ohm"
        assert isinstance(assessed.screen, DueScreen)


async def test_the_record_itself_is_one_key_away(assessed, drive):
    async with drive(assessed) as person:
        await to_kind(person, "control_review")
        await person.keys("o")
        assert "[Assess]" in person.text
