"""The next place of a list that waits, round at the ends."""

from __future__ import annotations

import pytest

from grcdesk.tui.kit.rounds import next_place


@pytest.mark.parametrize(
    ("here", "by", "there"),
    [
        (0, 1, 2),
        (2, 1, 5),
        (3, 1, 5),
        (5, 1, 2),
        (9, 1, 2),
        (9, -1, 5),
        (5, -1, 2),
        (2, -1, 5),
        (0, -1, 5),
    ],
)
def test_the_nearest_that_way_is_gone_to(here: int, by: int, there: int) -> None:
    assert next_place([2, 5], here, by) == there


def test_the_only_one_that_waits_may_be_this_one() -> None:
    assert next_place([4], 4, 1) == 4
    assert next_place([4], 4, -1) == 4
