"""The style sheet of all screens but Today: the first frame does without, and it takes a while to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grcdesk.paths import PACKAGE

if TYPE_CHECKING:
    from textual.app import App

SCREENS = PACKAGE / "tui" / "styles" / "screens.tcss"
"""Every screen but Today names it as its own, so that one that comes early has it read first."""


def read_screens(app: App[Any]) -> None:
    """Read it, once; nothing that is shown is styled by it."""
    if not app.stylesheet.has_source(str(SCREENS)):
        app.stylesheet.read(SCREENS)
        app.stylesheet.parse()  # of all that was read before, the rules are kept
