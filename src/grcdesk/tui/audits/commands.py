"""What the palette shows of the current engagement from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
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


def export(app: Shell) -> None:
    """All lists of the current engagement as one workbook."""

    def build(texts: Texts) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        return lambda desk: desk.audits.export(path, force=force)

    app.push_screen(
        Form("Lists of the engagement", path_fields("exports/<engagement>_lists_<day>.xlsx"), build, verb="writes it"),
        lambda act: app.with_desk("audit lists", act) if act is not None else None,
    )


def _show(app: Shell, tab: str) -> None:
    app.ask_first(
        app.screen,
        "engagement",
        lambda desk: desk.audits.show().row.id,
        lambda found: app.show_engagement(found, tab=tab),
    )
