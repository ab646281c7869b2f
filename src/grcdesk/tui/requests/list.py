"""What the auditor asks for: every request of the engagement in force, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.fields.requests import REQUEST_FIELDS, REQUEST_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.terms.requests import AuditorStatus
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.requests import commands, forms, list_forms
from grcdesk.tui.requests.columns import request_columns, side
from grcdesk.tui.requests.editing import RequestActions
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table


class RequestsScreen(AuditTabs, ListScreen, RequestActions):
    """The list of requests."""

    PLACE = "requests"
    BOARD = WorkPlace.REQUESTS
    HELP = "requests"
    SHOWS = frozenset({"request", "request_round", "request_evidence", "request_list", "programme", "engagement"})
    NAME = "Requests"
    SIDE = "Request"
    NOTHING = "No requests yet. i brings the firm's list, p drafts one from the catalogs, a writes one down."
    FIELDS = REQUEST_FIELDS
    MARKS = True

    def columns(self) -> tuple[ListColumn, ...]:
        """His number, what is asked for, both statuses."""
        return request_columns(self.glyphs, lambda: self.desk_app.today)

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return REQUEST_READERS

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "requests", lambda desk: desk.requests.list(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    def say_title(self, shown: int) -> None:
        """Name, count, and what is late."""
        rows: list[RequestRow] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        late, back = sum(row.overdue for row in rows), sum(row.auditor_status is AuditorStatus.RETURNED for row in rows)
        rest = f" | {late} overdue | {back} returned" if rows else ""
        if self.where:
            rest = f"  / {self.where}"
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    def about(self, row: RequestRow) -> Content:
        """Its text, and what keeps it."""
        asked = " ".join(row.text.split())
        told = [f"{row.id} {row.area}".strip(), row.owner or "no owner"]
        told += [f"returned: {row.return_reason}"] if row.return_reason else []
        told += [f"waits for {row.blocked}"] if row.blocked else []
        told += list(row.conflicts)
        return lines([text(asked), text(" | ".join(told), "muted")])

    def side(self, row: RequestRow) -> Content:
        """The whole text, and what keeps it."""
        return lines([self.about(row), text(""), side(row, self.glyphs)])

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            self.desk_app.show_request(event.table.key, list(event.table.pages.keys))

    def meant_rows(self) -> Sequence[RequestRow]:
        """Those marked, else the one under the cursor."""
        return [self.rows[key] for key in self.query_one(Table).meant if key in self.rows]

    def action_add(self) -> None:
        """A new one."""
        forms.add(self.desk_app)

    def action_import_list(self) -> None:
        """The firm's list."""
        list_forms.bring(self.desk_app)

    def action_write_list(self) -> None:
        """His list again."""
        list_forms.write(self.desk_app)

    def action_draft(self) -> None:
        """A first list."""
        forms.draft(self.desk_app)

    def action_metrics(self) -> None:
        """How they go."""
        commands.metrics(self.desk_app)

    def action_walkthroughs(self) -> None:
        """The walkthroughs."""
        self.desk_app.action_go("walkthroughs")
