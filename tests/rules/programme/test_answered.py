"""A criterion is answered by a control that stands, not by a mapping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.programme.answered import ANSWERING, MappedControl, answered, stale
from grcdesk.rules.programme.scope import WHOLE
from grcdesk.terms import CriterionAnswer, Relationship, Status, Support

SUBSET, SUPERSET = Relationship.SUBSET_OF, Relationship.SUPERSET_OF
controls = st.lists(
    st.builds(
        lambda name, relationship, status, support: MappedControl(
            name, relationship, status, support if status is Status.IN_PLACE else None
        ),
        st.sampled_from(["AI-1", "AI-2", "AI-3"]),
        st.sampled_from(list(Relationship)),
        st.sampled_from(list(Status)),
        st.sampled_from(list(Support)),
    ),
    max_size=5,
)


@given(controls, st.booleans())
def test_no_answer_is_had_for_less_than_a_supported_control(found: list[MappedControl], declared: bool):
    said = answered(found, declared=declared)
    mapped = [one for one in found if one.relationship is not Relationship.NO_RELATIONSHIP]
    proven = [one for one in mapped if one.status is Status.IN_PLACE and one.support is Support.SUPPORTED]
    assert (said in ANSWERING) is bool(proven)
    if said is CriterionAnswer.IN_FULL:
        assert declared or any(one.relationship in WHOLE for one in proven)
    assert (said is CriterionAnswer.NOT_MAPPED) is (not mapped)


@given(controls)
def test_a_declaration_holds_while_all_of_the_set_is_in_place(found: list[MappedControl]):
    mapped = [one for one in found if one.relationship is not Relationship.NO_RELATIONSHIP]
    assert bool(stale(found)) is any(one.status is not Status.IN_PLACE for one in mapped)


@pytest.mark.parametrize(
    ("found", "declared", "expected"),
    [
        ((), False, CriterionAnswer.NOT_MAPPED),
        ((), True, CriterionAnswer.NOT_MAPPED),
        ((MappedControl("A", SUPERSET, Status.MISSING),), False, CriterionAnswer.NOT_IN_PLACE),
        ((MappedControl("A", SUPERSET, Status.MISSING),), True, CriterionAnswer.NOT_IN_PLACE),
        ((MappedControl("A", SUPERSET, Status.IN_PLACE, Support.CLAIM_ONLY),), True, CriterionAnswer.CLAIM_ONLY),
        (
            (MappedControl("A", SUPERSET, Status.IN_PLACE, Support.SUPPORTED_IN_PART),),
            True,
            CriterionAnswer.IN_PART,
        ),
        ((MappedControl("A", SUBSET, Status.IN_PLACE, Support.SUPPORTED),), False, CriterionAnswer.ANSWERED),
        ((MappedControl("A", SUBSET, Status.IN_PLACE, Support.SUPPORTED),), True, CriterionAnswer.IN_FULL),
        ((MappedControl("A", SUPERSET, Status.IN_PLACE, Support.SUPPORTED),), False, CriterionAnswer.IN_FULL),
        (
            (
                MappedControl("A", SUPERSET, Status.IN_PLACE, Support.CLAIM_ONLY),
                MappedControl("B", SUBSET, Status.IN_PLACE, Support.SUPPORTED),
            ),
            False,
            CriterionAnswer.ANSWERED,
        ),
    ],
)
def test_the_word_of_a_criterion(found, declared, expected):
    assert answered(found, declared=declared) is expected


def test_a_stale_declaration_names_what_left():
    both = (MappedControl("AI-1", SUBSET, Status.PARTIAL), MappedControl("AI-2", SUBSET, Status.IN_PLACE))
    assert stale(both) == "AI-1 is partial"
