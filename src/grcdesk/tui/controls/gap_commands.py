"""Finalising the gap assessment, and what keeps it from being final."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY, PERSON
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def finalise(app: Shell) -> None:
    """Ask for assessor and reviewer; what is lacking comes back as a list."""

    def build(texts: Mapping[str, str]) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.gap.finalise(
            assessor=texts["assessor"], reviewer=texts["reviewer"], on=on, note=texts["note"]
        )

    fields = [
        Ask("assessor", "Assessor", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
        Ask("reviewer", "Reviewer", "", "another person", needed=True, kind=PERSON),
        Ask("on", "Dated", "", "empty: today; a past day: as it stood", kind=DAY),
        Ask("note", "Note"),
    ]
    ask_and_do(app, "Finalise the gap assessment", fields, build)


def lacking(app: Shell) -> None:
    """List what is lacking."""
    app.show_lacks(WorkPlace.CONTROLS)
