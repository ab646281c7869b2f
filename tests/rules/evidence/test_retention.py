"""What a source still holds of the days without evidence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.retention import KNOWN, Loss, losses, source_of
from grcdesk.schemas.coverage.coverage import Span

AS_OF = date(2026, 11, 21)
DAYS = st.dates(date(2026, 1, 1), AS_OF)


def test_a_hole_can_be_filled_until_the_source_forgets_its_first_day():
    hole = Span(date(2026, 10, 1), date(2026, 10, 7))
    # 1 October and 90 days is 30 December
    assert list(losses([hole], {"Log": 90}, AS_OF)) == [Loss(hole, "Log", 90, 0, date(2026, 12, 30))]
    # on 30 December all of it is held; on the 31st the first day is gone; on 6 January one day is left; then none
    for day, gone in (
        (date(2026, 12, 30), [0]),
        (date(2026, 12, 31), [1]),
        (date(2027, 1, 5), [6]),
        (date(2027, 1, 6), []),
    ):
        assert [one.gone for one in losses([hole], {"Log": 90}, day)] == gone


def test_the_source_that_keeps_longest_counts_and_for_ever_ends_it():
    hole = Span(date(2026, 10, 1), date(2026, 10, 1))
    (found,) = losses([hole], {"Short": 30, "Long": 90}, AS_OF)
    assert str(found) == "no evidence for 2026-10-01: Long keeps 90 days, draw it by 2026-12-30"
    assert not list(losses([hole], {"Short": 30}, AS_OF))
    assert not list(losses([hole], {"Long": 90, "Archive": 0}, AS_OF))
    assert not list(losses([hole], {}, AS_OF))


@given(DAYS, DAYS, st.integers(1, 400), st.integers(0, 400))
def test_what_is_gone_and_what_is_left_is_the_hole(one, other, keeps, later):
    hole, day = Span(min(one, other), max(one, other)), AS_OF + timedelta(days=later)
    held = [d for n in range(hole.days) if (day - (d := hole.start + timedelta(days=n))).days <= keeps]
    found = list(losses([hole], {"Log": keeps}, day))
    assert bool(found) == bool(held)
    for loss in found:
        assert loss.gone == hole.days - len(held)
        assert loss.until == held[0] + timedelta(days=keeps) >= day


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("our github AUDIT log", "GitHub audit log"),
        ("GitHub Actions logs of main", "GitHub Actions logs"),
        ("Key vault", ""),
    ],
)
def test_a_source_is_known_by_its_name(said, source):
    assert source_of(said, KNOWN) == source
