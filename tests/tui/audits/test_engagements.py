"""Engagements in the terminal app: the list, one of them, and the tabs over the lists of an audit."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementChange, EngagementPlan
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Answer, FeatureStatus, Via
from grcdesk.terms.audits import EngagementKind, Phase, PlanName
from grcdesk.tui.actions.audits import TABS
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.audits.strip import TabStrip
from grcdesk.tui.widgets.table import Table

SCREENS = {
    "audits": ("7",),
    "engagement_facts": ("j", "enter"),
    "engagement_phase": ("l",),
    "engagement_plan": ("l",),
    "engagement_exposure": ("l",),
    "engagement_finding": ("j", "j", "j", "enter"),
}
"""Screens on one walk, each with the keys that lead on to it."""


@pytest.fixture
def two(desk_root) -> GrcdeskApp:
    """The first engagement, and a current one that follows a plan."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.scope.add_system("Gateway")
    answers = FeatureAnswers(
        "Support reply", purpose="Drafts answers", data_in="Tickets", data_out="Ticket system", invoked_by="Agents",
        if_wrong="A person checks", customer_data=Answer.YES, trains=Answer.NO, stores=("prompt log",),
        status=FeatureStatus.PRODUCTION,
    )  # fmt: skip
    desk.features.add(answers, models=[ModelFacts("claude", "Anthropic", plan="enterprise", region="US")])
    period = Period(date(2026, 7, 1), date(2027, 6, 30))
    plan = EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2, period=period, follows="ENG-1")
    desk.audits.new(plan)
    desk.audits.set("", EngagementChange(firm="Marlow & Finch", lead="Lin Chen", report_due=date(2027, 8, 31)))
    desk.standing.follow(PlanName.SHORT_LIST, date(2026, 11, 2))
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.mark.slow
async def test_screens_read_as_kept(two, walk):
    await walk(two, SCREENS.items())


@pytest.mark.slow
async def test_an_engagement_is_made_set_moved_planned_and_closed(app, drive):
    async with drive(app) as person:
        await person.keys("7", "a")
        await person.fill(name="Type I", kind="soc2-type1", period="2026-09-30", firm="Marlow", categories="S, C")
        desk = app.desk
        assert desk is not None
        row = desk.audits.show().row
        assert (row.id, row.kind, str(row.period)) == ("ENG-2", EngagementKind.SOC2_TYPE1, "2026-09-30..2026-09-30")
        assert app.screen.query_one(Table).go_to("ENG-2")
        await person.keys("e")
        await person.fill(parameters="max_key_age=60; min_score=0.9", report="2026-12-01")
        assert desk.audits.show().row.parameters == ("max_key_age=60", "min_score=0.9")
        await person.keys("e")
        await person.fill(parameters="min_score")
        assert "is no NAME=VALUE" in person.text
        await person.fill(parameters="min_score=0.8")
        assert desk.audits.show().row.parameters == ("min_score=0.8",)
        await person.keys("v")
        assert app.screen.PLACE == "walkthroughs"
        await person.keys("escape", "s", "enter")
        assert "cannot leave scoping" in person.text
        await person.keys("escape", "s")
        await person.fill(phase="gap", reason="the firm waits")
        assert desk.standing.phase().phase is Phase.GAP
        await person.keys("p")
        await person.fill(plan="short", start="2026-11-02")
        assert desk.standing.plan().plan is PlanName.SHORT_LIST
        await person.keys("p")
        await person.fill(plan="none")
        assert desk.standing.plan().plan is None
        await person.keys("n")
        await person.fill(name="Type I again", period="2027-09-30")
        assert desk.audits.show().row.follows == "ENG-2"
        await person.keys("z")  # the cursor went to the one that was made
        await person.fill(reason="not wanted")
        assert (desk.audits.show("ENG-3").row.closed, desk.audits.show("ENG-2").row.closed) == (True, False)
        await person.keys("z")
        assert not desk.audits.show("ENG-3").row.closed


@pytest.mark.slow
async def test_every_screen_is_about_the_engagement_chosen(two, drive):
    async with drive(two) as person:
        assert "SOC 2 2027" in person.text
        assert "day 144 of 365" in person.text
        await person.keys("2", "7", "g", "c")
        assert two.desk is not None
        assert two.desk.audits.show().row.id == "ENG-1"
        await person.keys("1")
        assert "SOC 2 Type II 2026" in person.text
        assert "day 325 of 365" in person.text


@pytest.mark.slow
async def test_a_lack_is_a_door_to_where_it_is_mended(two, drive):
    async with drive(two) as person:
        await person.do("audits.phase")
        assert two.screen.query_one("#phase", Table).go_to("exit/confirmed")
        await person.keys("enter")
        assert "AI features  1" in person.text
        await person.do("audits.phase")
        assert two.screen.query_one("#phase", Table).go_to("exit/firm")
        await person.keys("m")
        assert "Parameters" in person.text
        await person.keys("escape")
        await person.do("audits.exposure")
        await person.keys("j", "j", "m")
        assert "AI features  1" in person.text
        await person.do("audits.plan")
        await person.keys("j", "enter")
        assert "Agreements with model providers read to the end" in person.text
        await person.keys("escape", "m")
        assert "Vendors  0" in person.text


@pytest.mark.slow
async def test_lists_are_about_the_current_engagement_alone(two, drive):
    async with drive(two) as person:
        await person.keys("7", "g", "enter", "m")
        assert "first put the cursor" in person.told[-1]
        await person.keys("l", "j", "enter")
        assert "c makes ENG-1 that" in person.told[-1]


@pytest.mark.slow
async def test_the_lists_are_written_as_a_workbook(two, drive, tmp_path):
    async with drive(two) as person:
        await person.do("exports.audit")
        await person.fill(path=str(tmp_path / "audit.xlsx"))
        assert (tmp_path / "audit.xlsx").stat().st_size > 0
        assert "audit.xlsx written" in person.told[-1]


@pytest.mark.slow
async def test_a_task_that_is_due_opens_the_plan(two, drive):
    async with drive(two) as person:
        await person.keys("d", "/")
        await person.type("kind:audit_task")
        await person.keys("enter", "enter")
        assert "[Plan" in person.text


class TestStrip:
    """One line at every width, whichever lists are there."""

    @staticmethod
    def drawn(app: GrcdeskApp, width: int) -> str:
        shown = TabStrip("tests", tuple(TABS))
        shown._about = app.screen.query_one(TabStrip)._about
        return shown.fitted(width).plain

    @pytest.mark.slow
    async def test_whole_names_fit_80_columns_and_short_ones_60(self, two, drive):
        async with drive(two) as person:
            await person.keys("7")
            assert two.screen.query_one(TabStrip)._about.plain == "SOC 2 2027  day 144 of 365"
            assert "[Tests]" in self.drawn(two, 78)
            assert "Populations" in self.drawn(two, 78)
            assert "[Tst]" in self.drawn(two, 58)
            assert "day 144 of 365" in self.drawn(two, 118)
            for width in (38, 58, 78, 118, 198):
                assert len(self.drawn(two, width)) <= width

    @pytest.mark.slow
    async def test_steps_go_round_the_lists_that_are_there(self, two, drive):
        async with drive(two) as person:
            await person.keys("7")
            start = two.screen
            seen = []
            for _ in start._tabs():
                seen.append(two.screen.PLACE)
                await person.keys("right")
            assert seen == list(start._tabs())
            assert two.screen is start
            await person.keys("left")
            assert start._tabs()[-1] == two.screen.PLACE
            assert len(two.screen_stack) <= 2
