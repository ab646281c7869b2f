"""A column of days is judged as a whole; what does not tell its order is left as it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.reading import slashes
from grcdesk.importers.reading.slashes import SlashOrder

DAYS = st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1)


@given(DAYS, st.sampled_from([SlashOrder.MONTH, SlashOrder.DAY]))
def test_no_day_is_read_in_an_order_that_the_column_does_not_tell(days, wanted):
    written = [
        f"{d.month}/{d.day}/{d.year}" if wanted is SlashOrder.MONTH else f"{d.day}/{d.month}/{d.year}" for d in days
    ]
    found = slashes.order(written)
    told = any(day.day > 12 for day in days)
    assert found is (wanted if told else SlashOrder.UNKNOWN)
    if told:
        assert [slashes.written_out(text, found) for text in written] == [day.isoformat() for day in days]


@pytest.mark.parametrize("values", [[], ["3/4/2026"], ["13/4/2026", "4/13/2026"], ["2026-01-31", "never"]])
def test_a_column_that_does_not_tell_stays_as_it_is(values):
    assert slashes.order(values) is SlashOrder.UNKNOWN
    assert [slashes.written_out(value, SlashOrder.UNKNOWN) for value in values] == values
