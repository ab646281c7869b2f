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
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, codes, line, lines, piece, text
from grcdesk.tui.lacks.steps import DOES, take
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
    "lacks": (("thing keeps it from being final", "things keep it from being final"), "warning", "", "lacks"),
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
    # a gap without an answer is told as such
    lacks = sum(one.kind is not LackKind.GAP_ANSWER for one in desk.gap.lacking())
    numbers = {
        "unowned": len(desk.controls.keys(f"{GAPS} owner:none")),
        "bare": day.summary.actions_required,
        "lacks": lacks,
        "claims": len(day.summary.claim_only),
        "part": len(day.summary.supported_in_part),
        "blank": len(desk.controls.keys(BLANK)),
        "untouched": len(day.scope.untouched),
    }
    found = (*due, *(Need(name, number, *NEEDS[name]) for name, number in numbers.items() if number))
    if beyond := tuple(desk.beyond()):
        found = (*found, Need(BEYOND, len(beyond), *_FAR, lines=beyond))
    return _arranged(_steps(desk), found)


def _steps(desk: Desk) -> tuple[Need, ...]:
    """First steps that are not done; of a desk as it stood none is taken any more."""
    steps = desk.readiness.first_steps() if desk.moment is None else ()
    return tuple(
        Need(one.kind.value, 1, (f"first step, {one.name}: {one.told}",) * 2, "", place="step")
        for one in steps
        if not one.done
    )


def _arranged(steps: Sequence[Need], found: Sequence[Need]) -> tuple[Need, ...]:
    """What is best done next first, where the cursor begins; then the other first steps, then the rest as it stands."""
    period = [need for need in steps if need.id == LackKind.STEP_PERIOD]
    blank = [need for need in found if need.id == "blank"]
    return tuple(dict.fromkeys((*period, *blank, *steps, *found)))


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


def next_step(found: Sequence[Need], at: int = 0) -> str:
    """What enter does on a row; of the first row, what is best done next."""
    need = found[at] if at < len(found) else None
    if need is None or (need.id == "untouched" and not at):
        return "Next: finalise the assessment with f, or write the workbook with x"
    head = "" if at else "Next: "
    if need.id == "blank":
        return f"{head}{count(need.number, 'control')} not assessed: enter lists them, s sets a status"
    if need.place == "step":
        return f"{head}{need.what}: {DOES[LackKind(need.id)]}"
    does = {"scope": "enter opens the scope"}.get(need.place) or f"enter lists {'them' if need.number != 1 else 'it'}"
    return f"{head}{need.number} {need.what}: {does}"


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
    BOARD = WorkPlace.ENGAGEMENT
    BARRED = False
    HELP = "gap"
    EXTRA = ("go.controls", "go.evidence", "go.audits")
    FRAMED = False

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Need] | None = None
        """What needs somebody; None: not asked yet."""

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
        self.ask("needs", lambda desk: needs(desk, day), self._show_needs)
        self._say_title(day, place(day))
        self.query_one("#gap", Text).say(self._gap(day.summary))
        self.query_one("#programme", Text).say(self._programme(day))

    def _show_needs(self, found: Sequence[Need]) -> None:
        late = sum(need.number for need in found if need.place == "due" and need.tone == "error")
        soon = sum(need.number for need in found if need.place == "due" and need.tone != "error")
        self.desk_app.head_due(late, soon)
        self.found = found
        self.query_one("#needs", Table).set_rows(
            [need.id for need in found], MemoryRows({need.id: need for need in found})
        )

    @on(Table.Moved)
    def _say_hint(self) -> None:
        if self.found is not None:
            told = next_step(self.found, self.query_one("#needs", Table).cursor)
            self.query_one("#next", Bar).say(line(Cell(told, "strong")))

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
        elif need.place == "step":
            take(self.desk_app, LackKind(need.id))
        elif need.place == "lacks":
            self.desk_app.show_lacks(WorkPlace.CONTROLS)
        elif need.place == "due":
            self.desk_app.show_due(need.where)
        elif need.place:
            self.desk_app.through_door(need.place)
        else:
            self.desk_app.show_controls(need.where)
