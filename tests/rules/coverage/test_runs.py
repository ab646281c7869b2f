"""Periodic controls: runs in slots, late, in grace, missing, and what a day changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage import runs as rules
from grcdesk.rules.coverage.runs import judge
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.coverage import Run, Span, WatchedControl
from grcdesk.terms import Anchor, Frequency, SlotState, Verdict

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
DONE = date(2027, 6, 1)
ORDER = list(Verdict)


def control(
    frequency: Frequency = Frequency.QUARTERLY, grace: int = 15, anchor: Anchor = Anchor.CALENDAR
) -> WatchedControl:
    return WatchedControl("C-1", frequency, anchor, grace, None)


def at(*days: date) -> list[Run]:
    return [Run(f"EV-{number}", day) for number, day in enumerate(sorted(days), 1)]


def states(found: rules.JudgedSlots) -> list[str]:
    return [row.state.value for row in found.slots]


def test_a_run_in_every_quarter_covers_the_year():
    found = judge(control(), YEAR, at(*(date(2026, month, 10) for month in (2, 5, 8, 11))), DONE)
    assert found.verdict is Verdict.COVERED
    assert [(row.performed_on, row.days_late, row.evidence) for row in found.slots][1] == (
        date(2026, 5, 10),
        0,
        ("EV-2",),
    )
    assert found.sentence == "4 of 4 required slots with a run in time."
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("as_of", "state", "verdict"),
    [
        (date(2026, 3, 31), "upcoming", Verdict.ON_TRACK),
        (date(2026, 4, 1), "due", Verdict.ON_TRACK),
        (date(2026, 4, 15), "due", Verdict.ON_TRACK),
        (date(2026, 4, 16), "gap", Verdict.GAP),
    ],
)
def test_an_empty_quarter_as_days_go_by(as_of, state, verdict):
    found = judge(control(), YEAR, [], as_of)
    assert (found.slots[0].state.value, found.slots[0].days_late, found.verdict) == (state, None, verdict)


@pytest.mark.parametrize(
    ("on", "late", "state", "verdict"),
    [
        (date(2026, 3, 31), 0, SlotState.COVERED, Verdict.COVERED),
        (date(2026, 4, 1), 1, SlotState.LATE, Verdict.COVERED_WITH_EXCEPTIONS),
        (date(2026, 4, 15), 15, SlotState.LATE, Verdict.COVERED_WITH_EXCEPTIONS),
        (date(2026, 4, 16), 16, SlotState.LATE_BEYOND_GRACE, Verdict.GAP),
    ],
)
def test_a_run_stated_for_a_quarter_is_late_by_days(on, late, state, verdict):
    rest = at(*(date(2026, month, 10) for month in (5, 8, 11)))
    found = judge(control(), YEAR, [Run("EV-9", on, "2026Q1"), *rest], DONE)
    first = found.slots[0]
    assert (first.performed_on, first.days_late, first.state, found.verdict) == (on, late, state, verdict)
    assert not first.after_period_end
    assert ("2026Q1 by" in found.sentence) is bool(late)


def test_a_late_run_after_the_period_is_marked():
    done = at(*(date(2026, month, 10) for month in (2, 5, 8)))
    found = judge(control(), YEAR, [*done, Run("EV-9", date(2027, 1, 9), "2026Q4")], DONE)
    last = found.slots[3]
    assert (last.state, last.days_late, last.after_period_end) == (SlotState.LATE, 9, True)
    assert found.verdict is Verdict.COVERED_WITH_EXCEPTIONS
    assert "2026Q4 by 9 days, after the period ended" in found.sentence


def test_an_unlabelled_run_stays_in_its_own_quarter_and_raises_a_hint():
    found = judge(control(), YEAR, at(date(2026, 4, 9), date(2026, 8, 1), date(2026, 11, 1)), DONE)
    assert states(found) == ["gap", "covered", "covered", "covered"]
    assert found.warnings[0].startswith("EV-1 of 2026-04-09 could be late for 2026Q1")
    assert not [said for said in judge(control(), YEAR, at(date(2026, 4, 16)), DONE).warnings if "late for" in said]


def test_an_unlabelled_run_after_the_period_fills_nothing_but_is_named():
    done = at(*(date(2026, month, 10) for month in (2, 5, 8)))
    found = judge(control(), YEAR, [*done, Run("EV-9", date(2027, 1, 9))], DONE)
    assert found.slots[3].state is SlotState.GAP
    assert found.warnings[0].startswith("EV-9 of 2027-01-09 could be late for 2026Q4")


def test_a_run_stated_for_a_slot_the_window_has_not_covers_nothing_and_is_named():
    found = judge(control(), YEAR, [Run("EV-1", date(2026, 2, 1), "2025Q4")], date(2026, 5, 1))
    assert states(found)[0] == "gap"
    assert "EV-1 of 2026-02-01 is stated for 2025Q4, which is no slot of the window" in found.warnings


def test_a_run_done_before_its_slot_began_is_named_and_one_before_the_window_covers_nothing():
    early = judge(control(), YEAR, [Run("EV-1", date(2026, 3, 20), "2026Q2")], DONE)
    assert states(early)[1] == "covered"
    assert "EV-1 of 2026-03-20 is stated for 2026Q2, which began on 2026-04-01 only" in early.warnings
    before = judge(control(), YEAR, [Run("EV-1", date(2025, 12, 20), "2026Q1")], DONE)
    assert states(before)[0] == "gap"


def test_a_stated_slot_wins_over_the_day_of_the_run():
    found = judge(control(), YEAR, [Run("E", date(2026, 5, 1), "2026Q1")], DONE)
    assert (found.slots[0].state, found.slots[0].days_late) == (SlotState.LATE_BEYOND_GRACE, 31)
    assert "late: 2026Q1 by 31 days, beyond grace; no run: 2026Q2" in found.sentence
    assert found.slots[1].evidence == ()


def test_the_29th_of_february_is_the_last_day_of_its_month_and_a_day_late_is_march():
    leap = Span(date(2024, 1, 1), date(2024, 6, 30))
    monthly = control(Frequency.MONTHLY, grace=1)
    runs = [Run("A", date(2024, 2, 29)), Run("B", date(2024, 3, 1), "2024-02")]
    assert judge(monthly, leap, runs[:1], DONE).slots[1].days_late == 0
    late = judge(monthly, leap, runs[1:], DONE).slots[1]
    assert (late.state, late.days_late) == (SlotState.LATE, 1)
    assert judge(monthly, leap, [Run("B", date(2024, 3, 2), "2024-02")], DONE).slots[1].days_late == 2
    yearly = control(Frequency.ANNUAL, 30, Anchor.ROLLING)
    window = Span(date(2024, 2, 29), date(2026, 2, 27))
    rows = judge(yearly, window, at(date(2025, 2, 27), date(2025, 2, 28)), DONE).slots
    assert [row.evidence for row in rows] == [("EV-1",), ("EV-2",)]


def test_a_run_in_time_beats_a_later_one():
    found = judge(control(), YEAR, [Run("A", date(2026, 2, 1)), Run("B", date(2026, 4, 30), "2026Q1")], DONE)
    assert (found.slots[0].state, found.slots[0].evidence) == (SlotState.COVERED, ("A", "B"))


def test_an_optional_slot_is_never_a_gap():
    window = Span(date(2026, 8, 17), date(2026, 12, 31))
    found = judge(control(), window, at(date(2026, 11, 1)), DONE)
    assert states(found) == ["optional", "covered"]
    assert found.verdict is Verdict.COVERED
    assert found.sentence == "1 of 1 required slot with a run in time."
    assert states(judge(control(), window, at(date(2026, 9, 1), date(2026, 11, 1)), DONE)) == ["covered", "covered"]


def test_runs_far_apart_are_named_though_both_quarters_are_covered():
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    found = judge(control(), half, at(date(2026, 1, 2), date(2026, 6, 29)), DONE)
    assert states(found) == ["covered", "covered"]
    assert found.warnings == ("runs of 2026-01-02 and 2026-06-29 are 178 days apart, more than one and a half cycles",)


@pytest.mark.parametrize(
    ("last", "verdict"),
    [
        # a year and 30 days on is 30 June 2026, the last day of the window
        (date(2025, 5, 31), Verdict.NOT_TESTED_IN_PERIOD),
        (date(2025, 5, 30), Verdict.GAP),
        (date(2026, 1, 1), Verdict.COVERED),
    ],
)
def test_a_yearly_control_in_half_a_year(last, verdict):
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    yearly = control(Frequency.ANNUAL, 30, Anchor.ROLLING)
    found = judge(yearly, half, at(last), DONE)
    assert (found.verdict, len(found.slots)) == (verdict, 1)
    if verdict is Verdict.NOT_TESTED_IN_PERIOD:
        assert found.slots[0].state is SlotState.OUTSIDE_PERIOD
        assert "2025-05-31, before the window: design can be judged, operation cannot" in found.sentence


def test_a_window_shorter_than_a_cycle_is_warned_of_while_there_is_time():
    half = Span(date(2026, 1, 1), date(2026, 6, 30))
    yearly = control(Frequency.ANNUAL, 30, Anchor.ROLLING)
    found = judge(yearly, half, at(date(2025, 11, 3)), date(2026, 6, 30))
    assert (states(found), found.verdict) == (["upcoming"], Verdict.ON_TRACK)
    assert found.warnings == (
        "the last run, of 2025-11-03, is before the window: without one by 2026-06-30 operation cannot be judged",
    )
    over = judge(yearly, half, at(date(2025, 11, 3)), date(2026, 7, 30))
    assert (states(over), over.warnings) == (["due"], ()), "then a run inside can no longer be made"
    assert states(judge(yearly, half, at(date(2025, 11, 3)), date(2026, 7, 31))) == ["outside_period"]


HALF = Span(date(2026, 1, 1), date(2026, 6, 30))


def test_of_the_runs_before_a_short_window_the_last_reaches_into_it_and_one_after_it_never():
    yearly = control(Frequency.ANNUAL, 30, Anchor.ROLLING)
    found = judge(yearly, HALF, at(date(2024, 1, 1), date(2025, 5, 31)), DONE)
    assert found.verdict is Verdict.NOT_TESTED_IN_PERIOD
    assert "last run 2025-05-31" in found.sentence
    assert judge(yearly, HALF, at(date(2026, 7, 1)), DONE).verdict is Verdict.GAP
    stated = [Run("EV-1", HALF.start, "2")]
    assert judge(yearly, HALF, stated, DONE).verdict is Verdict.GAP, "stated for a slot the window has not"


def test_a_run_on_the_first_and_on_the_last_day_of_the_window_counts_stated_or_not():
    for day, place in ((YEAR.start, 0), (YEAR.end, 3)):
        for slot in ("", f"2026Q{place + 1}"):
            found = judge(control(), YEAR, [Run("EV-1", day, slot)], DONE)
            assert (found.slots[place].state, found.slots[place].performed_on) == (SlotState.COVERED, day)
            assert [one for one in found.warnings if "stated" in one] == []
    for day in (YEAR.start - timedelta(days=1), YEAR.end + timedelta(days=1)):
        assert not any(row.evidence for row in judge(control(), YEAR, at(day), DONE).slots)


@pytest.mark.parametrize(("day", "early"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_a_run_stated_for_a_slot_is_named_when_it_was_done_before_the_slot_began(day, early):
    found = judge(control(), YEAR, [Run("EV-1", day, "2026Q2")], DONE)
    told = [one for one in found.warnings if "is stated for" in one]
    assert told == ["EV-1 of 2026-03-31 is stated for 2026Q2, which began on 2026-04-01 only"] * early


def test_only_an_unlabelled_run_within_grace_of_an_empty_required_slot_could_be_late_for_it():
    def hints(window: Span, *runs: Run) -> bool:
        return any("could be late" in one for one in judge(control(), window, runs, DONE).warnings)

    april, autumn = date(2026, 4, 9), Span(date(2026, 8, 17), date(2026, 12, 31))
    assert hints(YEAR, Run("EV-1", april))
    assert not hints(YEAR, Run("EV-1", april, "2026Q2")), "a person has said where it belongs"
    assert not hints(YEAR, Run("EV-1", date(2026, 3, 1)), Run("EV-2", april)), "that slot has its run"
    assert not hints(autumn, Run("EV-1", date(2026, 10, 5))), "that slot needs none"
    for day, near in ((date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2026, 4, 15), True)):
        assert hints(YEAR, Run("EV-1", day)) is near
    assert not hints(YEAR, Run("EV-1", date(2026, 4, 16)))


def test_a_late_run_on_the_last_day_of_the_period_is_inside_it():
    found = judge(control(), YEAR, [Run("EV-1", YEAR.end, "2026Q3")], DONE)
    assert (found.slots[2].days_late, found.slots[2].after_period_end) == (92, False)
    found = judge(control(), YEAR, [Run("EV-1", YEAR.end + timedelta(days=1), "2026Q3")], DONE)
    assert found.slots[2].after_period_end


def test_only_a_window_shorter_than_its_cycle_is_warned_of_a_run_before_it():
    found = judge(control(), YEAR, at(date(2025, 12, 31)), date(2026, 3, 1))
    assert (states(found)[0], found.warnings) == ("upcoming", ())


def test_a_run_before_a_whole_cycle_does_not_reach_into_it():
    found = judge(control(Frequency.ANNUAL, 30, Anchor.ROLLING), YEAR, at(date(2025, 12, 31)), DONE)
    assert (states(found), found.verdict) == (["gap"], Verdict.GAP)


DATES = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CONTROLS = st.builds(control, st.sampled_from(sorted(PERIODIC)), st.integers(0, 40), st.sampled_from(Anchor))
WINDOWS = st.builds(
    lambda start, days: Span(start, start + timedelta(days=days)), st.dates(YEAR.start, YEAR.end), st.integers(0, 400)
)


@given(CONTROLS, WINDOWS, st.lists(DATES, max_size=12), DATES, DATES)
def test_one_more_run_never_worsens_the_verdict(watched, window, days, more, as_of):
    known = [day for day in days if day <= as_of]
    before = judge(watched, window, at(*known), as_of).verdict
    after = judge(watched, window, at(*known, min(more, as_of)), as_of).verdict
    assert ORDER.index(after) >= ORDER.index(before)


STATED = st.sampled_from(("", "2026Q1", "2026-03", "1", "2025", "2026H2"))


@given(CONTROLS, WINDOWS, st.lists(st.tuples(DATES, STATED), max_size=9), st.tuples(DATES, STATED), DATES)
def test_one_more_stated_run_never_worsens_a_slot(watched, window, runs, more, as_of):
    rank = [SlotState.GAP, SlotState.OUTSIDE_PERIOD, SlotState.DUE, SlotState.UPCOMING, SlotState.LATE_BEYOND_GRACE]
    rank += [SlotState.LATE, SlotState.OPTIONAL, SlotState.COVERED]

    def rows(of: list[tuple[date, str]]):
        known = sorted((day, slot) for day, slot in of if day <= as_of)
        return judge(watched, window, [Run(f"EV-{day}", day, slot) for day, slot in known], as_of).slots

    for before, after in zip(rows(runs), rows([*runs, more]), strict=True):
        assert rank.index(after.state) >= rank.index(before.state)


@given(CONTROLS, WINDOWS, st.lists(DATES, max_size=12), DATES, DATES)
def test_without_a_new_run_a_later_day_never_betters_the_verdict(watched, window, days, one, other):
    early, late = sorted((one, other))
    known = at(*(day for day in days if day <= early))
    first, then = judge(watched, window, known, early).verdict, judge(watched, window, known, late).verdict
    assert ORDER.index(then) <= ORDER.index(first)


@given(CONTROLS, WINDOWS, st.lists(DATES, max_size=12), DATES)
def test_what_every_slot_shows_follows_from_its_run(watched, window, days, as_of):
    found = judge(watched, window, at(*(day for day in days if day <= as_of)), as_of)
    for row in found.slots:
        assert (row.performed_on is None) is (row.days_late is None) is (not row.evidence)
        if row.performed_on is not None:
            assert row.start <= row.performed_on <= row.end
            assert row.state is SlotState.COVERED
        if not row.required:
            assert row.state in {SlotState.COVERED, SlotState.OPTIONAL}
        if row.state is SlotState.UPCOMING:
            assert as_of <= row.end
        if row.state is SlotState.GAP:
            assert as_of > row.end + timedelta(days=watched.grace_days)
