"""Campaigns and their lists: opened, loaded, told apart."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.terms.reviews import CampaignState, Decision
from helpers import review_story as story

KEEP = Ruling(Decision.KEEP, "Lin Chen")
PULLED = ListFacts("2026-06-30", "all users", expected=41)
S = story.SYSTEM


# opening


def test_a_campaign_is_opened_over_the_systems_in_scope_with_the_people_of_the_one_before(desk):
    desk.scope.add_system("Gateway")
    desk.scope.add_system("Logs")
    desk.reviews.open(CampaignPlan("2026Q1", owners={"Gateway": "Lin Chen"}, delegates={"Gateway": "Ada"}))
    done = desk.reviews.open(CampaignPlan("2026q2"))
    detail = desk.reviews.show("AR-2")
    assert [(one.name, one.owner, one.delegate) for one in detail.systems] == [
        ("Gateway", "Lin Chen", "Ada"), ("Logs", "", ""),
    ]  # fmt: skip
    assert (detail.due, detail.state) == (date(2026, 6, 30), CampaignState.DRAFT)
    assert done.warnings == ("no owner yet for Logs: grcdesk reviews assign",)
    desk.reviews.drop("AR-2")
    assert [row.id for row in desk.reviews.list()] == ["AR-1"]


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (CampaignPlan("2026Q9", (S,)), BadInput),
        (CampaignPlan("2026Q2"), Refused),
        (CampaignPlan("2026Q2", (S,), owners={"x": "y"}), Refused),
        (CampaignPlan("2026Q2", (S,), control="AI-NO-01"), NotFound),
    ],
)
def test_what_no_campaign_can_be_opened_with(desk, plan, error):
    with pytest.raises(error):
        desk.reviews.open(plan)


def test_a_slot_has_one_campaign(opened):
    with pytest.raises(Refused, match="AR-1 already"):
        opened.reviews.open(CampaignPlan("2026Q2", (S,)))


def test_a_campaign_without_lists_says_so(opened):
    found = opened.reviews.check("AR-1")
    assert (found.no_population, found.signable) == ((S,), False)
    assert found.blocking[0].text == "has no list of accounts"


# lists


def test_the_same_list_twice_changes_nothing_and_a_newer_one_follows(opened, files, tmp_path):
    opened.accounts.load("AR-1", S, files["population"], PULLED)
    assert not opened.accounts.load("AR-1", S, files["population"], PULLED).batch
    listed = opened.reviews.show("AR-1").systems[0].population
    assert (listed.rows, listed.accounts, listed.query) == (41, 41, "all users")
    assert listed.completeness == "41 read, agrees with 41 counted by the system"
    opened.accounts.decide("AR-1", ["u01"], KEEP)
    again = story.small(tmp_path, "u01,u01@acme.example,User 1,admin,2026-06-20,active", "new,,New,,,")
    done = opened.accounts.load("AR-1", S, again, ListFacts("2026-07-01", expected=3))
    assert "1 new" in done.sentence
    assert "40 gone" in done.sentence
    rows = {row.account: row for row in opened.accounts.rows(opened.accounts.keys("AR-1"))}
    assert (rows["u01"].decision, rows["u01"].admin, rows["new"].decision) == (Decision.KEEP, True, None)
    assert "DOES NOT AGREE" in opened.reviews.show("AR-1").systems[0].population.completeness
    with pytest.raises(Refused, match="decided account"):
        opened.accounts.load("AR-1", S, story.small(tmp_path, "new,,,,,"), ListFacts("2026-07-02"))
    with pytest.raises(Refused, match="still to come"):
        opened.accounts.load("AR-1", S, again, ListFacts("2027-01-01"))


def test_a_column_map_is_asked_once_and_remembered_for_the_system(opened, tmp_path):
    odd = story.small(tmp_path, "k1;lesen", header="Kennung;Rechte")
    with pytest.raises(BadInput):
        opened.accounts.load("AR-1", S, odd, ListFacts("2026-06-30"))
    told = {"account": "Kennung", "role": "Rechte"}
    opened.accounts.load("AR-1", S, odd, ListFacts("2026-06-30", columns=told, zone="Europe/Berlin"))
    later = story.small(tmp_path, "k1;lesen", "k2;alles", header="Kennung;Rechte")
    done = opened.accounts.load("AR-1", S, later, ListFacts("2026-06-30T10:00"))
    assert "2 accounts" in done.sentence
    assert opened.reviews.show("AR-1").systems[0].population.pulled_at == "2026-06-30T08:00:00.000Z"


def test_a_dry_run_reads_and_changes_nothing(opened, files):
    done = opened.accounts.load("AR-1", S, files["population"], PULLED, dry_run=True)
    assert (done.dry_run, opened.reviews.show("AR-1").tally.accounts) == (True, 0)


@pytest.mark.slow
def test_the_roster_and_the_review_before_tell_what_stands_out(desk, tmp_path):
    for slot, role in (("2026Q1", "reader"), ("2026Q2", "admin")):
        desk.reviews.open(CampaignPlan(slot, (S,), dormant_days=30))
        rows = [f"lin,lin@acme.example,Lin,{role},2026-03-01,active", "ghost,g@acme.example,G,x,2026-06-29,active"]
        rows += (
            ["gone,gone@acme.example,Gone,x,2026-06-29,active"] if slot == "2026Q1" else ["new,n@acme.example,N,x,,"]
        )
        desk.accounts.load(slot, S, story.small(tmp_path, *rows), ListFacts("2026-06-30"))
    people = story.small(
        tmp_path, "E1,Lin,lin@acme.example,2026-05-01", "E2,N,n@acme.example,", header="employee_id,name,email,end_date"
    )
    done = desk.accounts.roster(people)
    assert "2 new" in done.sentence
    rows = {row.account: set(row.flags) for row in desk.accounts.rows(desk.accounts.keys("AR-2"))}
    assert rows == {
        "lin": {"leaver", "dormant", "role_changed", "newly_admin"}, "ghost": {"orphan"}, "new": {"new"},
    }  # fmt: skip
    detail = desk.reviews.show("AR-2")
    assert detail.systems[0].gone == ("gone",)
    assert detail.flags["leaver"] == 1
    assert len(desk.accounts.keys("AR-2", "is:leaver,orphan")) == 2
    assert [key.rpartition("/")[2] for key in desk.accounts.keys("AR-2", "lin sort:-used")] == ["lin"]
    assert "0 new, 0 changed, 2 gone" not in desk.accounts.roster(people).sentence


def test_a_review_of_no_control_began_by_today_and_leaves_out_the_holidays_of_its_file(desk, tmp_path):
    with pytest.raises(Refused, match="cannot have begun on 2026-11-22, which is still to come"):
        desk.reviews.open(CampaignPlan("2026Q4", (S,), started=date(2026, 11, 22)))
    days = tmp_path / "days.txt"
    days.write_text("2026-12-25\n2026-12-24\n", encoding="utf-8")
    desk.reviews.open(CampaignPlan("2026Q4", (S,), control="", holiday_file=days, holidays=(date(2026, 12, 31),)))
    detail = desk.reviews.show("AR-1")
    assert (detail.control, detail.started) == ("", date(2026, 11, 21))
    assert detail.holidays == (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31))


def test_a_review_that_is_not_signed_is_not_opened_again(opened):
    with pytest.raises(Refused, match="AR-1 is not signed"):
        opened.reviews.reopen("AR-1", reason="a system was left out")


def test_names_of_reviews_and_systems_may_be_short_but_fit_one(opened):
    assert opened.reviews.show("ar-1").id == opened.reviews.show("2026q2").id == "AR-1"
    with pytest.raises(NotFound):
        opened.reviews.show("2026Q3")
    opened.reviews.assign("AR-1", "model g", delegate="Ada")
    for name in ("Logs", ""):
        with pytest.raises(NotFound, match="system in AR-1"):
            opened.reviews.assign("AR-1", name, delegate="Ada")


def test_what_an_owner_is_told_to_be_nobody_has_none(desk):
    desk.reviews.open(CampaignPlan("2026Q1", (S,), owners={S: "Lin Chen"}))
    done = desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: ""}))
    assert done.warnings == (f"no owner yet for {S}: grcdesk reviews assign",)
