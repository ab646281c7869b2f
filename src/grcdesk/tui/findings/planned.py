"""Keys on the actions that are planned against a record: the same on a finding and on an incident."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms.findings import RemediationState
from grcdesk.tui.findings import action_forms
from grcdesk.tui.frame.detail import DetailScreen


class PlannedActions(DetailScreen):
    """The page of a record that has actions of its own."""

    def planned(self) -> Sequence[RemediationRow]:
        """Its actions; none before the desk has answered."""
        raise NotImplementedError

    def meant_action(self) -> RemediationRow | None:
        """The action under the cursor; on other tabs the first open one."""
        row = self.tab_row()
        if isinstance(row, RemediationRow):
            return row
        open_ = [one for one in self.planned() if one.state is RemediationState.OPEN]
        if not open_:
            self.desk_app.tell("no action is open: p plans one")
        return open_[0] if open_ else None

    def action_done(self) -> None:
        """An action is done."""
        if row := self.meant_action():
            action_forms.done(self.desk_app, row)

    def action_move_due(self) -> None:
        """Its due date moves."""
        if row := self.meant_action():
            action_forms.move(self.desk_app, row)

    def action_reassign(self) -> None:
        """Somebody else does it."""
        if row := self.meant_action():
            action_forms.reassign(self.desk_app, row)
