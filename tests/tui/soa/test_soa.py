"""The Statement of Applicability in the terminal app."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.soa import Implementation, InclusionReason
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.widgets.table import Table
from tui.conftest import settle

AGAIN = ("k", "k", "space", "space")
"""The two rows marked before, marked anew: marks are used up by what is done to them."""


def told(root) -> GrcdeskApp:
    """Half of what has to be said."""
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    change = SoaChange(
        reasons=(InclusionReason.LEGAL,),
        implemented=Implementation.YES,
        measures="Handbook, chapter 2",
        owner="Lee Chen",
    )
    desk.soa.set([row.item for row in desk.soa.list() if row.item not in {"A.5.3", "A.5.4"}], change)
    desk.close()
    return GrcdeskApp(DeskPaths(root))


@pytest.mark.slow
async def test_screens_read_as_kept(desk_root, drive, golden):
    app = told(desk_root)
    async with drive(app, (120, 40)) as person:
        await person.go("soa")
        await settle(person.pilot)
        golden("soa_120x40", person.text)
        await person.pilot.resize_terminal(80, 24)
        await settle(person.pilot)
        golden("soa_80x24", person.text)
        assert app.screen.query_one(Table).go_to("A.5.15")
        await person.keys("enter")
        golden("soa_item_80x24", person.text)
        await person.keys("l", "enter")
        assert "AI-SEC-01" in person.text
        assert "[Assess]" in person.text


@pytest.mark.slow
async def test_rows_are_told_together_and_the_statement_approved(desk_root, drive):
    app = told(desk_root)
    async with drive(app, (120, 40)) as person:
        await person.go("soa")
        await settle(person.pilot)
        await person.keys("c")
        await person.fill(by="Dana Reyes")
        assert "A.5.3 has no reason of inclusion, does not say" in person.text, "the refusal, row by row"
        await person.keys("escape", "escape", "n", "space", "space", "t")
        await person.fill(reasons="risk, contract")
        assert "Change 2 rows?" in person.text
        await person.keys("y", *AGAIN, "s", "p", "y", *AGAIN)
        desk = app.desk
        rows = {row.item: row for row in desk.soa.list("A.5.3")} | {row.item: row for row in desk.soa.list("A.5.4")}
        assert rows["A.5.4"].reasons == (InclusionReason.RISK_TREATMENT, InclusionReason.CONTRACT)
        assert rows["A.5.3"].implemented is Implementation.PARTLY
        await person.keys("e")
        await person.fill(measures="Two people")
        await person.keys("y", *AGAIN, "o")
        await person.fill(owner="Max Roy")
        await person.keys("y")
        assert "complete, c approves" in person.text
        await person.keys("z")
        await person.fill(exclusion="No premises of our own")
        assert not desk.soa.show(app.screen.query_one(Table).key).applicable
        await person.keys("z", "u", "u", "c")
        await person.fill(by="Dana Reyes")
        assert [one.id for one in desk.soa.versions()] == ["V1"]
        await person.keys("v")
        assert "approved by Dana Reyes" in person.text
        await person.keys("escape", "p")
        assert "ISO 42001" in person.text


@pytest.mark.slow
async def test_of_many_rows_those_left_out_are_passed_over(desk_root, drive):
    app = told(desk_root)
    async with drive(app, (120, 40)) as person:
        await person.go("soa")
        await person.keys("z")
        await person.fill(exclusion="No premises of our own")
        left = app.screen.query_one(Table).key
        await person.keys("asterisk", "t")
        assert "1 row left out already: passed over" in person.told[-1]
        await person.fill(reasons="contract")
        await person.keys("y")
        rows = app.desk.soa.list()
        assert {row.reasons for row in rows if row.applicable} == {(InclusionReason.CONTRACT,)}
        assert not app.desk.soa.show(left).applicable
