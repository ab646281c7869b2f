"""Evidence wanted against evidence there; where what waits may belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.evidence import Suggestion
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.kit.looks import text

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def board(app: Shell) -> None:
    """What must be there and is not, control by control."""
    app.show_lacks(WorkPlace.WANTED)


def suggest(app: Shell) -> None:
    """Where what waits may belong; the one picked is placed there."""

    def tell(found: Mapping[str, Sequence[Suggestion]]) -> None:
        choices = [
            Choice(f"{name} {one.control}", f"{name:<8}{one.control:<12}{one.reason}")
            for name, several in found.items()
            for one in several
        ]
        if not choices:
            app.push_screen(
                LinesDialog("Suggestions", [text("Nothing waits that could be suggested a place.", "muted")])
            )
            return
        app.push_screen(Pick("Place which, where?", choices), place)

    def place(answer: str | None) -> None:
        if answer:
            name, control = answer.split()
            app.with_desk("place", lambda desk: desk.evidence.place([name], controls=[control]))

    app.ask_first(app.screen, "suggestions", lambda desk: desk.wanted.suggest(), tell)
