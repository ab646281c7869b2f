"""One walkthrough: what it was, its questions, what differs from the control, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughDetail, WalkthroughQuestion
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.requests import columns
from grcdesk.tui.requests import walkthrough_forms as forms
from grcdesk.tui.requests.question_list import ask_questions
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {"questions": "t answers them", "differences": "a writes one down, s settles it", "facts": "c records"}


@dataclass(frozen=True, slots=True)
class WalkthroughScreenData:
    """Everything the screen shows."""

    detail: WalkthroughDetail
    history: Sequence[LogEntry]


class WalkthroughScreen(DetailScreen):
    """The detail of one walkthrough of a list."""

    PLACE = "walkthrough"
    HELP = "walkthroughs"
    TABS = ("facts", "questions", "differences", "history")
    OPENS = frozenset({"questions", "differences"})
    SHOWS = frozenset({"walkthrough", "walkthrough_answer", "walkthrough_difference"})

    def __init__(self, walkthrough: str, among: Sequence[str]) -> None:
        super().__init__(walkthrough, among)
        self.shown: WalkthroughScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="facts-text"),
                Table(columns.question_columns(glyphs), glyphs=glyphs, id="questions"),
                Table(columns.difference_columns(), glyphs=glyphs, id="differences"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def reload(self) -> None:
        """Ask for everything about it."""
        name = self.record

        def question(desk: Desk) -> WalkthroughScreenData:
            found = desk.walkthroughs.show(name)
            parts = [found.row.id, *(f"{found.row.id}/q{one.number}" for one in found.questions)]
            parts += [one.id for one in found.differences]
            return WalkthroughScreenData(found, desk.log.list(resource=parts, limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: WalkthroughScreenData) -> None:
        self.shown = whole
        row = whole.detail.row
        self.title_bar(
            line(f"{row.id}  {row.control}  {row.title}"), line(columns.state_cell(row, self.glyphs), self.place())
        )
        self.query_one("#facts-text", Text).say(facts_page(whole.detail, self.glyphs))
        self.fill("questions", {str(one.number): one for one in whole.detail.questions})
        self.fill("differences", {one.id: one for one in whole.detail.differences})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        numbers: dict[str, int] = {}
        if self.shown is not None:
            found = self.shown.detail
            numbers = {
                "questions": len(found.questions),
                "differences": len(found.differences),
                "history": len(self.shown.history),
            }
        hint = HINTS.get(self.tab, "")
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    def copied(self) -> str:
        """The page as text, or the list of the tab."""
        if self.tab != "facts":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return facts_page(self.shown.detail, self.glyphs).plain if self.shown else self.record

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self.tab_row()
        if isinstance(row, WalkthroughQuestion):
            self.action_answer()
        elif isinstance(row, DepartureRow):
            self.action_settle()

    def action_plan(self) -> None:
        """Day and people."""
        if self.shown is not None:
            forms.plan(self.desk_app, self.shown.detail)

    def action_record(self) -> None:
        """What it was."""
        if self.shown is not None:
            forms.record(self.desk_app, self.shown.detail)

    def action_answer(self) -> None:
        """Its questions."""
        if self.shown is not None:
            ask_questions(self.desk_app, self.shown.detail)

    def action_differ(self) -> None:
        """What was seen otherwise."""
        if self.shown is not None:
            forms.differ(self.desk_app, self.record, self.shown.detail.statement)

    def action_settle(self) -> None:
        """What became of the difference under the cursor."""
        row = self.tab_row()
        if not isinstance(row, DepartureRow):
            self.desk_app.tell("first put the cursor on a difference")
        elif row.settled:
            self.desk_app.tell(f"{row.id} was settled by {row.settled_by} on {row.settled_on}")
        else:
            forms.settle(self.desk_app, row)


def facts_page(found: WalkthroughDetail, glyphs: Glyphs) -> Content:
    """The first tab: the control as it is written, and what was seen of it."""
    row = found.row
    rows = [text(found.statement, "strong"), text("")]
    rows += [line(glyphs.warn(f"it lacks {what}")) for what in row.lacking]
    facts = (
        ("State", word(row.state)),
        ("Planned", day(row.planned_on)),
        ("Held", day(row.held_on)),
        ("People", ", ".join(row.people)),
        ("Led by", row.led_by),
        ("Item", row.item),
        ("As written", "yes, as was said" if found.no_difference else ""),
    )
    rows += [line(Cell(f"{name:<11}", "head"), columns.said(value)) for name, value in facts]
    for name, value in (("Shown", found.shown), ("Followed", found.followed)):
        rows += [text(name, "head"), *(text(f"  {part}") for part in (value or "-").splitlines())]
    return lines(rows)
