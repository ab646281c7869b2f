"""Coverage heat: a row for each control, a word for each month, and how much of what is over is covered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tab import CellLink, Kind, Shaded, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.controls.coverage import starts
from grcdesk.reports.workbook.tabs.fields import TabField, at, cells, columns
from grcdesk.reports.workbook.tabs.months import all_months, shown_months
from grcdesk.reports.workbook.tabs.titles import CONTROLS, COVERAGE, HEAT
from grcdesk.rules.controls.families import family, family_name
from grcdesk.rules.coverage.months import cells as month_cells
from grcdesk.schemas.coverage.coverage import CoverageRow, MonthCell, Span
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import Frequency, MonthState, Verdict
from grcdesk.wording import MONTHS

_MONTH = 5.75
"""Characters of a month: `covered` on one line, and every heading in two, the month above its year."""
WORDS = {
    MonthState.GAP: "gap",
    MonthState.OUTSIDE_PERIOD: "outside",
    MonthState.PARTIAL: "in part",
    MonthState.UNPROVEN: "no list",
    MonthState.INTERIM: "interim",
    MonthState.CLAIMED: "claimed",
    MonthState.DUE: "due",
    MonthState.LATE: "late",
    MonthState.NOT_YET_RUN: "open",
    MonthState.DESIGN_ONLY: "design",
    MonthState.UPCOMING: "to come",
    MonthState.ON_TRACK: "open",
    MonthState.LISTED: "listed",
    MonthState.COVERED: "covered",
    MonthState.OPTIONAL: "",
    MonthState.NO_WINDOW: "",
}
"""Short enough for a month's column; each has the look of the state itself."""
_UNITS = ("cycles", "days")
_BY_DAYS = frozenset({Frequency.CONTINUOUS, Frequency.EVENT})
NONE = "none"
"""A month of a control that runs per event, with a whole list that shows that nothing happened."""
_MEANING = (
    "covered: a run or a log is on file; listed: a whole list says what happened, and tests whether the control ran; "
    "none: a whole list shows that nothing happened; in part: some of it; late: a run after its cycle, within grace; "
    "claimed: what is on file does not show it; interim: a list not known to be whole; no list: it runs per event, and "
    "nothing says what happened; gap: over, and not shown; outside: a run after the period; due: over, and still in "
    "time; open: not over; to come: not begun; design: one day is judged, no operation; empty: nothing was asked of "
    "it. A cycle longer than a month shows in each month it touches"
)


@dataclass(frozen=True, slots=True)
class _One:
    row: CoverageRow
    title: str
    words: tuple[str, ...]
    """Of each month of the period."""
    covered: int | None
    over: int | None


def heat_tab(matrix: Matrix) -> Tab:
    """One row per control that is judged."""
    months = all_months(matrix)
    fields = _fields(months, shown_months(matrix))
    return Tab(
        name=HEAT,
        table="tblHeat",
        about=f"What dated evidence shows, by month. The slots behind it stand on {COVERAGE}.",
        columns=columns(fields),
        rows=(cells(fields, one) for one in _listed(matrix, months)),
        count=len(matrix.coverage),
        links=tuple(_links(matrix, at(fields, "Verdict"))),
        empty="The engagement has no period, or no control is in scope.",
        group="Family",
    )


def _listed(matrix: Matrix, months: tuple[Span, ...]) -> Iterator[_One]:
    titles = {detail.row.id: detail.row.title for detail in matrix.controls}
    for row in matrix.coverage:
        words = tuple(_word(cell, row.verdict) for cell in month_cells(row, months, matrix.as_of))
        yield _One(row, titles.get(row.id, ""), words, *counted(row, matrix.as_of))


def _word(cell: MonthCell, verdict: Verdict) -> str:
    # covered by a list without rows is another thing than covered by a run
    if cell.state is MonthState.COVERED and verdict is Verdict.NO_OCCURRENCE:
        return Shaded(NONE, say(verdict))
    return Shaded(WORDS[cell.state], say(cell.state)) if WORDS[cell.state] else ""


def counted(row: CoverageRow, as_of: date) -> tuple[int | None, int | None]:
    """How much is covered of what is over; nothing where operation is not judged.

    Cycles of a control that runs by a calendar, else days.
    """
    if row.window is None or row.verdict is Verdict.DESIGN_ONLY:
        return None, None
    if row.frequency is Frequency.CONTINUOUS:
        return row.covered_days, row.judged_days
    if row.frequency is Frequency.EVENT:
        return _listed_days(row.verdict, Span(row.window.start, min(row.window.end, as_of)))
    due = [slot for slot in row.slots if slot.required and slot.ended]
    return sum(slot.days_late == 0 for slot in due), len(due)


def _listed_days(verdict: Verdict, window: Span) -> tuple[int | None, int]:
    """Of a control that runs per event: days are covered where a whole list shows that nothing happened on them.

    Where it shows that something happened, tests say whether the control ran: no number of days does.
    """
    over = max(0, window.days)
    if verdict is Verdict.FINAL:
        return None, over
    return (over if verdict is Verdict.NO_OCCURRENCE else 0), over


def _links(matrix: Matrix, verdict: int) -> Iterator[CellLink]:
    home = first_rows(detail.row.id for detail in matrix.controls)
    begins = starts(matrix)
    for number, row in enumerate(matrix.coverage, 2):
        if row.id in home:
            yield CellLink(0, number, place(CONTROLS, home[row.id]))
        yield CellLink(verdict, number, place(COVERAGE, begins[row.id]))


def _fields(months: tuple[Span, ...], shown: tuple[int, ...]) -> tuple[TabField, ...]:
    # paper has room for twelve; the others stand in the outline group, as whatever is not printed
    aside = [number for number in range(len(months)) if number not in shown]
    return (
        *_BEFORE,
        *(_month(months[number], number, printed=True) for number in shown),
        *_AFTER,
        *(_month(months[number], number, printed=False) for number in aside),
        *_ASIDE,
    )


def _month(month: Span, number: int, *, printed: bool) -> TabField:
    name = f"{MONTHS[month.start.month - 1]} {month.start.year}"
    return TabField(TabColumn(name, _MONTH, _MEANING, Kind.MONTH, printed=printed), lambda one: one.words[number])


_BEFORE = (
    TabField(TabColumn("Control", 10, "Control; leads back to the matrix", Kind.LINK), lambda one: one.row.id),
    TabField(TabColumn("Title", 17.6, "Short name of the control"), lambda one: one.title),
    TabField(
        TabColumn("Frequency", 8.8, "How often it runs", choices="lstFrequency"), lambda one: say(one.row.frequency)
    ),
)
_AFTER = (
    TabField(
        TabColumn(
            "Covered",
            6.8,
            "Of what is over: required cycles with a run in time; of a continuous control days that are covered; of "
            "one per event days on which a whole list shows that nothing happened; empty: listed, and for tests to say",
            Kind.NUMBER,
        ),
        lambda one: one.covered,
    ),
    TabField(
        TabColumn("Over", 5, "Required cycles, or days of its window, that are over on the day judged", Kind.NUMBER),
        lambda one: one.over,
    ),
    TabField(
        TabColumn("Unit", 5.6, "What Covered and Over count", words=_UNITS),
        lambda one: "" if one.over is None else _UNITS[one.row.frequency in _BY_DAYS],
    ),
)
_ASIDE = (
    TabField(
        TabColumn(
            "Verdict", 16, "Of the whole window; leads to its slots", Kind.REACH, choices="lstVerdict", printed=False
        ),
        lambda one: say(one.row.verdict),
    ),
    TabField(
        TabColumn("Family", 18, "Controls whose ids begin alike; rows are banded by it", printed=False),
        lambda one: family_name(family(one.row.id)),
    ),
)
