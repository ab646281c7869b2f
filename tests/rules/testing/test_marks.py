"""What came of one test for one item: no good word for less than all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.testing.marks import mark
from grcdesk.schemas.testing.runs import TestedList
from grcdesk.schemas.testing.testing import DeviationRow, LastRun, SheetCell, TestFacts
from grcdesk.terms import TestAspect
from grcdesk.terms.audits import ItemResult
from grcdesk.terms.testing import DeviationSource, DeviationState, ItemMark

ON = date(2026, 12, 1)
FINAL = TestedList("POP-1", "model_changes", 63, "a", "b", final=True)
RUN = LastRun("RUN-1", "2026-12-01", 63, 0, (), 0, tested=True, why="", populations=(FINAL,))
CHECKED = TestFacts("T1", TestAspect.OPERATING, by_check=True, last=RUN)
SHEET = TestFacts("T2", TestAspect.OPERATING, by_check=False)
GOOD = {ItemMark.PASS, ItemMark.CLEAN}
SEEN = SheetCell("T2", "C-1", ItemResult.PASS, "", (), "Ana Ruiz", ON, "Bo Lind", ON)


def deviation(state: DeviationState, item: str = "C-1", population: str = "POP-1") -> DeviationRow:
    return DeviationRow(
        "DEV-1", "ENG-1", "C", "T1", item, "why", {}, 1, state, DeviationSource.CHECK, population, "RUN-1", ON
    )


def of(facts: TestFacts) -> ItemMark:
    return mark(facts, "C-1", "POP-1")


def test_a_check_over_every_row_of_a_final_list_leaves_an_item_clean():
    assert of(CHECKED) is ItemMark.CLEAN


LESS = {
    "not run": (replace(CHECKED, last=None), ItemMark.NOT_TESTED),
    "over another list": (replace(CHECKED, last=replace(RUN, populations=(replace(FINAL, id="POP-2"),))),
                          ItemMark.OTHER_LIST),
    "not final": (replace(CHECKED, last=replace(RUN, populations=(replace(FINAL, final=False),))), ItemMark.NOT_FINAL),
    "a second list is not final": (
        replace(CHECKED, last=replace(RUN, populations=(FINAL, replace(FINAL, id="POP-2", final=False)))),
        ItemMark.NOT_FINAL,
    ),
    "stale": (replace(CHECKED, last=replace(RUN, stale="POP-2 is on file by now")), ItemMark.NOT_DECIDED),
    "stopped": (replace(CHECKED, last=replace(RUN, tested=False, why="too long")), ItemMark.NOT_DECIDED),
    "some rows are no items of it": (replace(CHECKED, last=replace(RUN, n=40)), ItemMark.NOT_DECIDED),
    "undecided": (replace(CHECKED, last=replace(RUN, undecided=(("C-9", "open"),), undecided_count=1)),
                  ItemMark.NOT_DECIDED),
    "one deviation stands for many": (replace(CHECKED, deviations=(deviation(DeviationState.OPEN, ""),)),
                                      ItemMark.NOT_DECIDED),
    "nobody looked": (SHEET, ItemMark.NOT_TESTED),
    "one person alone": (replace(SHEET, cells=(replace(SEEN, reviewed_by=""),)), ItemMark.NOT_REVIEWED),
    "the same person twice": (replace(SHEET, cells=(replace(SEEN, reviewed_by="ana ruiz"),)), ItemMark.NOT_REVIEWED),
    "sent back": (replace(SHEET, cells=(replace(SEEN, returned="which one?"),)), ItemMark.NOT_REVIEWED),
    "of another item": (replace(SHEET, cells=(replace(SEEN, item="C-2"),)), ItemMark.NOT_TESTED),
    "an empty answer": (replace(SHEET, cells=(replace(SEEN, result=ItemResult.NOT_TESTED),)), ItemMark.NOT_TESTED),
    "failed on the sheet": (replace(SHEET, cells=(replace(SEEN, result=ItemResult.FAIL),)), ItemMark.FAILS_NOT_JUDGED),
}  # fmt: skip


@pytest.mark.parametrize("less", LESS)
def test_less_has_a_weaker_word(less):
    facts, word = LESS[less]
    assert of(facts) is word
    assert word not in GOOD


def test_two_people_make_a_pass():
    assert of(replace(SHEET, cells=(SEEN,))) is ItemMark.PASS
    assert of(replace(SHEET, cells=(replace(SEEN, result=ItemResult.NOT_APPLICABLE),))) is ItemMark.NOT_APPLICABLE


@given(st.lists(st.sampled_from(DeviationState), min_size=1), st.booleans(), st.booleans())
def test_a_deviation_outlives_every_later_answer(states, checked, answered):
    """Whatever else is on record: an item that deviated is never passed or clean, and the worst is told."""
    facts = replace(
        CHECKED if checked else SHEET,
        deviations=tuple(deviation(state) for state in states),
        cells=(SEEN,) if answered else (),
    )
    assert of(facts) not in GOOD
    if DeviationState.EXCEPTION in states:
        assert of(facts) is ItemMark.FAILS


def test_a_deviation_of_an_older_list_is_none_of_this_one():
    facts = replace(CHECKED, deviations=(deviation(DeviationState.EXCEPTION, population="POP-0"),))
    assert of(facts) is ItemMark.CLEAN


def test_what_a_person_found_names_no_list_and_counts_in_each():
    facts = replace(CHECKED, deviations=(deviation(DeviationState.EXCEPTION, population=""),))
    assert of(facts) is ItemMark.FAILS
    assert mark(facts, "C-2", "POP-1") is ItemMark.CLEAN


def test_a_run_over_no_list_tells_nothing_of_an_item():
    assert of(replace(CHECKED, last=replace(RUN, populations=()))) is ItemMark.NOT_TESTED
    assert of(replace(CHECKED, lacks_list="deployments")) is ItemMark.NOT_TESTED


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (DeviationState.EXCEPTION, ItemMark.FAILS),
        (DeviationState.OPEN, ItemMark.FAILS_NOT_JUDGED),
        (DeviationState.FALSE_POSITIVE, ItemMark.NO_EXCEPTION),
    ],
)
def test_the_word_of_a_deviation(state, word):
    assert of(replace(CHECKED, deviations=(deviation(state),))) is word
