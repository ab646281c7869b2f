"""Days on which nothing was to happen: which they are, what must be said of them, and that they prove nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.rules.coverage import coverage, quiet
from grcdesk.schemas.coverage.coverage import CoverageQuestion, HeldEvidence, QuietDays, Span, WatchedControl
from grcdesk.terms import Anchor, Frequency, Verdict

TODAY = date(2026, 11, 21)
PERIOD = Span(date(2026, 1, 1), date(2026, 3, 31))
FIRST = PERIOD.start - timedelta(days=20)
AROUND = st.dates(FIRST, PERIOD.end + timedelta(days=20))
RANGES = st.tuples(AROUND, AROUND).map(lambda pair: Span(min(pair), max(pair)))
WEEK = st.sets(st.integers(0, 6), max_size=7).map(lambda days: tuple(sorted(days)))
STATED = st.lists(st.builds(QuietDays, st.just("QD-1"), RANGES, WEEK), max_size=4)
GOOD = {Verdict.COVERED, Verdict.COVERED_WITH_EXCEPTIONS}


def judge(spans, stated, as_of, grace: int = 0):
    control = WatchedControl("C-1", Frequency.CONTINUOUS, Anchor.CALENDAR, grace, None)
    question = CoverageQuestion(PERIOD, as_of, clock.end_of(as_of, "UTC"), clock.end_of(PERIOD.end, "UTC"))
    return coverage.judge(control, HeldEvidence(spans=spans, quiet=stated), question)


@given(st.lists(RANGES, max_size=4), STATED, AROUND, st.integers(0, 100))
def test_no_statement_covers_a_day(spans, stated, as_of, grace):
    bare, found = judge(spans, [], as_of, grace), judge(spans, stated, as_of, grace)
    assert found.covered_days == bare.covered_days
    assert found.spans == bare.spans
    assert found.judged_days == bare.judged_days
    if found.judged_days:
        assert (found.stated_days or 0) + found.covered_days + sum(gap.days for gap in found.gaps) == found.judged_days
    if not found.covered_days:
        assert found.verdict not in GOOD, "without evidence nothing is covered, whatever is stated"
        assert found.stated_days in {0, None}
        assert found.verdict is bare.verdict


@given(st.lists(RANGES, min_size=1, max_size=4), STATED, AROUND)
def test_a_day_is_counted_as_stated_only_when_someone_stated_it_and_nothing_shows_it(spans, stated, as_of):
    found = judge(spans, stated, as_of)
    if not found.covered_days:
        return
    end = min(as_of, PERIOD.end)
    judged = [PERIOD.start + timedelta(days=number) for number in range((end - PERIOD.start).days + 1)]
    shown = {day for day in judged for span in spans if span.start <= day <= span.end}
    said = {day for one in stated for day in quiet.days(one.span, one.weekdays)}
    assert found.stated_days == len([day for day in judged if day in said - shown])


def test_all_days_quiet_and_nothing_on_file_is_a_gap():
    found = judge([], [QuietDays("QD-1", PERIOD, ())], TODAY)
    assert (found.verdict, found.covered_days, found.due) == (Verdict.GAP, 0, True)
    assert judge([], [], TODAY, 100).verdict is Verdict.GAP, "no tolerance makes nothing something"


def test_who_said_so_is_told_where_it_touches_the_window():
    near = QuietDays("QD-1", PERIOD, (5, 6), "QD-1: switched off")
    far = QuietDays("QD-2", Span(date(2025, 1, 1), date(2025, 1, 2)), (), "QD-2: long ago")
    found = judge([Span(date(2026, 1, 1), date(2026, 1, 2))], [near, far], date(2026, 1, 4))
    assert (found.verdict, found.covered_days, found.stated_days) == (Verdict.COVERED, 2, 2)
    assert "nothing was to happen on 2 days more, as stated" in found.sentence
    assert found.warnings[-1:] == ("QD-1: switched off",)


@pytest.mark.parametrize(
    ("written", "found"),
    [("sat,sun", (5, 6)), ("Sunday sat", (5, 6)), ("", ()), ("mon, MONDAY ,tues", (0, 1)), ("thurs", (3,))],
)
def test_days_of_the_week_are_read(written, found):
    assert quiet.weekdays(written) == found


@pytest.mark.parametrize("written", ["su", "sat-sun", "weekend", "6", "sundays"])
def test_what_names_no_day_is_refused(written):
    with pytest.raises(BadInput, match="is no day of the week"):
        quiet.weekdays(written)


RIGHT = {"start": date(2026, 1, 1), "end": date(2026, 12, 31), "weekdays": (5, 6), "reason": "off", "by": "M. Roy"}


def refused(**change) -> list[str]:
    return quiet.refusals(**{**RIGHT, **change}, today=TODAY)


def test_what_is_said_whole_is_taken():
    assert refused() == []
    assert refused(weekdays=()) == []
    assert refused(end=date(2027, 11, 21)) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reason": " "}, "need a reason"),
        ({"by": ""}, "say who makes it"),
        ({"weekdays": (0, 1, 2, 3, 4, 5, 6)}, "all seven days of the week are no pattern"),
        ({"start": None}, "give the first and the last"),
        ({"end": None, "weekdays": ()}, "give the first and the last"),
        ({"start": date(2027, 1, 1)}, "ends before it begins"),
        ({"start": date(2026, 11, 16), "end": date(2026, 11, 20)}, "holds none of these days"),
        ({"end": date(2027, 11, 22)}, "more than a year ahead"),
    ],
)
def test_what_is_lacking_is_refused(change, why):
    assert [why in one for one in refused(**change)] == [True]


@pytest.mark.parametrize("frequency", Frequency)
def test_only_a_control_that_runs_all_the_time_has_quiet_days(frequency):
    assert bool(quiet.not_of(frequency)) is (frequency is not Frequency.CONTINUOUS)
