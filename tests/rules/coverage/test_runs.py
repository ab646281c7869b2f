"""Periodic controls: runs in slots, late, in grace, missing, and what a day changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage import runs as rules
from grcdesk.rules.coverage.runs import judge
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.coverage.coverage import Claim, Run, Span, WatchedControl
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
        (date(2026, 3, 31), "upcoming", Verdict.NOT_YET_RUN),
        (date(2026, 4, 1), "due", Verdict.NOT_YET_RUN),
        (date(2026, 4, 15), "due", Verdict.NOT_YET_RUN),
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


def test_a_label_that_is_no_slot_of_the_window_is_passed_over_and_named():
    found = judge(control(), YEAR, [Run("EV-1", date(2026, 2, 1), "2025Q4")], date(2026, 5, 1))
    assert states(found)[0] == "covered"
    said = "EV-1 of 2026-02-01 is stated for 2025Q4, which is no slot of the window: it goes by its day"
    assert said in found.warnings


def test_a_label_never_moves_a_run_to_a_slot_that_had_not_begun():
    early = judge(control(), YEAR, [Run("EV-1", date(2026, 3, 20), "2026Q2")], DONE)
    assert states(early) == ["covered", "gap", "gap", "gap"]
    said = (
        "EV-1 of 2026-03-20 is stated for 2026Q2, which began on 2026-04-01 only: it counts for the slot it was done in"
    )
    assert said in early.warnings
    before = judge(control(), YEAR, [Run("EV-1", date(2025, 12, 20), "2026Q1")], DONE)
    assert states(before)[0] == "gap"


def test_four_sign_offs_of_one_january_day_cover_one_quarter():
    day = date(2026, 1, 2)
    found = judge(control(), YEAR, [Run(f"EV-{number}", day, f"2026Q{number}") for number in (1, 2, 3, 4)], DONE)
    assert states(found) == ["covered", "gap", "gap", "gap"]
    assert found.verdict is Verdict.GAP


def claim(start: date, end: date | None = None, slot: str = "") -> Claim:
    return Claim("EV-9", start, end or start, "link only", slot)


def test_a_claimed_slot_that_is_over_is_a_gap_and_says_why():
    found = judge(control(), YEAR, [], DONE, [claim(date(2026, 2, 1))])
    assert states(found) == ["claimed", "gap", "gap", "gap"]
    assert found.verdict is Verdict.GAP
    assert "claimed: 2026Q1 (EV-9: link only)" in found.sentence
    rest = at(*(date(2026, month, 10) for month in (5, 8, 11)))
    assert judge(control(), YEAR, rest, DONE, [claim(date(2026, 2, 1))]).verdict is Verdict.GAP


def test_a_claim_beside_a_run_takes_nothing_from_it():
    runs = at(*(date(2026, month, 10) for month in (2, 5, 8, 11)))
    found = judge(control(), YEAR, runs, DONE, [claim(YEAR.start, YEAR.end)])
    assert (states(found), found.verdict) == (["covered"] * 4, Verdict.COVERED)


def test_a_claim_for_days_speaks_of_every_slot_they_touch():
    found = judge(control(), YEAR, [], DONE, [claim(date(2026, 3, 31), date(2026, 7, 1))])
    assert states(found) == ["claimed", "claimed", "claimed", "gap"]
    found = judge(control(), YEAR, [], DONE, [claim(date(2026, 5, 1), slot="2026Q1")])
    assert states(found) == ["claimed", "gap", "gap", "gap"]


def test_on_track_needs_a_run_in_the_window_or_in_the_cycle_before_it():
    spring = date(2026, 2, 10)
    assert judge(control(), YEAR, [], spring).verdict is Verdict.NOT_YET_RUN
    assert "not yet run, due 2026-03-31" in judge(control(), YEAR, [], spring).sentence
    assert judge(control(), YEAR, at(date(2025, 10, 1)), spring).verdict is Verdict.ON_TRACK
    assert judge(control(), YEAR, at(date(2025, 9, 30)), spring).verdict is Verdict.NOT_YET_RUN
    assert judge(control(), YEAR, at(date(2026, 1, 2)), spring).verdict is Verdict.ON_TRACK
    # the first quarter is over and still in grace: a run in every slot that is over is not there
    assert judge(control(), YEAR, at(date(2025, 12, 20)), date(2026, 4, 3)).verdict is Verdict.NOT_YET_RUN


@pytest.mark.parametrize(
    ("as_of", "closing"), [(date(2026, 3, 1), False), (date(2026, 3, 2), True), (date(2026, 3, 31), True)]
)
def test_the_last_third_of_an_open_slot_is_named(as_of, closing):
    found = judge(control(), YEAR, [], as_of)
    assert (found.closing, found.next_due) == (closing, date(2026, 3, 31))
    assert any("2026Q1 has no run and ends in" in one for one in found.warnings) is closing
    weekly = judge(control(Frequency.WEEKLY), YEAR, [], date(2026, 1, 3))
    assert not weekly.closing, "a week is too short for it"
    assert not judge(control(), YEAR, at(date(2026, 1, 5)), as_of).closing


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
        "2026-01-01..2026-12-31 has no run and ends in 0 days, on 2026-06-30",
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
    assert judge(yearly, HALF, stated, DONE).verdict is Verdict.COVERED, "a label that is none leaves it its day"


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
    said = (
        "EV-1 of 2026-03-31 is stated for 2026Q2, which began on 2026-04-01 only: it counts for the slot it was done in"
    )
    assert told == [said] * early


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
    found = judge(control(), YEAR, at(date(2025, 12, 31)), date(2026, 2, 1))
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
    # one more run may take a label's place only from a slot it was not done in
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


CLAIMS = st.lists(
    st.builds(
        lambda day, days: Claim("EV-9", day, day + timedelta(days=days), "link only"), DATES, st.integers(0, 300)
    ),
    max_size=5,
)
_GOOD = {Verdict.COVERED, Verdict.COVERED_WITH_EXCEPTIONS, Verdict.ON_TRACK}


@given(CONTROLS, WINDOWS, st.lists(DATES, max_size=6), CLAIMS, DATES)
def test_claims_never_better_a_verdict_nor_cover_a_slot(watched, window, days, claims, as_of):
    known = at(*(day for day in days if day <= as_of))
    bare, claimed = judge(watched, window, known, as_of), judge(watched, window, known, as_of, claims)
    assert claimed.verdict is bare.verdict
    for before, after in zip(bare.slots, claimed.slots, strict=True):
        assert (after.state is SlotState.COVERED) is (before.state is SlotState.COVERED)
        assert (after.evidence, after.performed_on) == (before.evidence, before.performed_on)


@given(CONTROLS, WINDOWS, st.lists(st.tuples(DATES, STATED), max_size=9), DATES)
def test_a_good_verdict_needs_a_run_done_in_every_slot_that_is_over(watched, window, runs, as_of):
    known = sorted((day, slot) for day, slot in runs if day <= as_of)
    found = judge(watched, window, [Run(f"EV-{day}", day, slot) for day, slot in known], as_of)
    if found.verdict not in _GOOD:
        return
    over = [row for row in found.slots if row.required and row.ended]
    assert all(any(day >= row.start for day, _ in known) for row in over)
    assert len(over) <= len(known)
    if found.verdict is Verdict.ON_TRACK:
        assert known, "never on track with nothing run"


@given(CONTROLS, WINDOWS, st.lists(st.tuples(DATES, STATED), max_size=9), DATES)
def test_no_run_covers_two_slots_nor_one_that_began_later(watched, window, runs, as_of):
    named = [Run(f"EV-{place}", day, slot) for place, (day, slot) in enumerate(sorted(runs)) if day <= as_of]
    found = judge(watched, window, named, as_of)
    used = [name for row in found.slots for name in row.evidence]
    assert len(used) == len(set(used))
    days = {run.evidence: run.on for run in named}
    assert all(days[name] >= row.start for row in found.slots for name in row.evidence)


@pytest.mark.parametrize(("as_of", "state"), [(YEAR.end, SlotState.UPCOMING), (DONE, SlotState.CLAIMED)])
def test_what_stands_beside_a_run_is_told_once_the_slot_is_over_without_one(as_of, state):
    beside = Claim("EV-9", YEAR.start, YEAR.end, "a policy shows design", beside=True)
    assert judge(control(Frequency.ANNUAL), YEAR, [], as_of, [beside]).slots[0].state is state
