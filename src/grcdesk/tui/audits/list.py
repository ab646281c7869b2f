"""The engagements of the desk: what each is about, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content

from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.audits import forms
from grcdesk.tui.audits.parts import days, period_words
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, codes, line, lines
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import WARNING, word


class EngagementsScreen(AuditTabs, ListScreen):
    """The list of engagements."""

    PLACE = "audits"
    BOARD = WorkPlace.ENGAGEMENT
    HELP = "audits"
    SIDE = "Engagement"
    NAME = "Engagements"
    NOTHING = "No engagement yet. a makes one: what is audited, over which days."
    STRIP = True
    _current = ""

    def columns(self) -> tuple[ListColumn, ...]:
        """Which is current, what it is, how far it is."""
        glyphs = self.glyphs

        def mark(row: EngagementRow) -> Cell:
            if row.closed:
                return Cell("closed", "muted")
            return Cell("current", "success") if row.current else Cell("")

        def firm(row: EngagementRow) -> Cell:
            return Cell(row.firm or "-", "" if row.firm else "muted")

        def report(row: EngagementRow) -> Cell:
            late = row.report_due is not None and row.report_due < self.desk_app.today
            told = str(row.report_due or "-")
            return Cell(f"{glyphs.of(WARNING)} {told}" if late else told, "warning" if late else "")

        return (
            ListColumn("id", "ID", 6, lambda row: Cell(row.id), 5),
            ListColumn("name", "Engagement", 18, lambda row: Cell(row.name, "strong" * row.current), flex=True),
            ListColumn("current", "", 7, mark, 1),
            ListColumn("phase", "Phase", 15, lambda row: Cell(word(row.phase)), 2),
            ListColumn("period", "Period or day", 22, lambda row: Cell(period_words(row)), 3),
            ListColumn("kind", "Kind", 14, lambda row: Cell(word(row.kind)), 4),
            ListColumn("firm", "Firm", 14, firm, 7, flex=True),
            ListColumn("controls", "Controls", 8, lambda row: Cell(f"{row.controls:>8}"), 8),
            ListColumn("report", "Report due", 12, report, 6),
        )

    def about(self, row: EngagementRow) -> Content:
        """Kind, firm, categories, days."""
        told = [row.name, word(row.kind), row.firm or "no firm", codes(row.categories), f"{row.controls} controls"]
        due = f", report due {row.report_due}" if row.report_due else ""
        return lines(
            [
                line(Cell(f"{row.id}  ", "head"), " | ".join(told)),
                line(Cell(days(row.period, row.kind, self.desk_app.today) + due, "muted")),
            ]
        )

    def more(self, row: EngagementRow) -> Sequence[Fact]:
        """Who leads it, what it follows."""
        return (
            ("Lead", row.lead),
            ("Lane", word(row.lane)),
            ("Since", str(row.phase_since or "")),
            ("Against", ", ".join(row.frameworks)),
            ("Follows", row.follows),
            ("Opened", str(row.opened_on or "")),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask("audits", lambda desk: desk.audits.list(), self._show)

    def _show(self, rows: Sequence[EngagementRow]) -> None:
        self.show_rows({row.id: row for row in rows})
        current = next((row.id for row in rows if row.current), "")
        if current != self._current:  # shown first, or a new one was made: the next key is about that
            self.query_one(Table).go_to(current)
        self._current = current

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            self.desk_app.show_engagement(event.table.key, list(event.table.pages.keys))

    def _row(self) -> EngagementRow | None:
        row: EngagementRow | None = self.query_one(Table).row
        return row

    def action_new(self) -> None:
        """A new one."""
        forms.new(self.desk_app)

    def action_follow_on(self) -> None:
        """The next one from the one under the cursor."""
        if (row := self._row()) is not None:
            forms.follow_on(self.desk_app, row)

    def action_use(self) -> None:
        """Make the one under the cursor the current one."""
        if (row := self._row()) is not None:
            forms.use(self.desk_app, row.id)

    def action_edit(self) -> None:
        """Set fields of the one under the cursor."""
        if (row := self._row()) is not None:
            self.ask_first(
                "detail", lambda desk: desk.audits.show(row.id), lambda found: forms.edit(self.desk_app, found)
            )

    def action_move(self) -> None:
        """Move the one under the cursor to another phase."""
        if (row := self._row()) is not None:
            forms.move(self.desk_app, row)

    def action_follow(self) -> None:
        """Let the one under the cursor follow a plan."""
        if (row := self._row()) is not None:
            forms.follow(self.desk_app, row)

    def action_close_engagement(self) -> None:
        """Close the one under the cursor, or open it again."""
        if (row := self._row()) is not None:
            forms.close(self.desk_app, row)
