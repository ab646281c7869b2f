"""Spans are sets of days: joining, clipping and what stays open are checked against sets."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.time import spans as rules
from grcdesk.schemas.coverage.coverage import Span

DAY = timedelta(days=1)
SPANS = st.builds(
    lambda start, days: Span(start, start + timedelta(days=days)),
    st.dates(date(2026, 1, 1), date(2026, 2, 28)), st.integers(0, 12),
)  # fmt: skip
LISTS = st.lists(SPANS, max_size=6)


def days(*spans: Span) -> set[date]:
    return {one.start + timedelta(days=step) for one in spans for step in range(one.days)}


@given(SPANS, SPANS)
def test_a_clipped_span_is_the_days_of_both(one, within):
    found = rules.clip(one, within)
    assert days(*([found] if found else [])) == days(one) & days(within)


def test_two_spans_that_share_a_day_meet_in_it_and_neighbours_do_not_meet():
    first, second = Span(date(2026, 1, 1), date(2026, 1, 31)), Span(date(2026, 1, 31), date(2026, 2, 28))
    assert rules.clip(first, second) == Span(date(2026, 1, 31), date(2026, 1, 31))
    assert rules.clip(first, Span(date(2026, 2, 1), date(2026, 2, 28))) is None


@given(LISTS, SPANS)
def test_a_union_holds_the_same_days_in_order_and_a_hole_between_any_two(found, within):
    joined = rules.union(found, within)
    assert days(*joined) == days(*found) & days(within)
    assert all(one.end + DAY < following.start for one, following in pairwise(joined))


def test_spans_that_touch_become_one_and_a_day_between_keeps_them_apart():
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    january = Span(date(2026, 1, 1), date(2026, 1, 31))
    touching, apart = Span(date(2026, 2, 1), date(2026, 2, 28)), Span(date(2026, 2, 2), date(2026, 2, 28))
    assert rules.union([touching, january], year) == [Span(january.start, touching.end)]
    assert rules.union([january, apart], year) == [january, apart]
    assert rules.union([year, january], year) == [year], "one inside another adds nothing"


@given(LISTS, SPANS)
def test_holes_are_the_other_days(found, within):
    joined = rules.union(found, within)
    open_ = rules.holes(joined, within)
    assert days(*open_) == days(within) - days(*joined)
    assert sum(one.days for one in (*joined, *open_)) == within.days


@given(st.integers(0, 4000), st.integers(1, 4000))
def test_only_all_is_100_and_only_none_is_0(part, whole):
    part = min(part, whole)
    found = rules.percent(part, whole)
    assert (found == 100) == (part == whole)
    assert (found == 0) == (part == 0)
    assert abs(found - 100 * part / whole) <= 0.1
    assert rules.percent(0, 0) == 0
