"""Since when something is wrong: a later pass settles, nothing else does, and the day does not move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.due import faults as rules
from grcdesk.schemas.coverage.checks import CheckItem, CheckRow
from grcdesk.terms import CheckState, Side

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
RESULTS = st.sampled_from(
    ["passed", "passed, 3 not run", "passed, 2 flaky", "failed", "not counted", "complete", "pass", ""]
)
TODAY = date(2026, 11, 21)


@st.composite
def runs(draw) -> list[rules.TestRun]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        suite = (draw(st.sampled_from(["junit", "promptfoo"])), draw(st.sampled_from(["AI-PI-02", "AI-EXT-08"])))
        found.append(rules.TestRun(f"EV-{number}", suite, draw(DAYS), number, draw(RESULTS), "a run"))
    return found


@given(runs())
def test_a_suite_is_settled_only_by_its_newest_run_having_passed(found):
    told = {run.suite: run for run in rules.failed_runs(found)}
    for suite in {run.suite for run in found}:
        newest = max((run for run in found if run.suite == suite), key=lambda run: (run.on, run.position))
        assert (suite in told) == (not newest.result.startswith("passed") and newest.result != "complete")
        assert suite not in told or told[suite] is newest


def row(check: str, *items: CheckItem, limit: float = 90, state: CheckState = CheckState.BREACH) -> CheckRow:
    return CheckRow(check, check, "", limit, None, Side.AT_MOST, TODAY, 1, "days", state, "", items)


def test_an_old_list_is_due_from_the_day_it_became_too_old():
    old = item("stale since 2026-10-05", state=CheckState.STALE)
    assert rules.since(row("key-age", old, state=CheckState.STALE), CheckState.STALE, TODAY) == date(2026, 10, 5)


def item(name: str, value: float | None = None, state: CheckState = CheckState.BREACH) -> CheckItem:
    return CheckItem(name, "", value, state)


@pytest.mark.parametrize(
    ("check", "items", "day"),
    [
        ("log-completeness", [item("2026-06-10"), item("2026-03-02..2026-03-05")], "2026-03-02"),
        ("exports", [item("2026-02"), item("2026-03")], "2026-02-28"),
        ("key-age", [item("K1", 100), item("K2", 91)], "2026-11-11"),
        ("metric:x", [item("2026-04-01", state=CheckState.OK), item("2026-05-01")], "2026-05-01"),
        ("policy-coverage", [item("AIF-3")], "2026-01-01"),
    ],
)
def test_the_first_day_it_was_broken(check, items, day):
    assert rules.since(row(check, *items), CheckState.BREACH, date(2026, 1, 1)) == date.fromisoformat(day)


def test_a_list_is_stale_since_the_day_its_age_ran_out():
    old = item("EV-1 stale since 2026-09-01", state=CheckState.STALE)
    found = row("key-age", old, item("K1", 100))
    assert rules.since(found, CheckState.STALE, TODAY) == date(2026, 9, 1)
    assert rules.since(found, CheckState.BREACH, TODAY) == date(2026, 11, 11), "a limit may be broken beside it"


@given(st.integers(90, 400), st.integers(0, 30))
def test_the_day_a_key_grew_too_old_does_not_move(age, later):
    before = row("key-age", item("K1", age))
    after = row("key-age", item("K1", age + later))
    moved = rules.since(after, CheckState.BREACH, TODAY) + timedelta(days=later)
    assert moved == rules.since(before, CheckState.BREACH, TODAY), "seen from a later day it is the same day"
