"""The selected cell of the heat map in words: what it shows, and what would fill it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from grcdesk.schemas.controls.controls import WantedRow
from grcdesk.schemas.coverage.coverage import CoverageRow, MonthCell, MonthRow
from grcdesk.terms import Frequency, MonthState, Shows
from grcdesk.tui.coverage.parts import MONTH_FILL, Hole, holes
from grcdesk.tui.kit.looks import text
from grcdesk.tui.widgets.charts import Brush, chip, ends, joined, label
from grcdesk.wording import MONTH, month, word

_COVERS = (Shows.RUN, Shows.SPAN, Shows.RECORD, Shows.STATE)
"""What an artefact has to show to cover a slot or a day, the best first."""
_NO_LIST = {
    MonthState.INTERIM: "the list was drawn before the period was over",
    MonthState.UNPROVEN: "no list says what happened then",
}
"""States of a control that acts when something happens: how often it should have acted, only a list says."""
_WHOLE = {
    MonthState.COVERED: "all that is asked is on file",
    MonthState.LISTED: "a final list says what happened; whether the control ran each time is for tests",
    MonthState.ON_TRACK: "what is over is on file; the rest is still to come",
    MonthState.UPCOMING: "nothing is due yet",
    MonthState.OPTIONAL: "nothing is asked for that month",
    MonthState.NO_WINDOW: "it was not in force then",
    MonthState.DESIGN_ONLY: "one day is judged: design and implementation, not operation",
}
"""States that nothing has to fill."""


def hole_of(row: CoverageRow, name: str) -> int | None:
    """Which hole of a control lies in that month: the number in its list of holes; None: none does."""
    for place, hole in enumerate(holes(row)):
        if hole.days[:7] <= name <= hole.days[-10:][:7]:
            return place
    return None


def cell_words(row: MonthRow, cell: MonthCell, judged: CoverageRow | None) -> str:
    """What the cell says beyond its badge."""
    fixed = _WHOLE.get(cell.state) or _NO_LIST.get(cell.state)
    if fixed:
        return fixed
    if row.frequency is Frequency.CONTINUOUS:
        return f"{cell.done} of {cell.asked} days with evidence"
    slot = f"{cell.at}: " if cell.at else ""
    claim = _claim(judged, cell.at) if judged is not None and not cell.done else ""
    return f"{slot}claimed by {claim}" if claim else f"{slot}{cell.done} of {cell.asked} runs on file"


def _claim(judged: CoverageRow, slot: str) -> str:
    """What stands on file for a slot as no more than a claim."""
    # also of a slot that was missed: what stands there already is looked at first
    for one in judged.slots:
        for claim in one.claims:
            if one.slot == slot and not claim.beside:
                return str(claim)
    return ""


def would_fill(row: MonthRow, cell: MonthCell, wanted: Iterable[WantedRow], hole: Hole | None) -> str:
    """What would fill the cell; empty: nothing has to."""
    if cell.state in _WHOLE:
        return ""
    if row.frequency is Frequency.EVENT:
        days = f" for {hole.days}" if hole else ""
        return (
            f"a list of all that happened{days}, drawn after its last day, with its query and a check that it is whole"
        )
    best = _best(wanted)
    at = hole.days if hole and hole.days else cell.at
    days = f" of {at}" if at else ""
    return f"{word(best.kind)}{days}: {best.what}" if best else f"evidence{days} that shows it"


def _best(wanted: Iterable[WantedRow]) -> WantedRow | None:
    """The kind that covers a slot or a day: one that must be there before one that may."""
    able = [one for one in wanted if one.shows in _COVERS]
    return min(able, key=lambda one: (not one.mandatory, _COVERS.index(one.shows)), default=None)


@dataclass(frozen=True, slots=True)
class SelectedCell:
    """The selected cell, with what is behind it."""

    row: MonthRow
    at: int
    """Its month."""
    judged: CoverageRow | None
    wanted: Sequence[WantedRow]

    @property
    def cell(self) -> MonthCell:
        """The cell."""
        return self.row.cells[self.at]

    @property
    def hole(self) -> Hole | None:
        """The hole that lies in it."""
        place = hole_of(self.judged, self.cell.month) if self.judged is not None else None
        return holes(self.judged)[place] if self.judged is not None and place is not None else None


def told(brush: Brush, selected: SelectedCell, width: int) -> list[Content]:
    """Two lines about the selected cell."""
    row, cell, judged = selected.row, selected.cell, selected.judged
    look = MONTH[cell.state]
    badge = chip(brush, MONTH_FILL[cell.state], f"{brush.of(look)} {look.word}")
    head = joined([(f"{row.id}  {month(cell.month)} {cell.month[:4]}  ", "bold"), badge, "  "])
    said = joined([head, label(cell_words(row, cell, judged), max(1, width - head.cell_length), brush)])
    fill = would_fill(row, cell, selected.wanted, selected.hole)
    if not fill:
        sentence = judged.sentence if judged is not None else ""
        return [said, text(label(sentence, width, brush), "muted")]
    door = joined([("enter", brush.tone("accent"))])
    start = joined([("Would fill it  ", brush.tone("accent"))])
    return [said, ends(brush, joined([start, text(fill)]), door, width)]
