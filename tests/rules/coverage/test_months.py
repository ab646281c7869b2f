"""The heat table: what a month shows, counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from grcdesk import clock
from grcdesk.rules.coverage import coverage
from grcdesk.rules.coverage.months import cells, months_of
from grcdesk.schemas.coverage.coverage import CoverageQuestion, MonthCell, Span, WatchedControl
from grcdesk.terms import Anchor, EvidenceKind, Frequency, MonthState
from helpers.proofs import Proof, held

HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
PULLED = datetime(2026, 7, 2, tzinfo=UTC)


def ask(as_of: date, period: Span = HALF) -> CoverageQuestion:
    return CoverageQuestion(period, as_of, clock.end_of(as_of, "UTC"), clock.end_of(period.end, "UTC"))


def run(day: date) -> Proof:
    return Proof("EV-1", EvidenceKind.REPORT, day)


def log(start: date, end: date, kind: EvidenceKind = EvidenceKind.LOG_EXPORT) -> Proof:
    return Proof("EV-2", kind, period=Span(start, end), pulled_at=PULLED)


def table(frequency: Frequency, proofs: list[Proof], as_of: date, since: date | None = None) -> tuple[MonthCell, ...]:
    grace = 15 if frequency is Frequency.QUARTERLY else 0
    control = WatchedControl("C-1", frequency, Anchor.CALENDAR, grace, since)
    return cells(coverage.judge(control, held(proofs), ask(as_of)), months_of(HALF), as_of)


def states(found: tuple[MonthCell, ...]) -> list[str]:
    return [cell.state.value for cell in found]


def test_the_months_of_a_period_are_cut_at_its_ends():
    found = months_of(Span(date(2024, 1, 15), date(2024, 3, 2)))
    assert [str(span) for span in found] == [
        "2024-01-15..2024-01-31",
        "2024-02-01..2024-02-29",
        "2024-03-01..2024-03-02",
    ]


def test_a_quarter_shows_in_each_of_its_months():
    found = table(Frequency.QUARTERLY, [run(date(2026, 2, 10))], date(2026, 5, 3))
    assert states(found) == ["covered"] * 3 + ["not_yet_run"] * 2 + ["upcoming"]
    assert {cell.at for cell in found} == {"2026Q1", "2026Q2"}
    assert states(table(Frequency.QUARTERLY, [], date(2026, 4, 15)))[:3] == ["due"] * 3
    assert states(table(Frequency.QUARTERLY, [], date(2026, 4, 16)))[:3] == ["gap"] * 3


def test_a_month_of_weeks_is_partial_when_some_lack_a_run():
    # weeks of 2026-W01 (clipped: four days inside) to W05 touch January
    found = table(Frequency.WEEKLY, [run(date(2026, 1, 7))], date(2026, 2, 20))
    assert (found[0].state, found[0].done, found[0].asked, found[0].at) == (MonthState.PARTIAL, 1, 5, "2026-W01")
    assert (found[1].state, found[1].at) == (MonthState.GAP, "2026-W05")
    assert states(found)[2:] == ["upcoming"] * 4


def test_days_of_a_continuous_control_are_counted_month_by_month():
    found = table(Frequency.CONTINUOUS, [log(date(2026, 1, 1), date(2026, 2, 20))], date(2026, 4, 10))
    assert [(cell.state.value, cell.done, cell.asked) for cell in found[:5]] == [
        ("covered", 31, 31),
        ("partial", 20, 28),
        ("gap", 0, 31),
        ("gap", 0, 10),
        ("upcoming", 0, 0),
    ]
    assert found[1].at == "2026-02-21..2026-02-28"
    whole = table(Frequency.CONTINUOUS, [log(date(2026, 1, 1), date(2026, 4, 10))], date(2026, 4, 10))
    assert states(whole) == ["covered"] * 3 + ["on_track"] + ["upcoming"] * 2


def test_months_before_a_control_took_effect_are_no_window():
    found = table(Frequency.MONTHLY, [run(date(2026, 4, 3))], date(2026, 5, 20), date(2026, 4, 1))
    assert states(found) == ["no_window"] * 3 + ["covered", "not_yet_run", "upcoming"]


def test_a_final_population_lists_every_month_and_an_early_one_none():
    whole = [log(HALF.start, HALF.end, EvidenceKind.POPULATION)]
    assert states(table(Frequency.EVENT, whole, date(2026, 7, 3))) == ["listed"] * 6
    assert states(table(Frequency.EVENT, [], date(2026, 3, 31))) == ["unproven"] * 2 + ["upcoming"] * 4


DAYS = st.dates(date(2025, 12, 1), date(2026, 8, 1))


@given(st.sampled_from(Frequency), st.lists(DAYS, max_size=9), DAYS)
def test_every_month_has_a_cell_and_its_counts_fit(frequency, days, as_of):
    found = table(frequency, [run(day) for day in days], as_of)
    assert [cell.month for cell in found] == [f"2026-0{number}" for number in range(1, 7)]
    for cell in found:
        assert cell.done >= 0
        if cell.state in {MonthState.GAP, MonthState.UPCOMING}:
            assert cell.done == 0
        if cell.state is MonthState.PARTIAL:
            assert 0 < cell.done < cell.asked
