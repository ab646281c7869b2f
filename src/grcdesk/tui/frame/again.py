"""A form whose answer the desk refuses comes back, with everything that was typed and with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.app import App

from grcdesk.errors import DeskError
from grcdesk.tui.dialogs.base import Dialog


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was kept, and what its answer went to."""

    form: Dialog[Any]
    then: Callable[[Any], None]


class FormsAgain(App[int]):
    """An app that knows, of each command, which form asked for it: through previews and questions in between too."""

    kept: Kept | None = None
    """The form whose answer is being carried out."""

    def push_screen(self, screen: Any, callback: Any = None, *args: Any, **named: Any) -> Any:
        """Show a screen; what an answered dialog starts belongs to the form it goes back to."""
        if callback is not None and isinstance(screen, Dialog):
            callback = self.about(Kept(screen, callback) if screen.AGAIN else self.kept, callback)
        return super().push_screen(screen, callback, *args, **named)

    def about(self, kept: Kept | None, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """`then`, as part of what a form has asked for."""

        def go(value: Any) -> None:
            before, self.kept = self.kept, kept
            try:
                then(value)
            finally:
                self.kept = before

        return go

    def ask_again(self, kept: Kept, error: DeskError) -> bool:
        """Show a refused form again; whether that was possible: another dialog is not covered."""
        form = kept.form.again(error)
        if form is None or isinstance(self.screen, Dialog):
            return False
        self.push_screen(form, kept.then)
        return True
