"""Months are those of the calendar: a day the month has not becomes its last, never one of the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.time.months import add_months, month_end

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "again"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("9999-11-30", 1, "9999-12-30"),
        ("9999-12-30", 1, "9999-12-31"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_months_are_calendar_months_and_end_with_the_month(day, months, again):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(again)


@given(DAYS, st.integers(-60, 120))
def test_adding_months_keeps_the_day_or_takes_the_last(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_the_end_of_a_month():
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert month_end(date(2026, 12, 31)) == date(2026, 12, 31)
