"""A form stays until what it asked for is done: a refusal is said in it, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.app import App

from grcdesk.errors import DeskError
from grcdesk.tui.dialogs.base import Dialog

if TYPE_CHECKING:
    from grcdesk.tui.dialogs.form import Form


@dataclass(eq=False)
class Kept:
    """A form that was kept, what its answer goes to, and how much of that is under way."""

    form: Form[Any]
    then: Callable[[Any], None]
    outer: Kept | None
    """The form whose answer led to this one."""
    going: int = 0
    """Commands, questions and dialogs that are not over yet."""
    back: bool = False
    """Whether it goes back to the form: something was refused, or a person thought better of it."""


class FormsAgain(App[int]):
    """An app that knows, of each command, which form asked for it: through previews and questions in between too."""

    kept: Kept | None = None
    """The form whose answer is being carried out."""

    def push_screen(self, screen: Any, callback: Any = None, *args: Any, **named: Any) -> Any:
        """Show a screen; what an answered dialog starts belongs to the form it goes back to."""
        if callback is None or not isinstance(screen, Dialog):
            return super().push_screen(screen, callback, *args, **named)
        kept = self.kept
        self.hold(kept)
        # left once what it asked for is done, and not when it is answered: the framework gets no callback
        if screen.STAYS:
            form = cast("Form[Any]", screen)
            form.kept = Kept(form, callback, kept)
            return super().push_screen(screen, None, *args, **named)
        return super().push_screen(screen, self._left(kept, callback, ends=screen.ENDS), *args, **named)

    def _left(self, kept: Kept | None, then: Callable[[Any], None], *, ends: bool) -> Callable[[Any], None]:
        """`then`, once a dialog is left; left without an answer it leads back to the form, or ends that as well."""

        def go(value: Any) -> None:
            if kept is not None and value is None and ends:
                self.close_form(kept)
            self.about(kept, then)(value)
            self.release(kept, back=value is None and not ends)

        return go

    def answer_form(self, form: Form[Any], answer: Any) -> None:
        """Carry out what a form asks for; it stays until that is done."""
        kept: Kept = form.kept
        kept.back = False
        self.hold(kept)
        self.about(kept, kept.then)(answer)
        self.release(kept)

    def drop_form(self, form: Form[Any]) -> None:
        """A form was left without an answer."""
        kept: Kept = form.kept
        self.about(kept.outer, kept.then)(None)
        self.release(kept.outer, back=True)

    def about(self, kept: Kept | None, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """`then`, as part of what a form has asked for."""

        def go(value: Any) -> None:
            # a handler may run commands and open dialogs: each looks here for the form it belongs to
            before, self.kept = self.kept, kept
            try:
                then(value)
            finally:
                self.kept = before

        return go

    def for_form(
        self, then: Callable[[Any], None], lost: Callable[[], None] | None
    ) -> tuple[Callable[[Any], None], Callable[[], None] | None, Kept | None]:
        """What is done with the answer to a question, as part of what a form has asked for."""
        kept = self.kept
        if kept is None:
            return then, lost, None
        self.hold(kept)

        def answered(value: Any) -> None:
            self.about(kept, then)(value)
            self.release(kept)

        def gone() -> None:
            if lost is not None:
                lost()
            self.release(kept, back=True)

        return answered, gone, kept

    def hold(self, kept: Kept | None) -> Kept | None:
        """Something that a form asked for begins."""
        if kept is not None:
            kept.going += 1
        return kept

    def said_yes(self, kept: Kept | None, result: object) -> Kept | None:
        """A command has ended well: a form whose answer is written is done with, whatever is shown after it."""
        from grcdesk.schemas.outcomes import FileOutcome, Outcome  # noqa: PLC0415  not needed for the first frame

        written = isinstance(result, FileOutcome) or (isinstance(result, Outcome) and not result.dry_run)
        if kept is not None and written:
            self.close_form(kept)
        return kept

    def release(self, kept: Kept | None, *, back: bool = False) -> None:
        """It is over; with the last of it the form closes, or is there again."""
        if kept is None:
            return
        kept.going -= 1
        kept.back = kept.back or back
        if kept.going or not kept.form.busy:
            return
        if kept.back:
            kept.form.free()
        else:
            self.close_form(kept)

    def close_form(self, kept: Kept) -> None:
        """What it asked for is done: it closes, and so does the one that led to it."""
        if kept.form.busy:
            kept.form.close()
            self.release(kept.outer)

    def say_refused(self, kept: Kept | None, error: DeskError) -> bool:
        """Say in a form what was refused; whether it is in sight."""
        if kept is None or not kept.form.busy or self.screen is not kept.form:
            return False
        kept.form.tell_wrong(error)
        return True
