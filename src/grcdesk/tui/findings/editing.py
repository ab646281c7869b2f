"""What is done to a finding, the same on the list and on the detail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.tui.findings import action_forms, forms, move_forms
from grcdesk.tui.frame.base import DeskScreen

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


class FindingActions(DeskScreen):
    """A screen on which findings are changed."""

    SHOWS = frozenset({"finding", "finding_item", "finding_move", "remediation", "remediation_slip", "engagement"})

    def meant(self) -> tuple[str, ...]:
        """The findings an action is for."""
        raise NotImplementedError

    def first(self, then: Callable[[FindingDetail], None]) -> None:
        """Ask for the first finding meant."""
        meant = self.meant()
        if meant:
            self.ask_first("finding for form", lambda desk: desk.findings.show(meant[0]), then)

    def action_respond(self) -> None:
        """What management says."""
        self.first(lambda found: move_forms.respond(self.desk_app, found))

    def action_plan(self) -> None:
        """A new action."""
        self.first(lambda found: action_forms.plan(self.desk_app, found.row.id, found.row.owner))

    def action_state(self) -> None:
        """The next move."""
        self.first(lambda found: move_forms.state(self.desk_app, found))

    def action_edit(self) -> None:
        """Its texts."""
        self.first(lambda found: forms.edit(self.desk_app, found))

    def action_owner(self) -> None:
        """Its owner, or that of all marked."""
        self.first(lambda found: forms.owner(self.desk_app, self.meant(), found.row.owner))

    def action_next_step(self) -> None:
        """The form for the first thing that lacks."""
        self.first(self._next)

    def _next(self, found: FindingDetail) -> None:
        app = self.desk_app
        if not found.lacks:
            closed = found.row.status is FindingStatus.CLOSED
            done = "it is closed" if closed else "nothing keeps it from being closed; s closes it"
            app.tell(f"{found.row.id}: {done}")
            return
        mend(app, found, found.lacks[0].about)


def mend(app: Shell, found: FindingDetail, about: str) -> None:
    """The form for what lacks of a finding, by what the lack is about."""
    open_ = next((one for one in found.actions if one.state is RemediationState.OPEN), None)
    if about == "response":
        move_forms.respond(app, found)
    elif about == "action" and open_ is not None:
        action_forms.done(app, open_)
    elif about in ("plan", "action"):
        action_forms.plan(app, found.row.id, found.row.owner)
    elif about == "status":
        move_forms.state(app, found)
    else:
        move_forms.check(app, found, close=True)
