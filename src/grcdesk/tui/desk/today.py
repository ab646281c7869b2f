"""Today: where the gap assessment stands, what needs somebody, and the next step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from grcdesk.terms import DueState, Status
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.tui.actions.registry import UiAction, at
from grcdesk.tui.desk.dashboard import Dashboard
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, Glyphs, line, text
from grcdesk.tui.kit.quirks import FirstScreen
from grcdesk.tui.kit.sheets import read_screens
from grcdesk.tui.widgets.bars import Bar, KeyBar
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.painted import Painted
from grcdesk.tui.widgets.panel import Panel
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import DUE

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.desk.needs import Need, Standing


def badge_of(need: Need, glyphs: Glyphs) -> Cell:
    """How late, or how near: what the list begins with."""
    if need.days is None:
        return Cell("")
    late = need.days < 0
    told = f"{-need.days:>3} d late" if late else f"in {need.days:>3} d" if need.days else "today"
    return Cell(f"{glyphs.of(DUE[DueState.OVERDUE if late else DueState.DUE_7])} {told}", need.tone or "muted")


def columns_of(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """Nearness, how many, what, and the first date."""

    def what(need: Need) -> Cell:
        return Cell(need.thing or need.what, "" if need.days is not None else need.tone)

    return (
        ListColumn("near", "First", 14, lambda need: badge_of(need, glyphs), badge=True),
        ListColumn("number", "  No", 4, lambda need: Cell(f"{need.number:>4}", "strong")),
        ListColumn("what", "What", 18, what, flex=True),
        ListColumn("due", "Date", 10, lambda need: Cell(need.due.isoformat() if need.due else "", "muted"), 1),
    )


class TodayScreen(FirstScreen, DeskScreen):
    """The first screen."""

    CSS_PATH = None
    PLACE = "today"
    BOARD = WorkPlace.ENGAGEMENT
    BARRED = False
    HELP = "gap"
    EXTRA = ("go.controls", "go.evidence", "go.audits")
    FRAMED = False
    TELLS_SCOPE = True

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Need] | None = None
        """What needs somebody; None: not asked yet."""
        self.assessed = False
        """Whether any control in scope was assessed."""

    def content(self) -> list[Widget]:
        """What needs somebody among the tiles; two lines of numbers where there is no room for them."""
        needs = Panel(
            Bar(id="next"), Table(columns_of(self.glyphs), glyphs=self.glyphs, id="needs"), Bar(id="whole"), id="wanted"
        )
        return [Painted(id="numbers"), Dashboard(needs)]

    def on_mount(self) -> None:
        """The bare frame first."""
        super().on_mount()
        self.query_one("#wanted", Panel).say(line("Needs somebody"))
        self.query_one("#needs", Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("grcdesk")
            self.query_one("#next", Bar).say(line(Cell("opening the desk", "muted")))

    def reload(self) -> None:
        """Ask where the assessment stands, then what needs somebody."""
        self.ask("day", _standing, self._show)

    def key_actions(self) -> tuple[UiAction, ...]:
        """Its own, and first the key that finalises where nothing is in the way of that."""
        bars = {"lacks", "bare"} & {need.id for need in self.found or ()}
        may = self.assessed and self.found is not None and not bars
        first = [one for one in at(self.PLACE) if one.id == "today.finalise" and not self.desk_app.refusal(one)]
        return (*(first if may else ()), *super().key_actions())

    def _show(self, day: Standing) -> None:
        from grcdesk.tui.desk.needs import place  # noqa: PLC0415  the first frame does without
        from grcdesk.tui.desk.painters import in_short  # noqa: PLC0415  likewise

        if self.query_one("#needs", Table).key is None:
            self.query_one("#next", Bar).say(line(Cell("looking at every date", "muted")))
        self.desk_app.head_scope(day.scope, day.today)
        self._say_title(day, place(day))
        self.assessed = day.summary.applicable > day.summary.counts[Status.NOT_ASSESSED]
        board = self.query_one(Dashboard)
        board.stand(day.summary, day.facts)
        self.query_one("#numbers", Painted).show(in_short(board.brush, day.summary))
        # asked in a thread at once, it would hold up the painting of what is known
        self.call_after_refresh(self._ask_needs, day)

    def _ask_needs(self, day: Standing) -> None:
        from grcdesk.tui.desk.needs import needs  # noqa: PLC0415  likewise

        read_screens(self.app)  # says how rows are drawn
        self.ask("needs", lambda desk: needs(desk, day), self._show_needs)

    def _show_needs(self, found: Sequence[Need]) -> None:
        late = sum(need.number for need in found if need.place == "due" and need.tone == "error")
        soon = sum(need.number for need in found if need.place == "due" and need.tone != "error")
        self.desk_app.head_due(late, soon)
        self.found = found
        self.query_one(KeyBar).show(self.key_actions())
        self.query_one("#needs", Table).set_rows(
            [need.id for need in found], MemoryRows({need.id: need for need in found})
        )
        self.query_one(Dashboard).ask_all()

    def _say_next(self, step: str) -> None:
        head, _, rest = step.partition(": ") if step.startswith("Next: ") else ("", "", step)
        # the title of the first gives way before the key does
        short = re.sub(r", first .*(?=: )", "", rest)
        ways = [line(Cell(head, "accent"), Cell(f" {one}", "strong")) for one in (rest.strip(), short.strip())]
        self.query_one("#next", Bar).say(ways[0], shorter=tuple(ways[1:]))

    @on(Table.Moved)
    def _say_place(self) -> None:
        table = self.query_one("#needs", Table)
        told = f"{table.cursor + 1} of {len(table.pages)}" if len(table.pages) else ""
        self.query_one("#wanted", Panel).say(line("Needs somebody"), line(told))
        need: Need | None = table.row
        self.query_one("#whole", Bar).say(line(Cell(need.thing or need.what if need else "", "muted")))

    @on(Table.Moved)
    def _say_hint(self) -> None:
        if self.found is not None:
            from grcdesk.tui.desk.needs import next_step  # noqa: PLC0415  the first frame does without

            self._say_next(next_step(self.found, self.query_one("#needs", Table).cursor))

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

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        need: Need | None = event.table.row
        if need is None:
            return
        if need.lines:
            from grcdesk.tui.dialogs.lines import LinesDialog  # noqa: PLC0415  hardly ever

            self.desk_app.push_screen(LinesDialog(need.what, [text(one) for one in need.lines]))
        elif need.place == "step":
            from grcdesk.tui.lacks.steps import take  # noqa: PLC0415  likewise

            take(self.desk_app, LackKind(need.id))
        elif need.place == "lacks":
            self.desk_app.show_lacks(WorkPlace.CONTROLS)
        elif need.place == "due":
            self.desk_app.show_due(need.where)
        elif need.place:
            self.desk_app.through_door(need.place)
        else:
            self.desk_app.show_controls(need.where)


def _standing(desk: Desk) -> Standing:
    from grcdesk.tui.desk.needs import standing  # noqa: PLC0415  in the thread that asks: the first frame does without

    return standing(desk)
