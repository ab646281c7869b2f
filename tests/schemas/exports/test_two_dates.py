"""The two dates of a document, and when a reader must be told that they do not go together."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.schemas.exports.two_dates import TwoDates

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def dates(judged: date, recorded: datetime, stood: date | None = None) -> TwoDates:
    return TwoDates(judged, 993, "ab" * 32, recorded, recorded.date(), stood)


def test_the_line_names_day_entry_and_moment():
    found = dates(date(2026, 3, 31), datetime(2026, 11, 27, 6, 4, 59, 123000, tzinfo=UTC))
    assert found.line == "Judged on 2026-03-31 · records as of entry 993, 2026-11-27 06:04Z"
    assert found.told == "judged on 2026-03-31 · records as of entry 993, 2026-11-27 06:04Z"
    assert found.made == datetime(2026, 11, 27, 6, 4, 59)  # noqa: DTZ001  a property of a file


@given(DAYS, st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.none() | DAYS)  # noqa: DTZ001
def test_no_document_keeps_still_about_records_newer_or_older_than_its_day(judged, moment, stood):
    found = dates(judged, moment.replace(tzinfo=UTC), stood)
    newer = found.recorded_on > judged
    ended = stood is not None and stood < judged
    assert bool(found.differ) == (newer or ended)
    if newer:
        assert "newer" in found.differ
        assert f"--at {judged}" in found.differ
    elif ended:
        assert f"those of {stood}" in found.differ
    assert str(judged) in (found.differ or str(judged))


def test_the_day_of_the_zone_counts_not_that_of_utc():
    """An entry of half past midnight in Auckland is of the day before in UTC."""
    moment = datetime(2026, 3, 31, 11, 30, tzinfo=UTC)
    found = TwoDates(date(2026, 3, 31), 1, "", moment, moment.date() + timedelta(days=1))
    assert "up to 2026-04-01" in found.differ
