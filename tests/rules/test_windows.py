"""The earliest clean period: what limits it, by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk import clock
from grcdesk.rules.coverage import coverage
from grcdesk.rules.coverage.windows import earliest, start_of
from grcdesk.schemas.coverage import NOTHING, CleanStart, CoverageQuestion, HeldEvidence, Run, Span, WatchedControl
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
    assert start_of(control(Frequency.EVENT), NOTHING, TODAY).start is None


def test_a_month_old_control_attests_a_month():
    begun = date(2026, 10, 22)
    for frequency in (Frequency.QUARTERLY, Frequency.ANNUAL, Frequency.EVENT):
        assert start_of(control(frequency, begun), run(date(2026, 11, 1)), TODAY).start == begun
    assert start_of(control(Frequency.CONTINUOUS, begun), log(Span(date(2026, 1, 1), TODAY)), TODAY).start == begun
    found = earliest([CleanStart("A", begun, None, ""), CleanStart("B", date(2026, 1, 1), None, "")], TODAY, 6, None)
    assert (found.days, found.full_on, found.controls[0].id) == (31, date(2027, 4, 21), "A")
    assert "attests 31 days, no more. A set it" in found.sentence


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
