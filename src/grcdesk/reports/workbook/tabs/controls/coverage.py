"""Period coverage: a row for the whole window of each control, then its slots or gaps; months beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellLink, CellValue, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.titles import CONTROLS, COVERAGE, EVIDENCE, HEAT
from grcdesk.schemas.coverage.coverage import CoverageRow, SlotRow, Span
from grcdesk.schemas.coverage.quiet import QuietRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import SlotState

WHOLE = "whole window"
"""In the column Slot: the row that sums the control up."""
GAP = "gap"
QUIET = "quiet"
"""In the column Slot: days on which nothing was to happen."""
_COLUMNS = (
    TabColumn("Control", 10, "Control; leads back to the matrix", Kind.LINK),
    TabColumn("Frequency", 8.8, "How often it runs", choices="lstFrequency"),
    TabColumn(
        "Slot",
        17.4,
        f"Cycle of a control that runs by a calendar; {GAP}: days without evidence; {QUIET}: nothing was to happen; "
        f"{WHOLE}: the sum",
        Kind.ID,
    ),
    TabColumn("Start", 8.6, "First day, within the control's window", Kind.DATE),
    TabColumn("End", 8.6, "Last day, within the control's window", Kind.DATE),
    TabColumn(
        "Required", 8, "Whether a run is needed: at least half of the slot lies in the window", choices="lstYesNo"
    ),
    TabColumn(
        "State",
        8.6,
        "What the slot shows as of the day of this file; of the whole window: the verdict",
        Kind.REACH,
        choices="lstReach",
    ),
    TabColumn("Performed on", 8.8, "Day of the first run that counts for it", Kind.DATE),
    TabColumn("Days late", 5.4, "Days after the end of the slot; 0: in time; empty: no run", Kind.NUMBER),
    TabColumn("Evidence", 8.4, "Artefacts of its runs; leads to the first of them", Kind.LINK),
    TabColumn(
        "Note", 35.6, "What the dates say, in a sentence, or why what is on file does not show it; no conclusion"
    ),
)
_EVIDENCE = 9
"""The place of the column with the artefacts."""
_Row = tuple[tuple[CellValue, ...], tuple[str, ...]]


def coverage_tab(matrix: Matrix) -> Tab:
    """One row per control × slot, and one per control for its whole window."""
    silent = _quiet_by_control(matrix)
    rows: list[_Row] = []
    for control in matrix.coverage:
        rows += _rows(control)
        rows += (_quiet(control, one) for one in silent[control.id])
    home = first_rows(detail.row.id for detail in matrix.controls)
    index = first_rows(row.id for row in matrix.evidence)
    links: list[CellLink] = []
    for number, (values, evidence) in enumerate(rows, 2):
        if values[0] in home:
            links.append(CellLink(0, number, place(CONTROLS, home[str(values[0])])))
        if evidence and evidence[0] in index:
            links.append(CellLink(_EVIDENCE, number, place(EVIDENCE, index[evidence[0]])))
    return Tab(
        name=COVERAGE,
        table="tblCoverage",
        about=f"What dated evidence shows, slot by slot. Month by month it stands on {HEAT}.",
        columns=_COLUMNS,
        rows=(values for values, _ in rows),
        count=len(rows),
        links=tuple(links),
        empty="The engagement has no period, or no control is in scope.",
        group="Control",
    )


def starts(matrix: Matrix) -> dict[str, int]:
    """The sheet row where each control begins."""
    found: dict[str, int] = {}
    silent = _quiet_by_control(matrix)
    # counted as the rows are laid out above, so that other tabs can lead to them
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


def _rows(row: CoverageRow) -> Iterator[_Row]:
    window = row.window
    note = " ".join((row.sentence, *(f"Note: {warning}." for warning in row.warnings if warning not in row.sentence)))
    start, end = (window.start, window.end) if window else (None, None)
    yield (row.id, say(row.frequency), WHOLE, start, end, "", say(row.verdict), None, None, "", note), ()
    yield from (_slot(row, slot) for slot in row.slots)
    yield from (_gap(row, gap) for gap in row.gaps)


def _slot(row: CoverageRow, slot: SlotRow) -> _Row:
    notes = ["after the period ended"] if slot.after_period_end else []
    if slot.state is SlotState.CLAIMED:
        notes += [str(claim) for claim in slot.claims]
    return (
        *(row.id, say(row.frequency), slot.slot, slot.start, slot.end, yes_no(slot.required), say(slot.state)),
        *(slot.performed_on, slot.days_late, ids(slot.evidence), "; ".join(notes)),
    ), slot.evidence


def _gap(row: CoverageRow, gap: Span) -> _Row:
    days = f"{gap.days} days without evidence" if gap.days > 1 else "1 day without evidence"
    return (row.id, say(row.frequency), GAP, gap.start, gap.end, "yes", GAP, None, None, "", days), ()


def _quiet(row: CoverageRow, one: QuietRow) -> _Row:
    start, end = one.span.start, one.span.end
    told = f"{one.id}: {one.told}"
    return (row.id, say(row.frequency), QUIET, start, end, "no", "", None, None, "", told), ()
