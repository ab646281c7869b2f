"""The seven common findings: not exposed needs proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.audits.exposure import seven
from grcdesk.schemas.audits.standing import AskedFeature, ExposureFacts, PlacedProvider, SeenItem, SeenList
from grcdesk.terms import Answer, Status
from grcdesk.terms.audits import Exposed

TODAY = date(2027, 1, 15)
GOOD = SeenList((SeenItem("CH-1", ""), SeenItem("CH-2", "")), "POP-1, 2 rows")
FEATURE = AskedFeature("AIF-1", "Assistant", Answer.YES, Answer.YES, "Terms, section 4", ("prompt log",))
FINE = ExposureFacts(
    today=TODAY,
    features=(FEATURE,),
    approvals=GOOD,
    evaluations=GOOD,
    kept_days={"prompt log": 30},
    providers=(PlacedProvider("Northlight", ()),),
    runs=GOOD,
    exercised=date(2026, 6, 1),
    exercise="EV-4",
    branch={"AI-EXT-01": Status.IN_PLACE},
)


def states(facts: ExposureFacts) -> dict[str, Exposed]:
    return {row.id: row.state for row in seven(facts)}


def test_with_proof_of_everything_none_is_exposed_and_each_says_why():
    assert list(states(FINE)) == [f"F{number}" for number in range(1, 8)]
    assert set(states(FINE).values()) == {Exposed.NOT_EXPOSED}
    assert all(row.why and row.rows for row in seven(FINE))


def with_feature(**said) -> ExposureFacts:
    return replace(FINE, features=(replace(FEATURE, **said),))


FAULTS = {
    "a change without approval": ("F1", replace(FINE, approvals=SeenList((SeenItem("CH-1", "self-approved"),), "P"))),
    "a change without report": ("F2", replace(FINE, evaluations=SeenList((SeenItem("CH-1", "no report"),), "P"))),
    "a store that keeps everything": ("F3", replace(FINE, kept_days={"prompt log": 0})),
    "a provider before its agreement": ("F4", replace(FINE, providers=(PlacedProvider("N", ("19 days late",)),))),
    "a run without manifest": ("F5", replace(FINE, runs=SeenList((SeenItem("RUN-1", "no manifest"),), "P"))),
    "no exercise": ("F6", replace(FINE, exercised=None)),
    "an old exercise": ("F6", replace(FINE, exercised=date(2026, 1, 15))),
    "no branch in the plan": ("F6", replace(FINE, branch={"AI-EXT-01": Status.PARTIAL})),
    "nobody is told": ("F7", with_feature(disclosure="")),
}
DOUBTS = {
    "no list of changes": ("F1", replace(FINE, approvals=None)),
    "an interim list": ("F1", replace(FINE, approvals=replace(GOOD, lacks="interim up to 2026-11-01"))),
    "no list of evaluations": ("F2", replace(FINE, evaluations=None)),
    "a store nobody asked": ("F3", replace(FINE, kept_days={})),
    "a first use nobody recorded": ("F4", replace(FINE, providers=(PlacedProvider("N", (), ("first use?",)),))),
    "no list of runs": ("F5", replace(FINE, runs=None)),
    "training is not answered": ("F5", with_feature(trains=None)),
    "a plan nobody assessed": ("F6", replace(FINE, branch={"AI-EXT-01": Status.NOT_ASSESSED})),
    "no control of incidents in scope": ("F6", replace(FINE, branch={})),
    "customer data is not answered": ("F7", with_feature(customer_data=None)),
}


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_fault_exposes_to_its_own_finding_alone(name):
    finding, facts = FAULTS[name]
    assert {one for one, state in states(facts).items() if state is Exposed.EXPOSED} == {finding}
    row = next(row for row in seven(facts) if row.id == finding)
    assert row.rows[0].state is Exposed.EXPOSED
    assert row.rows[0].why in row.why


@pytest.mark.parametrize("name", list(DOUBTS))
def test_what_nobody_can_tell_is_unknown(name):
    finding, facts = DOUBTS[name]
    assert states(facts) == states(FINE) | {finding: Exposed.UNKNOWN}


def test_without_a_feature_on_record_nothing_about_features_is_fine():
    found = states(replace(FINE, features=(), providers=()))
    assert {name for name, state in found.items() if state is Exposed.UNKNOWN} == {"F3", "F4", "F5", "F7"}


def test_a_feature_that_trains_nothing_and_takes_no_customer_data_exposes_to_nothing():
    facts = with_feature(customer_data=Answer.NO, trains=Answer.NO, disclosure="", stores=())
    assert set(states(replace(facts, runs=None, kept_days={})).values()) == {Exposed.NOT_EXPOSED}


def test_an_empty_list_that_is_final_proves_that_nothing_happened():
    facts = replace(FINE, approvals=SeenList((), "POP-1, 0 rows"))
    assert states(facts)["F1"] is Exposed.NOT_EXPOSED
    assert states(replace(FINE, approvals=SeenList((), "POP-1, 0 rows", "interim")))["F1"] is Exposed.UNKNOWN


@given(st.lists(st.booleans()), st.booleans())
def test_a_list_is_fine_only_when_nothing_fails_and_it_is_final(fails, final):
    items = tuple(SeenItem(f"CH-{place}", "late" * bad) for place, bad in enumerate(fails))
    state = states(replace(FINE, approvals=SeenList(items, "P", "" if final else "interim")))["F1"]
    assert (state is Exposed.NOT_EXPOSED) == (final and not any(fails))
    assert (state is Exposed.EXPOSED) == any(fails)
