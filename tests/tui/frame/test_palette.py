"""The palette: every command and every record, by id or words."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.findings.findings import FindingFacts
from grcdesk.schemas.vendors.papers import AgreementFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.findings import FindingSource, Severity
from grcdesk.terms.vendors import Tier
from grcdesk.tui.actions.registry import PLACES
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.frame.palette import Palette, offered
from grcdesk.tui.vendors.detail import VendorScreen
from grcdesk.tui.widgets.table import Table


@pytest.fixture
def bought(assessed: GrcdeskApp) -> GrcdeskApp:
    """The half-assessed desk, with a vendor and an agreement."""
    assert assessed.paths is not None
    desk = open_desk(DeskPaths(assessed.paths.root), via=Via.CLI)
    desk.vendors.add("Northlight Models", VendorFacts(tier=Tier.HIGH))
    desk.agreements.add("Northlight Models", AgreementFacts(title="Data terms 2026"))
    desk.close()
    return assessed


@pytest.mark.slow
@pytest.mark.parametrize("key", ["colon", "ctrl+p", "ctrl+k"])
async def test_an_id_opens_the_record(bought: GrcdeskApp, drive, key: str) -> None:
    async with drive(bought) as person:
        await person.keys(key)
        await person.type("pi-02")
        assert "control" in person.text
        await person.keys("enter")
        assert bought.screen.PLACE == "control"
        assert "AI-PI-02" in person.text


@pytest.mark.slow
async def test_words_open_records_of_every_kind_where_they_are_shown(bought: GrcdeskApp, drive) -> None:
    async with drive(bought) as person:
        await person.keys("colon")
        await person.type("northlight vendor")
        await person.keys("enter")
        assert isinstance(bought.screen, VendorScreen)
        await person.keys("q", "colon")
        await person.type("data terms")
        await person.keys("enter")
        assert isinstance(bought.screen, VendorScreen)
        assert bought.screen.tab == "agreements"
        await person.keys("q", "colon")
        await person.type("release 812")
        await person.keys("enter")
        assert "EV-2  Evaluation of release 812" in person.text
        await person.keys("escape")
        assert bought.screen.query_one(Table).key == "EV-2"
        await person.keys("q", "colon")
        await person.type("lee chen")
        await person.keys("enter")
        assert bought.screen.PLACE == "controls"
        assert 'owner:"Lee Chen"' in person.text


@pytest.mark.slow
async def test_enter_in_the_burst_of_the_typing_opens_what_was_typed(bought: GrcdeskApp, drive) -> None:
    async with drive(bought) as person:
        await person.pilot.press("colon", *"sec-03", "enter")
        await person.settle()
        assert bought.screen.PLACE == "control"
        assert "AI-SEC-03" in person.text


@pytest.mark.slow
async def test_a_key_of_the_screen_is_named_beside_what_it_does(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "colon")
        await person.type("owner")
        assert any(line.startswith("Set the owner") and line.endswith(" o") for line in lines(person))
        await person.keys("enter")
        assert "AI-SEC-01" in person.text, "the form of the first row"
        assert not isinstance(app.screen, Palette)


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("place", ["findings", "tests", "due", "requests", "samples"])
async def test_a_list_is_opened_by_its_name(bought: GrcdeskApp, drive, place: str) -> None:
    async with drive(bought) as person:
        await person.pilot.press("colon", *place, "enter")
        await person.settle()
        assert place == bought.screen.PLACE


@pytest.mark.slow
async def test_a_criterion_an_action_and_a_test_open_where_they_are_shown(bought: GrcdeskApp, drive) -> None:
    async with drive(bought) as person:
        for typed, place, told in (
            ("cc6.1", "controls", "CC6.1"),
            ("pi-02.t1", "sheet", "AI-PI-02"),
        ):
            await person.keys("colon")
            await person.type(typed)
            await person.keys("enter")
            assert place == bought.screen.PLACE
            assert told in person.text
            await person.keys("q")


@pytest.mark.slow
async def test_what_belongs_to_another_engagement_opens_that_and_says_so(bought: GrcdeskApp, drive) -> None:
    assert bought.paths is not None
    desk = open_desk(DeskPaths(bought.paths.root), via=Via.CLI)
    desk.findings.add(
        FindingFacts("Keys are shared", FindingSource.AUDITOR, "One key for all", Severity.HIGH, control="AI-SEC-01")
    )
    name = next(one.id for one in desk.records.find() if one.noun == "finding")
    desk.audits.new(EngagementPlan(name="Next year"))
    desk.close()
    async with drive(bought) as person:
        await person.keys("colon")
        await person.type("keys are shared")
        await person.keys("enter")
        assert bought.screen.PLACE == "engagement"
        assert f"{name} belongs to ENG-1" in person.text


@pytest.mark.slow
async def test_esc_leaves_everything_as_it_was(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "colon")
        await person.type("zebra")
        assert "nothing of that name here" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, Palette), "there is nothing to do"
        await person.keys("escape")
        assert app.screen.PLACE == "controls"


@pytest.mark.slow
async def test_the_desk_is_asked_once(bought: GrcdeskApp, drive, monkeypatch) -> None:
    async with drive(bought) as person:
        asked = []
        assert bought.desk is not None
        find = bought.desk.records.find
        monkeypatch.setattr(bought.desk.records, "find", lambda: asked.append(1) or find())
        await person.keys("colon")
        await person.type("northlight")
        assert bought.screen.query_one(Input).value == "northlight"
        assert asked == [1]


@pytest.mark.parametrize("place", PLACES)
def test_every_line_of_the_palette_stands_alone(place: str) -> None:
    """It begins with a verb, says what it does it to, and is said once."""
    titles = [action.title for action in offered(place)]
    assert [one for one in titles if len(one.split()) < 2 or not one[0].isupper()] == []
    assert sorted({one for one in titles if titles.count(one) > 1}) == []


def lines(person) -> list[str]:
    return [one.strip(" │") for one in person.text.splitlines()]
