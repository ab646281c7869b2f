"""The coverage board: control by month, worst first. A hole opens what would fill it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from grcdesk.errors import Refused
from grcdesk.schemas.coverage import CoverageRow, Heat, MonthRow
from grcdesk.tui.coverage.holes import period
from grcdesk.tui.coverage.parts import board_columns, holes, legend
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

BoardAnswer = tuple[Heat, Mapping[str, CoverageRow]]


class CoverageScreen(DeskScreen):
    """The board."""

    PLACE = "coverage"
    HELP = "coverage"
    SHOWS = frozenset(
        {"evidence", "evidence_link", "quiet_statement"}
        | {"assessment", "control", "control_scope", "programme", "engagement", "catalog", "mapping"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.heat: Heat | None = None
        self.judged: Mapping[str, CoverageRow] = {}

    def content(self) -> list[Widget]:
        """List over two lines about the control under the cursor."""
        table = Table(board_columns(self.glyphs, ()), glyphs=self.glyphs, id="list")
        return [table, Text(id="empty", classes="empty"), Text(id="months")]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("Period coverage")

    def reload(self) -> None:
        """Ask for the months and for what is behind them."""

        def question(desk: Desk) -> BoardAnswer | str:
            try:
                return desk.coverage.months(), {row.id: row for row in desk.coverage.board()}
            except Refused as error:
                return str(error)

        self.ask("board", question, self._show)

    def _show(self, answer: BoardAnswer | str) -> None:
        table, empty = self.query_one(Table), self.query_one("#empty", Text)
        if isinstance(answer, str):
            table.display, empty.display = False, True
            self.title_bar(line("Period coverage"))
            empty.say(
                lines(
                    [
                        text(f"{answer[:1].upper()}{answer[1:]}."),
                        line(
                            "The scope holds it: ", Cell("c", "accent"), " opens it, ", Cell("e", "accent"), " sets it."
                        ),
                    ]
                )
            )
            return
        heat, self.judged = answer
        self.heat = heat
        table.columns = board_columns(self.glyphs, heat.months)
        table.set_rows([row.id for row in heat.rows], MemoryRows({row.id: row for row in heat.rows}))
        table.on_resize()
        table.display, empty.display = bool(heat.rows), not heat.rows
        if heat.rows:
            table.focus()
        empty.say(line("No control is in scope and applicable. ", Cell("2", "accent"), " shows them all."))
        due = sum(row.due for row in heat.rows)
        said = f"{count(len(heat.rows), 'control')}, {due} with something due, late or a gap"
        self.title_bar(
            line(f"Period coverage  {heat.period}  {said}"),
            line(Cell(f"as of {heat.as_of}", "muted")),
            shorter=(line(f"Period coverage  {said}"), line(f"Coverage  {due} of {len(heat.rows)} due, late or a gap")),
        )

    @on(Table.Moved)
    def _moved(self) -> None:
        row: MonthRow | None = self.query_one(Table).row
        strip = self.query_one("#months", Text)
        if row is None or self.heat is None:
            strip.say(text(""))
            return
        judged = self.judged.get(row.id)
        open_ = len(holes(judged)) if judged else 0
        told = f"{judged.sentence}" if judged else ""
        more = f"  enter: {count(open_, 'hole')}, and what would fill them" if open_ else "  enter: slots and days"
        strip.say(
            lines([line(Cell(f"{row.id}  ", "head"), told, Cell(more, "muted")), text(legend(self.heat, self.glyphs))])
        )

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            period(self.desk_app, event.table.key)

    def action_open_control(self) -> None:
        """Open the control under the cursor."""
        table = self.query_one(Table)
        if table.key is not None:
            self.desk_app.show_control(table.key, table.pages.keys)
