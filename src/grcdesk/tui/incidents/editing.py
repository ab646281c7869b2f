"""What is done to an incident, the same on the list and on the detail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.schemas.findings.findings import FindingOrigin
from grcdesk.schemas.incidents import IncidentDetail
from grcdesk.terms.incidents import Notified, TimeMark
from grcdesk.tui.findings import action_forms
from grcdesk.tui.findings import forms as finding_forms
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.incidents import forms

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


class IncidentActions(DeskScreen):
    """A screen on which incidents are changed."""

    SHOWS = frozenset(
        {
            *("incident", "incident_mark", "incident_notice", "incident_entity"),
            *("remediation", "remediation_slip", "finding"),
        }
    )

    def meant(self) -> str:
        """The incident an action is for, or empty."""
        raise NotImplementedError

    def first(self, then: Callable[[IncidentDetail], None]) -> None:
        """Ask for it."""
        meant = self.meant()
        if meant:
            self.ask_first("incident for form", lambda desk: desk.incidents.show(meant), then)

    def action_mark(self) -> None:
        """A moment of it."""
        self.first(lambda found: forms.mark(self.desk_app, found))

    def action_notice(self) -> None:
        """Who is told."""
        self.first(lambda found: forms.notice(self.desk_app, found))

    def action_plan(self) -> None:
        """A corrective action."""
        self.first(lambda found: action_forms.plan(self.desk_app, found.row.id, found.row.lead))

    def action_edit(self) -> None:
        """What is said of it."""
        self.first(lambda found: forms.edit(self.desk_app, found))

    def action_close(self) -> None:
        """Close it, or open it again."""
        self.first(lambda found: forms.close(self.desk_app, found))

    def action_raise_finding(self) -> None:
        """A finding from it."""
        meant = self.meant()
        if meant:
            finding_forms.draft(self.desk_app, FindingOrigin(incident=meant))

    def action_next_step(self) -> None:
        """The form for the first thing that lacks."""
        self.first(self._next)

    def _next(self, found: IncidentDetail) -> None:
        if not found.lacks:
            done = "it is closed" if found.row.closed_at else "nothing keeps it from being closed; s closes it"
            self.desk_app.tell(f"{found.row.id}: {done}")
            return
        mend(self.desk_app, found, found.lacks[0].about)


def mend(app: Shell, found: IncidentDetail, about: str) -> None:
    """The form for what lacks of an incident, by what the lack is about."""
    if about in tuple(TimeMark):
        forms.mark(app, found, about)
    elif about in tuple(Notified):
        forms.notice(app, found, about)
    else:
        forms.edit(app, found, about)
