"""How period coverage looks: months as glyphs, slots and holes in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from grcdesk.schemas.coverage.coverage import CoverageRow, Heat, MonthRow, SlotRow
from grcdesk.terms import MonthState, SlotState, Verdict
from grcdesk.tui.kit.looks import Cell, Glyphs, line, text
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.charts import Brush
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import MONTH, Look, count, month, word

YEAR = 12
"""Months that are told with three letters each."""
VERDICT_TONE = {
    Verdict.GAP: "error",
    Verdict.NOT_TESTED_IN_PERIOD: "error",
    Verdict.COVERED: "success",
    Verdict.FINAL: "muted",
    Verdict.NO_OCCURRENCE: "success",
    Verdict.ON_TRACK: "success",
    Verdict.DESIGN_ONLY: "",
}
"""What is not named here is a warning."""
MONTH_TONE = {
    MonthState.GAP: "error",
    MonthState.OUTSIDE_PERIOD: "warning",
    MonthState.PARTIAL: "warning",
    MonthState.UNPROVEN: "warning",
    MonthState.INTERIM: "warning",
    MonthState.CLAIMED: "warning",
    MonthState.DUE: "warning",
    MonthState.LISTED: "muted",
    MonthState.NOT_YET_RUN: "warning",
    MonthState.LATE: "warning",
    MonthState.COVERED: "success",
    MonthState.ON_TRACK: "success",
    MonthState.DESIGN_ONLY: "muted",
    MonthState.UPCOMING: "muted",
    MonthState.OPTIONAL: "muted",
    MonthState.NO_WINDOW: "muted",
}
MONTH_FILL = {
    MonthState.GAP: "hole",
    MonthState.OUTSIDE_PERIOD: "part",
    MonthState.PARTIAL: "part",
    MonthState.UNPROVEN: "open",
    MonthState.INTERIM: "claim",
    MonthState.CLAIMED: "claim",
    MonthState.DUE: "part",
    MonthState.LISTED: "claim",
    MonthState.NOT_YET_RUN: "open",
    MonthState.LATE: "part",
    MonthState.COVERED: "full",
    MonthState.ON_TRACK: "claim",
    MonthState.DESIGN_ONLY: "none",
    MonthState.UPCOMING: "none",
    MonthState.OPTIONAL: "none",
    MonthState.NO_WINDOW: "none",
}
"""Of the heat map: covered is calm, a gap stands out, and what is only begun or claimed is never as covered."""
_STATE_TONE = {
    SlotState.COVERED: "success",
    SlotState.GAP: "error",
    SlotState.LATE_BEYOND_GRACE: "error",
    SlotState.CLAIMED: "warning",
    SlotState.LATE: "warning",
    SlotState.DUE: "warning",
    SlotState.OUTSIDE_PERIOD: "warning",
}


@dataclass(frozen=True, slots=True)
class Hole:
    """Days of a control that some evidence would have to cover."""

    days: str
    """A..B"""
    name: str
    """The slot, or how long it is."""
    tone: str
    state: str

    @property
    def label(self) -> str:
        """One line."""
        name = "" if self.name == self.days else f"{self.name:<9} "
        return f"{self.days}  {name}{self.state}"


def holes(row: CoverageRow) -> list[Hole]:
    """What is open: slots without a run, days without evidence, or the population of the window."""
    found = [
        Hole(f"{slot.start}..{slot.end}", slot.slot, _STATE_TONE.get(slot.state, "muted"), word(slot.state))
        for slot in row.slots
        if slot.required and (slot.without_run or slot.state is SlotState.LATE_BEYOND_GRACE)
    ]
    found += [Hole(str(gap), count(gap.days, "day"), "error", "no evidence") for gap in row.gaps]
    if not found and row.window is not None and row.verdict in {Verdict.UNPROVEN, Verdict.INTERIM}:
        found.append(Hole(str(row.window), "window", "warning", f"population {word(row.verdict)}"))
    return found


def board_columns(glyphs: Glyphs, months: Sequence[str]) -> tuple[ListColumn, ...]:
    """Control by month; a month is three cells wide, or one."""

    def cell_of(place: int) -> ListColumn:
        def wide(row: MonthRow) -> Cell:
            state = row.cells[place].state
            return Cell(f" {glyphs.of(MONTH[state])} ", MONTH_TONE[state])

        def narrow(row: MonthRow) -> Cell:
            whole = wide(row)
            return Cell(whole.text.strip(), whole.tone)

        return ListColumn(f"m{place}", month(months[place]), 3, wide, 0, short=(1, narrow))

    def verdict(row: MonthRow) -> Cell:
        return Cell(word(row.verdict), tone_of(row))

    def title(row: MonthRow) -> Cell:
        return Cell(row.title)

    return (
        ListColumn("id", "ID", 10, lambda row: Cell(row.id)),
        ListColumn("title", "Control", 24, title, 2, flex=True, short=(12, title)),
        ListColumn("verdict", "Verdict", 20, verdict, 1, short=(14, verdict)),
        *(cell_of(place) for place in range(len(months))),
    )


def tone_of(row: MonthRow) -> str:
    """The tone of its verdict; on track without a run in the last third of its slot is no good news."""
    return "warning" if row.closing else VERDICT_TONE.get(row.verdict, "warning")


def strip(heat: Heat | None, glyphs: Glyphs, *, narrow: bool = False) -> list[Content]:
    """Months over filled cells, for the detail of the one control asked for; nothing without a period."""
    if heat is None or not heat.rows:
        return []
    row = heat.rows[0]
    brush = Brush(glyphs.ascii)
    size = 3 if len(heat.months) <= YEAR and not narrow else 1
    heads = charts.heads(brush, [month(name) for name in heat.months], size)
    cells = charts.cells(brush, [(MONTH_FILL[cell.state], MONTH[cell.state]) for cell in row.cells], size)
    label = f"{'':<10}"
    return [
        line(Cell(f"{'Period':<10}", "head"), Cell(word(row.verdict), tone_of(row))),
        Content("").join([line(label), heads]).rstrip(),
        Content("").join([line(label), cells]),
    ]


def month_looks(seen: set[MonthState]) -> list[tuple[str, Look]]:
    """Fill and look of the states that are there, worst first."""
    return [(MONTH_FILL[state], MONTH[state]) for state in MonthState if state in seen]


def whole(row: CoverageRow) -> list[Content]:
    """Everything about the coverage of a control."""
    return [
        line(Cell(word(row.verdict), "head"), f"  {row.window or 'outside the period'}  {row.share_of_period:.1f} %"),
        text(row.sentence),
        *(text(warning, "warning") for warning in row.warnings),
        *(_slot(slot) for slot in row.slots),
        *(text(f"no evidence  {gap}  {count(gap.days, 'day')}", "error") for gap in row.gaps),
    ]


def _slot(slot: SlotRow) -> Content:
    run = f"  {slot.performed_on}" if slot.performed_on else ""
    late = f"  {count(slot.days_late, 'day')} late" if slot.days_late else ""
    days = f"{slot.start}..{slot.end}"
    return line(
        f"{slot.slot:<10}  " + ("" if slot.slot == days else f"{days}  "),
        Cell(word(slot.state), _STATE_TONE.get(slot.state, "muted")),
        f"{run}{late}  {' '.join(slot.evidence) or '; '.join(map(str, slot.claims[:2]))}".rstrip(),
    )
