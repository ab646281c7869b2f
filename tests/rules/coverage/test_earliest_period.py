"""The earliest clean period: what limits it, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk import clock
from grcdesk.rules.coverage import coverage
from grcdesk.rules.coverage.earliest_period import earliest, start_of
from grcdesk.schemas.coverage.clean import CleanStart
from grcdesk.schemas.coverage.coverage import (
    NOTHING,
    CoverageQuestion,
    HeldEvidence,
    Listing,
    Run,
    Span,
    WatchedControl,
)
from grcdesk.terms import Anchor, Frequency, Verdict

TODAY = date(2026, 11, 21)
TOMORROW = date(2026, 11, 22)


def control(frequency: Frequency, since: date | None = None) -> WatchedControl:
    rolling = frequency in {Frequency.SEMIANNUAL, Frequency.ANNUAL}
    grace = {Frequency.QUARTERLY: 15, Frequency.ANNUAL: 30}.get(frequency, 0)
    return WatchedControl("C-1", frequency, Anchor.ROLLING if rolling else Anchor.CALENDAR, grace, since)


def run(*days: date) -> HeldEvidence:
    return HeldEvidence(runs=[Run(f"EV-{day}", day) for day in sorted(days)])


def log(*spans: Span) -> HeldEvidence:
    return HeldEvidence(spans=spans)


def test_a_quarterly_control_is_clean_after_its_last_missed_quarter():
    quarterly = control(Frequency.QUARTERLY)
    first, third = date(2026, 2, 3), date(2026, 8, 3)
    assert start_of(quarterly, run(first, third), TODAY).start == date(2026, 7, 1)
    assert start_of(quarterly, run(first, date(2026, 5, 1), third), TODAY).start == date(2026, 1, 1)
    assert start_of(quarterly, run(first), TODAY).start == date(2026, 10, 1)
    # the third quarter is in grace until 15 October
    assert start_of(quarterly, run(first, date(2026, 5, 1)), date(2026, 10, 15)).start == date(2026, 1, 1)


def test_nothing_on_file_leaves_tomorrow():
    for frequency in (Frequency.QUARTERLY, Frequency.CONTINUOUS, Frequency.ANNUAL):
        assert start_of(control(frequency), NOTHING, TODAY).start == TOMORROW
    found = start_of(control(Frequency.EVENT), NOTHING, TODAY)
    assert (found.start, found.why) == (TOMORROW, "names no source of its population")


def test_a_month_old_control_attests_a_month():
    begun = date(2026, 10, 22)
    for frequency in (Frequency.QUARTERLY, Frequency.ANNUAL):
        assert start_of(control(frequency, begun), run(date(2026, 11, 1)), TODAY).start == begun
    assert start_of(control(Frequency.CONTINUOUS, begun), log(Span(date(2026, 1, 1), TODAY)), TODAY).start == begun
    found = earliest([CleanStart("A", begun, None, ""), CleanStart("B", date(2026, 1, 1), None, "")], TODAY, 6, None)
    assert (found.days, found.full_on, found.controls[0].id) == (31, date(2027, 4, 21), "A")
    assert "attests 31 days, no more. A period of 6 months can be reported not before 2027-04-22" in found.sentence


def test_the_last_stretch_of_evidence_counts():
    always = control(Frequency.CONTINUOUS)
    both = log(Span(date(2026, 1, 1), date(2026, 3, 1)), Span(date(2026, 3, 3), date(2026, 11, 1)))
    found = start_of(always, both, TODAY)
    assert (found.start, found.until) == (date(2026, 3, 3), date(2026, 11, 1))
    assert "up to 2026-11-01" in found.why


@pytest.mark.parametrize(
    ("days", "start"),
    [
        # a year and 30 days after 22 October 2025 is 21 November 2026
        ([date(2025, 10, 22)], date(2025, 10, 22)),
        ([date(2025, 10, 21)], TOMORROW),
        ([date(2024, 9, 1), date(2025, 9, 30), date(2026, 9, 30)], date(2024, 9, 1)),
        ([date(2024, 9, 1), date(2025, 10, 2), date(2026, 9, 30)], date(2025, 10, 2)),
        # a year and 30 days after 1 October 2025 is 31 October 2026
        ([date(2025, 10, 1), date(2026, 10, 31)], date(2025, 10, 1)),
        ([date(2025, 10, 1), date(2026, 11, 1)], date(2026, 11, 1)),
    ],
)
def test_yearly_runs_chain_while_they_are_a_cycle_apart(days, start):
    assert start_of(control(Frequency.ANNUAL), run(*days), TODAY).start == start


def test_a_period_that_begins_too_early_is_told():
    period = Span(date(2026, 1, 1), date(2026, 12, 31))
    found = earliest([CleanStart("A", date(2026, 7, 1), None, "")], TODAY, 3, period)
    assert "The period as set begins on 2026-01-01, before that day." in found.sentence
    assert (found.start, found.full_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert earliest([CleanStart("A", None, None, "")], TODAY, 3, period).start is None


def test_a_run_counts_on_its_day_and_none_that_is_still_to_come():
    quarterly, yearly = control(Frequency.QUARTERLY), control(Frequency.ANNUAL)
    assert start_of(quarterly, run(TODAY), TODAY).start == date(2026, 10, 1)
    assert start_of(yearly, run(TODAY), TODAY).start == TODAY
    for watched in (quarterly, yearly):
        found = start_of(watched, run(TOMORROW), TODAY)
        assert (found.start, found.why) == (TOMORROW, "has no run on file")


def test_runs_before_a_control_took_effect_are_none_of_it():
    since = date(2026, 5, 1)
    yearly = control(Frequency.ANNUAL, since)
    early, first = start_of(yearly, run(date(2026, 4, 30)), TODAY), start_of(yearly, run(since), TODAY)
    assert (early.start, early.why) == (since, "is in its first cycle")
    assert (first.start, first.why) == (since, "has runs no more than a cycle apart since then")
    quarterly = control(Frequency.QUARTERLY, date(2026, 8, 1))
    assert start_of(quarterly, run(date(2026, 7, 31), date(2026, 10, 5)), TODAY).start == date(2026, 10, 1)
    assert start_of(quarterly, run(date(2026, 8, 1), date(2026, 10, 5)), TODAY).start == date(2026, 8, 1)


def test_a_control_in_effect_is_clean_from_that_day_while_its_first_slot_is_in_grace():
    quarterly = control(Frequency.QUARTERLY, date(2026, 7, 10))
    october = date(2026, 10, 10)
    assert start_of(quarterly, run(date(2026, 10, 5)), october).start == date(2026, 7, 10)
    assert start_of(quarterly, NOTHING, october).start == date(2026, 7, 10)
    coming = start_of(control(Frequency.QUARTERLY, TOMORROW), NOTHING, TODAY)
    assert (coming.start, coming.why) == (TOMORROW, "is not yet in effect")


def test_evidence_counts_from_its_day_and_from_when_the_control_took_effect():
    always, later = control(Frequency.CONTINUOUS), control(Frequency.CONTINUOUS, TODAY)
    ahead = Span(TOMORROW, date(2026, 12, 31))
    assert start_of(always, log(ahead), TODAY).why == "has no evidence on file"
    today = start_of(always, log(Span(TODAY, TODAY)), TODAY)
    assert (today.start, today.until, today.why) == (TODAY, TODAY, "has evidence without a hole")
    assert start_of(later, log(Span(date(2026, 1, 1), TODAY)), TODAY).start == TODAY
    over = start_of(later, log(Span(date(2026, 1, 1), date(2026, 11, 20))), TODAY)
    assert (over.start, over.why) == (TOMORROW, "has no evidence since it took effect")
    for since, start in ((date(2026, 12, 24), date(2026, 12, 24)), (TODAY, TOMORROW), (None, TOMORROW)):
        assert start_of(control(Frequency.CONTINUOUS, since), NOTHING, TODAY).start == start
    coming = control(Frequency.CONTINUOUS, date(2026, 12, 24))
    assert start_of(coming, log(Span(date(2026, 1, 1), date(2026, 12, 31))), TODAY).start == date(2026, 12, 24)


@pytest.mark.parametrize(("days", "start"), [(1, date(2026, 1, 1)), (2, date(2026, 1, 1)), (3, date(2026, 7, 4))])
def test_a_hole_no_longer_than_the_tolerance_does_not_break_the_evidence(days, start):
    tolerant = replace(control(Frequency.CONTINUOUS), grace_days=2)
    first, second = Span(date(2026, 1, 1), date(2026, 6, 30)), Span(date(2026, 7, 1) + timedelta(days=days), TODAY)
    assert start_of(tolerant, log(first, second), TODAY).start == start


def test_an_event_control_is_clean_from_its_first_population_or_the_day_it_took_effect():
    first, second = (
        Listing(f"EV-{day}", Span(day, TODAY), clock.end_of(TODAY, "UTC"), source="GitHub")
        for day in (date(2026, 4, 1), TODAY)
    )
    assert start_of(control(Frequency.EVENT), HeldEvidence(lists=[second, first]), TODAY).start == date(2026, 4, 1)
    since = control(Frequency.EVENT, date(2026, 6, 1))
    assert start_of(since, HeldEvidence(lists=[first]), TODAY).start == date(2026, 6, 1)
    nameless = replace(first, source="")
    assert start_of(since, HeldEvidence(lists=[nameless]), TODAY).start == TOMORROW


def test_what_the_desk_itself_still_has_to_do_limits_the_period():
    quarterly, due = control(Frequency.QUARTERLY), date(2027, 1, 21)
    found = start_of(quarterly, run(date(2026, 8, 3)), TODAY, due)
    assert (found.start, found.why) == (due, "is due 2027-01-21")
    assert start_of(quarterly, run(date(2026, 8, 3)), TODAY, date(2026, 6, 1)).start == date(2026, 7, 1)
    window = earliest([replace(found, id="AI-PI-04")], TODAY, 6, None)
    assert "not before 2027-07-21: AI-PI-04 is due 2027-01-21" in window.sentence


def test_why_a_control_limits_the_period_is_said():
    quarterly, yearly = control(Frequency.QUARTERLY), control(Frequency.ANNUAL)
    assert start_of(quarterly, run(date(2026, 2, 3)), TODAY).why == "has no run in time for 2026Q3"
    whole = start_of(quarterly, run(date(2026, 8, 3)), TODAY)
    assert (whole.start, whole.why) == (date(2026, 7, 1), "has a run in every required slot since then, or it is open")
    assert start_of(yearly, run(date(2025, 1, 1)), TODAY).why == "ran last on 2025-01-01, more than a cycle ago"
    assert start_of(control(Frequency.ANNUAL, date(2025, 1, 1)), NOTHING, TODAY).why == "has no run"


def test_the_controls_that_hold_it_back_stand_first_and_are_named():
    starts = [
        CleanStart("A", date(2026, 1, 1), None, "is early"), CleanStart("B", None, None, ""),
        CleanStart("C", date(2026, 7, 1), None, "is late"), CleanStart("D", date(2026, 7, 1), None, "is late"),
    ]  # fmt: skip
    found = earliest(starts, TODAY, 3, None)
    assert [one.id for one in found.controls] == ["C", "D", "A", "B"]
    assert "not before 2026-10-01: C is late, D is late and A is early." in found.sentence
    none = earliest(starts[1:2], TODAY, 3, None)
    assert (none.start, none.days, none.full_on) == (None, 0, None)


@pytest.mark.parametrize(
    ("start", "days", "said"),
    [
        (TOMORROW, 0, "No day up to 2026-11-21 is clean for all controls: 2026-11-22 at the earliest."),
        (TODAY, 1, "Clean from 2026-11-21 at the earliest: as of 2026-11-21 that attests 1 day, no more."),
    ],
)
def test_a_window_that_has_not_begun_attests_no_day(start, days, said):
    found = earliest([CleanStart("A", start, None, "")], TODAY, 3, None)
    assert found.days == days
    assert found.sentence.startswith(said)


@pytest.mark.parametrize(
    ("start", "told"),
    [(date(2026, 1, 1), False), (date(2026, 1, 2), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_only_a_period_that_begins_before_the_clean_day_and_holds_it_is_told(start, told):
    period = Span(date(2026, 1, 1), date(2026, 12, 31))
    found = earliest([CleanStart("A", start, None, "")], date(2027, 6, 1), 3, period)
    assert ("The period as set begins" in found.sentence) is told


DAYS = st.dates(date(2025, 1, 1), TODAY)
CALENDAR = st.sampled_from((Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY))


@given(CALENDAR, st.lists(DAYS, max_size=9), DAYS)
def test_a_period_from_the_earliest_day_has_no_gap_so_far(frequency, days, as_of):
    watched = control(frequency)
    proofs = run(*(day for day in set(days) if day <= as_of))
    found = start_of(watched, proofs, as_of)
    assert found.start is not None
    if found.start <= as_of:
        asked = CoverageQuestion(
            Span(found.start, as_of), as_of, clock.end_of(as_of, "UTC"), clock.end_of(as_of, "UTC")
        )
        assert coverage.judge(watched, proofs, asked).verdict is not Verdict.GAP
