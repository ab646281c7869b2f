"""Dates are plain, times are UTC with milliseconds, and only one module reads the clock."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk import clock
from grcdesk.errors import BadInput


def test_the_real_clock_reads_utc_in_milliseconds():
    spec = importlib.util.find_spec("grcdesk.clock")
    assert spec is not None
    assert spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    moment = fresh.now()
    assert moment.tzinfo is UTC
    assert moment.microsecond % 1000 == 0


def test_today_is_the_day_in_the_zone_of_the_desk(fake_clock):
    fake_clock.moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert clock.today("UTC") == date(2026, 12, 31)
    assert clock.today("Europe/Berlin") == date(2027, 1, 1)
    assert clock.today("America/New_York") == date(2026, 12, 31)
    assert isinstance(clock.today(), date)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused_with_an_example(name: str):
    with pytest.raises(BadInput, match="unknown time zone") as caught:
        clock.find_zone(name)
    assert "Europe/Berlin" in caught.value.hint


def test_a_stamp_is_utc_text():
    moment = datetime(2026, 11, 21, 10, 30, 5, 7_999, tzinfo=timezone(timedelta(hours=1)))
    assert clock.stamp(moment) == "2026-11-21T09:30:05.007Z"


def test_a_moment_without_a_zone_cannot_be_recorded():
    with pytest.raises(ValueError, match="without a time zone"):
        clock.stamp(datetime(2026, 11, 21))  # noqa: DTZ001  the point of the test


moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001  zones are added by the strategy
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(moments, moments)
def test_stamps_sort_as_it_happened(one: datetime, other: datetime):
    if clock.stamp(one) < clock.stamp(other):
        assert one < other


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_a_date_written_is_the_date_read(day: date):
    assert clock.parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "20260131", "2026-1-31", "31.01.2026", "2026-W05-1", "2026-01-31T00", "tomorrow"]
)
def test_anything_else_is_no_date(text: str):
    with pytest.raises(BadInput, match="is not a date") as caught:
        clock.parse_date(text)
    assert "2026-01-31" in caught.value.hint


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        (date(2026, 6, 30), "UTC", datetime(2026, 7, 1, tzinfo=UTC)),
        (date(2026, 6, 30), "America/Los_Angeles", datetime(2026, 7, 1, 7, tzinfo=UTC)),
        (date(2026, 6, 30), "Asia/Tokyo", datetime(2026, 6, 30, 15, tzinfo=UTC)),
        # the night the clocks go back is over an hour later
        (date(2026, 10, 25), "Europe/Berlin", datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (date.max, "UTC", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_day_is_over_at_midnight_of_its_zone(day: date, zone: str, expected: datetime):
    assert clock.end_of(day, zone) == expected


@pytest.mark.parametrize("text", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"])
def test_days_out_of_bounds_are_refused_with_the_bounds(text: str):
    for read in (clock.parse_date, clock.parse_moment):
        with pytest.raises(BadInput, match=r"lies outside 1970-01-01\.\.2199-12-31"):
            read(text)


def test_a_long_wrong_text_is_not_said_again_whole():
    with pytest.raises(BadInput) as caught:
        clock.parse_date("9" * 10_000_000)
    assert len(str(caught.value)) < 200
