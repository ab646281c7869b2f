"""The coverage board: control by month as a heat map. A hole opens what would fill it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from grcdesk.errors import Refused
from grcdesk.schemas.controls.controls import WantedRow
from grcdesk.schemas.coverage.coverage import CoverageRow, Heat, MonthRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.coverage.filling import SelectedCell, told
from grcdesk.tui.coverage.heat_table import HeatTable
from grcdesk.tui.coverage.holes import period
from grcdesk.tui.coverage.parts import month_looks
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.painted import Painted
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

BoardAnswer = tuple[Heat, Mapping[str, CoverageRow], Mapping[str, Sequence[WantedRow]]]


class CoverageScreen(DeskScreen):
    """The board."""

    PLACE = "coverage"
    BOARD = WorkPlace.COVERAGE
    HELP = "coverage"
    SHOWS = frozenset(
        {"evidence", "evidence_link", "quiet_statement"}
        | {"assessment", "control", "control_scope", "programme", "engagement", "catalog", "mapping"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.heat: Heat | None = None
        self.judged: Mapping[str, CoverageRow] = {}
        self.wanted: Mapping[str, Sequence[WantedRow]] = {}

    def content(self) -> list[Widget]:
        """The heat map over the selected cell in words and the legend."""
        return [
            HeatTable(self.glyphs, id="list"),
            Text(id="empty", classes="empty"),
            Painted(id="cell"),
            Painted(id="legend"),
        ]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("Period coverage")

    def reload(self) -> None:
        """Ask for the months, for what is behind them, and for what would fill them."""

        def question(desk: Desk) -> BoardAnswer | str:
            try:
                heat, judged = desk.coverage.months(), {row.id: row for row in desk.coverage.board()}
            except Refused as error:
                # there is no period yet: said in the place of the map, and no error
                return str(error)
            return heat, judged, {one.id: one.wanted for one in desk.wanted.list()}

        self.ask("board", question, self._show)

    def _show(self, answer: BoardAnswer | str) -> None:
        table, empty = self.query_one(HeatTable), self.query_one("#empty", Text)
        strips = [self.query_one(name, Painted) for name in ("#cell", "#legend")]
        if isinstance(answer, str):
            table.display, empty.display = False, True
            for strip in strips:
                strip.display = False
            self.title_bar(line("Period coverage"))
            empty.say(
                lines(
                    [
                        text(f"{answer[:1].upper()}{answer[1:]}."),
                        line(
                            "The scope holds it: ", Cell("e", "accent"), " opens it, ", Cell("e", "accent"), " sets it."
                        ),
                    ]
                )
            )
            return
        heat, self.judged, self.wanted = answer
        self.heat = heat
        table.show_heat(heat)
        table.display, empty.display = bool(heat.rows), not heat.rows
        for strip in strips:
            strip.display = bool(heat.rows)
        if heat.rows:
            table.focus()
        empty.say(line("No control is in scope and applicable. ", Cell("2", "accent"), " shows them all."))
        due = sum(row.due for row in heat.rows)
        said = f"{count(len(heat.rows), 'applicable control')}, {due} with something due, late or a gap"
        self.title_bar(
            line(f"Period coverage  {heat.period}  {said}"),
            line(Cell(f"as of {heat.as_of}", "muted")),
            shorter=(
                line(f"Period coverage  {said}"),
                line(f"Coverage  {due} of {len(heat.rows)} applicable due or late"),
            ),
        )
        brush = self._brush
        looks = month_looks({cell.state for row in heat.rows for cell in row.cells})
        self.query_one("#legend", Painted).show(lambda width: charts.legend(brush, looks, width))
        self._say_cell()

    @property
    def _brush(self) -> charts.Brush:
        # made anew each time: other glyphs may be chosen while the screen is shown
        return charts.Brush(self.glyphs.ascii, plain=self.app.no_color)

    @on(Table.Moved)
    @on(HeatTable.MonthMoved)
    def _say_cell(self) -> None:
        table = self.query_one(HeatTable)
        row: MonthRow | None = table.row
        strip = self.query_one("#cell", Painted)
        if row is None or not row.cells:
            strip.show(lambda _width: [])
            return
        selected = SelectedCell(row, table.at, self.judged.get(row.id), self.wanted.get(row.id, ()))
        brush = self._brush
        strip.show(lambda width: told(brush, selected, width))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        table = self.query_one(HeatTable)
        if event.table.key is not None and self.heat is not None:
            period(self.desk_app, event.table.key, month=self.heat.months[table.at])

    def action_month(self, months: int) -> None:
        """Select another month."""
        self.query_one(HeatTable).action_month(months)

    def action_open_control(self) -> None:
        """Open the control under the cursor."""
        table = self.query_one(Table)
        if table.key is not None:
            self.desk_app.show_control(table.key, table.pages.keys)
