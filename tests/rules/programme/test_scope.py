"""A control's scope follows from the criteria it maps to, and from nothing else."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.programme.scope import CriterionMapping, control_scope, coverage
from grcdesk.terms import Category, Coverage, Relationship, Scope

WHOLE = {Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO, Relationship.SUPERSET_OF}
INSIDE = WHOLE | {Relationship.SUBSET_OF}

categories = st.sampled_from(list(Category))
links = st.lists(
    st.builds(CriterionMapping, categories, st.sampled_from(list(Relationship)), st.booleans()), max_size=8
)
chosen = st.sets(categories)


@given(links, chosen, st.randoms(use_true_random=False))
def test_scope_does_not_depend_on_the_order_of_mappings(
    found: list[CriterionMapping], wanted: set[Category], dice: random.Random
):
    shuffled = found[:]
    dice.shuffle(shuffled)
    assert control_scope(shuffled, wanted) is control_scope(found, wanted)


@given(links, chosen)
def test_security_is_always_selected(found: list[CriterionMapping], wanted: set[Category]):
    assert control_scope(found, wanted) is control_scope(found, wanted | {Category.SECURITY})


@given(links, chosen)
def test_what_was_looked_at_and_not_found_counts_for_nothing(found: list[CriterionMapping], wanted: set[Category]):
    nothing = [CriterionMapping(category, Relationship.NO_RELATIONSHIP, primary=True) for category in Category]
    assert control_scope([*nothing, *found], wanted) is control_scope(found, wanted)


@given(links, chosen, categories)
def test_choosing_more_never_takes_a_control_out(found: list[CriterionMapping], wanted: set[Category], more: Category):
    order = [Scope.OUT, Scope.OPTIONAL, Scope.IN]
    assert order.index(control_scope(found, wanted | {more})) >= order.index(control_scope(found, wanted))


@given(links, chosen)
def test_scope_is_what_the_three_sentences_say(found: list[CriterionMapping], wanted: set[Category]):
    hits = [
        link
        for link in found
        if link.category in wanted | {Category.SECURITY} and link.relationship is not Relationship.NO_RELATIONSHIP
    ]
    inside = any(link.primary or link.relationship in INSIDE for link in hits)
    expected = Scope.IN if inside else Scope.OPTIONAL if hits else Scope.OUT
    assert control_scope(found, wanted) is expected


def test_a_primary_mapping_counts_even_when_it_only_intersects():
    link = CriterionMapping(Category.PRIVACY, Relationship.INTERSECTS_WITH, primary=True)
    assert control_scope([link], [Category.PRIVACY]) is Scope.IN
    assert control_scope([link], []) is Scope.OUT


def test_a_control_without_mappings_is_out():
    assert control_scope([], list(Category)) is Scope.OUT


@given(st.lists(st.sampled_from(list(Relationship))), st.booleans())
def test_full_only_by_a_whole_mapping_or_by_a_persons_word(found: list[Relationship], declared: bool):
    real = [relation for relation in found if relation is not Relationship.NO_RELATIONSHIP]
    result = coverage(found, declared=declared)
    assert (result is Coverage.FULL) == bool(WHOLE & set(real))
    assert (result is Coverage.NONE) == (not real)
    if real and not WHOLE & set(real):
        assert result is (Coverage.DECLARED_FULL if declared else Coverage.PARTIAL)


@given(st.integers(min_value=1, max_value=300))
def test_any_number_of_subsets_stays_partial(number: int):
    assert coverage([Relationship.SUBSET_OF] * number, declared=False) is Coverage.PARTIAL


def test_a_word_about_nothing_covers_nothing():
    assert coverage([], declared=True) is Coverage.NONE
    assert coverage([Relationship.NO_RELATIONSHIP], declared=True) is Coverage.NONE


@pytest.mark.parametrize("order", list(permutations([Relationship.SUBSET_OF, Relationship.EQUAL_TO])))
def test_coverage_does_not_depend_on_order(order: tuple[Relationship, ...]):
    assert coverage(order, declared=False) is Coverage.FULL
