"""Coverage heat: the words of the months are those of the board, short; nothing is green that is not covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.tab import Kind
from grcdesk.reports.workbook.tabs.controls.heat import WORDS, counted
from grcdesk.rules.coverage.months import cells, months_of
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import Frequency, MonthState, Verdict
from reports.factory import AS_OF, matrix
from reports.workbook.tabs.data import GREEN, look, rows, tab

SOURCE = matrix()
MONTHS = months_of(SOURCE.period)


def months(source):
    return [column for column in tab(source, "Coverage heat").columns if column.kind is Kind.MONTH]


def test_each_month_says_what_the_board_says_of_it():
    heads = [column.header for column in months(SOURCE)]
    assert (heads[0], heads[-1], len(heads)) == ("Jan 2026", "Dec 2026", 12)
    for row, told in zip(SOURCE.coverage, rows(SOURCE, "Coverage heat"), strict=True):
        assert told["Control"] == row.id
        for head, cell in zip(heads, cells(row, MONTHS, AS_OF), strict=True):
            said = told[head]
            green = look(said) in GREEN
            assert green is (cell.state is MonthState.COVERED), (row.id, head)
            if said and said != "none":
                assert look(said) == cell.state.value.replace("_", " ")


@pytest.mark.parametrize("state", MonthState)
def test_every_state_has_a_word_and_its_look_or_is_empty(state):
    assert state in looks.REACH
    assert len(WORDS[state]) <= len("covered")


def test_nothing_happened_is_a_word_of_its_own():
    row = next(row for row in SOURCE.coverage if row.frequency is Frequency.EVENT)
    still = replace(SOURCE, coverage=(replace(row, verdict=Verdict.NO_OCCURRENCE),))
    (told,) = rows(still, "Coverage heat")
    assert {told[column.header] for column in months(still)} == {"none"}
    assert look(told["Jan 2026"]) == "no occurrence"
    late = replace(row, verdict=Verdict.NO_OCCURRENCE, window=Span(date(2026, 3, 1), date(2026, 12, 31)))
    (told,) = rows(replace(SOURCE, coverage=(late,)), "Coverage heat")
    assert [told[f"{month} 2026"] for month in ("Jan", "Feb", "Mar")] == ["", "", "none"], "not asked is not none"
    interim = replace(SOURCE, coverage=(replace(row, verdict=Verdict.INTERIM),))
    assert rows(interim, "Coverage heat")[0]["Covered"] == 0


def test_covered_is_at_most_what_is_over_and_ties_to_the_board():
    for row, told in zip(SOURCE.coverage, rows(SOURCE, "Coverage heat"), strict=True):
        assert 0 <= told["Covered"] <= told["Over"]
        if row.frequency is Frequency.CONTINUOUS:
            assert (told["Covered"], told["Over"]) == (row.covered_days, row.judged_days)
        elif row.frequency is not Frequency.EVENT:
            over = [slot for slot in row.slots if slot.required and slot.ended]
            assert told["Over"] == len(over)
            assert told["Covered"] == sum(slot.days_late == 0 for slot in over)


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        (date(2027, 11, 21), "Dec 2026", "Nov 2027"),
        (date(2026, 3, 1), "Jan 2026", "Dec 2026"),
        (date(2029, 1, 1), "Jan 2027", "Dec 2027"),
    ],
)
def test_of_a_long_period_the_twelve_months_up_to_the_day_are_printed(as_of, first, last):
    period = Span(date(2026, 1, 1), date(2027, 12, 31))
    long = replace(SOURCE, period=period, dates=replace(SOURCE.dates, judged=as_of))
    columns = months(long)
    printed = [column.header for column in columns if column.printed]
    assert (len(columns), len(printed), printed[0], printed[-1]) == (24, 12, first, last)
    by_head = rows(long, "Coverage heat")[0]
    row = long.coverage[0]
    for span, cell in zip(months_of(period), cells(row, months_of(period), as_of), strict=True):
        said = by_head[f"{span.start:%b} {span.start.year}"]
        if said:
            assert look(said) == cell.state.value.replace("_", " ")


def test_without_a_period_there_is_a_tab_that_says_so():
    bare = replace(SOURCE, period=None, coverage=())
    assert months(bare) == []
    assert tab(bare, "Coverage heat").empty.startswith("The engagement has no period")


def test_how_much_is_covered_is_said_only_where_operation_is_judged():
    row = next(one for one in SOURCE.coverage if one.window and one.frequency is Frequency.EVENT)
    days = (min(row.window.end, AS_OF) - row.window.start).days + 1
    assert counted(replace(row, verdict=Verdict.DESIGN_ONLY), AS_OF) == (None, None)
    assert counted(replace(row, window=None), AS_OF) == (None, None)
    assert counted(replace(row, verdict=Verdict.FINAL), AS_OF) == (None, days), "listed: tests say what of it ran"
    assert counted(replace(row, verdict=Verdict.NO_OCCURRENCE), AS_OF) == (days, days)
    assert counted(replace(row, verdict=Verdict.UNPROVEN), AS_OF) == (0, days)
    before = row.window.start - timedelta(1)
    assert counted(replace(row, verdict=Verdict.UNPROVEN), before) == (0, 0), "a window that has not begun"
    whole = replace(row, frequency=Frequency.CONTINUOUS)
    assert counted(whole, AS_OF) == (row.covered_days, row.judged_days)


def test_a_control_that_the_matrix_does_not_list_leads_to_its_slots_alone():
    bare = replace(SOURCE, controls=())
    assert {one.column for one in tab(bare, "Coverage heat").links} == {
        [column.header for column in tab(bare, "Coverage heat").columns].index("Verdict")
    }
    assert 0 not in {one.column for one in tab(bare, "Period coverage").links}
    assert 0 in {one.column for one in tab(SOURCE, "Period coverage").links}
