"""The first steps of a desk: what is done already, and a door to each that is not."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from grcdesk.schemas.readiness import FirstStep
from grcdesk.terms.audits import Met
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.lacks.steps import take
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import MET


class FirstStepsScreen(ListScreen):
    """The checklist."""

    PLACE = "first_steps"
    HELP = "start"
    NAME = "First steps"
    SIDE = "Step"

    def columns(self) -> tuple[ListColumn, ...]:
        """Whether it is done, what it is, how far it is."""
        glyphs = self.glyphs

        def state(row: FirstStep) -> Cell:
            look = MET[Met.DONE if row.done else Met.OPEN]
            return Cell(f"{glyphs.of(look)} {look.word}", "success" if row.done else "warning")

        return (
            ListColumn("state", "", 10, state, badge=True),
            ListColumn("name", "Step", 18, lambda row: Cell(row.name, "strong")),
            ListColumn("told", "So far", 30, lambda row: Cell(row.told), flex=True),
        )

    def reload(self) -> None:
        """Ask how far each is."""
        self.ask("first steps", lambda desk: desk.readiness.first_steps(), self._show)

    def _show(self, steps: Sequence[FirstStep]) -> None:
        self.show_rows({step.kind.value: step for step in steps})

    def say_title(self, shown: int) -> None:
        """How many are done."""
        done = sum(step.done for step in self.rows.values())
        self.title_bar(line(f"{self.NAME}  {done} of {shown} done"))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row: FirstStep | None = event.table.row
        if row is not None:
            take(self.desk_app, row.kind)
