"""Days on which a control had nothing to do: listed, stated, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.rules.coverage.quiet import weekdays
from grcdesk.schemas.coverage.quiet import QuietFacts, QuietRow
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, FIRST_DAY, PERSON, words
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import WEEKDAYS, count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def board(app: Shell) -> None:
    """Every statement of such days."""

    def tell(found: Sequence[QuietRow]) -> None:
        rows = [line(Cell(f"{row.id:<6}", "muted"), Cell(f"{row.control:<11}", "head"), row.told) for row in found]
        title = f"{count(len(found), 'statement')} of days on which nothing was to happen"
        app.push_screen(LinesDialog(title, rows or [text("Nobody stated any.")]))

    app.ask_first(app.screen, "quiet", lambda desk: desk.quiet.list(), tell)


def add(app: Shell) -> None:
    """State such days of controls."""
    state(app)


def state(app: Shell, controls: Sequence[str] = (), start: str = "", end: str = "") -> None:
    """Ask which days, and why."""

    def build(texts: Mapping[str, str]) -> Act:
        facts = QuietFacts(
            texts["reason"],
            weekdays(texts["weekdays"]),
            optional_date(texts["start"]),
            optional_date(texts["end"]),
            texts["by"],
        )
        return lambda desk: desk.quiet.add(texts["controls"].replace(",", " ").split(), facts)

    fields = [
        Ask(
            "controls",
            "Controls",
            " ".join(controls),
            "they run all the time",
            needed=True,
            kind=CONTROLS,
        ),
        Ask(
            "weekdays",
            "Days of the week",
            "",
            "such as sat,sun; empty: every day of the range",
            kind=words(WEEKDAYS, apart=", "),
        ),
        Ask("start", "From", start, "first day; with days of the week: empty for the whole period", kind=FIRST_DAY),
        Ask("end", "To", end, "last day", kind=DAY),
        Ask("reason", "Why nothing was to happen", needed=True),
        Ask("by", "Whose statement", "", "empty: you", kind=PERSON),
    ]
    note = "Such days are no gap, and are not covered either: coverage counts them apart and prints your word."
    ask_and_do(app, "Nothing was to happen", fields, build, note=note)


def drop(app: Shell) -> None:
    """Pick a statement, and take it back."""

    def choose(found: Sequence[QuietRow]) -> None:
        if not found:
            app.tell("nobody stated days on which nothing was to happen")
            return
        choices = [Choice(row.id, f"{row.id}  {row.control}  {row.which}: {row.reason}") for row in found]
        app.push_screen(Pick("Take which statement back?", choices), lambda name: _drop(app, name) if name else None)

    app.ask_first(app.screen, "quiet", lambda desk: desk.quiet.list(), choose)


def _drop(app: Shell, name: str) -> None:
    def build(texts: Mapping[str, str]) -> Act:
        return lambda desk: desk.quiet.drop(name, reason=texts["reason"])

    ask_and_do(app, f"Take {name} back", [Ask("reason", "Why it does not hold", needed=True)], build)
