"""When a vendor is to be reviewed: calendar months, month ends, caps, states."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.time.months import add_months
from grcdesk.rules.vendors.review_dates import (
    ReviewedVendor,
    cadence,
    check_due,
    near,
    next_check,
    next_review,
    review_due,
    softer,
    suggest_tier,
)
from grcdesk.schemas.vendors.vendors import VendorPolicy
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Access, Data, Grade, Substitute, Tier

LAW = VendorPolicy()
FOUR_YEARS = [date(2024, 1, 1) + timedelta(days=number) for number in range(1461)]
MONTHS = {Tier.CRITICAL: 12, Tier.HIGH: 12, Tier.MEDIUM: 24, Tier.LOW: 36}


def seen(tier: Tier = Tier.HIGH, last: date | None = None, **more: object) -> ReviewedVendor:
    return replace(ReviewedVendor(tier, False, True, date(2023, 5, 4), last), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("tier", list(Tier))
def test_over_four_years_the_next_review_is_the_same_day_of_a_later_month(tier: Tier):
    """Reckoned here in another way: by year and month, the day cut to what the month has."""
    for last in FOUR_YEARS:
        due = next_review(seen(tier, last), LAW)
        years = MONTHS[tier] // 12
        assert (due.year, due.month) == (last.year + years, last.month)
        assert due.day == min(last.day, monthrange(due.year, due.month)[1])
        assert (due == last.replace(year=due.year)) if (last.month, last.day) != (2, 29) else due.day == 28


@given(st.sampled_from(FOUR_YEARS), st.sampled_from(FOUR_YEARS), st.sampled_from(list(Tier)))
def test_days_and_state_follow_from_the_dates(last: date, today: date, tier: Tier):
    due = review_due(seen(tier, last), None, LAW, today)
    assert due.due is not None
    assert due.days == (due.due - today).days
    limits = {DueState.OVERDUE: (-9999, -1), DueState.DUE_7: (0, 7), DueState.DUE_30: (8, 30)}
    limits |= {DueState.DUE_60: (31, 60), DueState.DUE_90: (61, 90), DueState.OK: (91, 9999)}
    low, high = limits[due.state]
    assert low <= due.days <= high


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, DueState.OVERDUE), (0, DueState.DUE_7), (7, DueState.DUE_7), (8, DueState.DUE_30), (30, DueState.DUE_30),
        (31, DueState.DUE_60), (60, DueState.DUE_60), (61, DueState.DUE_90), (90, DueState.DUE_90), (91, DueState.OK),
    ],
)  # fmt: skip
def test_the_edges_of_each_state(days: int, state: DueState):
    today = date(2026, 11, 21)
    assert near(today + timedelta(days=days), today) is state


def test_a_model_provider_in_scope_is_capped_and_says_so():
    last = date(2026, 1, 10)
    provider = seen(Tier.LOW, last, model_provider=True)
    assert cadence(provider, LAW) == 12
    assert cadence(replace(provider, in_scope=False), LAW) == 36
    assert cadence(seen(Tier.LOW, last), LAW) == 36
    due = review_due(provider, None, LAW, date(2026, 11, 21))
    assert due.due == date(2027, 1, 10)
    assert "at most (tier low: 36)" in due.why


def test_never_reviewed_is_due_on_the_day_it_was_onboarded():
    due = review_due(seen(), None, LAW, date(2023, 5, 14))
    assert (due.due, due.days, due.state) == (date(2023, 5, 4), -10, DueState.NEVER_REVIEWED)


def test_from_the_day_it_left_a_vendor_is_silent():
    vendor = seen(Tier.CRITICAL, date(2024, 1, 1))
    left = date(2026, 3, 1)
    assert review_due(vendor, left, LAW, left).due is None
    assert review_due(vendor, left, LAW, left).state is DueState.OFFBOARDED
    assert check_due(vendor, left, LAW, left) is None
    assert review_due(vendor, left, LAW, left - timedelta(days=1)).state is DueState.OVERDUE


def test_a_person_may_ask_for_an_earlier_review_never_for_a_later_one():
    last = date(2026, 1, 10)
    assert next_review(seen(Tier.HIGH, last, review_by=date(2026, 4, 1)), LAW) == date(2026, 4, 1)
    assert next_review(seen(Tier.HIGH, last, review_by=date(2028, 4, 1)), LAW) == date(2027, 1, 10)
    assert next_review(seen(Tier.HIGH, last, review_by=date(2025, 4, 1)), LAW) == date(2027, 1, 10)


def test_a_critical_vendor_is_checked_half_way():
    vendor = seen(Tier.CRITICAL, date(2026, 1, 10))
    assert next_check(vendor, LAW) == date(2026, 7, 10)
    assert next_check(replace(vendor, last_check=date(2026, 7, 3)), LAW) == date(2027, 1, 3)
    assert next_check(replace(vendor, last_check=date(2026, 8, 3)), LAW) is None
    assert next_check(seen(Tier.HIGH, date(2026, 1, 10)), LAW) is None
    assert next_check(seen(Tier.CRITICAL), LAW) is None
    due = check_due(vendor, None, LAW, date(2026, 7, 11))
    assert due is not None
    assert (due.days, due.state) == (-1, DueState.OVERDUE)


def test_a_check_that_would_fall_on_the_day_of_the_review_is_left_to_the_review():
    vendor = seen(Tier.CRITICAL, date(2026, 1, 10), last_check=date(2026, 7, 10))
    assert next_review(vendor, LAW) == date(2027, 1, 10)
    assert next_check(vendor, LAW) is None
    assert next_check(replace(vendor, last_check=date(2026, 7, 9)), LAW) == date(2027, 1, 9)
    sooner = seen(Tier.CRITICAL, date(2026, 1, 10), review_by=date(2026, 7, 10))
    assert next_check(sooner, LAW) is None
    assert next_check(replace(sooner, review_by=date(2026, 7, 11)), LAW) == date(2026, 7, 10)


@given(st.sampled_from(FOUR_YEARS), st.sampled_from(FOUR_YEARS), st.sampled_from(FOUR_YEARS))
def test_a_check_comes_half_way_after_the_later_of_review_and_check_and_before_the_next_review(last, check, by):
    vendor = seen(Tier.CRITICAL, last, last_check=check, review_by=by)
    due = next_check(vendor, LAW)
    after = add_months(max(last, check), LAW.check)
    assert due == (after if after < next_review(vendor, LAW) else None)
    assert next_check(replace(vendor, last_check=last), LAW) == next_check(replace(vendor, last_check=None), LAW)


def test_from_the_day_it_left_a_vendor_is_checked_no_more():
    vendor, left = seen(Tier.CRITICAL, date(2026, 1, 10)), date(2026, 3, 1)
    assert check_due(vendor, left, LAW, left) is None
    assert check_due(vendor, left, LAW, left - timedelta(days=1)) is not None


def test_an_earlier_review_a_person_asked_for_is_named_and_on_the_last_day_it_is_none():
    last, by = date(2026, 1, 10), date(2026, 4, 1)
    assert "the last review asked for 2026-04-01" in review_due(seen(last=last, review_by=by), None, LAW, last).why
    assert next_review(seen(last=last, review_by=last), LAW) == date(2027, 1, 10)


def test_a_cap_above_the_cadence_of_the_tier_changes_nothing():
    provider = seen(Tier.CRITICAL, date(2026, 1, 10), model_provider=True)
    assert cadence(provider, replace(LAW, critical=6, provider=12)) == 6
    assert "tier critical: every 12 months" in review_due(provider, None, LAW, date(2026, 11, 21)).why


def test_the_tier_follows_from_the_answers():
    assert suggest_tier(None, None, None, None) is None
    assert suggest_tier(Data.NONE, Grade.LOW, None, None) is Tier.LOW
    assert suggest_tier(Data.CONFIDENTIAL, None, None, None) is Tier.MEDIUM
    assert suggest_tier(Data.CONFIDENTIAL, Grade.HIGH, None, None) is Tier.HIGH
    assert suggest_tier(Data.PERSONAL, Grade.LOW, Access.READ, Substitute.DAYS) is Tier.HIGH
    assert suggest_tier(Data.PERSONAL, Grade.LOW, Access.ADMIN, Substitute.DAYS) is Tier.CRITICAL
    assert suggest_tier(Data.NONE, Grade.SEVERE, Access.NONE, Substitute.DAYS) is Tier.CRITICAL


def test_each_answer_weighs_by_itself_and_two_small_ones_together():
    grades, accesses, substitutes = list(Grade), list(Access), list(Substitute)
    for alone in (
        (Data.PERSONAL, None, None, None), (Data.SPECIAL, None, None, None),
        (None, None, accesses[3], None), (None, None, None, substitutes[3]),
    ):  # fmt: skip
        assert suggest_tier(*alone) is Tier.HIGH
    assert suggest_tier(None, grades[2], None, None) is Tier.MEDIUM
    assert suggest_tier(None, grades[3], None, None) is Tier.CRITICAL
    assert suggest_tier(Data.INTERNAL, None, None, None) is Tier.LOW
    assert suggest_tier(Data.NONE, grades[1], None, None) is Tier.LOW
    assert suggest_tier(Data.INTERNAL, grades[1], None, None) is Tier.MEDIUM
    assert suggest_tier(None, None, accesses[1], substitutes[1]) is Tier.MEDIUM


def test_softer_is_further_down_the_list():
    assert softer(Tier.MEDIUM, Tier.HIGH)
    assert not softer(Tier.CRITICAL, Tier.HIGH)
    assert not softer(Tier.HIGH, Tier.HIGH)
    assert not softer(Tier.LOW, None)
