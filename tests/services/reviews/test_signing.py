"""Signing a campaign: refused for exactly the right reasons, repaired step by step, signed, frozen."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select

from grcdesk.errors import Refused
from grcdesk.models.reviews import KeptFile
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.reviews import ListFacts, Ruling
from grcdesk.services.reviews import lines
from grcdesk.store import vault
from grcdesk.terms import SlotState, Verb
from grcdesk.terms.reviews import CampaignState, Decision, NamedWhen, SignVerdict, Verified
from helpers import review_story as story

KEEP = Ruling(Decision.KEEP, "Lin Chen")
PULLED = ListFacts("2026-06-30", "all users", expected=41)
S = story.SYSTEM


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
    keep = Ruling(Decision.KEEP, "Lin Chen", date(2026, 7, 22))
    told.accounts.decide("AR-1", [story.MISSING, story.UNDECIDED, *story.SELF], keep)
    found = told.reviews.check("AR-1")
    assert (found.blocking[0].kind, len(found.blocking)) == ("still_present", 1)
    assert found.state is CampaignState.REMOVALS
    told.accounts.prove("AR-1", S, files["last"], ListFacts("2026-07-24"))
    assert told.reviews.check("AR-1").state is CampaignState.READY_TO_SIGN
    done = told.reviews.sign("AR-1", name="Mara Roy", role="GRC lead", on=date(2026, 7, 25))
    assert "by Mara Roy on 2026-07-25: 41 accounts, 1 late removal" in done.sentence
    detail = told.reviews.show("2026q2")
    sign = detail.sign_offs[0]
    assert (detail.state, sign.keep, sign.revoke, sign.rows) == (
        CampaignState.SIGNED_WITH_EXCEPTIONS, 39, 2, 41,
    )  # fmt: skip
    assert sign.exceptions[0] == f"{S}/{story.LATE}: removed after 12 business days, 5 allowed"
    proof = told.evidence.show(sign.evidence).row
    assert (proof.controls, proof.performed_on) == (("AI-SEC-05",), date(2026, 7, 25))
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
    people = story.small(tmp_path, "ada,ada@acme.example,Ada,writer,,", "bob,bob@acme.example,Bob,writer,,")
    opened.accounts.load("AR-1", S, people, ListFacts("2026-04-01T08:00", expected=2))
    opened.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "Lin Chen", first))
    opened.accounts.decide("AR-1", ["bob"], Ruling(Decision.REVOKE, "Lin Chen", first, "left", done_on=first))
    later = story.small(tmp_path, "ada,ada@acme.example,Ada,writer,,", name="later.csv")
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
    assert refused.value.reasons[0] == "2026-03-31 lies before 2026Q2 begins"
    assert "2026-03-31 lies before the day a list was drawn, 2026-04-01" in refused.value.reasons
    first_day.reviews.sign("AR-1", role="GRC lead", on=date(2026, 4, 1))
    sign = first_day.reviews.show("AR-1").sign_offs[0]
    assert (sign.signed_on, sign.verdict) == (date(2026, 4, 1), SignVerdict.WITH_EXCEPTIONS)
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
    told = first_day.reviews.show("AR-1").sign_offs[0].exceptions
    assert f"{S}: has no owner: who may decide on it is not checked" in told
    assert f"{S}: of AL-1 is not told: query and who drew it" in told


def test_a_sign_off_is_of_today_at_the_latest_and_in_a_role(first_day):
    with pytest.raises(Refused) as refused:
        first_day.reviews.sign("AR-1", role=" ", on=date(2026, 11, 22))
    assert refused.value.reasons == ("the signing person's role is not given", "2026-11-22 is still to come")
    first_day.reviews.sign("AR-1", role="GRC lead", on=date(2026, 11, 21))
    assert first_day.reviews.show("AR-1").sign_offs[0].signed_on == date(2026, 11, 21)


@pytest.mark.slow
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
    first_day.accounts.prove(
        "AR-1", S, story.small(tmp_path, "ada,,Ada,writer,,", name="last.csv"), ListFacts("2026-04-20")
    )
    assert [(one.account, one.business_days) for one in first_day.reviews.check("AR-1").late] == late


def test_every_account_is_listed_with_what_speaks_against_its_decision(told, files):
    told.reviews.assign("AR-1", S, owner="Max Roy")
    with told.store.read() as session:
        rows, remarks = lines.lines(session, None)
        none, nothing = lines.lines(session, Span(date(2027, 1, 1), date(2027, 3, 31)))
    spoken = {row.account: row.exceptions for row in rows}
    assert (len(rows), none, nothing) == (41, [], [])
    assert spoken[story.SELF[0]] == ("self-review",)
    assert spoken["u01"] == ("unauthorised reviewer",)
    assert spoken[story.MISSING] == ("missing from the rows",)
    assert spoken[story.UNDECIDED] == ("undecided",)
    assert spoken[story.LATE] == ("unauthorised reviewer", "late: 12 business days")
    assert spoken[story.STILL] == ("unauthorised reviewer", "still present")
    assert {one.named for one in remarks} == {NamedWhen.NOT_SIGNED}


def test_lists_of_a_version_that_kept_no_file_are_signed_without_their_evidence(first_day):
    with first_day.store.work(Verb.REVIEW_LOAD) as work:
        for file in work.session.scalars(select(KeptFile)):
            work.session.delete(file)
    first_day.reviews.sign("AR-1", role="GRC lead")
    assert [row.id for row in first_day.evidence.list()] == ["EV-1"], "the facts, and nothing of which no byte is there"
