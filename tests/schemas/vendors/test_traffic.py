"""How many events lie between two days, where days are known and where only their sum is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.schemas.vendors.traffic import Seen

SEEN = Seen("Northlight", "large-1", "", "US", date(2026, 3, 2), date(2026, 3, 20), 30)
DAILY = replace(SEEN, daily=((date(2026, 3, 2), 10), (date(2026, 3, 20), 20)))


@pytest.mark.parametrize(
    ("start", "end", "summed", "by_day"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), 30, 30),
        (date(2026, 3, 3), date(2026, 3, 19), 30, 0),
        (date(2026, 3, 20), date(2026, 4, 1), 30, 20),
        (date(2026, 3, 21), date(2026, 4, 1), 0, 0),
        (date(2026, 2, 1), date(2026, 3, 1), 0, 0),
    ],
)
def test_where_days_are_not_known_all_of_them_may_be_the_ones(start, end, summed, by_day):
    assert (SEEN.between(start, end), DAILY.between(start, end)) == (summed, by_day)
