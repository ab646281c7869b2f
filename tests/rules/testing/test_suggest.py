"""Systematic or isolated: a suggestion by rate, by all of them, or by what they have in common."""

from __future__ import annotations

import pytest

from grcdesk.rules.testing.suggest import suggest
from grcdesk.schemas.testing.runs import FoundRow
from grcdesk.terms.testing import Pattern


def rows(number: int, same: int = 0, column: str = "approver") -> list[FoundRow]:
    """So many deviations, some of them with the same person."""
    return [
        FoundRow(f"C-{place}", "why", ((column, "Ana Ruiz" if place < same else f"P{place}"),))
        for place in range(number)
    ]


@pytest.mark.parametrize(
    ("n", "found", "pattern", "why"),
    [
        (10, rows(1), Pattern.SYSTEMATIC, "1 of 10 is above 5 %"),
        (20, rows(1), Pattern.ISOLATED, "1 of 20"),
        (19, rows(1), Pattern.SYSTEMATIC, "1 of 19 is above 5 %"),
        (9, rows(1), Pattern.ISOLATED, "1 of 9, too few for a rate below 10"),
        (1, rows(1), Pattern.ISOLATED, "1 of 1, too few for a rate below 10"),
        (2, rows(2), Pattern.SYSTEMATIC, "all 2 items"),
        (0, rows(1), Pattern.ISOLATED, "1 of 0, too few for a rate below 10"),
        (9, rows(4, same=3), Pattern.SYSTEMATIC, "3 of 4 with the approver Ana Ruiz"),
        (9, rows(5, same=3), Pattern.ISOLATED, "5 of 9, too few for a rate below 10"),
        (9, rows(2, same=2), Pattern.ISOLATED, "2 of 9, too few for a rate below 10"),
        (9, rows(3, same=3, column="granted_by"), Pattern.SYSTEMATIC, "3 of 3 with the granted by Ana Ruiz"),
        (9, rows(3, same=3, column="colour"), Pattern.ISOLATED, "3 of 9, too few for a rate below 10"),
    ],
)
def test_what_deviations_look_like(n, found, pattern, why):
    assert suggest(n, found) == (pattern, why)


def test_of_no_deviation_nothing_is_suggested():
    assert suggest(63, []) == (None, "")


def test_of_two_causes_the_more_frequent_is_told_and_then_the_first_by_name():
    found = [FoundRow(f"C-{place}", "why", (("system", "b"), ("store", "a"))) for place in range(3)]
    assert suggest(9, found)[1] == "3 of 3 with the system b"
