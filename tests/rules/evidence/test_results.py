"""What a run comes to: no `passed` for less than a whole run without a failure."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grcdesk.rules.evidence import results
from grcdesk.rules.evidence.results import FAILED, NOT_COUNTED, PASSED, Cases, is_bad, is_good, judge

_FEW = st.integers(0, 4)
_CASES = st.builds(Cases, passed=_FEW, failed=_FEW, errors=_FEW, not_run=_FEW, flaky=_FEW)
_TROUBLES = st.lists(st.just("its suites say 3 tests, 2 stand in it"), max_size=1)


@given(_CASES, _TROUBLES, st.none() | st.sampled_from([0.5, 0.9, 1.0]))
@example(Cases(not_run=2), [], None)
@example(Cases(passed=1, flaky=1), [], None)
@example(Cases(passed=19, failed=1), [], 0.9)
def test_plain_passed_needs_all_of_it(cases, troubles, limit):
    found = judge(cases, troubles, limit)
    plain = cases.passed and not (cases.failed or cases.errors or cases.not_run or cases.flaky or troubles)
    assert (found.word == PASSED) is bool(plain)


@given(_CASES, _TROUBLES, st.none() | st.sampled_from([0.5, 0.9, 1.0]))
def test_no_word_begins_with_passed_when_a_case_failed_and_nobody_stated_a_limit(cases, troubles, limit):
    found = judge(cases, troubles, limit)
    assert is_good(found.word) is not is_bad(found.word)
    if troubles or cases.errors or not cases.executed:
        assert not is_good(found.word)
    if cases.failed and limit is None:
        assert not is_good(found.word)
    if is_good(found.word) and cases.failed:
        assert f"{cases.passed:,} of {cases.executed:,}, limit" in found.word
    if found.word == NOT_COUNTED:
        assert found.why


@pytest.mark.parametrize(
    ("cases", "word"),
    [
        (Cases(), NOT_COUNTED),
        (Cases(not_run=2), NOT_COUNTED),
        (Cases(passed=5), PASSED),
        (Cases(passed=5, not_run=3), "passed, 3 not run"),
        (Cases(passed=5, flaky=2), "passed, 2 flaky"),
        (Cases(passed=5, flaky=2, not_run=3), "passed, 2 flaky, 3 not run"),
        (Cases(passed=5, failed=1), FAILED),
        (Cases(passed=5, failed=1, errors=1), FAILED),
        (Cases(passed=5, errors=1), NOT_COUNTED),
    ],
)
def test_each_word(cases, word):
    assert judge(cases).word == word


@pytest.mark.parametrize(
    ("passed", "failed", "limit", "word"),
    [
        (19, 1, 0.9, "passed, 19 of 20, limit 0.9"),
        (19, 1, 0.95, "passed, 19 of 20, limit 0.95"),
        (18, 2, 0.95, "failed, 18 of 20, limit 0.95"),
        (11, 9, 0.55, "passed, 11 of 20, limit 0.55"),
        (28, 72, 0.29, "failed, 28 of 100, limit 0.29"),
        (20, 0, 0.9, PASSED),
    ],
)
def test_a_limit_is_held_to_the_case(passed, failed, limit, word):
    assert judge(Cases(passed, failed), (), limit).word == word


def test_errors_are_no_share_of_a_limit():
    found = judge(Cases(passed=18, failed=1, errors=1), (), 0.5)
    assert found.word == NOT_COUNTED
    assert found.why == ("1 case failed", "1 case ended in an error, which is neither a pass nor a failure")


def test_both_sides_of_a_disagreement_stand_in_the_reason():
    found = judge(Cases(passed=2, failed=1), ["its suites say 4 tests, 3 stand in it"])
    assert found.word == NOT_COUNTED
    assert found.why == ("its suites say 4 tests, 3 stand in it", "1 case failed")


@pytest.mark.parametrize(
    ("word", "good", "bad"),
    [
        ("passed", True, False),
        ("passed, 2 flaky", True, False),
        ("complete", True, False),
        ("failed", False, True),
        ("not counted", False, True),
        ("", False, False),
    ],
)
def test_a_run_that_counts_and_one_somebody_has_to_look_at(word, good, bad):
    assert (results.is_good(word), results.is_bad(word)) == (good, bad)
