"""A field of several lines."""

from __future__ import annotations

from typing import Protocol, cast

from textual.binding import Binding

from grcdesk.errors import DeskError
from grcdesk.tui.widgets.fields import TextLines


class TellsWrong(Protocol):
    """A form."""

    def tell_wrong(self, error: DeskError) -> None:
        """Say what is wrong, in the form."""


class LongText(TextLines):
    """Several lines; tab leaves it, ctrl+s keeps the form, ctrl+e opens the person's own editor."""

    BINDINGS = [Binding("ctrl+e", "editor", show=False)]

    def action_editor(self) -> None:
        """Edit it elsewhere."""
        from grcdesk.tui.kit.editor import edit  # noqa: PLC0415  runs other programs

        try:
            self.text = edit(self.app, self.text)
        except DeskError as error:
            cast("TellsWrong", self.screen).tell_wrong(error)
