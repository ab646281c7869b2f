"""A slice of the bit flips: what changes what a desk says is noticed by opening it or by verifying it."""

from __future__ import annotations

import pytest

from faults.deeds import THOROUGH
from faults.flips import flipped, noticed, said
from helpers.filled_desk import fill

NUMBER = 400 if THOROUGH else 12


@pytest.fixture
def root(desk, tmp_path):
    fill(desk, tmp_path)
    desk.close()
    return desk.paths.root


@pytest.mark.slow
def test_a_bit_that_turns_over_is_noticed_where_it_changes_anything(root, tmp_path):
    found = flipped(root, tmp_path / "work", NUMBER)
    assert found["vault"].changed == NUMBER
    assert found["database"].changed > NUMBER // 8
    for one in found.values():
        assert one.noticed >= 0.99 * one.changed, one.missed


@pytest.mark.slow
def test_a_desk_that_is_whole_is_not_accused(root):
    before = said(root / "desk.db")
    assert not noticed(root)
    assert before != said(root / "desk.db"), "looking leaves its line in the log"
