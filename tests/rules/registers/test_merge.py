"""The second list: nothing of ours is lost, his changes are taken, and where both changed it is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.registers.merge import MergeResult, merge
from grcdesk.terms.requests import Settling

VALUE = st.sampled_from(["", "2027-01-09", "2027-01-12", "2027-01-20"])
LISTS = st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=6)
"""What his list says each time, and what we set afterwards; empty: we set nothing."""


@given(VALUE, VALUE, VALUE)
def test_nothing_of_ours_is_lost_and_every_conflict_is_named(base, ours, theirs):
    found = merge(base, ours, theirs)
    assert found.value in {ours, theirs}
    if ours != base:
        assert found.value == ours, "what we changed stays"
    if ours == base and theirs:
        assert found.value == theirs, "what he changed is taken"
    differ = bool(theirs) and len({base, ours, theirs}) == 3
    assert (found.result is MergeResult.CONFLICT) is differ
    assert found.offered == (theirs if differ else "")
    if not theirs:
        assert found.value == ours, "a blank cell takes nothing away"


@given(VALUE, VALUE, VALUE, st.sampled_from(Settling))
def test_a_settled_conflict_is_gone_the_next_time(base, ours, theirs, settle):
    found = merge(base, ours, theirs, settle)
    assert found.result is not MergeResult.CONFLICT
    again = merge(found.base, found.value, theirs)
    assert (again.value, again.offered) == (found.value, "")


@given(LISTS)
def test_over_many_lists_an_open_conflict_is_named_until_it_is_settled(told):
    base = ours = ""
    for theirs, set_by_us in told:
        found = merge(base, ours, theirs)
        base, ours = found.base, found.value
        again = merge(base, ours, theirs)
        assert (again.value, again.base, again.offered) == (ours, base, found.offered), "the same list says the same"
        if set_by_us:
            if found.offered:
                base = found.offered  # a person who sets it has seen what the list says
            ours = set_by_us
            kept = merge(base, ours, theirs)
            assert kept.value == ours
            assert not (found.offered and kept.offered)
