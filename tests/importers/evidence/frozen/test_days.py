from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.evidence.frozen import days

ZONES = ["UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns"]
MOMENTS = st.lists(st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=30)  # noqa: DTZ001


@given(MOMENTS, st.sampled_from(ZONES), st.integers(1, 10))
def test_a_row_falls_on_its_day_at_home(moments, zone, most):
    home, counted = ZoneInfo(zone), days.RowDays(ZoneInfo(zone))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(days, "_MANY", most)
        for start in range(0, len(moments), 7):
            some = moments[start : start + 7]
            years = [one.year for one in some]
            counted.count_times([f"{one:%Y-%m-%dT%H:%M:%S}Z" for one in some], min(years), max(years))
    assert counted.counted() == Counter(one.astimezone(home).date() for one in moments)


def test_a_zone_that_changes_by_less_than_an_hour_is_found():
    """In April 2026 Lord Howe goes from 11 hours before UTC to ten and a half."""
    home = ZoneInfo("Australia/Lord_Howe")
    begin = datetime(2026, 4, 3, tzinfo=UTC)
    moments = [begin + timedelta(minutes=10 * number) for number in range(600)]
    counted = days.RowDays(home)
    counted.count_times([f"{one:%Y-%m-%dT%H:%M:%S}Z" for one in moments], 2026, 2026)
    assert counted.counted() == Counter(one.astimezone(home).date() for one in moments)


def test_days_alone_are_those_days():
    counted = days.RowDays(ZoneInfo("Asia/Kolkata"))
    counted.count(["2026-03-01", "2026-03-01", "2026-03-02"])
    assert {str(day): number for day, number in counted.counted().items()} == {"2026-03-01": 2, "2026-03-02": 1}
