"""All remediation actions of the desk, the open ones first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import on

from grcdesk.schemas.controls.controls import ActionRow, RiskRow
from grcdesk.terms import ActionStatus
from grcdesk.terms.interchange import DeskRegister
from grcdesk.tui.controls import parts, plan_forms
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table


class ActionsScreen(ListScreen):
    """The list of actions and accepted risks."""

    PLACE = "actions"
    HELP = "actions"
    SIDE = "Action"
    NAME = "Actions and accepted risks"
    NOTHING = "No actions yet. On a control, p plans one and r accepts the risk instead."
    SHOWS = frozenset({"action", "action_slip", "risk_acceptance"})

    def columns(self) -> tuple[ListColumn, ...]:
        """As in the tab of a control."""
        return parts.action_columns(self.glyphs, self.desk_app.today)

    def more(self, row: ActionRow | RiskRow) -> Sequence[Fact]:
        """How often it was moved and why, and what closed it."""
        return parts.action_facts(row)

    def reload(self) -> None:
        """Ask for all."""
        self.ask("actions", lambda desk: (desk.actions.list(), desk.risks.list()), lambda both: self._show(*both))

    def _show(self, actions: list[ActionRow], risks: list[Any]) -> None:
        actions = sorted(actions, key=lambda row: (row.status is not ActionStatus.OPEN, row.due, row.id))
        self.show_rows({row.id: row for row in (*actions, *risks)})

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.controls.detail import ControlScreen  # noqa: PLC0415

        row = event.table.row
        if row is not None:
            self.app.push_screen(
                ControlScreen(row.control, list(dict.fromkeys(row.control for row in self.rows.values())))
            )

    def action_import_actions(self) -> None:
        """Actions from a spreadsheet."""
        bring(self.desk_app, DeskRegister.ACTIONS)

    def action_import_risks(self) -> None:
        """Accepted risks from a spreadsheet."""
        bring(self.desk_app, DeskRegister.RISKS)

    def action_move_action(self) -> None:
        """Move the due date."""
        row = self.query_one(Table).row
        if isinstance(row, ActionRow):
            plan_forms.move_action(self.desk_app, row)

    def action_close_action(self) -> None:
        """Close the action, or end the risk."""
        row = self.query_one(Table).row
        if isinstance(row, ActionRow):
            plan_forms.close_action(self.desk_app, row)
        elif row is not None:
            plan_forms.end_risk(self.desk_app, row)
