"""Windows, spans of continuous controls, populations of events; days counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grcdesk import clock
from grcdesk.rules.coverage import coverage as rules
from grcdesk.rules.time import spans
from grcdesk.schemas.coverage.coverage import (
    CoverageQuestion,
    CoverageRow,
    HeldEvidence,
    QuietDays,
    Span,
    WatchedControl,
)
from grcdesk.terms import Anchor, EvidenceKind, Frequency, Verdict
from helpers.proofs import Proof, held

HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
PACIFIC = "America/Los_Angeles"


def asked(as_of: date = date(2026, 12, 1), period: Span = HALF, zone: str = "UTC") -> CoverageQuestion:
    return CoverageQuestion(period, as_of, clock.end_of(as_of, zone), clock.end_of(period.end, zone))


def control(frequency: Frequency, since: date | None = None) -> WatchedControl:
    return WatchedControl("C-1", frequency, Anchor.CALENDAR, 15 if frequency is Frequency.QUARTERLY else 0, since)


def log(start: date, end: date, name: str = "EV-1") -> Proof:
    return Proof(name, EvidenceKind.LOG_EXPORT, period=Span(start, end))


def shot(day: date, name: str = "EV-2") -> Proof:
    return Proof(name, EvidenceKind.CONFIG_SNAPSHOT, day)


def pulled(when: str, start: date = HALF.start, end: date = HALF.end, rows: int | None = 3) -> Proof:
    moment = datetime.fromisoformat(when)
    return Proof("EV-3", EvidenceKind.POPULATION, period=Span(start, end), pulled_at=moment, rows=rows)


def judge(of: WatchedControl, proofs: Sequence[Proof], question: CoverageQuestion) -> CoverageRow:
    return rules.judge(of, held(proofs), question)


ALWAYS, EVENT = control(Frequency.CONTINUOUS), control(Frequency.EVENT)


def test_a_control_that_began_mid_period_is_judged_from_that_day():
    begun = control(Frequency.QUARTERLY, date(2026, 4, 1))
    found = judge(begun, [shot(date(2026, 2, 1)), shot(date(2026, 5, 1))], asked())
    assert (found.window, found.share_of_period) == (Span(date(2026, 4, 1), date(2026, 6, 30)), 50.3)
    assert [slot.slot for slot in found.slots] == ["2026Q2"]
    assert found.verdict is Verdict.COVERED
    assert found.sentence.startswith("Operated from 2026-04-01 only: 91 of 181 days (50.3 %). ")


def test_a_control_older_than_the_period_has_the_whole_of_it():
    found = judge(replace(ALWAYS, effective_from=date(2020, 1, 1)), [log(HALF.start, HALF.end)], asked())
    assert (found.window, found.share_of_period) == (HALF, 100.0)
    assert "Operated" not in found.sentence


def test_a_control_that_begins_after_the_period_shows_nothing_of_it():
    found = judge(replace(ALWAYS, effective_from=date(2026, 7, 1)), [log(HALF.start, HALF.end)], asked())
    assert (found.window, found.share_of_period, found.verdict, found.due) == (
        None,
        0.0,
        Verdict.NOT_IN_PERIOD,
        False,
    )
    last = judge(replace(ALWAYS, effective_from=HALF.end), [log(HALF.start, HALF.end)], asked())
    assert last.window == Span(HALF.end, HALF.end)
    assert last.verdict is Verdict.COVERED


def test_spans_that_touch_cover_and_holes_are_counted_to_the_day():
    proofs = [log(date(2026, 1, 1), date(2026, 2, 28)), log(date(2026, 3, 1), date(2026, 3, 31))]
    found = judge(ALWAYS, [*proofs, log(date(2026, 4, 3), date(2026, 8, 1))], asked())
    assert found.gaps == (Span(date(2026, 4, 1), date(2026, 4, 2)),)
    assert (found.covered_days, found.judged_days, found.percent) == (179, 181, 98.9)
    assert (found.verdict, found.due) == (Verdict.PARTIAL, True)
    assert "none for 2026-04-01..2026-04-02" in found.sentence


def test_a_leap_day_without_evidence_is_a_gap_of_one_day():
    period = Span(date(2024, 2, 1), date(2024, 3, 31))
    proofs = [log(date(2024, 2, 1), date(2024, 2, 28)), log(date(2024, 3, 1), date(2024, 3, 31))]
    found = judge(ALWAYS, proofs, asked(period=period))
    assert found.gaps == (Span(date(2024, 2, 29), date(2024, 2, 29)),)
    assert (found.covered_days, found.judged_days) == (59, 60)


def test_a_snapshot_counts_its_own_day_and_a_change_record_the_rest():
    found = judge(ALWAYS, [shot(date(2026, 3, 1))], asked())
    assert (found.verdict, found.covered_days, len(found.gaps)) == (Verdict.PARTIAL, 1, 2)
    whole = judge(ALWAYS, [shot(date(2026, 3, 1)), log(HALF.start, HALF.end)], asked())
    assert (whole.verdict, whole.percent, whole.gaps, whole.due) == (Verdict.COVERED, 100.0, (), False)


def test_a_gap_within_the_tolerance_is_listed_and_does_not_count():
    proofs = [log(HALF.start, date(2026, 3, 31)), log(date(2026, 4, 3), HALF.end)]
    found = judge(replace(ALWAYS, grace_days=2), proofs, asked())
    assert (found.verdict, found.due, len(found.gaps), found.covered_days) == (Verdict.COVERED, False, 1, 179)
    assert "within the tolerance of 2 days" in found.sentence
    assert judge(replace(ALWAYS, grace_days=1), proofs, asked()).verdict is Verdict.PARTIAL


def test_a_retired_control_is_judged_to_its_last_day():
    gone = replace(ALWAYS, retired_on=date(2026, 3, 31))
    found = judge(gone, [log(HALF.start, date(2026, 3, 31))], asked())
    assert (found.window, found.verdict, found.judged_days) == (
        Span(HALF.start, date(2026, 3, 31)),
        Verdict.COVERED,
        90,
    )
    assert found.sentence.startswith("Operated from 2026-01-01 to 2026-03-31 only: 90 of 181 days (49.7 %). ")
    before = judge(replace(ALWAYS, retired_on=date(2025, 12, 31)), [], asked())
    assert (before.verdict, before.window) == (Verdict.NOT_IN_PERIOD, None)
    assert before.sentence == "Retired on 2025-12-31, before the period: it shows nothing of it."


def test_the_list_of_a_retired_control_is_final_when_its_last_day_is_over():
    last = date(2026, 3, 31)
    gone = replace(EVENT, retired_on=last, retired_ends=clock.end_of(last, PACIFIC))
    for when, verdict in (("2026-04-01T06:59:59Z", Verdict.INTERIM), ("2026-04-01T07:00:00Z", Verdict.FINAL)):
        assert judge(gone, [pulled(when, end=last)], asked(zone=PACIFIC)).verdict is verdict


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"rows": None}, "its row count"),
        ({"query": ""}, "the query it was drawn with"),
        ({"checked": False}, "how its completeness was checked"),
    ],
)
def test_a_list_that_does_not_say_how_it_was_made_is_not_final(lacking, said):
    found = judge(EVENT, [replace(pulled("2026-07-02T00:00:00Z"), **lacking)], asked())
    assert (found.verdict, found.due) == (Verdict.UNPROVEN, True)
    assert found.sentence == f"EV-3 lists the whole window but lacks {said}."


def test_an_empty_list_is_no_occurrence_and_never_more():
    found = judge(EVENT, [pulled("2026-07-02T00:00:00Z", rows=0)], asked())
    assert (found.verdict, found.due) == (Verdict.NO_OCCURRENCE, False)
    assert "no occurrence" in found.sentence
    # another list of the same days that holds something speaks louder
    both = [pulled("2026-07-02T00:00:00Z", rows=0), pulled("2026-07-03T00:00:00Z", rows=2)]
    assert judge(EVENT, both, asked()).verdict is Verdict.FINAL


def test_days_are_judged_up_to_the_day_asked_for():
    found = judge(ALWAYS, [log(date(2026, 1, 1), date(2026, 6, 30))], asked(date(2026, 1, 10)))
    assert (found.judged_days, found.covered_days, found.verdict) == (10, 10, Verdict.COVERED)
    before = judge(ALWAYS, [], asked(date(2025, 12, 31)))
    assert (before.judged_days, before.percent, before.verdict, before.due) == (
        0,
        None,
        Verdict.NOT_YET_RUN,
        False,
    )


def test_days_on_which_nothing_was_to_happen_are_counted_apart_and_only_beside_evidence():
    weekends = QuietDays("QD-1", HALF, (5, 6))
    logs = [Span(day, day) for day in (HALF.start + timedelta(days=n) for n in range(181)) if day.weekday() < 5]
    found = rules.judge(ALWAYS, HeldEvidence(spans=logs, quiet=[weekends]), asked())
    assert (found.verdict, found.covered_days, found.stated_days, found.judged_days) == (Verdict.COVERED, 129, 52, 181)
    assert found.gaps == ()
    assert "nothing was to happen on 52 days more, as stated" in found.sentence
    bare = rules.judge(ALWAYS, HeldEvidence(spans=logs), asked())
    assert (bare.verdict, bare.covered_days, bare.stated_days) == (Verdict.PARTIAL, 129, 0)
    nothing = rules.judge(ALWAYS, HeldEvidence(quiet=[QuietDays("QD-1", HALF, ())]), asked())
    assert (nothing.verdict, nothing.covered_days) == (Verdict.GAP, 0)


def test_no_evidence_is_a_gap():
    found = judge(ALWAYS, [shot(date(2026, 7, 1)), log(date(2025, 1, 1), date(2025, 12, 31))], asked())
    assert (found.verdict, found.gaps, found.percent) == (Verdict.GAP, (HALF,), 0.0)


def test_evidence_of_the_last_days_alone_draws_a_warning():
    for first, warned in ((date(2026, 6, 1), True), (date(2026, 5, 31), False)):
        quarterly = judge(control(Frequency.QUARTERLY), [shot(first)], asked())
        assert any("last 30 days" in said for said in quarterly.warnings) is warned
        always = judge(ALWAYS, [log(first, HALF.end)], asked())
        assert any("last 30 days" in said for said in always.warnings) is warned
    month = Span(date(2026, 6, 1), date(2026, 6, 30))
    assert judge(ALWAYS, [log(month.start, month.end)], asked(period=month)).warnings == ()


@pytest.mark.parametrize(
    ("when", "zone", "verdict"),
    [
        # 23:30 on 30 June in Los Angeles, then midnight
        ("2026-07-01T06:30:00.000Z", PACIFIC, Verdict.INTERIM),
        ("2026-07-01T06:59:59.999Z", PACIFIC, Verdict.INTERIM),
        ("2026-07-01T07:00:00.000Z", PACIFIC, Verdict.FINAL),
        # the same half hour is long after the end in Tokyo, and after it in UTC
        ("2026-07-01T06:30:00.000Z", "UTC", Verdict.FINAL),
        ("2026-06-30T15:00:00.000Z", "Asia/Tokyo", Verdict.FINAL),
        ("2026-06-30T14:59:00.000Z", "Asia/Tokyo", Verdict.INTERIM),
    ],
)
def test_a_population_is_final_once_the_last_day_is_over_where_the_desk_is(when, zone, verdict):
    found = judge(EVENT, [pulled(when)], asked(zone=zone))
    assert found.verdict is verdict
    assert ("3 items" in found.sentence) is (verdict is Verdict.FINAL)
    assert found.due is (verdict is Verdict.INTERIM)


def test_a_list_that_lacks_a_day_is_not_the_population():
    found = judge(EVENT, [pulled("2026-07-02T00:00:00Z", start=date(2026, 1, 2))], asked())
    assert (found.verdict, found.due) == (Verdict.UNPROVEN, True)
    assert "does not cover the whole window" in found.sentence
    begun = replace(EVENT, effective_from=date(2026, 1, 2))
    assert not judge(begun, [pulled("2026-07-02T00:00:00Z", start=date(2026, 1, 2))], asked()).due


def test_only_a_population_shows_what_happened():
    found = judge(EVENT, [log(HALF.start, HALF.end)], asked())
    assert (found.verdict, found.due) == (Verdict.UNPROVEN, True)
    assert found.sentence == "No population of 2026-01-01..2026-06-30 is on file."
    assert not judge(EVENT, [], asked(HALF.end)).due


def test_a_list_pulled_after_the_day_asked_for_was_not_there():
    found = judge(EVENT, [pulled("2026-07-05T00:00:00Z")], asked(date(2026, 7, 4)))
    assert (found.verdict, found.due) == (Verdict.UNPROVEN, True)
    assert not judge(EVENT, [pulled("2026-07-05T00:00:00Z")], asked(date(2026, 7, 5))).due


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        *((0, 0, 0.0), (0, 9, 0.0), (9, 9, 100.0), (91, 181, 50.3), (1, 3, 33.3), (9999, 10000, 99.9), (1, 10000, 0.1)),
        *((1, 16, 6.3), (3, 16, 18.8), (1, 80, 1.3), (1, 2000, 0.1), (1999, 2000, 99.9)),
    ],
)
def test_per_cent_is_all_only_for_all(part, whole, expected):
    assert spans.percent(part, whole) == expected


@given(st.integers(1, 100_000).flatmap(lambda whole: st.tuples(st.integers(1, whole), st.just(whole))))
def test_per_cent_rounds_halves_up_as_a_spreadsheet(pair: tuple[int, int]):
    part, whole = pair
    exact = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if part == whole:
        assert spans.percent(part, whole) == 100
    else:
        assert spans.percent(part, whole) == float(min(max(exact, Decimal("0.1")), Decimal("99.9")))


DATES = st.dates(date(2025, 10, 1), date(2026, 10, 1))
SPANS = st.builds(lambda start, days: Span(start, start + timedelta(days=days)), DATES, st.integers(0, 90))


def days_of(span: Span) -> set[date]:
    return {span.start + timedelta(days=number) for number in range(span.days)}


@given(st.lists(SPANS, max_size=8), SPANS)
def test_union_and_holes_share_out_the_days(parts, within):
    covered = spans.union(parts, within)
    gaps = spans.holes(covered, within)
    wanted = days_of(within) & set().union(*(days_of(span) for span in parts))
    assert set().union(*(days_of(span) for span in covered)) == wanted
    assert set().union(*(days_of(span) for span in gaps)) == days_of(within) - wanted
    assert sum(span.days for span in [*covered, *gaps]) == within.days


@given(st.lists(SPANS, max_size=8), SPANS, DATES)
def test_more_spans_never_cover_less(parts, more, as_of):
    proofs = [log(span.start, span.end) for span in parts]
    before = judge(ALWAYS, proofs, asked(as_of))
    after = judge(ALWAYS, [*proofs, log(more.start, more.end)], asked(as_of))
    assert (after.covered_days or 0) >= (before.covered_days or 0)
    assert list(Verdict).index(after.verdict) >= list(Verdict).index(before.verdict)
    assert sum(gap.days for gap in after.gaps) == (after.judged_days or 0) - (after.covered_days or 0)


POPULATIONS = st.builds(
    lambda span, day, rows, checked: replace(
        pulled(f"{day}T00:00:00Z", span.start, span.end, rows), checked=checked, id=f"EV-{day}"
    ),
    st.one_of(SPANS, st.just(HALF)),
    DATES,
    st.sampled_from((None, 0, 3)),
    st.booleans(),
)


@example([pulled("2026-06-01T00:00:00Z")], pulled("2026-07-01T00:00:00Z", rows=None), date(2026, 7, 1))
@given(st.lists(POPULATIONS, max_size=5), POPULATIONS, DATES)
def test_one_more_population_never_worsens(held, more, as_of):
    before = judge(EVENT, held, asked(as_of))
    after = judge(EVENT, [*held, more], asked(as_of))
    contradicts = before.verdict is Verdict.NO_OCCURRENCE and more.rows
    assert contradicts or list(Verdict).index(after.verdict) >= list(Verdict).index(before.verdict)
