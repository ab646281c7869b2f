"""What was told of the lists of each source: shown, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.registers.tables import RememberedSource
from grcdesk.tui.dialogs.pick import Choice, Pick

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def board(app: Shell) -> None:
    """Show what is remembered; the one that is chosen is forgotten."""

    def choose(found: Sequence[RememberedSource]) -> None:
        if not found:
            app.tell("nothing was told of any list yet")
            return
        app.push_screen(
            Pick("Remembered of lists; enter forgets", [Choice(one.source, _said(one)) for one in found]),
            lambda name: app.with_desk("forget", lambda desk: desk.remembered.forget(name)) if name else None,
        )

    app.ask_first(app.screen, "remembered", lambda desk: desk.remembered.list(), choose)


def _said(one: RememberedSource) -> str:
    days = (f"{one.dates} first",) if one.dates else ()
    return "  ".join((one.source, ", ".join((*one.columns, *one.words, *days, *((one.zone,) if one.zone else ())))))
