"""From something due to what settles it, for every kind of date there is."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.reviews.reviews import CampaignPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.schemas.vendors.papers import DocumentFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import DueKind
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.vendors import DocumentKind, Tier
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.due import fixes
from grcdesk.tui.due.list import DueScreen
from grcdesk.tui.testing.deviations import DeviationsScreen
from grcdesk.tui.widgets.table import Table
from helpers import change_story as story


def test_every_kind_of_date_has_its_fix():
    assert set(fixes.FIXES) == set(DueKind)


async def to_kind(person, kind: str) -> None:
    await person.go("due")
    screen = person.app.screen
    screen.show_filtered(f"kind:{kind}")
    await person.settle()
    assert screen.query_one(Table).key, f"nothing of {kind} is due here"


@pytest.mark.slow
async def test_an_action_is_closed_from_the_list_of_dates(assessed, drive):
    async with drive(assessed) as person:
        await to_kind(person, "action")
        await person.keys("enter", "t")
        assert isinstance(assessed.screen, Form)
        await person.fill(proof="TICKET-7")
        assert isinstance(assessed.screen, DueScreen), "back where one came from"
        assert "0 of" in person.text, "and what was settled is gone"


@pytest.mark.slow
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


@pytest.mark.slow
async def test_an_owner_is_named_where_one_is_lacking(assessed, drive):
    async with drive(assessed) as person:
        await to_kind(person, "control_owner")
        control = assessed.screen.query_one(Table).key.partition("/")[2]
        await person.keys("enter")
        await person.fill(owner="Sam Ohm")
        assert assessed.desk.controls.show(control).row.owner == "Sam Ohm"
        assert isinstance(assessed.screen, DueScreen)


@pytest.mark.slow
async def test_the_record_itself_is_one_key_away(assessed, drive):
    async with drive(assessed) as person:
        await to_kind(person, "control_review")
        await person.keys("o")
        assert "[Assess]" in person.text


def field(person, name: str) -> str:
    return person.app.screen.query_one(f"#field-{name}").value


@pytest.mark.slow
async def test_a_paper_that_ran_out_is_followed_by_one_like_it(assessed, drive):
    async with drive(assessed, (120, 40)) as person:
        desk = assessed.desk
        desk.vendors.add("Example Models", VendorFacts(tier=Tier.HIGH, onboarded=date(2025, 1, 1)))
        report = DocumentFacts(
            DocumentKind.SOC2_TYPE2, "SOC 2 Type II report", "Firm & Co", date(2026, 9, 1), date(2025, 8, 1),
            date(2026, 7, 31),
        )  # fmt: skip
        desk.vendor_papers.add_document("Example Models", report)
        await to_kind(person, "report")
        await person.keys("enter")
        assert "DOC-1, SOC 2 Type II, covers up to 2026-07-31: what comes after it?" in person.text
        known = ("kind", "title", "issuer", "replaces", "covers_from")
        assert [field(person, name) for name in known] == [
            "soc2_type2", "SOC 2 Type II report", "Firm & Co", "DOC-1", "",
        ]  # fmt: skip
        await person.fill(issued="2026-11-02", covers_from="2026-08-01", covers_to="2026-10-31")
        (file,) = desk.vendor_papers.files()
        assert file.file.documents[1].covers_to == date(2026, 10, 31)
        assert file.file.documents[0].replaced_by == "DOC-2"


@pytest.mark.slow
async def test_a_system_without_a_list_gets_its_review_and_then_its_list(assessed, drive):
    async with drive(assessed) as person:
        desk = assessed.desk
        desk.scope.add_system("Model gateway")
        desk.scope.add_system("Evaluation repository")
        await to_kind(person, "unlisted_system")
        system = assessed.screen.query_one(Table).row.id
        await person.keys("enter")
        assert (field(person, "slot"), field(person, "systems")) == ("2026Q4", system)
        await person.fill()
        assert [one.systems for one in desk.reviews.list()] == [(system,)]
        assert field(person, "system") == system
        assert "List of accounts" in person.text


@pytest.mark.slow
async def test_a_quarter_that_has_its_review_leaves_the_month(assessed, drive):
    async with drive(assessed) as person:
        desk = assessed.desk
        desk.scope.add_system("Model gateway")
        desk.reviews.open(CampaignPlan(slot="2026Q4", systems=("Model gateway",)))
        desk.scope.add_system("Evaluation repository")
        await to_kind(person, "unlisted_system")
        screen = assessed.screen
        while screen.query_one(Table).row.id != "Evaluation repository":
            await person.keys("j")
        await person.keys("enter")
        assert (field(person, "slot"), field(person, "systems")) == ("2026-11", "Evaluation repository")


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize(
    ("kind", "name"), [("test_judgement", "AI-PI-01.T1"), ("test", "AI-SEC-01.T1")], ids=["judgement", "second person"]
)
async def test_a_test_that_waits_leads_to_that_very_test(desk_after, drive, kind, name):
    desk = desk_after(story.ran_over)
    desk.testing.record("AI-SEC-01", [AnswerIn("AI-SEC-01.T1", "", ItemResult.PASS, "", "seen", ())])
    root = desk.paths.root
    desk.close()
    app = GrcdeskApp(DeskPaths(root))
    async with drive(app, (120, 40)) as person:
        kinds = {need.where: need for need in app.screen.found}
        need = kinds[f"kind:{kind} state:due_30"]
        assert need.due == date(2026, 12, 5)
        await to_kind(person, kind)
        await person.keys("/")
        await person.type(name)
        await person.keys("enter", "enter")
        if kind == "test":
            assert isinstance(app.screen, Form)
            assert app.screen.query_one("#field-test").value == "T1"
        else:
            assert isinstance(app.screen, DeviationsScreen)
            rows = app.screen.query_one(Table).pages
            assert {rows.row(place).test for place in range(len(rows))} == {name}
            await person.keys("q")
            await person.keys("o")
            assert "AI-PI-01" in person.text
            assert "T1" in person.text
