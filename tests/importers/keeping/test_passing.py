"""Requests by name and day: all of them are there, however many names a log has."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.keeping.passing import MOST, Passing

DAY = date(2026, 3, 1)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", ""]), st.sampled_from(["x", "y"]), st.integers(0, 5), st.integers(1, 9))
    )
)
def test_every_request_is_counted_on_its_day_under_its_names(found):
    passing = Passing()
    for provider, route, offset, number in found:
        passing.add({"provider": provider, "route": route}, DAY + timedelta(days=offset), number)
    rows = passing.rows()
    assert sum(sum(row.days.values()) for row in rows) == sum(number for *_, number in found)
    assert {(row.provider, row.route) for row in rows} == {(provider, route) for provider, route, *_ in found}
    for row in rows:
        assert (row.model, row.region) == ("", "")
        assert list(row.days) == sorted(row.days)


def test_beyond_so_many_names_a_provider_keeps_its_number():
    passing = Passing()
    for number in range(MOST + 50):
        passing.add({"provider": "a", "route": f"r{number}"}, DAY)
    rows = passing.rows()
    assert len(rows) == MOST + 1
    assert sum(sum(row.days.values()) for row in rows) == MOST + 50
    (rest,) = [row for row in rows if not row.route]
    assert rest.days == {"2026-03-01": 50}
