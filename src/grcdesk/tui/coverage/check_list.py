"""Limits that are watched: what each check shows, and what is not as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import on

from grcdesk.rules.coverage.escalations import told_value
from grcdesk.schemas.coverage.checks import CheckRow
from grcdesk.terms import CheckState
from grcdesk.tui.coverage import check_forms as forms
from grcdesk.tui.coverage.check_series import SERIES, drawn, small
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, Glyphs, line, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import CHECK, count, word

TONE = {
    CheckState.BREACH: "error",
    CheckState.STALE: "warning",
    CheckState.WARN: "warning",
    CheckState.OK: "success",
    CheckState.NO_DATA: "muted",
}


def _state(row: CheckRow, glyphs: Glyphs) -> Cell:
    look = CHECK[row.state]
    return Cell(f"{glyphs.of(look)} {look.word}", TONE[row.state])


def _value(row: CheckRow) -> Cell:
    unit = "" if row.unit == "hours" else row.unit  # the value says it
    return Cell("-" if row.value is None else f"{told_value(row)} {unit}".rstrip(), TONE[row.state])


def _limit(row: CheckRow) -> Cell:
    if row.limit is None:
        return Cell("none", "muted")
    return Cell(f"{word(row.side)} {row.limit:g}" + ("" if row.warn is None else f", warns {row.warn:g}"))


class ChecksScreen(ListScreen):
    """The checks, the worst first."""

    PLACE = "checks"
    HELP = "checks"
    SIDE = "Check"
    NAME = "Checks"
    NOTHING = "Nothing is watched yet. a says what a metric is and where its limit lies."

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None

    def columns(self) -> tuple[ListColumn, ...]:
        """State, what is checked, its number, and why."""
        glyphs = self.glyphs
        return (
            ListColumn("state", "State", 11, lambda row: _state(row, glyphs), badge=True),
            ListColumn("id", "Check", 19, lambda row: Cell(row.id)),
            ListColumn("value", "Value", 17, _value, 2),
            ListColumn("limit", "Limit", 22, _limit, 4),
            ListColumn("series", "Values", SERIES, lambda row: small(row, glyphs), 5),
            ListColumn("why", "Why", 20, lambda row: Cell(row.sentence), 1, flex=True),
        )

    def more(self, row: CheckRow) -> Sequence[Fact]:
        """Where it looks, and what it found."""
        return (
            ("Name", row.name),
            ("Source", row.source),
            ("As of", str(row.as_of)),
        )

    def reload(self) -> None:
        """Run them."""
        day = self.day
        self.ask("checks", lambda desk: desk.checks.run(as_of=day), self._show)

    def _show(self, found: Sequence[CheckRow]) -> None:
        order = tuple(CheckState)
        self.show_rows({row.id: row for row in sorted(found, key=lambda row: order.index(row.state))})

    def say_title(self, shown: int) -> None:
        """How many, how many are broken, as of when."""
        states = [row.state for row in self.rows.values()]
        told = [f"as of {self.day or self.desk_app.today}"]
        told += [
            f"{states.count(state)} {word(state)}"
            for state in (CheckState.BREACH, CheckState.STALE, CheckState.WARN)
            if state in states
        ]
        self.title_bar(line(f"{self.NAME}  {shown}", Cell("".join(f" | {part}" for part in told), "muted")))

    def _row(self) -> CheckRow | None:
        row: CheckRow | None = self.query_one(Table).row
        return row

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self._row()
        if row is None:
            return
        age = "" if row.max_age is None else f"at most {count(row.max_age, 'day')} old, else stale"
        facts = [("Value", _value(row).text), ("Limit", _limit(row).text), ("Source", row.source), ("Lists", age)]
        facts.append(("", row.sentence))
        rows = [line(Cell(f"{name:<8}", "head"), value) for name, value in facts]
        rows += drawn(row, self.glyphs)
        shown = {item.id: item for item in (*row.bad, *row.items)}
        rows += [text(""), *(text(f"{item.id}: {item.what}", TONE[item.state]) for item in shown.values())]
        self.app.push_screen(LinesDialog(f"{row.name}: {word(row.state)}", rows))

    def action_set_limit(self) -> None:
        """Set the limits of the check under the cursor."""
        row = self._row()
        if row is not None:
            forms.set_limits(self.desk_app, row)

    def action_say_word(self) -> None:
        """Say what a word means that the check asks about."""
        row = self._row()
        if row is not None:
            forms.say_word(self.desk_app, row)

    def action_reset_limit(self) -> None:
        """House limits again."""
        row = self._row()
        if row is not None:
            self.desk_app.with_desk("resetting", lambda desk: desk.checks.reset(row.id))

    def action_as_of(self) -> None:
        """Judge another day."""

        # in a tuple, for an empty day is an answer: None is esc
        def keep(day: tuple[date | None] | None) -> None:
            if day is not None:
                (self.day,) = day
                self.reload()

        asked = [Ask("day", "Day", str(self.day or ""), "empty: today", kind=DAY)]
        self.app.push_screen(Form("As of", asked, lambda texts: (optional_date(texts["day"]),)), keep)
