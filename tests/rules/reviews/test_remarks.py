"""Leavers, the order of days, decisions in bulk: none of it goes unsaid over a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.reviews import remarks
from grcdesk.rules.reviews import reviews as rules
from grcdesk.rules.reviews.people import LONG_AGO
from grcdesk.schemas.reviews.reviews import Pace
from grcdesk.terms.reviews import Decision, ReviewException, SignVerdict, Verified

DAY = date(2026, 7, 1)
DAYS = st.integers(-40, 40).map(lambda days: DAY + timedelta(days=days))
LEAVERS = st.builds(
    remarks.LeaverFacts,
    system=st.just("Gateway"),
    account=st.just("bob"),
    left_on=st.just(LONG_AGO) | DAYS,
    decision=st.none() | st.sampled_from(Decision),
    done_on=st.none() | DAYS,
    listed_on=DAYS,
    active=st.booleans(),
    last_used=st.none() | DAYS,
    verified=st.none() | st.sampled_from(Verified),
    later_on=st.none() | DAYS,
    later_active=st.booleans(),
    later_used=st.none() | DAYS,
)


@given(LEAVERS, st.integers(0, 20))
def test_nobody_who_left_stays_active_or_signs_in_unsaid(one, limit):
    kinds = {found.kind for found in remarks.leaver(one, limit=limit)}
    if ReviewException.LEAVER not in kinds:
        seen = [one.listed_on] if one.active else []
        seen += [one.later_on] if one.later_on and one.later_active else []
        if any(day >= one.left_on for day in seen):
            assert one.decision is Decision.REVOKE
            ended = one.done_on or one.later_on
            assert ended is not None
            assert rules.business_days(one.left_on, ended) <= limit
    used = [day for day in (one.last_used, one.later_used) if day]
    if ReviewException.SIGN_IN_AFTER_LEAVING not in kinds and one.left_on != LONG_AGO:
        assert all(day <= one.left_on for day in used)


def test_four_months_are_told_in_days_and_business_days():
    one = remarks.LeaverFacts(
        "Gateway", "bob", date(2026, 6, 1), Decision.REVOKE, date(2026, 10, 7), date(2026, 10, 2), True, None
    )
    (found,) = remarks.leaver(one, limit=5)
    assert found.line == (
        "Gateway/bob: its person left on 2026-06-01, revoked on 2026-10-07, 128 days (92 business days) later; "
        "5 business days allowed"
    )


@given(DAYS, st.lists(st.tuples(st.just("a list"), DAYS)))
def test_no_signature_is_older_than_what_it_speaks_of(signed, newest):
    assert bool(remarks.unsignable(signed, newest)) is any(day > signed for _, day in newest)


@given(st.integers(1, 500), st.floats(0, 600), st.integers(0, 60))
def test_a_page_in_one_act_and_great_speed_are_told(rows, minutes, keeps):
    pace = Pace("Lin Chen", rows, minutes, keeps)
    told = remarks.bulk(pace, keeps)
    assert bool(told) is (keeps >= 25 or (rows >= 25 and pace.per_minute >= 20))
    assert not told or f"{pace.per_minute} a minute" in told


@given(st.integers(0, 200), st.integers(0, 5), st.integers(1, 3), st.integers(0, 200))
def test_more_than_a_page_of_keeps_in_a_file_is_told(keeps, removals, days, same):
    told = remarks.bulk_file("Lin Chen", "d.csv (KF-1)", keeps=keeps, removals=removals, days=days, same=same)
    assert bool(told) is (keeps > rules.PAGE)


def test_signed_is_the_word_for_nothing_to_be_remarked():
    assert remarks.verdict(()) is SignVerdict.PLAIN
    assert remarks.verdict(["late"]) is SignVerdict.WITH_EXCEPTIONS
    assert remarks.before_start("AL-1 was drawn", DAY, DAY) == ""


LEFT = date(2026, 7, 1)
STAYED = remarks.LeaverFacts("Gateway", "bob", LEFT, Decision.REVOKE, date(2026, 7, 8), LEFT, True, None)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, []),  # five business days on
        ({"done_on": date(2026, 7, 9)}, [ReviewException.LEAVER]),
        ({"listed_on": LEFT - timedelta(days=1), "done_on": date(2026, 9, 1)}, []),  # nobody saw it active since
        ({"active": False, "done_on": date(2026, 9, 1)}, []),
        ({"done_on": None}, [ReviewException.LEAVER]),
        ({"decision": Decision.KEEP}, [ReviewException.LEAVER]),
        ({"left_on": LONG_AGO}, [ReviewException.LEAVER]),
        ({"last_used": LEFT}, []),
        ({"last_used": LEFT + timedelta(days=1)}, [ReviewException.SIGN_IN_AFTER_LEAVING]),
        ({"later_used": LEFT + timedelta(days=1)}, [ReviewException.SIGN_IN_AFTER_LEAVING]),
        ({"left_on": LONG_AGO, "last_used": LEFT}, [ReviewException.LEAVER]),
    ],
)
def test_an_account_of_somebody_who_left_is_in_time_up_to_the_last_day_allowed(change, kinds):
    assert [found.kind for found in remarks.leaver(replace(STAYED, **change), limit=5)] == kinds


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"done_on": None}, "still active on 2026-07-01"),
        ({"done_on": date(2026, 7, 9)}, "revoked on 2026-07-09, 8 days (6 business days) later"),
        ({"decision": Decision.KEEP}, "5 business days allowed, and was kept"),
        ({"left_on": LONG_AGO}, "left on a day that is not told, revoked on 2026-07-08"),
    ],
)
def test_how_long_it_stayed_is_told(change, told):
    assert told in remarks.leaver(replace(STAYED, **change), limit=5)[0].line
