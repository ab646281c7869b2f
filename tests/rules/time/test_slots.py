"""Slots: they partition the window, half a slot decides, and names are those people write."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.time.slots import PERIODIC, far_apart, is_short, later, slots_of
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import Anchor, Frequency

DAY = timedelta(days=1)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(1999, 1, 1), date(2040, 12, 31))
WINDOWS = st.builds(lambda start, days: Span(start, start + timedelta(days=days)), DAYS, st.integers(0, 800))
FREQUENCIES = st.sampled_from(sorted(PERIODIC))
ANCHORS = st.sampled_from(Anchor)


def names(frequency: Frequency, window: Span = YEAR, anchor: Anchor = Anchor.CALENDAR) -> list[str]:
    return [slot.name for slot in slots_of(frequency, anchor, window)]


@given(FREQUENCIES, ANCHORS, WINDOWS)
def test_slots_partition_the_window(frequency, anchor, window):
    slots = slots_of(frequency, anchor, window)
    assert slots[0].inside.start == window.start
    assert slots[-1].inside.end == window.end
    for one, following in itertools.pairwise(slots):
        assert one.inside.end + DAY == following.inside.start
    assert sum(slot.inside.days for slot in slots) == window.days
    assert len({slot.name for slot in slots}) == len(slots)
    assert all(slot.nominal.start <= slot.inside.start <= slot.inside.end <= slot.nominal.end for slot in slots)


@given(FREQUENCIES, WINDOWS)
def test_a_calendar_slot_is_required_when_at_least_half_of_it_is_inside(frequency, window):
    slots = slots_of(frequency, Anchor.CALENDAR, window)
    half = [2 * slot.inside.days >= slot.nominal.days for slot in slots]
    required = [slot.required for slot in slots]
    if any(half):
        assert required == half
    else:
        assert required.count(True) == 1
        assert slots[required.index(True)].inside.days == max(slot.inside.days for slot in slots)


@given(FREQUENCIES, WINDOWS)
def test_of_rolling_cycles_the_whole_ones_are_required(frequency, window):
    slots = slots_of(frequency, Anchor.ROLLING, window)
    if is_short(frequency, window):
        assert [(slot.inside, slot.required) for slot in slots] == [(window, True)]
    else:
        assert [slot.required for slot in slots] == [slot.inside == slot.nominal for slot in slots]


@pytest.mark.parametrize(
    ("frequency", "anchor", "first", "last", "number"),
    [
        (Frequency.DAILY, Anchor.CALENDAR, "2026-01-01", "2026-12-31", 365),
        (Frequency.MULTIPLE_DAILY, Anchor.CALENDAR, "2026-01-01", "2026-12-31", 365),
        (Frequency.WEEKLY, Anchor.CALENDAR, "2026-W01", "2026-W53", 53),
        (Frequency.MONTHLY, Anchor.CALENDAR, "2026-01", "2026-12", 12),
        (Frequency.QUARTERLY, Anchor.CALENDAR, "2026Q1", "2026Q4", 4),
        (Frequency.SEMIANNUAL, Anchor.CALENDAR, "2026H1", "2026H2", 2),
        (Frequency.ANNUAL, Anchor.CALENDAR, "2026", "2026", 1),
        (Frequency.SEMIANNUAL, Anchor.ROLLING, "2026-01-01..2026-06-30", "2026-07-01..2026-12-31", 2),
        (Frequency.ANNUAL, Anchor.ROLLING, "2026-01-01..2026-12-31", "2026-01-01..2026-12-31", 1),
    ],
)
def test_names_of_a_year(frequency, anchor, first, last, number):
    found = names(frequency, YEAR, anchor)
    assert (found[0], found[-1], len(found)) == (first, last, number)


def test_an_iso_week_bears_the_year_of_its_thursday():
    assert names(Frequency.WEEKLY, Span(date(2021, 1, 1), date(2021, 1, 4))) == ["2020-W53", "2021-W01"]


def test_a_leap_day_has_its_slot_and_its_month_is_a_day_longer():
    window = Span(date(2024, 2, 1), date(2024, 2, 29))
    assert "2024-02-29" in names(Frequency.DAILY, window)
    (february,) = slots_of(Frequency.MONTHLY, Anchor.CALENDAR, window)
    assert (february.inside.days, february.required) == (29, True)
    # 15 of 29 days are half; 14 are not, where 14 of 28 would be
    for first, required in ((15, True), (16, False)):
        slot = slots_of(Frequency.MONTHLY, Anchor.CALENDAR, Span(date(2024, 2, first), date(2024, 3, 31)))[0]
        assert (slot.name, slot.required) == ("2024-02", required)
    assert slots_of(Frequency.MONTHLY, Anchor.CALENDAR, Span(date(2026, 2, 15), date(2026, 3, 31)))[0].required


@pytest.mark.parametrize(
    ("start", "inside", "required"), [(date(2026, 8, 16), 46, True), (date(2026, 8, 17), 45, False)]
)
def test_a_quarter_clipped_at_half(start, inside, required):
    # the third quarter has 92 days: 46 are half of it
    third = slots_of(Frequency.QUARTERLY, Anchor.CALENDAR, Span(start, date(2026, 12, 31)))[0]
    assert (third.name, third.inside.days, third.required) == ("2026Q3", inside, required)


def test_a_window_of_two_small_ends_still_asks_for_one_run():
    slots = slots_of(Frequency.QUARTERLY, Anchor.CALENDAR, Span(date(2026, 3, 11), date(2026, 4, 20)))
    assert [(slot.name, slot.inside.days, slot.required) for slot in slots] == [
        ("2026Q1", 21, True),
        ("2026Q2", 20, False),
    ]


def test_the_longest_is_asked_for_only_when_none_is_half_inside():
    # 14 of the 28 days of February are half of them; 15 of the 31 of March are more days, and less than half
    slots = slots_of(Frequency.MONTHLY, Anchor.CALENDAR, Span(date(2026, 2, 15), date(2026, 3, 15)))
    assert [(slot.inside.days, slot.required) for slot in slots] == [(14, True), (15, False)]


def test_a_rolling_year_from_a_leap_day_ends_the_day_before_the_28th():
    slots = slots_of(Frequency.ANNUAL, Anchor.ROLLING, Span(date(2024, 2, 29), date(2026, 2, 27)))
    assert [(slot.name, slot.inside, slot.required) for slot in slots] == [
        ("2024-02-29..2025-02-27", Span(date(2024, 2, 29), date(2025, 2, 27)), True),
        ("2025-02-28..2026-02-27", Span(date(2025, 2, 28), date(2026, 2, 27)), True),
    ]


def test_a_rest_of_a_rolling_cycle_is_optional():
    slots = slots_of(Frequency.SEMIANNUAL, Anchor.ROLLING, Span(date(2026, 1, 1), date(2026, 9, 30)))
    assert [(slot.inside.days, slot.required) for slot in slots] == [(181, True), (92, False)]


def test_month_ends_do_not_wear_off():
    assert later(date(2026, 8, 31), Frequency.SEMIANNUAL) == date(2027, 2, 28)
    assert later(date(2026, 8, 31), Frequency.SEMIANNUAL, 2) == date(2027, 8, 31)
    assert later(date(2026, 12, 31), Frequency.WEEKLY) == date(2027, 1, 7)


@pytest.mark.parametrize(
    ("frequency", "near", "far"),
    [
        (Frequency.DAILY, 1, 2),
        (Frequency.WEEKLY, 10, 11),
        (Frequency.MONTHLY, 45, 46),
        (Frequency.QUARTERLY, 136, 137),
        (Frequency.SEMIANNUAL, 273, 274),
        (Frequency.ANNUAL, 547, 548),
    ],
)
def test_one_and_a_half_cycles(frequency, near, far):
    start = date(2026, 1, 2)
    assert not far_apart(start, start + timedelta(days=near), frequency)
    assert far_apart(start, start + timedelta(days=far), frequency)
