"""The AI inventory, a feature and the matrix in the terminal app."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Answer, FeatureStatus, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.widgets.table import Table

SCREENS = {
    "features": ("6",),
    "feature_answers": ("enter",),
    "feature_controls": ("l",),
    "feature_parts": ("l",),
    "feature_matrix": ("q", "v"),
}
"""Screens on one walk, each with the keys that lead on to it."""


@pytest.fixture
def stocked(desk_root) -> GrcdeskApp:
    """Two features: one derived and partly decided, one an idea."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    answers = FeatureAnswers(
        "Support reply", purpose="Drafts answers to tickets", data_in="Tickets, names", data_out="Ticket system",
        invoked_by="Support agents", invokers=("staff",), if_wrong="A person checks", owner="Lee Chen",
        personal_data=Answer.YES, customer_data=Answer.YES, user_facing=Answer.NO, automated_decision=Answer.NO,
        trains=Answer.NO, home_region="EU", status=FeatureStatus.PRODUCTION,
    )  # fmt: skip
    desk.features.add(answers, models=[ModelFacts("claude", "Anthropic", plan="enterprise", region="US")])
    desk.features.add_prompt("AIF-1", "system", version="14", version_source="prompts/reply.md")
    desk.features.add(FeatureAnswers("Churn forecast", status=FeatureStatus.IDEA))
    desk.features.derive(["AIF-1"])
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.mark.slow
async def test_screens_read_as_kept(stocked, walk):
    await walk(stocked, SCREENS.items())


@pytest.mark.slow
async def test_a_feature_is_written_down_answered_derived_and_confirmed(app, drive):
    async with drive(app) as person:
        await person.keys("6")
        assert "No AI features yet" in person.text
        await person.keys("a")
        await person.fill(
            name="Code helper", purpose="Suggests code", data_in="Source", data_out="Editor", invoked_by="Developers",
            relies_on="Our own model", if_wrong="A review finds it",
        )  # fmt: skip
        await person.keys("enter", "e", "2")
        await person.fill(
            personal_data="no",
            customer_data="n",
            user_facing="no",
            automated_decision="no",
            trains="no",
            invokers="staff",
        )
        await person.keys("a")
        await person.fill(model="tiny-7b")
        await person.keys("m", "c", "c")
        assert any("confirmed" in told for told in person.told), person.told
        found = app.desk.features.show("AIF-1")
        assert found.derivation == "confirmed"


@pytest.mark.slow
async def test_what_open_controls_wait_for_is_named_and_has_its_form(app, drive):
    async with drive(app, (120, 40)) as person:
        await person.keys("6", "a")
        await person.fill(
            name="Code helper", purpose="Suggests code", data_in="Source", data_out="Editor", invoked_by="Developers",
            relies_on="Our own model", if_wrong="A review finds it",
        )  # fmt: skip
        await person.keys("enter", "m")
        assert any("e (edit) and a (model); L (lacking) lists them" in told for told in person.told), person.told
        await person.keys("L")
        for part, asks in (("personal_data", "personal_data"), ("model", "model"), ("home_region", "home_region")):
            key = next(key for key, row in app.screen.rows.items() if row.part == part)
            app.screen.query_one(Table).go_to(key)
            await person.keys("enter")
            assert isinstance(app.screen, Form)
            assert app.focused.id == f"field-{asks}"
            await person.keys("escape")


@pytest.mark.slow
async def test_one_control_is_decided_with_a_reason(stocked, drive):
    async with drive(stocked) as person:
        await person.keys("6", "v", "s")
        await person.fill(decision="not_applicable")
        assert "needs a reason" in person.told[-1]
        await person.keys("t")
        await person.fill(decision="not_applicable", reason="Keys are held by the gateway")
        one = stocked.desk.features.matrix()[0]
        assert (one.decided, one.decided_reason) == ("not_applicable", "Keys are held by the gateway")


@pytest.mark.slow
async def test_parts_and_cards_are_kept_and_dropped(stocked, drive):
    async with drive(stocked) as person:
        await person.keys("6", "enter", "p")
        await person.fill(name="rewrite", version="2")
        await person.keys("b")
        await person.fill(limits="Invents sources")
        assert [row.name for row in stocked.desk.features.show("AIF-1").prompts] == ["system", "rewrite"]
        await person.keys("l", "l", "s")
        assert stocked.desk.features.show("AIF-1").models == ()
        await person.do("features.cards_all")
        assert "MC-1" in person.text
        await person.keys("escape")
        await person.do("features.derive_all")
        assert any("2 features" in told for told in person.told)


@pytest.mark.slow
async def test_a_file_is_read_previewed_and_brought(stocked, drive, tmp_path):
    file = tmp_path / "f.yaml"
    file.write_text("features:\n  - {name: Claim triage}\n")
    async with drive(stocked) as person:
        await person.keys("6", "i")
        await person.fill(file=str(file))
        assert "1 added" in person.text
        await person.keys("y")
        assert stocked.desk.features.show("Claim triage").id == "AIF-3"
        await person.do("exports.mlbom")
        await person.keys("enter")
        assert list(stocked.desk.paths.exports.glob("*_mlbom.cdx.json"))
        await person.do("exports.oscal")
        await person.fill(model="components")
        assert list(stocked.desk.paths.exports.glob("*_components.oscal.json"))


@pytest.mark.parametrize("given", ["catalogar", "??", "-"])
async def test_what_is_no_part_of_oscal_is_refused_in_the_form(stocked, drive, given) -> None:
    async with drive(stocked) as person:
        await person.do("exports.oscal")
        await person.fill(model=given)
        assert isinstance(stocked.screen, Form), "what was typed is not lost"
        assert stocked.screen.query_one(".dialog-wrong").plain.startswith(("model", "What is needed"))
