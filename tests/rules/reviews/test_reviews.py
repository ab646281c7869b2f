"""Business days, slots, reasons, proofs and the state of a campaign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.rules.reviews import people
from grcdesk.rules.reviews import reviews as rules
from grcdesk.rules.reviews.roles import UNREAD
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.reviews import Tally
from grcdesk.terms.reviews import AccountFlag, AccountKind, CampaignPhase, CampaignState, Decision, Mfa, Verified

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.sets(DAYS, max_size=5)


@given(DAYS, st.integers(0, 60), HOLIDAYS)
def test_business_days_are_those_one_can_count(start, length, holidays):
    end = start + timedelta(days=length)
    counted = sum(rules.is_business_day(start + timedelta(days=n), holidays) for n in range(1, length + 1))
    assert rules.business_days(start, end, holidays) == counted


@given(DAYS, st.integers(0, 30), HOLIDAYS)
def test_on_the_deadline_that_many_business_days_are_over_and_the_day_before_not(start, days, holidays):
    last = rules.deadline(start, days, holidays)
    assert rules.business_days(start, last, holidays) == days
    if days:
        assert rules.business_days(start, last - timedelta(days=1), holidays) == days - 1


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2026-07-03", "2026-07-06", 1), ("2026-07-04", "2026-07-06", 1), ("2026-07-03", "2026-07-03", 0),
     ("2026-07-06", "2026-07-03", 0), ("2026-07-02", "2026-07-20", 12)],
)  # fmt: skip
def test_business_days_by_hand(start, end, days):
    assert rules.business_days(date.fromisoformat(start), date.fromisoformat(end)) == days


def test_a_holiday_counts_only_when_it_would_have_been_a_business_day():
    christmas, boxing = date(2026, 12, 25), date(2026, 12, 26)  # a Friday and a Saturday
    assert rules.business_days(date(2026, 12, 23), date(2026, 12, 28), {christmas, boxing}) == 2


def test_a_holiday_on_the_first_day_takes_nothing_away_and_one_on_the_last_does():
    friday, monday = date(2026, 7, 3), date(2026, 7, 6)
    assert rules.business_days(friday, monday, {friday}) == 1
    assert rules.business_days(friday, monday, {monday}) == 0
    assert rules.deadline(friday, 1, {friday}) == monday
    assert rules.deadline(friday, 1, {monday}) == date(2026, 7, 7)


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [("2026Q2", "2026-04-01", "2026-06-30"), ("2026Q1", "2026-01-01", "2026-03-31"),
     (" 2026h2 ", "2026-07-01", "2026-12-31"), ("0001Q1", "0001-01-01", "0001-03-31"),
     ("2024-02", "2024-02-01", "2024-02-29"), ("2026", "2026-01-01", "2026-12-31")],
)  # fmt: skip
def test_slots_by_name(name, start, end):
    assert rules.slot_span(name) == Span(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("name", ["2026Q5", "Q2", "2026-13", "", "0000Q1", "2026Q2 "[:-1] + "x"])
def test_what_is_no_slot(name):
    with pytest.raises(BadInput):
        rules.slot_span(name)


def ordinary(**facts):
    given = {"active": True, "admin": False, "kind": AccountKind.PERSON, "flags": ()} | facts
    return rules.is_ordinary(**given)


@pytest.mark.parametrize(
    "facts",
    [{"admin": True}, {"active": False}, {"kind": AccountKind.ROOT}, {"flags": ("dormant",)}, {"flags": ("leaver",)},
     {"flags": ("orphan",)}, {"flags": ("never_used",)}],
)  # fmt: skip
def test_what_stands_out_is_kept_with_a_reason_only(facts):
    assert rules.needs_reason(Decision.KEEP, ordinary=ordinary(**facts))
    assert "needs a reason" in rules.why_reason(
        Decision.KEEP, active=facts.get("active", True), admin=facts.get("admin", False), flags=facts.get("flags", ())
    )


@pytest.mark.parametrize(
    ("decision", "facts", "why"),
    [
        (Decision.REVOKE, {}, "revoke needs a reason"),
        (Decision.MODIFY, {"admin": True}, "modify needs a reason"),
        (Decision.KEEP, {"admin": True, "active": False}, "keeping an admin needs a reason"),
        (Decision.KEEP, {"active": False, "flags": ("orphan",)}, "keeping an inactive account needs a reason"),
        (Decision.KEEP, {"flags": ("new", "orphan")}, "keeping an account that is orphan needs a reason"),
        (
            Decision.KEEP, {"flags": ("orphan", "never_used", "leaver", "dormant")},
            "keeping an account that is dormant and leaver and never used and orphan needs a reason",
        ),
        (Decision.KEEP, {"flags": ("new",)}, "keeping the root account needs a reason"),
    ],
)  # fmt: skip
def test_why_a_reason_is_needed(decision, facts, why):
    assert rules.why_reason(decision, **{"active": True, "admin": False, "flags": (), **facts}) == why


def test_an_ordinary_account_is_kept_without_a_word_and_nothing_else_is():
    assert ordinary(flags=("new", "joiner"))
    assert not rules.needs_reason(Decision.KEEP, ordinary=True)
    assert not rules.needs_reason(None, ordinary=False)
    assert rules.needs_reason(Decision.REVOKE, ordinary=True)
    assert rules.needs_reason(Decision.MODIFY, ordinary=True)


WRITER, ADMIN, OFF = ("writer", False, True), ("admin", True, True), ("writer", False, False)


@pytest.mark.parametrize(
    ("decision", "was", "now", "shown"),
    [
        (Decision.REVOKE, WRITER, None, Verified.GONE),
        (Decision.REVOKE, WRITER, OFF, Verified.DISABLED),
        (Decision.REVOKE, OFF, OFF, Verified.STILL_PRESENT),
        (Decision.REVOKE, WRITER, ADMIN, Verified.STILL_PRESENT),
        (Decision.MODIFY, ADMIN, WRITER, Verified.CHANGED),
        (Decision.MODIFY, WRITER, (" Writer", False, True), Verified.STILL_PRESENT),
        (Decision.MODIFY, WRITER, None, Verified.GONE),
    ],
)
def test_what_a_later_list_shows(decision, was, now, shown):
    assert rules.verify(decision, was, now) is shown


@pytest.mark.parametrize(("was", "now"), [("Owner", UNREAD), (UNREAD, "reader"), ("Owner", f"reader; {UNREAD}")])
@pytest.mark.parametrize("admin", [True, False])
def test_a_role_that_was_not_read_shows_no_change(was, now, admin):
    assert rules.verify(Decision.MODIFY, (was, True, True), (now, admin, True)) is Verified.STILL_PRESENT
    assert rules.verify(Decision.MODIFY, (was, True, True), None) is Verified.GONE


def test_a_list_proves_only_what_was_done_before_it():
    first, second, third = date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3)
    assert rules.proves(second, first, second)
    assert rules.proves(second, second, None)
    assert not rules.proves(second, first, third), "the list is older than the work"
    assert not rules.proves(first, second, None), "the list is older than the decision"
    assert not rules.proves(first, second, first), "work noted before the decision does not make it older"


@pytest.mark.parametrize(
    ("tally", "state"),
    [
        (Tally(no_population=2), CampaignState.DRAFT),
        (Tally(accounts=3, no_population=1), CampaignState.COLLECTING),
        (Tally(accounts=3, undecided=1, unproven=1), CampaignState.IN_REVIEW),
        (Tally(accounts=3, keep=3, self_reviewed=1), CampaignState.IN_REVIEW),
        (Tally(accounts=3, keep=3, missing=1), CampaignState.IN_REVIEW),
        (Tally(accounts=3, keep=3, unauthorised=1), CampaignState.IN_REVIEW),
        (Tally(accounts=3, keep=2, revoke=1, unproven=1), CampaignState.REMOVALS),
        (Tally(accounts=3, keep=2, revoke=1, still_present=1), CampaignState.REMOVALS),
        (Tally(accounts=3, keep=3), CampaignState.READY_TO_SIGN),
    ],
)
def test_states_follow_from_the_numbers(tally, state):
    assert rules.state_of(CampaignPhase.OPEN, tally, 2) is state
    assert rules.state_of(CampaignPhase.SIGNED, tally, 2) is CampaignState.SIGNED
    assert rules.state_of(CampaignPhase.REOPENED, tally, 2) is CampaignState.REOPENED
    assert bool(tally.blocking) is (state is not CampaignState.READY_TO_SIGN)


# people

ROSTER = people.Roster(
    [
        people.Worker("E1", "M. Roy", "m.roy@acme.example", ("mroy", "roy.m@acme.example"), started=date(2020, 1, 1)),
        people.Worker("E2", "Lin Chen", "lin@acme.example", left_on=date(2026, 5, 1)),
        people.Worker("E3", "Ada Okafor", "ada@acme.example", started=date(2026, 5, 2), moved=date(2026, 6, 1)),
    ]
)


def test_people_are_one_over_mail_alias_and_login():
    found = people.widen(people.spellings("mroy"), ROSTER)
    assert {"m.roy@acme.example", "roy.m@acme.example", "m. roy", "e1"} <= found


def test_a_login_of_one_system_leads_to_the_mail_and_so_to_the_account_of_another():
    near = [people.Holder("jalm", mail="j.alm@acme.example"), people.Holder("J.Alm@acme.example")]
    found = people.widen(people.spellings("jalm"), people.Roster(), near)
    assert "j.alm@acme.example" in found
    assert people.names_of(people.Holder("console-7", mail="J.Alm+aws@acme.example")) & found


def test_a_bare_login_shared_by_two_people_joins_nobody():
    near = [people.Holder("admin", mail="a@acme.example"), people.Holder("admin", mail="b@acme.example")]
    found = people.widen(people.spellings("a@acme.example"), people.Roster(), near)
    assert "b@acme.example" not in found


def test_a_service_account_is_nobodys_self():
    near = [people.Holder("svc", mail="m.roy@acme.example", kind=AccountKind.SERVICE)]
    assert "svc" not in people.widen(people.spellings("m.roy@acme.example"), people.Roster(), near)


def flags(account, mail="", *, kind=AccountKind.PERSON, roster=ROSTER, active=True, person=""):
    whose = people.Holder(account, mail, person, kind=kind)
    return people.flags_against(roster, whose, active=active, on=date(2026, 6, 30), since=date(2026, 4, 1))


def test_the_roster_tells_who_is_missing_left_came_and_moved():
    assert flags("x", "nobody@acme.example") == (AccountFlag.ORPHAN,)
    assert flags("x") == (AccountFlag.NO_PERSON,)
    assert flags("svc", kind=AccountKind.SERVICE) == (AccountFlag.NO_PERSON,)
    assert flags("lin@acme.example") == (AccountFlag.LEAVER,)
    assert flags("lin@acme.example", active=False) == ()
    assert flags("ada@acme.example") == (AccountFlag.JOINER, AccountFlag.MOVER)
    assert flags("mroy") == ()
    assert flags("x", "nobody@acme.example", roster=people.Roster()) == ()


def test_dormant_is_told_only_where_the_list_tells_of_use():
    on = date(2026, 6, 30)
    assert people.flags_of_use(date(2026, 3, 31), None, on=on, days=90, known=True) == (AccountFlag.DORMANT,)
    assert people.flags_of_use(date(2026, 4, 1), None, on=on, days=90, known=True) == ()
    assert people.flags_of_use(None, date(2026, 1, 1), on=on, days=90, known=True) == (AccountFlag.NEVER_USED,)
    assert people.flags_of_use(None, date(2026, 6, 1), on=on, days=90, known=True) == ()
    assert people.flags_of_use(None, date(2020, 1, 1), on=on, days=90, known=False) == ()


def test_what_changed_since_the_review_before():
    assert people.flags_since(None, "writer", admin=False) == (AccountFlag.NEW,)
    assert people.flags_since(("writer", False), "Writer ", admin=False) == ()
    assert people.flags_since(("writer", False), "admin", admin=True) == (
        AccountFlag.ROLE_CHANGED,
        AccountFlag.NEWLY_ADMIN,
    )


@pytest.mark.parametrize(
    ("kind", "mfa", "active", "flags"),
    [
        (AccountKind.PERSON, Mfa.OFF, True, ["no_mfa"]),
        (AccountKind.GUEST, Mfa.OFF, True, ["no_mfa"]),
        (AccountKind.ROOT, Mfa.OFF, True, ["no_mfa"]),
        (AccountKind.PERSON, Mfa.OFF, False, []),
        (AccountKind.PERSON, Mfa.ON, True, []),
        (AccountKind.PERSON, None, True, []),
        (AccountKind.SERVICE, Mfa.OFF, True, []),
        (AccountKind.API_KEY, Mfa.OFF, True, []),
    ],
)
def test_somebody_who_signs_in_without_a_second_factor_stands_out(kind, mfa, active, flags):
    found = people.flags_of_sign_in(kind, mfa, active=active, status_unknown=False)
    assert list(found) == flags
    assert rules.is_ordinary(active=True, admin=False, kind=AccountKind.PERSON, flags=found) is not bool(flags)
    found = people.flags_of_sign_in(kind, mfa, active=active, status_unknown=True)
    assert list(found) == [*flags, "unknown_status"]
    assert not rules.is_ordinary(active=True, admin=False, kind=AccountKind.PERSON, flags=found)


SINCE, ON = date(2026, 4, 1), date(2026, 6, 30)


@pytest.mark.parametrize("field", ["started", "moved"])
@pytest.mark.parametrize(
    ("day", "flagged"),
    [(SINCE, True), (ON, True), (SINCE - timedelta(days=1), False), (ON + timedelta(days=1), False), (None, False)],
)
def test_who_came_or_moved_between_the_two_days_is_flagged(field, day, flagged):
    roster = people.Roster([people.Worker("1", "Ana Ruiz", **{field: day})])
    found = people.flags_against(roster, people.Holder("ana", person="Ana Ruiz"), active=True, on=ON, since=SINCE)
    flag = AccountFlag.JOINER if field == "started" else AccountFlag.MOVER
    assert found == ((flag,) if flagged else ())


@pytest.mark.parametrize(
    ("left_on", "active", "flagged"),
    [(ON, True, True), (ON + timedelta(days=1), True, False), (ON, False, False), (None, True, False)],
)
def test_who_has_left_by_that_day_and_still_can_sign_in_is_a_leaver(left_on, active, flagged):
    roster = people.Roster([people.Worker("1", "Ana Ruiz", left_on=left_on)])
    found = people.flags_against(roster, people.Holder("ana", person="Ana Ruiz"), active=active, on=ON, since=SINCE)
    assert (AccountFlag.LEAVER in found) is flagged


@pytest.mark.parametrize(
    ("before", "role", "admin", "flags"),
    [
        (None, "writer", False, (AccountFlag.NEW,)),
        (None, "admin", True, (AccountFlag.NEW, AccountFlag.NEWLY_ADMIN)),
        (("admin", True), "admin", True, ()),
        (("admin", True), "owner", True, (AccountFlag.ROLE_CHANGED,)),
        (("writer", False), "admin", True, (AccountFlag.ROLE_CHANGED, AccountFlag.NEWLY_ADMIN)),
        (("admin", True), "writer", False, (AccountFlag.ROLE_CHANGED,)),
    ],
)
def test_what_changed_since_the_campaign_before(before, role, admin, flags):
    assert people.flags_since(before, role, admin=admin) == flags


def test_a_young_account_need_not_have_been_used_and_one_of_unknown_age_should():
    ask = {"on": ON, "days": 90, "known": True}
    assert people.flags_of_use(None, ON - timedelta(days=90), **ask) == ()
    assert people.flags_of_use(None, ON - timedelta(days=91), **ask) == (AccountFlag.NEVER_USED,)
    assert people.flags_of_use(None, None, **ask) == (AccountFlag.NEVER_USED,)
    assert people.flags_of_use(ON - timedelta(days=90), None, **ask) == ()
