"""Nothing but a whole, later list of the same system proves that an account was removed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grcdesk.rules.reviews import proofs
from grcdesk.terms.reviews import AccountSource, Decision, Verified

GOOD = {Verified.GONE, Verified.DISABLED, Verified.CHANGED}
DAY = date(2026, 7, 1)
NAMES = st.lists(st.integers(0, 60).map("u{:02}".format), min_size=1, max_size=40, unique=True)
CLAIMS = st.builds(
    proofs.ListClaim,
    st.sampled_from(["accountid", "mail"]),
    st.sampled_from([AccountSource.TABLE, AccountSource.OKTA]),
    st.integers(0, 50),
    st.sampled_from([(), ("`has_more` says that more follow",)]),
    st.none() | st.integers(0, 60),
    st.sampled_from([0, 0, 0, 2]),
)
STATES = st.tuples(st.sampled_from(["admin", "reader"]), st.booleans(), st.booleans())
DAYS = st.integers(-3, 3).map(lambda days: DAY + timedelta(days=days))


@given(st.data())
def test_no_removal_is_proven_by_less_than_a_whole_later_list(data):
    later, reviewed = data.draw(CLAIMS), data.draw(CLAIMS)
    stay, held = data.draw(NAMES), data.draw(NAMES)
    believed = data.draw(st.sampled_from(["", " ", "counted on the console"]))
    pulled, decided, done = data.draw(DAYS), data.draw(DAYS), data.draw(st.none() | DAYS)
    doubt = proofs.doubt(later, reviewed, stay=stay, held=set(held), believed=believed)
    removal, was = data.draw(st.sampled_from([Decision.REVOKE, Decision.MODIFY])), data.draw(STATES)
    found = proofs.shown(
        removal, was, data.draw(st.none() | STATES),
        doubt=doubt, pulled_on=pulled, decided_on=decided, done_on=done,
    )  # fmt: skip
    if found not in GOOD:
        return
    assert not later.marks
    assert later.stated is None or later.accounts >= later.stated
    assert pulled >= decided
    assert done is None or pulled >= done
    assert later.account_column == reviewed.account_column or later.source is reviewed.source is AccountSource.OKTA
    if not believed.strip():
        assert later.lost == 0
        lacks = [name for name in stay if name not in held]
        assert len(lacks) < 2 or len(lacks) * 10 <= len(stay)


@given(stay=NAMES, data=st.data())
def test_a_part_of_a_list_without_any_sign_is_found_by_those_who_were_to_stay(stay, data):
    part = data.draw(st.lists(st.sampled_from(stay), unique=True))
    lacks = len(stay) - len(part)
    assume(lacks >= 2 and lacks * 10 > len(stay))
    claim = proofs.ListClaim("accountid")
    told = proofs.doubt(claim, claim, stay=stay, held=set(part))
    assert told.startswith(f"{lacks:,} of {len(stay):,} account")


@given(reviewed=NAMES, kept=st.integers(0, 1), later=NAMES)
def test_a_list_that_holds_no_account_under_review_proves_nothing(reviewed, kept, later):
    claim = proofs.ListClaim("accountid")
    stay, others = reviewed[:kept], reviewed[kept:]
    told = proofs.doubt(claim, claim, stay=stay, others=others, held=set(later))
    assert bool(told) is not bool(set(reviewed) & set(later))
    assert proofs.doubt(claim, claim, stay=stay, others=others, held=set(later), believed="closed down") == ""


@given(STATES, DAYS)
def test_what_still_stands_in_a_list_is_shown_by_a_page_too(state, decided):
    found = proofs.shown(
        Decision.REVOKE, (*state[:2], True), (*state[:2], True), doubt="a page", pulled_on=DAY, decided_on=decided,
        done_on=None,
    )  # fmt: skip
    assert found is (Verified.STILL_PRESENT if decided <= DAY else None)


@pytest.mark.parametrize(("lacks", "stay", "asked"), [(1, 1, False), (2, 20, False), (2, 19, True), (3, 30, False)])
def test_two_and_more_than_a_tenth_ask_a_person(lacks, stay, asked):
    assert proofs.asks(lacks, stay) is asked


def test_a_person_may_answer_for_missing_accounts_and_never_for_a_page():
    claim = proofs.ListClaim("accountid")
    page = proofs.ListClaim("accountid", accounts=3, stated=40)
    assert proofs.doubt(claim, claim, stay=["a", "b"], held=set(), believed="a shift left that week") == ""
    told = proofs.doubt(page, claim, stay=[], held=set(), believed="I am sure")
    assert told == "a page of a list proves nothing: 3 of 40 accounts stand in it"
