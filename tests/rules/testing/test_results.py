"""No good word for less: what tests add up to, and what a person may conclude."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grcdesk.rules.testing import concluding, results
from grcdesk.schemas.testing.runs import TestedList
from grcdesk.schemas.testing.testing import DeviationRow, LastRun, SheetCell, TestFacts
from grcdesk.terms import TestAspect
from grcdesk.terms.audits import ControlResult, ItemResult
from grcdesk.terms.testing import AttributeState, DeviationSource, DeviationState

ON = date(2026, 12, 1)
FINAL = TestedList("POP-1", "model_changes", 63, "a", "b", final=True)
CLEAN = LastRun("RUN-1", "2026-12-01", 63, 0, (), 0, tested=True, why="", populations=(FINAL,))
UNDECIDED = replace(CLEAN, undecided=(("C-9", "open"),), undecided_count=1)
DESIGN, OPERATING = TestAspect.DESIGN, TestAspect.OPERATING
ANA = "Ana Ruiz"


def cell(item="", result=ItemResult.PASS, **more):
    said = {"note": "seen", "tested_by": ANA, "tested_on": ON, "reviewed_by": "Bo Lind", "reviewed_on": ON}
    return SheetCell("T", item, result, **(said | more))


def deviation(state=DeviationState.OPEN, item="C-1", **more):
    row = DeviationRow(
        *("DEV-1", "ENG-1", "C", "T", item, "why", {}, 1, state, DeviationSource.CHECK, "POP-1", "RUN-1", ON)
    )
    return replace(row, **more)


CHECKED = TestFacts("T1", OPERATING, by_check=True, last=CLEAN)
MANUAL = TestFacts("T2", DESIGN, by_check=False, cells=(cell(),))


def computed(*facts, **more):
    return results.result("C", [results.standing(one) for one in facts], **more)


def test_all_tested_and_reviewed_over_a_final_list_is_no_exceptions_noted():
    found = computed(CHECKED, MANUAL)
    assert (found.computed, found.exceptions, found.n) == (ControlResult.NO_EXCEPTIONS, 0, 63)
    assert concluding.bars(found, ControlResult.NO_EXCEPTIONS, by=ANA, reason="") == []


def early(why):
    return replace(FINAL, id="POP-2", final=False, why=why)


LESS = {
    "its check was not run": replace(CHECKED, last=None),
    "a newer list": replace(CHECKED, last=replace(CLEAN, stale="POP-2 is newer")),
    "the list it needs is not on file": replace(CHECKED, last=None, lacks_list="deployments"),
    "stopped by a limit": replace(CHECKED, last=replace(CLEAN, tested=False, why="it took longer than 10 s")),
    "items the list does not decide": replace(CHECKED, last=UNDECIDED),
    "more of them than are listed": replace(CHECKED, last=replace(CLEAN, undecided_count=2000)),
    "undecided, answered by one person alone": replace(
        CHECKED, last=UNDECIDED, cells=(cell("C-9", reviewed_by="", reviewed_on=None),)
    ),
    "another item answered than the one that is needed": replace(CHECKED, last=UNDECIDED, cells=(cell("C-8"),)),
    "something its check did not see": replace(CHECKED, rest="That a copy is held"),
    "part of it not looked at": replace(CHECKED, last=replace(CLEAN, why="manifests were not looked at")),
    "an interim list": replace(CHECKED, last=replace(CLEAN, populations=(early("final from 2027-01-01 on"),))),
    "an interim list beside a final one": replace(CHECKED, last=replace(CLEAN, populations=(FINAL, early("early")))),
    "no answer": replace(MANUAL, cells=()),
    "not tested as an answer": replace(MANUAL, cells=(cell(result=ItemResult.NOT_TESTED),)),
    "nobody reviewed": replace(MANUAL, cells=(cell(reviewed_by="", reviewed_on=None),)),
    "reviewed by who tested": replace(MANUAL, cells=(cell(reviewed_by=ANA),)),
    "sent back": replace(MANUAL, cells=(cell(returned="the wrong quarter"),)),
    "one drawn item without an answer": replace(MANUAL, items=("a", "b"), cells=(cell("a"),)),
    "the whole in place of drawn items": replace(MANUAL, items=("a", "b"), cells=(cell(),)),
    "failed without a deviation on record": replace(MANUAL, cells=(cell(result=ItemResult.FAIL),)),
}


@given(st.sampled_from(sorted(LESS)), st.booleans())
def test_less_is_never_a_good_word_and_says_what_is_lacking(name, first):
    less = LESS[name]
    other = MANUAL if less.by_check else CHECKED
    found = computed(*((less, other) if first else (other, less)))
    assert found.computed is ControlResult.NOT_TESTED, name
    assert found.lacks or found.not_final
    assert concluding.bars(found, ControlResult.NO_EXCEPTIONS, by=ANA, reason="")


def test_a_deviation_counts_until_two_people_say_that_it_is_none():
    for state in (DeviationState.OPEN, DeviationState.EXCEPTION):
        found = computed(replace(CHECKED, deviations=(deviation(state),)), MANUAL)
        assert (found.computed, found.exceptions, found.n) == (ControlResult.EXCEPTIONS, 1, 63)
        assert concluding.said(found) == "1 of 63 items with exceptions"
    gone = computed(replace(CHECKED, deviations=(deviation(gone_since="RUN-2"),)), MANUAL)
    assert gone.computed is ControlResult.EXCEPTIONS, "a later list heals nothing"
    none = computed(replace(CHECKED, deviations=(deviation(DeviationState.FALSE_POSITIVE),)), MANUAL)
    assert none.computed is ControlResult.NO_EXCEPTIONS


def test_an_item_counts_once_however_it_fails_and_a_lot_for_all_it_stands_for():
    two = replace(CHECKED, id="T3", deviations=(deviation(id="DEV-2"), deviation(id="DEV-3", item="C-2")))
    found = computed(replace(CHECKED, deviations=(deviation(),)), two)
    assert (found.exceptions, found.n) == (2, 63)
    lot = computed(replace(CHECKED, deviations=(deviation(item="", count=50),)))
    assert (lot.exceptions, lot.n) == (50, 63)


def test_nothing_in_a_list_known_to_be_whole_did_not_operate():
    empty = replace(CHECKED, last=replace(CLEAN, n=0, populations=(replace(FINAL, rows=0),)))
    assert computed(empty, MANUAL).computed is ControlResult.DID_NOT_OPERATE
    unproven = replace(empty, last=replace(empty.last, populations=(early("no query"),)))
    assert computed(unproven, MANUAL).computed is ControlResult.NOT_TESTED
    bars = concluding.bars(computed(CHECKED, MANUAL), ControlResult.DID_NOT_OPERATE, by=ANA, reason="quiet")
    assert bars == ["it did operate: 63 items on file"]


def test_without_the_list_a_person_may_look_with_evidence():
    lacking = replace(CHECKED, last=None, lacks_list="deployments")
    assert computed(replace(lacking, cells=(cell(),)), MANUAL).computed is ControlResult.NOT_TESTED
    looked = computed(replace(lacking, cells=(cell(evidence=("EV-1",)),)), MANUAL)
    assert looked.computed is ControlResult.NO_EXCEPTIONS
    listed = computed(replace(CHECKED, last=None, cells=(cell(evidence=("EV-1",)),)), MANUAL)
    assert listed.computed is ControlResult.NOT_TESTED, "the list is there: its check is to be run"


def test_an_item_another_test_holds_against_the_control_need_not_be_decided_again():
    left = replace(CHECKED, last=UNDECIDED, elsewhere=frozenset({"C-9"}))
    assert results.standing(left).lacks == ()
    assert results.standing(replace(left, elsewhere=frozenset({"C-8"}))).lacks


def test_a_day_is_judged_by_design_alone():
    less = replace(CHECKED, last=None)
    assert computed(less, MANUAL, of_a_day=True).computed is ControlResult.NO_EXCEPTIONS
    assert computed(less, MANUAL).computed is ControlResult.NOT_TESTED
    assert computed(less, of_a_day=True).computed is ControlResult.NOT_TESTED, "no test of design at all"


def test_who_concludes_and_why_is_asked():
    found = computed(replace(CHECKED, deviations=(deviation(DeviationState.EXCEPTION),)), MANUAL)
    assert concluding.bars(found, ControlResult.EXCEPTIONS, by=ANA, reason="") == []
    assert "say who" in concluding.bars(found, ControlResult.EXCEPTIONS, by="", reason="")[0]
    assert "needs a reason" in concluding.bars(found, ControlResult.NO_EXCEPTIONS, by=ANA, reason="")[0]
    assert concluding.bars(found, ControlResult.NO_EXCEPTIONS, by=ANA, reason="One of 63, put right") == []
    interim = computed(LESS["an interim list"], MANUAL)
    (bar,) = concluding.bars(interim, ControlResult.NO_EXCEPTIONS, by=ANA, reason="Looks fine")
    assert "2027-01-01" in bar, "no reason stands in for a final list"
    unjudged = computed(replace(CHECKED, deviations=(deviation(),)))
    assert concluding.bars(unjudged, ControlResult.EXCEPTIONS, by=ANA, reason="") == ["DEV-1 is not judged yet"]
    assert concluding.bars(unjudged, ControlResult.NOT_TESTED, by=ANA, reason="Left for next year") == []


CELLS = st.builds(
    cell,
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(ItemResult),
    reviewed_by=st.sampled_from(["", ANA, "Bo Lind"]),
    returned=st.sampled_from(["", "again"]),
    evidence=st.sampled_from([(), ("EV-1",)]),
)
RUNS = st.builds(
    LastRun,
    *(st.just("RUN-1"), st.just("x"), st.sampled_from([0, 63]), st.just(0)),
    st.sampled_from([(), (("a", "open"),)]),
    st.sampled_from([0, 1, 2]),
    tested=st.booleans(),
    why=st.sampled_from(["", "x"]),
    populations=st.sampled_from([(FINAL,), (early("early"),)]),
    stale=st.sampled_from(["", "newer"]),
)
FACTS = st.builds(
    TestFacts,
    st.just("T"),
    st.sampled_from(TestAspect),
    by_check=st.booleans(),
    rest=st.sampled_from(["", "More"]),
    last=st.none() | RUNS,
    cells=st.lists(CELLS, max_size=3, unique_by=lambda one: one.item).map(tuple),
    deviations=st.lists(st.builds(deviation, st.sampled_from(DeviationState)), max_size=1).map(tuple),
    items=st.none() | st.just(("a", "b")),
    lacks_list=st.sampled_from(["", "deployments"]),
)


@pytest.mark.slow
@given(FACTS)
@settings(max_examples=400)
def test_a_pass_has_all_that_a_pass_needs(facts):
    found = results.standing(facts)
    if found.tested not in {AttributeState.NO_DEVIATION, AttributeState.NOTHING_TO_TEST}:
        return
    good = {one.item for one in facts.cells if one.reviewed_by == "Bo Lind" and not one.returned}
    assert not [one for one in facts.deviations if one.state is not DeviationState.FALSE_POSITIVE]
    assert all(one.item in good for one in facts.cells)
    looked = facts.lacks_list and any(not one.item and one.evidence for one in facts.cells)
    if facts.by_check and not looked:
        last = facts.last
        assert last is not None
        assert last.tested
        assert not any((last.why, last.stale, facts.lacks_list))
        assert all(one.final for one in last.populations)
        assert {key for key, _ in last.undecided} <= good
        assert last.undecided_count <= len(last.undecided)
        assert not facts.rest or "" in good
    else:
        assert facts.cells
        assert facts.items is None or set(facts.items) <= good


def test_no_more_items_fail_than_were_looked_at():
    short = replace(CHECKED, last=replace(CLEAN, n=1), deviations=(deviation(), deviation(id="DEV-2", item="C-2")))
    found = computed(short)
    assert (found.exceptions, found.n) == (1, 1)


def test_a_deviation_stands_whatever_else_lacks():
    found = results.standing(replace(CHECKED, last=None, deviations=(deviation(),)))
    assert found.tested is AttributeState.DEVIATIONS
    assert found.lacks
    assert found.open == ("DEV-1",)


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        (replace(CHECKED, cells=(cell("C-1", reviewed_by="", reviewed_on=None),)), True),
        (replace(CHECKED, cells=(cell("C-1"),)), False),
        (replace(MANUAL, items=("a",), cells=(cell("a"), cell("b", reviewed_by=""))), True),
        (replace(MANUAL, items=("a",), cells=(cell("a"), cell("b", ItemResult.NOT_APPLICABLE, reviewed_by=""))), False),
        (replace(MANUAL, items=("a",), cells=(cell("a", reviewed_by=""),)), True),
        (replace(MANUAL, cells=(cell(tested_by=""),)), True),
    ],
)
def test_an_answer_that_bears_on_the_result_needs_a_second_person_though_nobody_asked_for_it(facts, lacks):
    found = results.standing(facts).lacks
    assert any("the review of a second person" in one for one in found) is lacks


def test_a_failed_answer_with_its_deviation_lacks_nothing():
    failed = replace(MANUAL, cells=(cell(result=ItemResult.FAIL),), deviations=(deviation(item=""),))
    assert results.standing(failed).lacks == ()
    other = replace(failed, deviations=(deviation(item="C-1"),))
    assert results.standing(other).lacks == ("1 answer failed without a deviation on record",)


def test_where_no_list_tells_tests_without_one_say_whether_it_operated():
    nothing = replace(MANUAL, aspect=OPERATING, cells=(cell(result=ItemResult.NOT_APPLICABLE),))
    assert computed(nothing).computed is ControlResult.DID_NOT_OPERATE
    assert computed(nothing, CHECKED).computed is ControlResult.NO_EXCEPTIONS
    assert computed(replace(nothing, aspect=DESIGN)).computed is ControlResult.NO_EXCEPTIONS


def test_no_reason_makes_up_for_a_check_that_did_not_run():
    found = computed(LESS["its check was not run"], MANUAL)
    assert concluding.bars(found, ControlResult.NO_EXCEPTIONS, by=ANA, reason="Looks fine") == [
        "T1: its check was not run"
    ]
    assert concluding.bars(found, ControlResult.NOT_TESTED, by=ANA, reason="") == []
    deviates = computed(replace(LESS["its check was not run"], deviations=(deviation(DeviationState.EXCEPTION),)))
    assert concluding.bars(deviates, ControlResult.EXCEPTIONS, by=ANA, reason="") == []


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (ControlResult.EXCEPTIONS, "2 of 63 items with exceptions"),
        (ControlResult.DID_NOT_OPERATE, "did not operate in the period"),
        (ControlResult.NOT_TESTED, "not tested"),
        (ControlResult.NO_EXCEPTIONS, "no exceptions noted"),
    ],
)
def test_a_result_in_the_words_of_a_report(result, told):
    assert concluding.in_words(result, 2, 63) == told


def test_the_cure_takes_the_first_thing_out_of_the_way():
    good, missing = ControlResult.NO_EXCEPTIONS, ControlResult.NOT_TESTED
    clean = computed(CHECKED, MANUAL)
    assert concluding.cure(clean, missing, reason="") == "--reason TEXT"
    assert concluding.cure(clean, good, reason="") == "grcdesk tests sheet C"
    interim = computed(LESS["an interim list"], MANUAL)
    assert concluding.cure(interim, good, reason="x") == "grcdesk populations list"
    again = computed(replace(CHECKED, last=replace(CLEAN, populations=(early("pulled anew: run the test again"),))))
    assert concluding.cure(again, good, reason="x") == "grcdesk tests run --control C"
    deviates = computed(replace(CHECKED, deviations=(deviation(),)), MANUAL)
    assert concluding.cure(deviates, good, reason="x") == "grcdesk deviations confirm DEV-1 --by NAME"


def test_the_list_a_check_needs_is_named():
    found = results.standing(LESS["the list it needs is not on file"])
    assert found.lacks[0] == "population deployments is not on file"
    stopped = results.standing(LESS["stopped by a limit"])
    assert stopped.lacks == ("it took longer than 10 s",)
    assert stopped.unproven
    assert not results.standing(CHECKED).unproven
    blank = results.standing(replace(MANUAL, items=("a",), cells=(cell("a", ItemResult.NOT_TESTED),)))
    assert blank.lacks == ("no answer for a on its work sheet",)
