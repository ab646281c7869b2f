"""What the palette shows of the current engagement from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def phase(app: Shell) -> None:
    """Its phase with the checks."""
    _show(app, "phase")


def plan(app: Shell) -> None:
    """Its plan."""
    _show(app, "plan")


def exposure(app: Shell) -> None:
    """The seven common findings."""
    _show(app, "exposure")


def _show(app: Shell, tab: str) -> None:
    app.jobs.ask(
        app.screen,
        "engagement",
        lambda desk: desk.audits.show().row.id,
        lambda found: app.show_engagement(found, tab=tab),
    )
