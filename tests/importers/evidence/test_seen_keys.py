"""Keys that came before: as a set knows them, also at hashes that meet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.evidence.seen_keys import SeenKeys


class Meets:
    """A key whose hash another has too, in its lower bits."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return self.number << 20


@given(st.lists(st.one_of(st.text(max_size=4), st.integers(-5, 5000))))
def test_it_knows_what_a_set_knows(keys):
    seen, known = SeenKeys(), set()
    for key in keys:
        assert (key in seen) == (hash(key) in known or (hash(key) == 0 and 1 in known))
        seen.add(key)
        known.add(hash(key) or 1)
    assert seen.count == len(known)


def test_it_grows_and_loses_none():
    seen = SeenKeys()
    for number in range(20_000):
        assert str(number) not in seen
        seen.add(str(number))
    assert all(str(number) in seen for number in range(20_000))
    assert seen.count == 20_000
    assert not any(str(number) in seen for number in range(20_000, 40_000))


def test_hashes_that_meet_are_told_apart():
    seen = SeenKeys()
    for number in range(1, 600):
        assert Meets(number) not in seen
        seen.add(Meets(number))
    assert seen.count == 599
