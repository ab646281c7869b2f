"""What lacks on the screen shown: one line under its title, and the key that lists it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.kit.sheets import SCREENS
from grcdesk.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from textual.content import Content

    from grcdesk.schemas.readiness import Readiness
    from grcdesk.tui.frame.shell import Shell

NEXT = {"finalised": ("c", " on Today does it")}
"""Where the act is done that nothing stands in the way of, when that is another screen: key, and what it does."""
FEW = (9, 3, 2, 1)
"""Kinds that are told, as the line gets shorter."""


class ReadinessBar(Bar):
    """What keeps the act of a screen from being done, counted by kind; the key lists it."""

    def show_found(self, found: Readiness) -> None:
        """Tell it at any width."""
        from grcdesk.rules.readiness.telling import head, sentence  # noqa: PLC0415  the first frame does without

        # where nothing was looked at there is neither a yes nor a warning
        tone = "warning" if found.looked and found.lacks else "muted"
        if found.ready and not found.lacks:
            tone = "success"
        whole, *shorter = [line(Cell(sentence(found, most), tone)) for most in FEW]
        if found.ready and found.looked:
            shorter.append(line(Cell(head(found), tone)))
        self.say(whole, _onward(found), shorter=tuple(shorter))


def _onward(found: Readiness) -> Content | None:
    """The key to go on with: the one that lists what lacks, or does what nothing stands in the way of any more."""
    if found.done:
        return None
    key, does = ("L", " lists them") if found.lacks else NEXT.get(found.act if found.ready else "", ("", ""))
    return line(Cell(key, "accent"), does) if key else None


class LackingScreen(Screen[None]):
    """A screen on which somebody works towards something."""

    CSS_PATH: ClassVar[Path | None] = SCREENS
    BOARD: ClassVar[WorkPlace | None] = None
    """Where the desk looks for what lacks here; None: nothing is worked towards."""
    BARRED: ClassVar[bool] = True
    """Whether a line of its own tells it; some screens tell it in their own way."""

    lacks_wanted: bool = False
    """Whether what lacks is to be asked once what is shown is here."""

    @property
    def desk_app(self) -> Shell:
        """The app, as what it is."""
        return cast("Shell", self.app)

    def on_unmount(self) -> None:
        """What was told here last is said on the screen below, once this one is gone."""
        self.app.call_later(self.desk_app.show_said)

    def board_record(self) -> str:
        """The record it is about; empty: a list of them."""
        return ""

    def readiness_bar(self) -> list[Bar]:
        """The line, where there is one."""
        return [ReadinessBar(id="ready")] if self.BOARD is not None and self.BARRED else []

    def ask_lacks(self) -> None:
        """Ask what lacks, and tell it."""
        place, record = self.BOARD, self.board_record()
        bars = list(self.query(ReadinessBar))
        if place is not None and bars:
            self.desk_app.jobs.ask(self, "lacks", lambda desk: desk.readiness.show(place, record), bars[0].show_found)

    def action_lacks(self) -> None:
        """List what lacks here."""
        app = self.desk_app
        if self.BOARD is None:
            app.tell("nothing is worked towards on this screen, so nothing lacks here")
        elif app.desk is not None:
            app.show_lacks(self.BOARD, self.board_record())
