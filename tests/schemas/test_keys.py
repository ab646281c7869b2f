"""Ids of a long list: like a list in all but memory."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.schemas.keys import Keys

SLICES = st.slices(12)


@given(st.lists(st.text(max_size=4), max_size=12), SLICES)
def test_it_reads_like_a_list(plain, part):
    keys = Keys(iter(plain))
    assert (len(keys), list(keys), keys[part]) == (len(plain), plain, plain[part])
    assert [keys[place] for place in range(-len(plain), len(plain))] == plain + plain
    assert keys == plain
    assert keys == Keys(plain)
    assert keys != [*plain, "x"]
    assert [keys.index(key) for key in plain] == [plain.index(key) for key in plain]


def test_beyond_its_ends_there_is_nothing():
    with pytest.raises(IndexError):
        Keys(["a"])[1]
    with pytest.raises(IndexError):
        Keys()[-1]


def test_they_are_shown_as_what_makes_them():
    assert eval(repr(Keys(["a", "b'"])), {"Keys": Keys}) == ["a", "b'"]  # noqa: S307  our own text


def test_it_crosses_its_chunks():
    plain = [f"EV-{number}" for number in range(9000)]
    assert Keys(plain) == plain


def test_a_hundred_thousand_take_less_than_two_mebibytes():
    tracemalloc.start()
    keys = Keys(f"EV-{number:06d}" for number in range(100_000))
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(keys) == 100_000
    assert held < 2 << 20
