"""Evidence wanted against evidence there; where what waits may belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence import Suggestion, WantedControl
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, line, text
from grcdesk.wording import backed, count, day, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def board(app: Shell) -> None:
    """What must be there and is not, control by control."""

    def tell(found: Sequence[WantedControl]) -> None:
        lacking = [one for one in found if one.missing]
        if not lacking:
            app.tell("every kind of evidence that must be there is there")
            return
        rows = [
            line(
                Cell(f"{one.id:<12}", "strong"),
                _standing(one),
                f"newest {day(one.newest)}  ",
                Cell(", ".join(word(kind) for kind in one.missing), "error"),
            )
            for one in lacking
        ]
        app.push_screen(LinesDialog(f"Evidence missing for {count(len(lacking), 'control')}", rows))

    app.ask_first(app.screen, "wanted", lambda desk: desk.wanted.list(), tell)


def _standing(one: WantedControl) -> Cell:
    if one.support is None:
        return Cell(" " * 26)
    told = backed(one.support, one.backed.have, one.backed.need)
    return Cell(f"{told:<26}", SUPPORT_TONE[one.support])


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
