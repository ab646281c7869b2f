"""Deciding on the accounts of a campaign, and proving what was decided."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.reviews.accounts import AccountsFile
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.services.reviews import account_lists
from grcdesk.terms.reviews import AccountSource, Decision, ReviewException, ReviewSplit, Verified
from helpers import review_story as story
from helpers.queries import watch_queries

KEEP = Ruling(Decision.KEEP, "Lin Chen")
S = story.SYSTEM


# deciding


@pytest.fixture
def few(opened, tmp_path):
    """Four accounts: an ordinary one, an admin, my own, a service."""
    opened.accounts.load(
        "AR-1", S,
        story.small(tmp_path, "ada,ada@acme.example,Ada,writer,,", "boss,b@acme.example,B,admin,,",
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
    with pytest.raises(Refused, match="nobody decides on their own account"):
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
    few.accounts.prove("AR-1", S, story.small(tmp_path, "boss,,B,admin,,", name="same.csv"), ListFacts("2026-06-30"))
    assert account(few, "ada").verified is Verified.GONE


def test_a_proof_shows_role_changes_and_what_is_still_there(few, tmp_path):
    few.accounts.decide("AR-1", ["boss"], Ruling(Decision.MODIFY, "Lin Chen", date(2026, 7, 1), "to writer"))
    few.accounts.decide("AR-1", ["ada", "svc"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 1), "left"))
    with pytest.raises(Refused, match="proves nothing"):
        few.accounts.prove("AR-1", S, story.small(tmp_path, "x,,,,,"), ListFacts("2026-06-29"))
    later = story.small(
        tmp_path, "ADA,ada@acme.example,Ada,writer,,disabled", "boss,,B,writer,,", "svc,,Chat,service role,,"
    )
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
    few.accounts.prove("AR-1", S, story.small(tmp_path, "ada,,Ada,writer,,"), ListFacts("2026-07-20"))
    assert few.reviews.check("AR-1").late == (), "it is still there, so nothing was done late"
    few.accounts.prove("AR-1", S, story.small(tmp_path, "boss,,B,admin,,", name="gone.csv"), ListFacts("2026-07-21"))
    assert [(one.account, one.business_days) for one in few.reviews.check("AR-1").late] == [("ada", 14)]


def test_lists_that_speak_against_what_was_told_are_exceptions(opened, files, tmp_path):
    opened.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30", expected=42))
    opened.accounts.decide_file("AR-1", files["decisions"])
    opened.accounts.prove("AR-1", S, files["later"], ListFacts("2026-07-21"))
    part = story.small(tmp_path, "u01,,,,,", name="part.csv")
    warned = opened.accounts.prove("AR-1", S, part, ListFacts("2026-07-24")).warnings
    lost = "36 of 37 accounts that were to stay are not in it either: u02, u03"
    assert warned[0].startswith(f"AL-3 proves nothing: {lost}")
    assert opened.reviews.check("AR-1").unproven == (story.LATE, story.STILL), "nothing is proven by such a list"
    found = opened.reviews.check("AR-1").exceptions
    told = {kind: [one.line for one in found if one.kind is kind] for kind in ReviewException}
    assert "41 read, DOES NOT AGREE with 42" in told[ReviewException.DISAGREES][0]
    page, kept = told[ReviewException.NOT_WHOLE]
    assert page == f"{S}: AL-1 is a page, not a whole list: 41 of 42 accounts stand in it"
    assert kept.startswith(f"{S}: AL-3: {lost}")
    (early,) = told[ReviewException.TOO_EARLY]
    assert early == f"{S}/{story.STILL}: told done on 2026-07-03, still there in AL-2 of 2026-07-21"


def test_names_that_fit_none_or_several_are_told(few, tmp_path):
    with pytest.raises(NotFound) as missing:
        few.accounts.decide("AR-1", ["adaa"], KEEP)
    assert "'ada'" in missing.value.hint
    few.accounts.decide("AR-1", ["ADA@acme.example"], KEEP)
    few.accounts.decide("AR-1", [f"{S}/svc"], KEEP)
    few.reviews.open(CampaignPlan("2026Q3", (S, "Logs")))
    for system in (S, "Logs"):
        few.accounts.load("AR-2", system, story.small(tmp_path, "ada,,,,,"), ListFacts("2026-09-30"))
    with pytest.raises(BadInput, match="fits"):
        few.accounts.decide("AR-2", ["ada"], KEEP)
    few.accounts.decide("AR-2", ["ada"], KEEP, system="logs")
    assert few.reviews.check("AR-2").undecided == (f"{S}/ada",)


def test_a_file_is_taken_whole_or_not_at_all(few, tmp_path):
    header = ",".join(story.DECISIONS)
    wrong = story.small(
        tmp_path, f"ada,{S},Lin Chen,keep,2026-07-01,,,", f"nobody,{S},Lin Chen,keep,2026-07-01,,,",
        f"boss,{S},Lin Chen,perhaps,2026-07-01,,,", f"svc,{S},,keep,2026-07-01,,,", f"dreyes,{S},Lin Chen,keep,soon,,,",
        header=header,
    )  # fmt: skip
    with pytest.raises(BadInput) as refused:
        few.accounts.decide_file("AR-1", wrong)
    assert [reason.partition(":")[0] for reason in refused.value.reasons] == [f"line {n}" for n in (3, 4, 5, 6)]
    assert few.reviews.show("AR-1").tally.decided == 0
    lacking = story.small(tmp_path, f"boss,{S},Lin Chen,keep,2026-07-01,,,", header=header)
    with pytest.raises(Refused) as lacks:
        few.accounts.decide_file("AR-1", lacking)
    assert "an admin needs a reason" in lacks.value.reasons[0]
    good = story.small(tmp_path, f"ada,{S},Lin Chen,keep,2026-07-01,,,", f"svc,{S},,,,,,", header=header)
    with pytest.raises(Refused, match="stopped"):
        few.accounts.decide_file("AR-1", good, stop=lambda: True)
    assert few.reviews.show("AR-1").tally.decided == 0
    seen: list[tuple[int, int]] = []
    few.accounts.decide_file("AR-1", good, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 2)]
    found = few.reviews.check("AR-1")
    assert (found.missing, found.undecided) == (("boss", "dreyes"), ("svc",))


def test_managers_decide_when_the_campaign_is_split_so(desk, tmp_path):
    people = story.small(
        tmp_path, "E1,Ada,ada@acme.example,E2", "E2,Lin Chen,lin@acme.example,", header="employee_id,name,email,manager"
    )
    desk.accounts.roster(people)
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Owner"}, split=ReviewSplit.MANAGER))
    desk.accounts.load("AR-1", S, story.small(tmp_path, "ada,ada@acme.example,,,,", "x,,,,,"), ListFacts("2026-06-30"))
    rows = {row.account: row.assigned for row in desk.accounts.rows(desk.accounts.keys("AR-1"))}
    assert rows == {"ada": "Lin Chen", "x": "Owner"}
    desk.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "lin@acme.example"))
    desk.accounts.decide("AR-1", ["x"], Ruling(Decision.KEEP, "lin@acme.example", reason="orphan, kept"))
    assert desk.reviews.check("AR-1").unauthorised == ("x",)


# size


def test_no_more_than_a_page_is_kept_at_once_and_the_pace_is_told(opened, files, tmp_path, fake_clock):
    many = story.small(tmp_path, *(f"m{n:03},,M {n},,," for n in range(120)))
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
        path = story.small(tmp_path, *(f"m{n},,,,," for n in range(size)))
        opened.accounts.load("AR-1", S, path, ListFacts("2026-06-30"))
        seen = watch_queries(opened.store)
        calls[read]()
        sent.append(len(seen))
    assert sent[0] == sent[1] < 30


def test_a_long_list_tells_how_far_it_is(opened, tmp_path):
    many = story.small(tmp_path, *(f"m{n:03},,M {n},,," for n in range(600)))
    seen: list[tuple[int, int]] = []
    opened.accounts.load("AR-1", S, many, ListFacts("2026-06-30"), progress=lambda *far: seen.append(far))
    assert seen == [(500, 600)]


def test_of_many_things_that_are_to_be_told_a_screenful_is_named():
    odd = tuple(f"line {n}: {'x' * n} reads as {'y' * n}" for n in range(1, 26))
    read = AccountsFile(AccountSource.TABLE, "", 0, 25, (), (), (), (), odd, ())
    told = account_lists.told(read, ListFacts("2026-06-30"))
    assert "… and 5 rows more; grcdesk reviews show names them all" in told
    assert (odd[19] in told, odd[20] in told) == (True, False)


def test_a_dry_run_of_a_file_of_decisions_keeps_neither_decisions_nor_file(few, tmp_path):
    file = story.small(tmp_path, f"ada,{S},Max Roy,keep,2026-07-01,,,", header=",".join(story.DECISIONS), name="d.csv")
    done = few.accounts.decide_file("AR-1", file, dry_run=True)
    assert (done.dry_run, done.sentence) == (True, "1 decision taken from d.csv, 1 changed")
    assert done.warnings == (f"neither owner nor delegate, it keeps the campaign from being signed: Max Roy on {S}",)
    assert few.reviews.show("AR-1").tally.decided == 0
    assert [one.file_name for one in few.reviews.show("AR-1").files] == ["small.csv"]


def test_a_line_without_a_system_means_the_one_account_it_fits(few, tmp_path):
    header = ",".join(story.DECISIONS)
    few.reviews.open(CampaignPlan("2026Q3", (S, "Logs"), owners={S: "Lin Chen", "Logs": "Lin Chen"}))
    for system, account in ((S, "ada"), ("Logs", "ada"), ("Logs", "bob")):
        path = story.small(tmp_path, *(["ada,,,,,"] if account == "ada" else ["ada,,,,,", "bob,b@acme.example,,,,"]))
        few.accounts.load("AR-2", system, path, ListFacts("2026-09-30"))
    lines = ["ada,,Lin Chen,keep,2026-10-01,,,", "bob,Mail,Lin Chen,keep,2026-10-01,,,", "bob,,Lin Chen,keep,,,,",
             "nobody,,Lin Chen,keep,2026-10-01,,,"]  # fmt: skip
    with pytest.raises(BadInput) as refused:
        few.accounts.decide_file("AR-2", story.small(tmp_path, *lines, header=header, name="d.csv"))
    assert refused.value.reasons == (
        f"line 2: 'ada' fits {S}/ada and Logs/ada",
        "line 3: no system 'Mail' in this review",
        "line 4: bob: a decision without its day (decided_on)",
        "line 5: no account 'nobody'",
    )
    twice = ["b@acme.example,,Lin Chen,keep,2026-10-01,,,", "bob,Logs,Lin Chen,keep,2026-10-01,,,"]
    with pytest.raises(BadInput) as refused:
        few.accounts.decide_file("AR-2", story.small(tmp_path, *twice, header=header, name="d.csv"))
    assert refused.value.reasons == ("Logs/bob stands there more than once",)
    few.accounts.decide_file("AR-2", story.small(tmp_path, twice[0], header=header, name="d.csv"))
    assert few.reviews.check("AR-2").missing == ("Logs/ada",), "only the system a line is about is a whole list"


def test_a_list_is_stopped_between_its_accounts_too_and_leaves_nothing(opened, tmp_path):
    many = story.small(tmp_path, *(f"m{n:04},,M {n},,," for n in range(1200)))
    seen: list[tuple[int, int]] = []
    with pytest.raises(Refused, match="stopped: nothing was changed"):
        opened.accounts.load(
            "AR-1", S, many, ListFacts("2026-06-30"), progress=lambda *far: seen.append(far), stop=lambda: bool(seen)
        )
    assert seen == [(500, 1200)]
    assert opened.reviews.show("AR-1").tally.accounts == 0


def test_a_later_list_proves_nothing_where_there_is_none_to_compare_it_with(opened, tmp_path):
    with pytest.raises(Refused, match=f"{S} has no list to compare with"):
        opened.accounts.prove("AR-1", S, story.small(tmp_path, "ada,,,,,"), ListFacts("2026-07-01"))
