"""Times as the sources write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.reading import times
from grcdesk.importers.reading.times import BadTime, read_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("written", "utc", "naive"),
    [
        ("2026-05-07T10:00:00Z", "2026-05-07 10:00:00", False),
        ("2025-05-15 14:17:22.123456789", "2025-05-15 12:17:22.123456", True),
        ("2025-05-15T14:17:22.123456789Z", "2025-05-15 14:17:22.123456", False),
        ("2024-05-17 23:15:28.764394", "2024-05-17 21:15:28.764394", True),
        ("2016/04/04 00:24:13", "2016-04-03 22:24:13", True),
        ("8/19/2021 1:25:31 PM", "2021-08-19 11:25:31", True),
        ("8/9/2021 12:05:00 AM", "2021-08-08 22:05:00", True),
        ("21/Nov/26 10:04 AM", "2026-11-21 09:04:00", True),
        ("5-Mar-2026", "2026-03-04 23:00:00", True),
        ("25/12/2021 10:00", "2021-12-25 09:00:00", True),
        (1621305118553, "2021-05-18 02:31:58.553000", False),
        ("1621305118553", "2021-05-18 02:31:58.553000", False),
        (1702857600, "2023-12-18 00:00:00", False),
        (1702857600.25, "2023-12-18 00:00:00.250000", False),
        (1702857600000000, "2023-12-18 00:00:00", False),
        ("2016-12-31T23:59:60Z", "2017-01-01 00:00:00", False),
        ("20210302T151004Z", "2021-03-02 15:10:04", False),
        ("2025-05-12T20:28:13-04:00", "2025-05-13 00:28:13", False),
        ("2025-05-12T20:28:13+0530", "2025-05-12 14:58:13", False),
        ("2026-01-31", "2026-01-30 23:00:00", True),
        ("2026-05-07 10:00 UTC", "2026-05-07 10:00:00", False),
    ],
)
def test_a_time_means_what_its_source_means(written, utc, naive):
    found = read_time(written, BERLIN)
    assert found is not None
    assert (str(found.at.replace(tzinfo=None)), found.naive) == (utc, naive)
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize("written", ["", "Never logged in", "no_information", "N/A", "not_supported", "-", None])
def test_nothing_is_no_time_and_no_error(written):
    assert read_time(written, BERLIN) is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("9/8/2021 13:00", "day or month first"),
        ("2026-02-30", "no such day"),
        ("2026-01-01T25:00:00Z", "no such day or hour"),
        ("13/13/2021", "no such day"),
        ("31/Feb/26 1:00 PM", "no such day"),
        ("21/Not/26 1:00 PM", "no form that is known"),
        ("8/19/2021 13:25:31 PM", "no such hour"),
        ("2026-01-01T10:00:00+19:00", "no place on earth"),
        ("tell me your secret", "no form that is known"),
        ("2026-W47-6", "no form that is known"),
        ("20261121", "the number is no time"),
        (17, "the number is no time"),
        (-1702857600, "the number is no time"),
        (float("nan"), "no form"),
        (True, "neither text nor a number"),
        ([], "neither text nor a number"),
        ("9" * 4000, "no form"),
    ],
)
def test_what_cannot_be_told_is_refused_and_not_quoted(written, reason):
    with pytest.raises(BadTime, match=reason) as error:
        read_time(written, BERLIN)
    assert "secret" not in str(error.value)


def test_without_a_zone_a_naive_time_is_refused_and_others_are_not():
    with pytest.raises(BadTime, match="carries no zone"):
        read_time("2026-01-01 10:00:00", None)
    assert read_time("2026-01-01 10:00:00Z", None) is not None


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1974, 1, 1), datetime(2199, 1, 1), timezones=offsets | st.just(UTC)))  # noqa: DTZ001
def test_every_iso_time_is_read_as_python_reads_it(moment):
    for text in (moment.isoformat(), moment.isoformat(" ")):
        found = read_time(text, None)
        assert found is not None
        assert found.at == moment


@given(st.from_regex(times._QUICK, fullmatch=True))
def test_a_time_as_most_write_it_is_what_any_other_is(written):
    def told(text):
        try:
            return read_time(text, None)
        except BadTime as error:
            return str(error)

    assert told(written) == told(written[:-1] + "+00:00")
