"""Checks: their limits, and setting those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.coverage.checks import Limit
from grcdesk.tui.coverage.check_forms import say_word, set_limits
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def limits(app: Shell) -> None:
    """The limits in force."""

    def tell(found: Sequence[Limit]) -> None:
        wide = max(len(one.id) for one in found)
        rows = [
            line(
                Cell(f"{one.id:<{wide}}  ", "head"),
                f"{word(one.side)} {one.limit:g} {one.unit}".rstrip(),
                "" if one.warn is None else f", warns at {one.warn:g}",
                "" if one.max_age is None else f", lists at most {count(one.max_age, 'day')} old",
                "" if one.response_days is None else f", review within {count(one.response_days, 'working day')}",
                Cell(" (own)" if one.own else "", "muted"),
            )
            for one in found
        ]
        app.push_screen(LinesDialog("Limits", rows))

    app.ask_first(app.screen, "checks", lambda desk: desk.checks.list(), tell)


def keep(app: Shell) -> None:
    """Set the limits of a check that is typed."""
    set_limits(app)


def say(app: Shell) -> None:
    """Say what a word of a list means."""
    say_word(app)


def reset(app: Shell) -> None:
    """Give a check its house limits again."""

    def build(texts: Mapping[str, str]) -> Act:
        return lambda desk: desk.checks.reset(texts["check"])

    ask_and_do(app, "House limits again", [Ask("check", "Check", needed=True)], build)
