"""One incident: what it is, its timeline, what it touched, its actions, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from grcdesk.rules.incidents.closing import sentence
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.incidents import EntityRow, IncidentDetail
from grcdesk.schemas.log.log import LogEntry
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.findings import action_forms
from grcdesk.tui.findings.columns import action_columns
from grcdesk.tui.findings.planned import PlannedActions
from grcdesk.tui.frame.detail import counted
from grcdesk.tui.incidents import forms, parts
from grcdesk.tui.incidents.editing import IncidentActions
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {
    "timeline": "m adds a moment or a note",
    "touched": "a adds, z drops",
    "actions": "p plans, c is done, d moves",
}


@dataclass(frozen=True, slots=True)
class IncidentScreenData:
    """Everything the screen shows."""

    detail: IncidentDetail
    history: Sequence[LogEntry]


class IncidentScreen(IncidentActions, PlannedActions):
    """The detail of one incident of a list."""

    PLACE = "incident"
    BOARD = WorkPlace.INCIDENT
    HELP = "incidents"
    TABS = ("incident", "timeline", "touched", "actions", "history")

    def __init__(self, incident: str, among: Sequence[str]) -> None:
        super().__init__(incident, among)
        self.shown: IncidentScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="incident-text"),
                Table(parts.mark_columns(), glyphs=glyphs, id="timeline"),
                Table(parts.entity_columns(), glyphs=glyphs, id="touched"),
                Table(action_columns(self.desk_app.today), glyphs=glyphs, id="actions"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def meant(self) -> str:
        """This one."""
        return self.record

    def reload(self) -> None:
        """Ask for everything about it."""
        incident = self.record

        def question(desk: Desk) -> IncidentScreenData:
            return IncidentScreenData(desk.incidents.show(incident), desk.log.list(resource=incident, limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: IncidentScreenData) -> None:
        self.shown = whole
        detail = whole.detail
        state = "closed" if detail.row.closed_at else detail.row.stage
        self.title_bar(
            line(f"{detail.row.id}  {detail.row.title}"),
            line(f"  {word(detail.row.kind)}{'  exercise' if detail.row.exercise else ''}  {state}{self.place()}"),
        )
        self.query_one("#incident-text", Text).say(parts.page(detail, self.glyphs))
        self.fill("timeline", {one.id: one for one in detail.marks})
        self.fill("touched", {one.id: one for one in detail.entities})
        self.fill("actions", {one.id: one for one in detail.actions})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what keeps it from being closed."""
        numbers: dict[str, int] = {}
        hint = HINTS.get(self.tab, "")
        if self.shown is not None:
            detail = self.shown.detail
            numbers = {"timeline": len(detail.marks), "touched": len(detail.entities), "actions": len(detail.actions)}
            numbers["history"] = len(self.shown.history)
            hint = hint or sentence(detail.lacks)
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    def copied(self) -> str:
        """The page as text, or the list of the tab."""
        if self.tab != "incident":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return parts.page(self.shown.detail, self.glyphs).plain if self.shown else self.record

    # keys

    def planned(self) -> Sequence[RemediationRow]:
        """Its actions."""
        return self.shown.detail.actions if self.shown else ()

    def action_touch(self) -> None:
        """What it touched."""
        forms.touch(self.desk_app, self.record)

    def action_drop_row(self) -> None:
        """Drop what is under the cursor."""
        row = self.tab_row()
        if isinstance(row, EntityRow):
            self.desk_app.with_desk("dropping", lambda desk: desk.incidents.untouch(row.id))
        elif isinstance(row, RemediationRow):
            action_forms.drop(self.desk_app, row)
        else:
            self.desk_app.tell("first put the cursor on an action, or on what was touched")
