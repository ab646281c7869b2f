"""What `make test` leaves out: slow tests that stand alone, and of slow families all but a slice."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.slices import left_out

ROOT = Path(__file__).parents[2]


class Case:
    """A test as far as the slice looks at it."""

    def __init__(self, nodeid: str, *, slow: bool = True, **said: int) -> None:
        self.nodeid = nodeid
        self.mark = pytest.mark.slow(**said).mark if slow else None

    def get_closest_marker(self, name: str) -> object:
        assert name == "slow"
        return self.mark


def family(number: int, **said: int) -> list[Case]:
    return [Case(f"a.py::test_b[{one}]", **said) for one in range(number)]


def test_a_slow_test_alone_is_left_out_and_a_quick_one_stays():
    assert left_out([Case("a.py::test_a"), Case("a.py::test_b", slow=False)]) == {"a.py::test_a"}


def test_the_first_of_a_family_stays():
    assert left_out(family(3)) == {"a.py::test_b[1]", "a.py::test_b[2]"}


@pytest.mark.parametrize(("keep", "stay"), [(0, set()), (1, {0}), (2, {0, 3}), (3, {0, 2, 4}), (6, set(range(6)))])
def test_a_slice_is_spread_over_the_family(keep, stay):
    cases = family(6, keep=keep)
    assert {one.nodeid for one in cases} - left_out(cases) == {f"a.py::test_b[{one}]" for one in stay}


def test_what_lands_has_passed_both():
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert {"make test", "make slow"} <= set(steps)
