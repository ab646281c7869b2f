"""Findings: which moves there are, who may verify, which class fits, which come back."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.findings import closing
from grcdesk.rules.findings.closing import Closing
from grcdesk.rules.findings.moves import MOVES, classes, needs_reason, refusal
from grcdesk.rules.findings.repeats import Comparable, repeats
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms import Answer
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingClass, FindingStatus, RemediationState

DAY = date(2026, 11, 21)
OPEN, RESPONDED, FIXING, READY, CLOSED, ACCEPTED = FindingStatus
states = st.sampled_from(RemediationState)
names = st.sampled_from(["Ada", "ada ", "Lin", "Tom", ""])


def action(number: int, owner: str, state: RemediationState, by: str = "", opened: date = DAY) -> RemediationRow:
    return RemediationRow(
        *(f"F-1/{number}", "F-1", "Set it", owner or "Eve", DAY, "", "", state, opened, None, by, "", "", ()),
    )


def test_only_the_road_and_the_two_ways_beside_it_are_allowed():
    allowed = {(a, b) for a, b in product(FindingStatus, FindingStatus) if not refusal(a, b)}
    assert allowed == {
        *((OPEN, RESPONDED), (RESPONDED, FIXING), (FIXING, READY), (READY, CLOSED), (READY, FIXING)),
        *((one, ACCEPTED) for one in (OPEN, RESPONDED, FIXING, READY, ACCEPTED)),
        *((CLOSED, OPEN), (ACCEPTED, OPEN)),
    }
    assert {b for a, b in allowed if b is CLOSED} == {CLOSED}
    assert all(needs_reason(a, b) for a, b in allowed if b in (OPEN, ACCEPTED) or (a, b) == (READY, FIXING))
    assert set(MOVES) == set(FindingStatus)


looked_at = st.builds(
    Closing,
    status=st.sampled_from([one for one in FindingStatus if one is not CLOSED]),
    owner=names,
    agreed=st.sampled_from([None, *Answer]),
    actions=st.lists(st.tuples(names, states, names), max_size=3).map(
        lambda acts: [action(place, *one) for place, one in enumerate(acts)]
    ),
    proofs=st.lists(st.sampled_from(["EV-1", "EV-2"]), max_size=2),
    broken=st.sampled_from([(), ("EV-1: link only",)]),
    verifier=names,
)


@given(looked_at)
def test_nothing_lacks_only_with_response_action_intact_proof_and_a_second_person(looked):
    live = [one for one in looked.actions if one.state is not RemediationState.DROPPED]
    hands = {one.strip().casefold() for act in live for one in (act.owner, act.done_by)}
    may = (
        looked.status is READY
        and looked.agreed is not None
        and bool(live)
        and all(one.state is RemediationState.DONE for one in live)
        and bool(looked.proofs)
        and not looked.broken
        and bool(looked.verifier)
        and looked.verifier.strip().casefold() not in hands | {looked.owner.strip().casefold()}
    )
    found = closing.lacks(looked)
    assert (not found) is may
    assert bool(closing.sentence(found)) is not may


def test_what_went_back_needs_a_new_action():
    done = action(1, "Ada", RemediationState.DONE, "Ada", date(2026, 11, 20))
    looked = Closing(FIXING, "", Answer.YES, [done], back_on=DAY)
    assert [one.about for one in closing.unready(looked)] == ["plan"]
    newer = action(2, "Ada", RemediationState.DONE, "Ada")
    assert closing.unready(Closing(FIXING, "", Answer.YES, [done, newer], back_on=DAY)) == []


@pytest.mark.parametrize("kind", EngagementKind)
def test_a_class_belongs_to_one_scheme(kind):
    found = set(classes(kind))
    soc2, iso = set(list(FindingClass)[:3]), set(list(FindingClass)[3:])
    if kind is EngagementKind.READINESS:
        assert found == soc2 | iso
    else:
        assert found == (iso if kind.value.startswith("iso") else soc2)


comparables = st.lists(
    st.builds(
        lambda made, control, test, cause: (made, control, test, cause),
        st.integers(1, 3),
        st.sampled_from(["", "AI-SEC-01", "AI-PI-01"]),
        st.sampled_from(["", "AI-SEC-01.T1"]),
        st.sampled_from(["", "No limit", "no  LIMIT", "Other"]),
    ),
    max_size=6,
)


@given(comparables)
def test_a_finding_repeats_earlier_ones_alone_and_only_for_a_said_reason(given_):
    every = [
        Comparable(f"F-{place}", f"ENG-{made}", made, "x", control, test, cause, OPEN)
        for place, (made, control, test, cause) in enumerate(given_, 1)
    ]
    found = repeats(every)

    def same(a: Comparable, b: Comparable) -> bool:
        cause = " ".join(a.cause.split()).casefold()
        return (
            bool(a.control)
            and a.control == b.control
            and ((bool(a.test) and a.test == b.test) or (bool(cause) and cause == " ".join(b.cause.split()).casefold()))
        )

    for one in every:
        assert {e.id for e in found.get(one.id, ())} == {b.id for b in every if b.made < one.made and same(one, b)}
