"""Today: where the gap assessment stands, what needs somebody, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from grcdesk.terms import DueKind, DueState, Status
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, codes, line, lines, piece, text
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import STATUS, count, days_until, several, word

if TYPE_CHECKING:
    from grcdesk.schemas.due import DueRow
    from grcdesk.schemas.gap import GapSummary
    from grcdesk.schemas.programme import ScopeView
    from grcdesk.services.desk.desk import Desk

BAR = 14
"""Cells of the longest bar."""
SOON = 30
"""Days ahead that are looked at."""
TONE = {DueState.OVERDUE: "error", DueState.NEVER_REVIEWED: "error", DueState.DUE_7: "warning", DueState.DUE_30: ""}


@dataclass(frozen=True, slots=True)
class Need:
    """Something waiting for somebody."""

    id: str
    number: int
    nouns: tuple[str, str]
    """For one, and for several."""
    tone: str
    where: str = ""
    """Filter of the controls it concerns, or empty."""
    place: str = ""
    """Screen it is mended on, or empty."""
    lines: tuple[str, ...] = ()
    """What it is in full, where no screen shows it."""

    @property
    def what(self) -> str:
        """What it is, in the number there is."""
        return self.nouns[self.number != 1]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the assessment stands: quickly asked, so shown first."""

    today: date
    scope: ScopeView
    summary: GapSummary


GAPS = "status:missing,partial scope:in_scope"
BLANK = "status:not_assessed scope:in_scope"
NEEDS: dict[str, tuple[tuple[str, str], str, str, str]] = {
    "unowned": (("gap without an owner", "gaps without an owner"), "warning", f"{GAPS} owner:none", ""),
    "bare": (
        ("gap without an action or accepted risk", "gaps without an action or accepted risk"),
        "warning",
        f"{GAPS} actions:none",
        "",
    ),
    "claims": (("in place by claim only",) * 2, "error", "support:claim_only scope:in_scope", ""),
    "part": (("in place, supported in part",) * 2, "warning", "support:supported_in_part scope:in_scope", ""),
    "blank": (("control not assessed", "controls not assessed"), "", BLANK, ""),
    "untouched": (("criterion no control here touches", "criteria no control here touches"), "muted", "", "scope"),
}
"""What needs somebody, worst first: its words, tone, the controls it concerns, or the screen it is mended on."""
BEYOND = "beyond"
_FAR = (("stored value out of bounds", "stored values out of bounds"), "warning")


def standing(desk: Desk) -> Standing:
    """Ask the desk for the gap and the scope."""
    return Standing(desk.today(), desk.scope.show(), desk.gap.summary())


def needs(desk: Desk, day: Standing) -> tuple[Need, ...]:
    """Ask the desk for what needs somebody; looks at every date there is."""
    due = _due(desk.due.list(as_of=day.today, within=SOON))
    numbers = {
        "unowned": len(desk.controls.keys(f"{GAPS} owner:none")),
        "bare": day.summary.actions_required,
        "claims": len(day.summary.claim_only),
        "part": len(day.summary.supported_in_part),
        "blank": len(desk.controls.keys(BLANK)),
        "untouched": len(day.scope.untouched),
    }
    found = (*due, *(Need(name, number, *NEEDS[name]) for name, number in numbers.items() if number))
    beyond = tuple(desk.beyond())
    return (*found, Need(BEYOND, len(beyond), *_FAR, lines=beyond)) if beyond else found


def _due(rows: Sequence[DueRow]) -> tuple[Need, ...]:
    """One line for each kind and nearness; a single date says which it is."""
    from grcdesk.rules.due.due import grouped  # noqa: PLC0415  the first frame does without

    found = []
    for (state, kind), some in grouped(rows).items():
        if state is DueState.NEVER_REVIEWED and kind is DueKind.CONTROL_REVIEW:
            continue  # said as "controls not assessed"
        first = some[0]
        near = days_until(first.due, first.due - timedelta(days=first.days))
        one = f"{word(kind)} {word(state)}: {first.title}, {near}"
        many = f"{several(word(kind))} {word(state)}, first {first.title}"
        where = f"kind:{kind.value} state:{state.value}"
        found.append(Need(where, len(some), (one, many), TONE[state], where, "due"))
    return tuple(found)


def next_step(day: Standing, found: Sequence[Need]) -> str:
    """The one thing to do next."""
    names = {need.id for need in found}
    if day.scope.period is None:
        return "Next: say which period is audited: c opens the scope"
    if "blank" in names:
        blank = next(need for need in found if need.id == "blank")
        return f"Next: {count(blank.number, 'control')} not assessed: enter lists them, s sets a status"
    if found and found[0].id != "untouched":
        return f"Next: {found[0].number} {found[0].what}: enter lists them"
    return "Next: finalise the assessment with f, or write the workbook with x"


def place(day: Standing) -> str:
    """Where the day lies in what the engagement is about."""
    period = day.scope.period
    if period is None:
        return "no period yet"
    if period.days == 1:
        return f"as of {period.end}"
    number = (day.today - period.start).days + 1
    return f"day {number} of {period.days}" if 1 <= number <= period.days else "outside the period"


class TodayScreen(DeskScreen):
    """The first screen."""

    PLACE = "today"
    HELP = "gap"
    EXTRA = ("go.controls", "go.evidence", "go.audits")
    FRAMED = False

    def content(self) -> list[Widget]:
        """Panels over the list of needs."""
        columns = (
            ListColumn("number", "", 5, lambda need: Cell(f"{need.number:>5}", need.tone)),
            ListColumn("what", "Needs somebody", 30, lambda need: Cell(need.what, need.tone), flex=True),
        )
        return [
            Container(Text(id="gap", classes="panel"), Text(id="programme", classes="panel"), id="panels"),
            Bar(id="next"),
            Table(columns, glyphs=self.glyphs, id="needs"),
        ]

    def on_mount(self) -> None:
        """The bare frame first."""
        super().on_mount()
        if self.desk_app.desk is None:
            self.say_loading("grcdesk")

    def reload(self) -> None:
        """Ask where the assessment stands, then what needs somebody."""
        self.ask("day", standing, self._show)

    def _show(self, day: Standing) -> None:
        if self.query_one("#needs", Table).key is None:
            self.query_one("#next", Bar).say(line(Cell("looking at every date", "muted")))
        self.ask("needs", lambda desk: needs(desk, day), lambda found: self._show_needs(day, found))
        self._say_title(day, place(day))
        self.query_one("#gap", Text).say(self._gap(day.summary))
        self.query_one("#programme", Text).say(self._programme(day))

    def _show_needs(self, day: Standing, found: Sequence[Need]) -> None:
        late = sum(need.number for need in found if need.place == "due" and need.tone == "error")
        soon = sum(need.number for need in found if need.place == "due" and need.tone != "error")
        self.desk_app.head_due(late, soon)
        self.query_one("#next", Bar).say(line(Cell(next_step(day, found), "strong")))
        self.query_one("#needs", Table).set_rows(
            [need.id for need in found], MemoryRows({need.id: need for need in found})
        )

    def _say_title(self, day: Standing, right: str) -> None:
        # what gives way first: the program's name, the period, the organisation
        sample = [Cell("sample  ", "warning")] if self.desk_app.sample else []
        scope = day.scope
        period = [str(scope.period)] if scope.period else []
        ways = (
            ["grcdesk", scope.organisation, scope.name, *period],
            [scope.organisation, scope.name, *period],
            [scope.organisation, scope.name],
            [scope.name],
        )
        whole, *shorter = [line(*sample, Cell(" | ".join(way))) for way in ways]
        self.title_bar(whole, line(right), shorter=tuple(shorter))

    def _gap(self, summary: GapSummary) -> Content:
        most = max([*summary.counts.values(), 1])
        full = "#" if self.glyphs.ascii else "▰"
        rows = [line(Cell(f"Gap  {summary.applicable} applicable", "head"))]
        for status in STATUS:
            number = summary.counts.get(status, 0)
            cell = self.glyphs.status(status)
            bar = full * round(number / most * BAR) or (full if number else "")
            percent = f"{summary.percent[status]:5.1f} %" if status in summary.percent else ""
            share = percent if status is not Status.NOT_APPLICABLE else ""
            rows.append(line(Cell(f"{cell.text:<15}{number:>3} {share:>8} ", cell.tone), Cell(bar, cell.tone)))
        return lines(rows)

    def _programme(self, day: Standing) -> Content:
        summary = day.summary
        facts = [
            ("period", str(day.scope.period or "none yet")),
            ("supported", f"{summary.supported_in_place} in place ({summary.supported_percent:.1f} %)"),
            ("to plan", count(summary.actions_required, "gap")),
            ("optional", f"{summary.optional}, out of scope {summary.out_of_scope}"),
            ("scope", codes(day.scope.categories)),
        ]
        head = f"{word(day.scope.kind)}: {word(day.scope.phase)}"
        return lines(
            [text(head[:1].upper() + head[1:], "head"), *(piece(Cell(f"{name:<10}{value}")) for name, value in facts)]
        )

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        need: Need | None = event.table.row
        if need is None:
            return
        if need.lines:
            from grcdesk.tui.dialogs.lines import LinesDialog  # noqa: PLC0415  hardly ever

            self.desk_app.push_screen(LinesDialog(need.what, [text(one) for one in need.lines]))
        elif need.place == "due":
            self.desk_app.show_due(need.where)
        elif need.place:
            self.desk_app.through_door(need.place)
        else:
            self.desk_app.show_controls(need.where)
