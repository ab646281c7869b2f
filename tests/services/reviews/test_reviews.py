"""Campaigns through the services: refused for exactly the right reasons, repaired step by step, signed, frozen."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.store import vault
from grcdesk.store.work import watch_queries
from grcdesk.terms import SlotState
from grcdesk.terms.reviews import CampaignState, Decision, ReviewSplit, Verified
from helpers import review_story as story

KEEP = Ruling(Decision.KEEP, "Lin Chen")
PULLED = ListFacts("2026-06-30", "all users", expected=41)
S = story.SYSTEM


@pytest.fixture
def files(tmp_path):
    return story.files(tmp_path)


@pytest.fixture
def opened(desk):
    """A campaign of the second quarter, without lists."""
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Lin Chen"}))
    return desk


@pytest.fixture
def told(opened, files):
    """The campaign of 41 accounts, with everything wrong in it."""
    opened.accounts.load("AR-1", S, files["population"], PULLED)
    opened.accounts.decide_file("AR-1", files["decisions"])
    opened.accounts.prove("AR-1", S, files["later"], ListFacts("2026-07-21"))
    return opened


def small(tmp_path, *rows, header="account_id,email,display_name,role,last_login,status", name="small.csv"):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


# the whole story


def test_it_is_refused_for_exactly_these_reasons(told):
    found = told.reviews.check("AR-1")
    assert (found.missing, found.undecided) == ((story.MISSING,), (story.UNDECIDED,))
    assert found.self_reviewed == story.SELF
    assert found.unauthorised == (), "a self-review is one fault, not two"
    assert (found.unproven, found.still_present) == ((), (story.STILL,))
    assert [(one.account, one.business_days) for one in found.late] == [(story.LATE, 12)]
    assert found.decisions == {"keep": 37, "revoke": 2, "modify": 0, "undecided": 1}
    assert not found.signable
    with pytest.raises(Refused) as refused:
        told.reviews.sign("AR-1", role="GRC lead")
    assert len(refused.value.reasons) == len(found.blocking) == 7
    assert told.reviews.list()[0].state is CampaignState.IN_REVIEW
    assert told.reviews.list()[0].tally.blocking == (
        (1, "missing from the rows"), (1, "undecided"), (4, "self-reviewed"), (1, "still present"),
    )  # fmt: skip


def test_it_is_repaired_step_by_step_signed_and_proves_its_slot(told, files):
    told.accounts.decide("AR-1", [story.MISSING, story.UNDECIDED, *story.SELF], KEEP)
    found = told.reviews.check("AR-1")
    assert (found.blocking[0].kind, len(found.blocking)) == ("still_present", 1)
    assert found.state is CampaignState.REMOVALS
    told.accounts.prove("AR-1", S, files["last"], ListFacts("2026-07-24"))
    assert told.reviews.check("AR-1").state is CampaignState.READY_TO_SIGN
    done = told.reviews.sign("AR-1", name="Mara Roy", role="GRC lead", on=date(2026, 7, 25))
    assert "41 accounts, 1 late removal" in done.sentence
    detail = told.reviews.show("2026q2")
    sign = detail.sign_offs[0]
    assert (detail.state, sign.keep, sign.revoke, sign.rows) == (CampaignState.SIGNED, 39, 2, 41)
    assert sign.exceptions[0].startswith(f"{story.LATE}: removed after 12 business days, 5 allowed")
    proof = told.evidence.show(sign.evidence).row
    assert (proof.sha256, proof.controls, proof.performed_on) == (sign.sha256, ("AI-SEC-05",), date(2026, 7, 25))
    frozen = vault.blob(told.paths, sign.sha256).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in frozen[1:]]
    assert len(rows) == 41
    assert next(row for row in rows if row["account"] == "u03")["person"] == story.FORMULA
    slots = {slot.slot: slot for row in told.coverage.board() if row.id == "AI-SEC-05" for slot in row.slots}
    assert slots["2026Q2"].state is not SlotState.GAP
    assert slots["2026Q2"].evidence == (sign.evidence,)
    assert told.log.verify().broken == ()


def test_signed_rows_are_frozen_for_everybody_and_reopening_is_told(told, files):
    told.accounts.decide("AR-1", [story.MISSING, story.UNDECIDED, *story.SELF], KEEP)
    told.accounts.prove("AR-1", S, files["last"], ListFacts("2026-07-24"))
    told.reviews.sign("AR-1", role="GRC lead")
    for change in (
        lambda: told.accounts.decide("AR-1", ["u01"], KEEP),
        lambda: told.accounts.load("AR-1", S, files["later"], PULLED),
        lambda: told.accounts.prove("AR-1", S, files["later"], ListFacts("2026-08-01")),
        lambda: told.reviews.assign("AR-1", S, owner="x"),
        lambda: told.reviews.drop("AR-1"),
        lambda: told.reviews.sign("AR-1", role="again"),
        told.log.undo,
    ):
        with pytest.raises(Refused):
            change()
    with closing(sqlite3.connect(told.paths.database)) as connection:
        for statement in (
            "UPDATE account SET decision = 'keep'",
            "DELETE FROM account",
            "INSERT INTO account SELECT * FROM account LIMIT 1",
            "UPDATE account_list SET query = ''",
            "DELETE FROM sign_off",
            "UPDATE sign_off SET sha256 = ''",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
    with pytest.raises(Refused, match="needs a reason"):
        told.reviews.reopen("AR-1", reason=" ")
    told.reviews.reopen("AR-1", reason="a system was left out")
    detail = told.reviews.show("AR-1")
    assert detail.state is CampaignState.REOPENED
    assert detail.sign_offs[0].reopen_reason == "a system was left out"
    assert told.evidence.show(detail.sign_offs[0].evidence).row.rejected
    assert [entry for entry in told.log.list() if entry.action == "review.reopen"]
    with pytest.raises(Refused, match="signed once"):
        told.reviews.drop("AR-1")
    told.reviews.sign("AR-1", role="GRC lead")
    assert len(told.reviews.show("AR-1").sign_offs) == 2
    assert told.log.verify().broken == ()


@pytest.fixture
def first_day(opened, tmp_path):
    """The campaign of the second quarter, all done on the first day of it: one kept, one removed the same day."""
    first = date(2026, 4, 1)
    people = small(tmp_path, "ada,ada@acme.example,Ada,writer,,", "bob,bob@acme.example,Bob,writer,,")
    opened.accounts.load("AR-1", S, people, ListFacts("2026-04-01T08:00", expected=2))
    opened.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "Lin Chen", first))
    opened.accounts.decide("AR-1", ["bob"], Ruling(Decision.REVOKE, "Lin Chen", first, "left", done_on=first))
    later = small(tmp_path, "ada,ada@acme.example,Ada,writer,,", name="later.csv")
    opened.accounts.prove("AR-1", S, later, ListFacts("2026-04-01T16:00"))
    return opened


def test_a_removal_is_proven_by_a_list_of_the_day_it_was_decided_and_done(first_day):
    found = first_day.reviews.check("AR-1")
    assert (found.signable, found.unproven, found.late) == (True, (), ())
    shown = {row.account: row.verified for row in first_day.accounts.rows(first_day.accounts.keys("AR-1"))}
    assert shown == {"ada": None, "bob": Verified.GONE}, "a later list proves removals alone"


def test_a_removal_done_after_the_list_was_made_is_not_proven_by_it(first_day):
    first_day.accounts.decide("AR-1", ["bob"], Ruling(Decision.REVOKE, ticket="OPS-1", done_on=date(2026, 4, 2)))
    assert first_day.reviews.check("AR-1").unproven == ("bob",)
    with pytest.raises(Refused, match="cannot be signed: 1 reason"):
        first_day.reviews.sign("AR-1", role="GRC lead")


def test_a_sign_off_on_the_first_day_of_its_slot_counts_and_the_day_before_does_not(first_day):
    with pytest.raises(Refused) as refused:
        first_day.reviews.sign("AR-1", role="GRC lead", on=date(2026, 3, 31))
    assert refused.value.reasons == ("2026-03-31 lies before 2026Q2 begins",)
    first_day.reviews.sign("AR-1", role="GRC lead", on=date(2026, 4, 1))
    sign = first_day.reviews.show("AR-1").sign_offs[0]
    assert (sign.signed_on, sign.exceptions) == (date(2026, 4, 1), ())
    frozen = [json.loads(line) for line in vault.blob(first_day.paths, sign.sha256).read_text().splitlines()[1:]]
    assert {row["account"]: row["proof"] for row in frozen} == {"ada": "", "bob": "AL-2"}
    proof = first_day.evidence.show(sign.evidence).row
    assert (proof.for_slot, proof.performed_on) == ("2026Q2", date(2026, 4, 1))
    assert (proof.period_from, proof.period_to) == (date(2026, 4, 1), date(2026, 6, 30))
    slots = {slot.slot: slot for row in first_day.coverage.board() if row.id == "AI-SEC-05" for slot in row.slots}
    assert (slots["2026Q2"].state, slots["2026Q2"].performed_on) == (SlotState.COVERED, date(2026, 4, 1))


def test_what_is_noted_against_the_lists_stands_in_the_sign_off(first_day):
    first_day.reviews.assign("AR-1", S, owner="")
    first_day.reviews.sign("AR-1", role="GRC lead")
    (told,) = first_day.reviews.show("AR-1").sign_offs[0].exceptions
    assert told == f"{S} has no owner: who may decide on it is not checked"


def test_a_sign_off_is_of_today_at_the_latest_and_in_a_role(first_day):
    with pytest.raises(Refused) as refused:
        first_day.reviews.sign("AR-1", role=" ", on=date(2026, 11, 22))
    assert refused.value.reasons == ("the signing person's role is not given", "2026-11-22 is still to come")
    first_day.reviews.sign("AR-1", role="GRC lead", on=date(2026, 11, 21))
    assert first_day.reviews.show("AR-1").sign_offs[0].signed_on == date(2026, 11, 21)


def test_each_sign_off_tells_when_and_why_it_was_opened_again(first_day, fake_clock):
    for number in (1, 2):
        first_day.reviews.sign("AR-1", role="GRC lead")
        fake_clock.advance(days=1)
        first_day.reviews.reopen("AR-1", reason=f"reason {number}")
    told = {one.id: (one.reopened_on, one.reopen_reason) for one in first_day.reviews.show("AR-1").sign_offs}
    assert told == {
        "AR-1/1": (date(2026, 11, 22), "reason 1"), "AR-1/2": (date(2026, 11, 23), "reason 2"),
    }  # fmt: skip


@pytest.mark.parametrize(("done", "late"), [(date(2026, 4, 8), []), (date(2026, 4, 9), [("bob", 6)])])
def test_a_removal_is_late_after_the_fifth_business_day(first_day, tmp_path, done, late):
    first_day.accounts.decide("AR-1", ["bob"], Ruling(Decision.REVOKE, ticket="OPS-1", done_on=done))
    first_day.accounts.prove("AR-1", S, small(tmp_path, "ada,,Ada,writer,,", name="last.csv"), ListFacts("2026-04-20"))
    assert [(one.account, one.business_days) for one in first_day.reviews.check("AR-1").late] == late


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
    assert done.warnings == ("no owner yet for Logs: reviews assign",)
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
    again = small(tmp_path, "u01,u01@acme.example,User 1,admin,2026-06-20,active", "new,,New,,,")
    done = opened.accounts.load("AR-1", S, again, ListFacts("2026-07-01", expected=3))
    assert "1 new" in done.sentence
    assert "40 gone" in done.sentence
    rows = {row.account: row for row in opened.accounts.rows(opened.accounts.keys("AR-1"))}
    assert (rows["u01"].decision, rows["u01"].admin, rows["new"].decision) == (Decision.KEEP, True, None)
    assert "DOES NOT AGREE" in opened.reviews.show("AR-1").systems[0].population.completeness
    with pytest.raises(Refused, match="decided account"):
        opened.accounts.load("AR-1", S, small(tmp_path, "new,,,,,"), ListFacts("2026-07-02"))
    with pytest.raises(Refused, match="still to come"):
        opened.accounts.load("AR-1", S, again, ListFacts("2027-01-01"))


def test_a_column_map_is_asked_once_and_remembered_for_the_system(opened, tmp_path):
    odd = small(tmp_path, "k1;lesen", header="Kennung;Rechte")
    with pytest.raises(BadInput):
        opened.accounts.load("AR-1", S, odd, ListFacts("2026-06-30"))
    told = {"account": "Kennung", "role": "Rechte"}
    opened.accounts.load("AR-1", S, odd, ListFacts("2026-06-30", columns=told, zone="Europe/Berlin"))
    later = small(tmp_path, "k1;lesen", "k2;alles", header="Kennung;Rechte")
    done = opened.accounts.load("AR-1", S, later, ListFacts("2026-06-30T10:00"))
    assert "2 accounts" in done.sentence
    assert opened.reviews.show("AR-1").systems[0].population.pulled_at == "2026-06-30T08:00:00.000Z"


def test_a_dry_run_reads_and_changes_nothing(opened, files):
    done = opened.accounts.load("AR-1", S, files["population"], PULLED, dry_run=True)
    assert (done.dry_run, opened.reviews.show("AR-1").tally.accounts) == (True, 0)


def test_the_roster_and_the_review_before_tell_what_stands_out(desk, tmp_path):
    for slot, role in (("2026Q1", "reader"), ("2026Q2", "admin")):
        desk.reviews.open(CampaignPlan(slot, (S,), dormant_days=30))
        rows = [f"lin,lin@acme.example,Lin,{role},2026-03-01,active", "ghost,g@acme.example,G,x,2026-06-29,active"]
        rows += (
            ["gone,gone@acme.example,Gone,x,2026-06-29,active"] if slot == "2026Q1" else ["new,n@acme.example,N,x,,"]
        )
        desk.accounts.load(slot, S, small(tmp_path, *rows), ListFacts("2026-06-30"))
    people = small(
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


# deciding


@pytest.fixture
def few(opened, tmp_path):
    """Four accounts: an ordinary one, an admin, my own, a service."""
    opened.accounts.load(
        "AR-1", S,
        small(tmp_path, "ada,ada@acme.example,Ada,writer,,", "boss,b@acme.example,B,admin,,",
              "dreyes,dana@acme.example,Dana Reyes,writer,,", "svc,,Chat,service role,,"),
        ListFacts("2026-06-30"),
    )  # fmt: skip
    return opened


def test_a_reason_is_needed_but_for_an_ordinary_account(few):
    assert few.accounts.decide("AR-1", ["ada"], KEEP).batch
    with pytest.raises(Refused) as refused:
        few.accounts.decide("AR-1", ["boss", "svc"], KEEP)
    assert refused.value.reasons == (f"{S}/boss: keeping an admin needs a reason",)
    with pytest.raises(Refused):
        few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, "Lin Chen"))
    with pytest.raises(Refused) as refused:
        few.accounts.decide("AR-1", ["ada"], Ruling(Decision.MODIFY, "Lin Chen", date(2026, 11, 22), "to reader"))
    assert refused.value.reasons == (f"{S}/ada: decided on 2026-11-22, which is still to come",)
    few.accounts.decide("AR-1", ["boss"], Ruling(Decision.KEEP, "Lin Chen", reason="runs the gateway"))
    assert few.accounts.decide("AR-1", ["ada"], KEEP).batch == "", "said already"


def test_nobody_decides_on_himself_here_and_elsewhere_it_is_recorded_and_bars(few):
    with pytest.raises(Refused, match="nobody decides on himself"):
        few.accounts.decide("AR-1", ["ada", "dreyes"], Ruling(Decision.KEEP))
    done = few.accounts.decide("AR-1", ["dreyes"], Ruling(Decision.KEEP, "DANA@acme.example", date(2026, 7, 1)))
    assert "self-review" in done.warnings[0]
    assert few.reviews.check("AR-1").self_reviewed == ("dreyes",)
    few.accounts.decide("AR-1", ["dreyes"], Ruling(None))
    assert not account(few, "dreyes").self_review, "what is open again, nobody has decided"


def test_only_owner_and_delegate_decide_and_a_new_owner_mends_it(few):
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "Max Roy"))
    assert few.reviews.check("AR-1").unauthorised == ("ada",)
    few.reviews.assign("AR-1", S, delegate="max roy")
    assert few.reviews.check("AR-1").unauthorised == ()
    few.reviews.assign("AR-1", S, owner="", delegate="")
    found = few.reviews.check("AR-1")
    assert found.unauthorised == ()
    assert any("has no owner" in note for note in found.notes)


def test_a_removal_gets_ticket_and_day_without_a_new_reviewer(few):
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 1), "left"))
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, ticket="OPS-1", done_on=date(2026, 7, 2)))
    row = few.accounts.rows(few.accounts.keys("AR-1", "ada"))[0]
    assert (row.reviewer, row.decided_on, row.ticket, row.done_on, row.reason) == (
        "Lin Chen", date(2026, 7, 1), "OPS-1", date(2026, 7, 2), "left",
    )  # fmt: skip
    few.accounts.decide("AR-1", ["ada"], Ruling(None))
    assert few.accounts.rows(few.accounts.keys("AR-1", "ada"))[0].decision is None
    few.log.undo()
    assert few.accounts.rows(few.accounts.keys("AR-1", "ada"))[0].ticket == "OPS-1"


def account(desk, name: str):
    return desk.accounts.rows(desk.accounts.keys("AR-1", name))[0]


def test_what_was_noted_of_a_removal_stays_with_it_and_goes_with_another_decision(few):
    first = Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 1), "left", "OPS-1", date(2026, 7, 2))
    few.accounts.decide("AR-1", ["ada"], first)
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, ticket="OPS-2"))
    row = account(few, "ada")
    assert (row.reason, row.ticket, row.done_on) == ("left", "OPS-2", date(2026, 7, 2))
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "Lin Chen", date(2026, 7, 3)))
    row = account(few, "ada")
    assert (row.reason, row.ticket, row.done_on, row.decided_on) == ("", "", None, date(2026, 7, 3))


def test_a_removal_with_a_new_day_is_a_new_decision(few):
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 1), "left"))
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, on=date(2026, 7, 5), ticket="OPS-1"))
    row = account(few, "ada")
    assert (row.reviewer, row.decided_on, row.reason) == ("Dana Reyes", date(2026, 7, 5), "left")


def test_what_was_decided_elsewhere_has_no_pace(few):
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "Lin Chen", date(2026, 7, 1)))
    assert few.reviews.show("AR-1").pace == ()
    few.accounts.decide("AR-1", ["svc"], Ruling(Decision.KEEP, "Lin Chen", date(2026, 11, 21)))
    assert [one.rows for one in few.reviews.show("AR-1").pace] == [1]


def test_list_decision_and_proof_may_be_of_one_day(few, tmp_path):
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 6, 30), "left"))
    few.accounts.prove("AR-1", S, small(tmp_path, "boss,,B,admin,,", name="same.csv"), ListFacts("2026-06-30"))
    assert account(few, "ada").verified is Verified.GONE


def test_a_proof_shows_role_changes_and_what_is_still_there(few, tmp_path):
    few.accounts.decide("AR-1", ["boss"], Ruling(Decision.MODIFY, "Lin Chen", date(2026, 7, 1), "to writer"))
    few.accounts.decide("AR-1", ["ada", "svc"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 1), "left"))
    with pytest.raises(Refused, match="proves nothing"):
        few.accounts.prove("AR-1", S, small(tmp_path, "x,,,,,"), ListFacts("2026-06-29"))
    later = small(tmp_path, "ADA,ada@acme.example,Ada,writer,,disabled", "boss,,B,writer,,", "svc,,Chat,service role,,")
    done = few.accounts.prove("AR-1", S, later, ListFacts("2026-07-10"))
    assert done.sentence == f"{S}: 2 of 3 removals proven (1 disabled, 1 changed, 1 still present)"
    assert "still present: svc" in done.warnings
    shown = {row.account: row.verified for row in few.accounts.rows(few.accounts.keys("AR-1"))}
    assert shown == {
        "ada": Verified.DISABLED, "boss": Verified.CHANGED, "svc": Verified.STILL_PRESENT, "dreyes": None,
    }  # fmt: skip
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 11), "left, again"))
    assert few.reviews.check("AR-1").unproven == ("ada",), "decided after the list was made"


def test_a_removal_without_a_day_of_its_own_is_done_when_a_list_no_longer_shows_it(few, tmp_path):
    few.accounts.decide("AR-1", ["ada"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 1), "left"))
    few.accounts.prove("AR-1", S, small(tmp_path, "ada,,Ada,writer,,"), ListFacts("2026-07-20"))
    assert few.reviews.check("AR-1").late == (), "it is still there, so nothing was done late"
    few.accounts.prove("AR-1", S, small(tmp_path, "boss,,B,admin,,", name="gone.csv"), ListFacts("2026-07-21"))
    assert [(one.account, one.business_days) for one in few.reviews.check("AR-1").late] == [("ada", 14)]


def test_lists_that_speak_against_what_was_told_are_exceptions(opened, files, tmp_path):
    opened.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30", expected=42))
    opened.accounts.decide_file("AR-1", files["decisions"])
    opened.accounts.prove("AR-1", S, files["later"], ListFacts("2026-07-21"))
    part = small(tmp_path, "u01,,,,,", name="part.csv")
    warned = opened.accounts.prove("AR-1", S, part, ListFacts("2026-07-24")).warnings
    lost = f"{S}: 36 of 37 kept accounts not in AL-3 either: u02, u03"
    assert warned[0].startswith(lost)
    disagrees, kept, early = opened.reviews.check("AR-1").notes
    assert "41 read, DOES NOT AGREE with 42" in disagrees
    assert kept.startswith(lost)
    assert early == f"{S}/{story.STILL}: told done on 2026-07-03, still there in AL-2 of 2026-07-21"


def test_names_that_fit_none_or_several_are_told(few, tmp_path):
    with pytest.raises(NotFound) as missing:
        few.accounts.decide("AR-1", ["adaa"], KEEP)
    assert "'ada'" in missing.value.hint
    few.accounts.decide("AR-1", ["ADA@acme.example"], KEEP)
    few.accounts.decide("AR-1", [f"{S}/svc"], KEEP)
    few.reviews.open(CampaignPlan("2026Q3", (S, "Logs")))
    for system in (S, "Logs"):
        few.accounts.load("AR-2", system, small(tmp_path, "ada,,,,,"), ListFacts("2026-09-30"))
    with pytest.raises(BadInput, match="fits"):
        few.accounts.decide("AR-2", ["ada"], KEEP)
    few.accounts.decide("AR-2", ["ada"], KEEP, system="logs")
    assert few.reviews.check("AR-2").undecided == (f"{S}/ada",)


def test_a_file_is_taken_whole_or_not_at_all(few, tmp_path):
    header = ",".join(story.DECISIONS)
    wrong = small(
        tmp_path, f"ada,{S},Lin Chen,keep,2026-07-01,,,", f"nobody,{S},Lin Chen,keep,2026-07-01,,,",
        f"boss,{S},Lin Chen,perhaps,2026-07-01,,,", f"svc,{S},,keep,2026-07-01,,,", f"dreyes,{S},Lin Chen,keep,soon,,,",
        header=header,
    )  # fmt: skip
    with pytest.raises(BadInput) as refused:
        few.accounts.decide_file("AR-1", wrong)
    assert [reason.partition(":")[0] for reason in refused.value.reasons] == [f"line {n}" for n in (3, 4, 5, 6)]
    assert few.reviews.show("AR-1").tally.decided == 0
    lacking = small(tmp_path, f"boss,{S},Lin Chen,keep,2026-07-01,,,", header=header)
    with pytest.raises(Refused) as lacks:
        few.accounts.decide_file("AR-1", lacking)
    assert "an admin needs a reason" in lacks.value.reasons[0]
    good = small(tmp_path, f"ada,{S},Lin Chen,keep,2026-07-01,,,", f"svc,{S},,,,,,", header=header)
    with pytest.raises(Refused, match="stopped"):
        few.accounts.decide_file("AR-1", good, stop=lambda: True)
    assert few.reviews.show("AR-1").tally.decided == 0
    seen: list[tuple[int, int]] = []
    few.accounts.decide_file("AR-1", good, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 2)]
    found = few.reviews.check("AR-1")
    assert (found.missing, found.undecided) == (("boss", "dreyes"), ("svc",))


def test_managers_decide_when_the_campaign_is_split_so(desk, tmp_path):
    people = small(
        tmp_path, "E1,Ada,ada@acme.example,E2", "E2,Lin Chen,lin@acme.example,", header="employee_id,name,email,manager"
    )
    desk.accounts.roster(people)
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Owner"}, split=ReviewSplit.MANAGER))
    desk.accounts.load("AR-1", S, small(tmp_path, "ada,ada@acme.example,,,,", "x,,,,,"), ListFacts("2026-06-30"))
    rows = {row.account: row.assigned for row in desk.accounts.rows(desk.accounts.keys("AR-1"))}
    assert rows == {"ada": "Lin Chen", "x": "Owner"}
    desk.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "lin@acme.example"))
    desk.accounts.decide("AR-1", ["x"], Ruling(Decision.KEEP, "lin@acme.example", reason="orphan, kept"))
    assert desk.reviews.check("AR-1").unauthorised == ("x",)


# size


def test_no_more_than_a_page_is_kept_at_once_and_the_pace_is_told(opened, files, tmp_path, fake_clock):
    many = small(tmp_path, *(f"m{n:03},,M {n},,," for n in range(120)))
    opened.accounts.load("AR-1", S, many, ListFacts("2026-06-30"))
    keys = opened.accounts.keys("AR-1")
    with pytest.raises(Refused, match="no more than 50"):
        opened.accounts.decide("AR-1", keys[:51], Ruling(Decision.KEEP))
    opened.accounts.decide("AR-1", keys[:50], Ruling(Decision.KEEP))
    fake_clock.advance(minutes=4)
    opened.accounts.decide("AR-1", keys[50:60], Ruling(Decision.KEEP))
    pace = opened.reviews.show("AR-1").pace[0]
    assert (pace.reviewer, pace.rows, pace.minutes, pace.per_minute, pace.largest) == ("Dana Reyes", 60, 4.0, 15.0, 50)


@pytest.mark.parametrize("read", ["list", "show", "check", "keys", "rows"])
def test_queries_do_not_grow_with_the_accounts(opened, tmp_path, read):
    calls = {
        "list": opened.reviews.list,
        "show": lambda: opened.reviews.show("AR-1"),
        "check": lambda: opened.reviews.check("AR-1"),
        "keys": lambda: opened.accounts.keys("AR-1", "is:undecided"),
        "rows": lambda: opened.accounts.rows(opened.accounts.keys("AR-1")),
    }
    sent = []
    for size in (2, 200):
        path = small(tmp_path, *(f"m{n},,,,," for n in range(size)))
        opened.accounts.load("AR-1", S, path, ListFacts("2026-06-30"))
        seen = watch_queries(opened.store)
        calls[read]()
        sent.append(len(seen))
    assert sent[0] == sent[1] < 20
