"""Every message to the person: told where it covers nothing that is being typed, and kept for the message log."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

from textual.app import App
from textual.screen import Screen
from textual.signal import Signal

from grcdesk.clock import now
from grcdesk.errors import DeskError
from grcdesk.text import show
from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit.jobs import UNDO
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.widgets.bars import StatusLine

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome

KEPT_MESSAGES = 500
_SHOWN = 160
"""Characters of warnings in a message on the screen: more would cover what is below."""


class Telling(App[int]):
    """An app that tells what was done and what was refused, in its own words."""

    changed: Signal[frozenset[str]]

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[str, str, str]] = []
        """Time (UTC, ISO), severity and text of each message."""
        self.said: tuple[str, str, str] = ("", "", "")
        """What was told last: sentence, severity, and how it is taken back."""
        self._said_at: Screen[Any] | None = None
        """The screen it was told on: on another, `u` would take back what is not before the eyes."""

    def tell(self, message: str, severity: str = "information", short: str = "", back: str = "") -> None:
        """Tell one sentence in the status line, or a shorter one for it, and keep it for the message log.

        Args:
            message: the sentence.
            severity: information, warning or error.
            short: what is shown where the message is long.
            back: how it is taken back, a key before a word.
        """
        self.keep_message(f"{message}. {back}" if back else message, severity)
        self.say(show(short or message), severity, back)
        if severity != "information" and isinstance(self.screen, Dialog):
            # a dialog has no status line: a message that must be read is laid over what is behind it
            self.notify(show(short or message), severity=cast("Any", severity), markup=False, timeout=6)

    def say(self, sentence: str, severity: str = "information", back: str = "") -> None:
        """Put one sentence into the status line, without keeping it."""
        self.said = (sentence, severity, back)
        self._said_at = next((one for one in reversed(self.screen_stack) if list(one.query(StatusLine))), None)
        self.show_said()

    def said_on(self, screen: Screen[Any]) -> tuple[str, str, str]:
        """What the status line of a screen shows: the last sentence, where it was told there or its screen is gone."""
        at = self._said_at
        return self.said if at is None or at is screen or not at.is_attached else ("", "", "")

    def show_said(self) -> None:
        """Draw the status line of the screens that are seen."""
        for screen in self.screen_stack:
            for bar in screen.query(StatusLine):
                bar.say(*self.said_on(screen))

    def show_new(self, ids: Sequence[str]) -> None:
        """Records have come: a list that shows their kind goes to the first of them."""
        go_to = getattr(self.screen, "go_to_new", None)
        if go_to is not None:
            go_to(ids)

    def keep_message(self, message: str, severity: str) -> None:
        """Keep a sentence for the message log only."""
        self.messages.append((now().strftime("%H:%M:%S"), severity, message))
        # an app that is open for weeks must not grow by its messages
        del self.messages[:-KEPT_MESSAGES]

    def tell_outcome(self, outcome: Outcome, back: str = UNDO) -> None:
        """What a command did, how to take it back, and reload what shows it."""
        warnings = [self._plain(one) for one in outcome.warnings]
        whole, short = _sentences(outcome, warnings), _sentences(outcome, _fewer(warnings))
        if outcome.dry_run:
            self.tell(whole, short=short)
            return
        # some acts are taken back by a word of their own, and not by undo
        kept = outcome.batch or (back != UNDO and outcome.kinds)
        self.tell(whole, short=short, back=back if kept else "")
        if outcome.batch:
            self.show_new(outcome.changed)
        if outcome.kinds:
            self.changed.publish(outcome.kinds | {"log"})
        elif outcome.batch:
            self.changed.publish(frozenset())  # it does not say what it changed: all that is shown reloads

    def tell_error(self, error: DeskError) -> None:
        """What was refused and why; a list of reasons gets a dialog."""
        if not error.reasons:
            self.tell(self._sentence(error), "error")
            return
        from grcdesk.tui.dialogs.lines import LinesDialog  # noqa: PLC0415

        self.keep_error(error)
        rows = [*(text(self._plain(reason)) for reason in error.reasons), line(Cell(self._plain(error.hint), "muted"))]
        self.push_screen(LinesDialog(self._plain(str(error)), rows))

    def keep_error(self, error: DeskError) -> None:
        """Keep what was refused for the message log only: it is shown where it belongs."""
        self.keep_message("; ".join([self._sentence(error), *error.reasons]), "error")

    def _sentence(self, error: DeskError) -> str:
        return ". ".join(self._plain(part) for part in (str(error), error.hint) if part)

    def _plain(self, sentence: str) -> str:
        from grcdesk.tui.kit import plain  # noqa: PLC0415  the first frame does without

        return plain.said(sentence, place=str(getattr(self.screen, "PLACE", "")))


def _sentences(outcome: Outcome, warnings: Sequence[str]) -> str:
    return ". ".join(part for part in (outcome.sentence, *warnings) if part)


def _fewer(warnings: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    ends = list(accumulate(len(one) for one in warnings))
    shown = sum(end <= _SHOWN for end in ends)
    left = len(warnings) - shown
    return [*warnings[:shown], *([f"{left:,} more: ! shows all"] if left else [])]
