"""The register of incidents and exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on

from grcdesk.rules.fields.incidents import INCIDENT_FIELDS, INCIDENT_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.rules.incidents.times import told
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.findings.columns import severity_cell
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.incidents import forms
from grcdesk.tui.incidents.editing import IncidentActions
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count, word


class IncidentsScreen(IncidentActions, AuditTabs, ListScreen):
    """The list of incidents and exercises."""

    PLACE = "incidents"
    BOARD = WorkPlace.INCIDENTS
    HELP = "incidents"
    SIDE = "Incident"
    NAME = "Incidents"
    NOTHING = "No incident is on record; that none is does not say that there was none. a writes one down, or a drill."
    FIELDS = INCIDENT_FIELDS

    def columns(self) -> tuple[ListColumn, ...]:
        """When, what, how far it is."""

        def lacks(row: IncidentRow) -> Cell:
            if row.closed_at:
                return Cell(f"closed {told(row.closed_at)}", "success")
            return Cell(f"{row.stage}, {row.lacking} lacking", "warning")

        def title(row: IncidentRow) -> Cell:
            return Cell(f"{row.title}{'  (exercise)' if row.exercise else ''}")

        return (
            ListColumn("id", "ID", 7, lambda row: Cell(row.id)),
            ListColumn("detected", "Detected (UTC)", 17, lambda row: Cell(told(row.detected_at)), 2),
            ListColumn("type", "Type", 16, lambda row: Cell(word(row.kind)), 1),
            ListColumn("severity", "Severity", 13, lambda row: severity_cell(row.severity), 4, badge=True),
            ListColumn("title", "What", 18, title, flex=True),
            ListColumn("stage", "How it stands", 24, lacks),
            ListColumn("lead", "Lead", 12, lambda row: Cell(row.lead or "-", "" if row.lead else "muted"), 5),
            ListColumn("evidence", "Evidence", 8, lambda row: Cell(row.evidence or "-", "muted"), 6),
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return INCIDENT_READERS

    def more(self, row: IncidentRow) -> Sequence[Fact]:
        """Its times, its people, what follows from it."""
        return (
            ("Contained", told(row.contained_at) if row.contained_at else ""),
            ("Assessed", told(row.assessed_at) if row.assessed_at else ""),
            ("Mended", told(row.remediated_at) if row.remediated_at else ""),
            ("People", ", ".join(row.people)),
            ("Actions", f"{row.actions_done} of {row.actions} done" if row.actions else ""),
            ("Notices", str(row.notices or "")),
            ("Reference", row.reference),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "incidents", lambda desk: desk.incidents.list(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    def say_title(self, shown: int) -> None:
        """How many happened, how many were played, how many are open."""
        rows: list[IncidentRow] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        drills = sum(row.exercise for row in rows)
        told_ = f" | {count(drills, 'exercise')} among them | {sum(not row.closed_at for row in rows)} open"
        rest = told_ if rows else ""
        if self.where:
            rest = f"  / {self.where}"
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            self.desk_app.show_incident(event.table.key, list(event.table.pages.keys))

    def meant(self) -> str:
        """The one under the cursor."""
        return self.query_one(Table).key or ""

    def action_add(self) -> None:
        """A new one."""
        forms.add(self.desk_app)
