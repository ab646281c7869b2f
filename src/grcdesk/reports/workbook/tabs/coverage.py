"""Period coverage: a row for the whole window of each control, then its slots or gaps; months beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellLink, CellValue, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.titles import CONTROLS, COVERAGE, EVIDENCE
from grcdesk.rules.coverage.months import cells, months_of, slot_in_month
from grcdesk.schemas.coverage import CoverageRow, SlotRow, Span
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.quiet import QuietRow
from grcdesk.terms import SlotState

WHOLE = "whole window"
"""In the column Slot: the row that sums the control up."""
GAP = "gap"
QUIET = "quiet"
"""In the column Slot: days on which nothing was to happen."""
_COLUMNS = (
    TabColumn("Control", 12, "Control; leads back to the matrix", Kind.LINK),
    TabColumn("Frequency", 13, "How often it runs", choices="lstFrequency"),
    TabColumn(
        "Slot",
        22,
        f"Cycle of a control that runs by a calendar; gap: days without evidence; {QUIET}: nothing was to happen; "
        f"{WHOLE}: the sum",
        Kind.ID,
    ),
    TabColumn("Start", 12, "First day, within the control's window", Kind.DATE),
    TabColumn("End", 12, "Last day, within the control's window", Kind.DATE),
    TabColumn(
        "Required", 10, "Whether a run is needed: at least half of the slot lies in the window", choices="lstYesNo"
    ),
    TabColumn(
        "State",
        18,
        "What the slot shows as of the day of this file; of the whole window: the verdict",
        Kind.REACH,
        choices="lstReach",
    ),
    TabColumn("Performed on", 13, "Day of the first run that counts for it", Kind.DATE),
    TabColumn("Days late", 10, "Days after the end of the slot", Kind.NUMBER),
    TabColumn("Evidence", 16, "Artefacts of its runs; leads to the first of them", Kind.LINK),
)
_NOTE = TabColumn("Note", 60, "What the dates say, in a sentence; no conclusion")
_Row = tuple[tuple[CellValue, ...], tuple[str, ...]]


def coverage_tab(matrix: Matrix) -> Tab:
    """One row per control × slot, and one per control for its whole window."""
    months = months_of(matrix.period) if matrix.period else ()
    silent = _quiet_by_control(matrix)
    rows: list[_Row] = []
    for control in matrix.coverage:
        rows += _rows(control, months, matrix.as_of)
        rows += (_quiet(control, one, months) for one in silent[control.id])
    home = first_rows(detail.row.id for detail in matrix.controls)
    index = first_rows(row.id for row in matrix.evidence)
    links: list[CellLink] = []
    for number, (values, evidence) in enumerate(rows, 2):
        if values[0] in home:
            links.append(CellLink(0, number, place(CONTROLS, home[str(values[0])])))
        if evidence and evidence[0] in index:
            links.append(CellLink(len(_COLUMNS) - 1, number, place(EVIDENCE, index[evidence[0]])))
    strip = tuple(
        TabColumn(
            f"{month.start:%Y-%m}",
            11,
            "What this month shows; a slot shows in each month it touches",
            Kind.REACH,
            choices="lstReach",
        )
        for month in months
    )
    return Tab(
        name=COVERAGE,
        table="tblCoverage",
        about=f"How far dated evidence reaches over the period. Filter Slot by {WHOLE} for control by month alone.",
        columns=(*_COLUMNS, *strip, _NOTE),
        rows=(values for values, _ in rows),
        count=len(rows),
        links=tuple(links),
        empty="The engagement has no period, or no control is in scope.",
        paper="a3",
    )


def starts(matrix: Matrix) -> dict[str, int]:
    """The sheet row where each control begins."""
    found: dict[str, int] = {}
    silent = _quiet_by_control(matrix)
    free = 2
    for row in matrix.coverage:
        found[row.id] = free
        free += 1 + len(row.slots) + len(row.gaps) + len(silent[row.id])
    return found


def _quiet_by_control(matrix: Matrix) -> dict[str, list[QuietRow]]:
    """The statements that touch the window of their control."""
    windows = {row.id: row.window for row in matrix.coverage if row.window}
    found: dict[str, list[QuietRow]] = defaultdict(list)
    for one in matrix.quiet:
        window = windows.get(one.control)
        if window and one.span.start <= window.end and one.span.end >= window.start:
            found[one.control].append(one)
    return found


def _rows(row: CoverageRow, months: tuple[Span, ...], as_of: date) -> Iterator[_Row]:
    window = row.window
    strip = tuple(say(cell.state) for cell in cells(row, months, as_of))
    yield (
        (
            row.id,
            say(row.frequency),
            WHOLE,
            window.start if window else None,
            window.end if window else None,
            "",
            say(row.verdict),
            None,
            None,
            "",
            *strip,
            " ".join((row.sentence, *(f"Note: {warning}." for warning in row.warnings))),
        ),
        (),
    )
    yield from (_slot(row, slot, months, as_of) for slot in row.slots)
    yield from (_gap(row, gap, months) for gap in row.gaps)


def _slot(row: CoverageRow, slot: SlotRow, months: tuple[Span, ...], as_of: date) -> _Row:
    strip = tuple(
        say(slot_in_month(slot, begun=month.start <= as_of))
        if slot.start <= month.end and slot.end >= month.start
        else ""
        for month in months
    )
    notes = ["after the period ended"] if slot.after_period_end else []
    if slot.state is SlotState.CLAIMED:
        notes += [str(claim) for claim in slot.claims]
    return (
        (
            row.id,
            say(row.frequency),
            slot.slot,
            slot.start,
            slot.end,
            yes_no(slot.required),
            say(slot.state),
            slot.performed_on,
            slot.days_late,
            ids(slot.evidence),
            *strip,
            "; ".join(notes),
        ),
        slot.evidence,
    )


def _gap(row: CoverageRow, gap: Span, months: tuple[Span, ...]) -> _Row:
    strip = tuple(GAP if gap.start <= month.end and gap.end >= month.start else "" for month in months)
    days = f"{gap.days} days without evidence" if gap.days > 1 else "1 day without evidence"
    return (row.id, say(row.frequency), GAP, gap.start, gap.end, "yes", GAP, None, None, "", *strip, days), ()


def _quiet(row: CoverageRow, one: QuietRow, months: tuple[Span, ...]) -> _Row:
    strip = ("",) * len(months)
    start, end = one.span.start, one.span.end
    told = f"{one.id}: {one.told}"
    return (row.id, say(row.frequency), QUIET, start, end, "no", "", None, None, "", *strip, told), ()
