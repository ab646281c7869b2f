"""What keeps a review of a vendor from being concluded: each thing by itself, and all of them together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from grcdesk.rules.vendors.checklist import checklist, lacks
from grcdesk.schemas.vendors.reviews import ChecklistLine, ReviewVerdict
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind

LATEST = date(2027, 11, 21)
APPROVE = ReviewVerdict(Conclusion.APPROVE)
YES = ChecklistLine(1, "Is it so?", CheckAnswer.YES, "")
OPEN, BARE_NO = replace(YES, number=2, answer=None), replace(YES, number=3, answer=CheckAnswer.NO)
NOTED_NO, NA = replace(BARE_NO, note="asked for"), replace(YES, answer=CheckAnswer.NOT_APPLICABLE)


@pytest.mark.parametrize("conclusion", list(Conclusion))
def test_with_everything_said_each_conclusion_is_taken(conclusion):
    verdict = ReviewVerdict(conclusion, "report by March", "trains on our data", next_due=LATEST)
    assert lacks(verdict, [YES, NOTED_NO, NA], ["late"], latest=LATEST) == []


def test_an_approval_needs_all_mended_or_conditions():
    assert lacks(APPROVE, [YES], ["a", "b"], latest=LATEST) == ["fails: a", "fails: b"]
    assert lacks(APPROVE, [YES], [], latest=LATEST) == []
    assert lacks(replace(APPROVE, note="known"), [YES], ["a"], latest=LATEST) == ["fails: a"]


def test_conditions_need_words_and_a_stop_says_why():
    assert lacks(ReviewVerdict(Conclusion.CONDITIONS, note="x"), [YES], ["a"], latest=LATEST) == [
        "approve with conditions needs the conditions"
    ]
    assert lacks(ReviewVerdict(Conclusion.STOP, "x"), [YES], ["a"], latest=LATEST) == [
        "stop needs a note that says why"
    ]


def test_a_question_is_answered_and_a_no_explained():
    assert lacks(APPROVE, [OPEN, YES, BARE_NO], [], latest=LATEST) == [
        "question 2 is not answered: Is it so?",
        "question 3 is answered no without a note: Is it so?",
    ]


def test_the_next_review_is_never_later_than_the_cadence_asks():
    for days, refused in ((-400, False), (0, False), (1, True)):
        verdict = replace(APPROVE, next_due=LATEST + timedelta(days=days))
        assert bool(lacks(verdict, [YES], [], latest=LATEST)) is refused
        assert lacks(verdict, [YES], [], latest=None) == []


FAULTS = {
    "open": ([OPEN], [], APPROVE),
    "no": ([BARE_NO], [], APPROVE),
    "fails": ([], ["a"], APPROVE),
    "late": ([], [], replace(APPROVE, next_due=LATEST + timedelta(days=1))),
}


@pytest.mark.parametrize("names", [pair for size in range(1, 5) for pair in combinations(FAULTS, size)], ids="-".join)
def test_nothing_hides_behind_another(names):
    checks = [check for name in names for check in FAULTS[name][0]]
    failing = [one for name in names for one in FAULTS[name][1]]
    verdict = FAULTS["late"][2] if "late" in names else APPROVE
    assert len(lacks(verdict, [YES, *checks], failing, latest=LATEST)) == len(names)


def test_a_review_asks_more_than_the_check_between_two():
    review, check = checklist(ReviewKind.REVIEW), checklist(ReviewKind.CHECK)
    assert len(review) > len(check) > 0
    assert len(set(review)) == len(review)
    assert all(question.endswith("?") for question in (*review, *check))
