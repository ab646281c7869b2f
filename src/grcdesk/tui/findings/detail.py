"""One finding: what it says, its actions, the things it is about, its moves, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from grcdesk.rules.findings.closing import sentence
from grcdesk.schemas.findings.findings import FindingDetail, FindingItemRow
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.log.log import LogEntry
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.findings import action_forms, columns, forms, parts
from grcdesk.tui.findings.editing import FindingActions
from grcdesk.tui.findings.planned import PlannedActions
from grcdesk.tui.frame.detail import counted
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {"actions": "p plans, c is done, d moves", "items": "a adds, m puts later evidence beside"}


@dataclass(frozen=True, slots=True)
class FindingScreenData:
    """Everything the screen shows."""

    detail: FindingDetail
    history: Sequence[LogEntry]


class FindingScreen(FindingActions, PlannedActions):
    """The detail of one finding of a list."""

    PLACE = "finding"
    BOARD = WorkPlace.FINDING
    HELP = "findings"
    TABS = ("finding", "actions", "items", "moves", "history")

    def __init__(self, finding: str, among: Sequence[str]) -> None:
        super().__init__(finding, among)
        self.shown: FindingScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="finding-text"),
                Table(columns.action_columns(self.desk_app.today), glyphs=glyphs, id="actions"),
                Table(columns.item_columns(), glyphs=glyphs, id="items"),
                Table(columns.move_columns(), glyphs=glyphs, id="moves"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def meant(self) -> tuple[str, ...]:
        """This one."""
        return (self.record,)

    def reload(self) -> None:
        """Ask for everything about it."""
        finding = self.record

        def question(desk: Desk) -> FindingScreenData:
            return FindingScreenData(desk.findings.show(finding), desk.log.list(resource=finding, limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: FindingScreenData) -> None:
        self.shown = whole
        detail = whole.detail
        self.title_bar(
            line(f"{detail.row.id}  {detail.row.title}"),
            line(f"  {word(detail.row.severity)}  {word(detail.row.status)}{self.place()}"),
        )
        self.query_one("#finding-text", Text).say(parts.page(detail, self.glyphs))
        self.fill("actions", {one.id: one for one in detail.actions})
        self.fill("items", {one.id: one for one in detail.items})
        self.fill("moves", {str(place): one for place, one in enumerate(detail.moves)})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what keeps it from being closed."""
        numbers: dict[str, int] = {}
        hint = HINTS.get(self.tab, "")
        if self.shown is not None:
            detail = self.shown.detail
            numbers = {"actions": len(detail.actions), "items": len(detail.items), "moves": len(detail.moves)}
            numbers["history"] = len(self.shown.history)
            hint = hint or sentence(detail.lacks)
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    def copied(self) -> str:
        """The page as text, or the list of the tab."""
        if self.tab != "finding":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return parts.page(self.shown.detail, self.glyphs).plain if self.shown else self.record

    # keys

    def planned(self) -> Sequence[RemediationRow]:
        """Its actions."""
        return self.shown.detail.actions if self.shown else ()

    def action_drop_action(self) -> None:
        """It is given up."""
        if row := self.meant_action():
            action_forms.drop(self.desk_app, row)

    def action_add_item(self) -> None:
        """One more thing it is about."""
        forms.add_item(self.desk_app, self.record)

    def action_fix(self) -> None:
        """Later evidence beside an item."""
        row = self.tab_row()
        items = self.shown.detail.items if self.shown else ()
        meant = row if isinstance(row, FindingItemRow) else next((one for one in items if not one.fix), None)
        if meant is None:
            self.desk_app.tell("no item lacks later evidence")
        else:
            forms.fix(self.desk_app, self.record, meant)

    def action_open_control(self) -> None:
        """The control it is about."""
        if self.shown is not None and self.shown.detail.row.control:
            self.desk_app.show_control(self.shown.detail.row.control)
        else:
            self.desk_app.tell("it is about no control")
