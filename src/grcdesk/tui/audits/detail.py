"""One engagement: its facts, its phase with the checks, its plan, its exposure, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from grcdesk.schemas.audits.audits import EngagementDetail
from grcdesk.schemas.audits.standing import AuditCheck, Door, ExposureRow, PhaseStep, PhaseView, PlanTask, PlanView
from grcdesk.schemas.log.log import LogEntry
from grcdesk.terms.audits import Exposed, Met
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.audits import forms, parts
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.detail import DetailScreen
from grcdesk.tui.kit.looks import Cell, line, lines
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {"facts": "e edits", "phase": "s moves it, m mends", "plan": "p chooses one, m mends", "exposure": "m mends"}


@dataclass(frozen=True, slots=True)
class EngagementWhole:
    """Everything the screen shows."""

    detail: EngagementDetail
    phase: PhaseView
    plan: PlanView
    exposure: Sequence[ExposureRow]
    history: Sequence[LogEntry]


class EngagementScreen(DetailScreen):
    """The detail of one engagement of a list."""

    PLACE = "engagement"
    BOARD = WorkPlace.ENGAGEMENT
    HELP = "audits"
    TABS = ("facts", "phase", "plan", "exposure", "history")
    OPENS = frozenset({"phase", "plan", "exposure"})

    def __init__(self, engagement: str, among: Sequence[str], shown: Sequence[str] = ()) -> None:
        super().__init__(engagement, among)
        self.tab = next((tab for tab in shown if tab in self.TABS), self.TABS[0])
        self.whole: EngagementWhole | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="facts-text"),
                Table(parts.phase_columns(glyphs), glyphs=glyphs, id="phase"),
                Table(parts.plan_columns(glyphs), glyphs=glyphs, id="plan"),
                Table(parts.exposure_columns(glyphs), glyphs=glyphs, id="exposure"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
            Text(id="strip"),
        ]

    def on_mount(self) -> None:
        """The tab asked for takes the keys."""
        self.query_one(ContentSwitcher).current = self.tab
        super().on_mount()

    def reload(self) -> None:
        """Ask for everything about the engagement."""
        name = self.record

        def question(desk: Desk) -> EngagementWhole:
            return EngagementWhole(
                desk.audits.show(name),
                desk.standing.phase(name),
                desk.standing.plan(name),
                desk.standing.exposure(name),
                desk.log.list(resource=name, limit=500),
            )

        self.ask("whole", question, self._show)

    def _show(self, whole: EngagementWhole) -> None:
        self.whole = whole
        row = whole.detail.row
        standing = "  closed" if row.closed else ""
        if row.current:
            standing = "  current"
        self.title_bar(line(f"{row.id}  {row.name}"), line(f"  {word(row.phase)}{standing}{self.place()}"))
        today = self.desk_app.today
        self.query_one("#facts-text", Text).say(lines(parts.facts(whole.detail, whole.phase, self.glyphs, today)))
        self.fill("phase", {f"{step.side}/{step.check.id}": step for step in whole.phase.steps})
        self.fill("plan", {task.id: task for task in whole.plan.tasks})
        self.fill("exposure", {one.id: one for one in whole.exposure})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        label = {}
        hint = HINTS.get(self.tab, "")
        if self.whole is not None:
            open_ = sum(task.state is not Met.DONE for task in self.whole.plan.tasks)
            bad = sum(row.state is not Exposed.NOT_EXPOSED for row in self.whole.exposure)
            label = {
                "phase": f"Phase {self.whole.phase.lacking}",
                "plan": f"Plan {open_}" if self.whole.plan.plan else "Plan",
                "exposure": f"Exposure {bad}",
            }
            if self.tab == "plan" and self.whole.plan.plan is None:
                hint = "follows no plan: p chooses one"
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(label, " ")), line(Cell(hint, "muted")))

        self._say_row()

    # the row under the cursor

    @on(Table.Moved)
    def _say_row(self) -> None:
        """What the columns had to cut."""
        told = parts.row_lines(self.tab_row())
        self.query_one("#strip", Text).say(lines(told))
        self.set_class(bool(told), "-strip")

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self.tab_row()
        if isinstance(row, PhaseStep):
            self._mend(row.check)
        elif isinstance(row, PlanTask):
            self._pick_check(row)
        elif isinstance(row, ExposureRow):
            self._pick_record(row)

    def _pick_check(self, task: PlanTask) -> None:
        """What a task waits for, each check a door."""
        by_id = {one.id: one for one in task.checks}
        choices = []
        for one in task.checks:
            state = parts.met_cell(one.state, self.glyphs)
            choices.append(Choice(one.id, f"{state.text}  {one.what}: {one.why}", tone=state.tone))
        self.app.push_screen(
            Pick(f"{task.title}: due {task.due}", choices), lambda name: self._mend(by_id[name]) if name else None
        )

    def _pick_record(self, row: ExposureRow) -> None:
        """The records behind an answer, each a door to where they stand."""
        choices = []
        for place, one in enumerate(row.rows):
            state = parts.exposed_cell(one.state, self.glyphs)
            choices.append(Choice(str(place), f"{state.text}  {one.id}: {one.why}", tone=state.tone))
        choices.append(Choice("door", f"open {row.door.place}", "o"))
        self.app.push_screen(
            Pick(f"{row.id} {row.title}: {row.why}", choices), lambda name: self._go(row.door) if name else None
        )

    def action_mend(self) -> None:
        """Go to where the row under the cursor is mended."""
        row = self.tab_row()
        if isinstance(row, PhaseStep):
            self._mend(row.check)
        elif isinstance(row, PlanTask):
            self._mend(next((one for one in row.checks if one.state is not Met.DONE), row.checks[0]))
        elif isinstance(row, ExposureRow):
            self._go(row.door)
        else:
            self.desk_app.tell("first put the cursor on a check, a task or a finding")

    def _mend(self, check: AuditCheck) -> None:
        if check.door.place != "engagement":
            self._go(check.door)
        elif check.id == "exposure":
            self.action_show_tab("exposure")
        else:
            self.action_edit()

    def _go(self, door: Door) -> None:
        app, whole = self.desk_app, self.whole
        if whole is not None and not whole.detail.row.current:
            app.tell(f"lists are about the current engagement: c makes {self.record} that", "warning")
        elif door.place == "controls":
            app.show_controls(door.where)
        elif door.place in app.places():
            app.through_door(door.place)
        else:
            app.tell(f"there is no list of {door.place} here", "warning")

    # keys

    def copied(self) -> str:
        """The facts as text, or the list of the tab."""
        if self.tab != "facts":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return self.query_one("#facts-text", Text).plain

    def action_use(self) -> None:
        """Make it the current one."""
        forms.use(self.desk_app, self.record)

    def action_edit(self) -> None:
        """Set its fields."""
        if self.whole is not None:
            forms.edit(self.desk_app, self.whole.detail)

    def action_move(self) -> None:
        """Move it to another phase."""
        if self.whole is not None:
            forms.move(self.desk_app, self.whole.detail.row, self.whole.phase.lacking)

    def action_follow(self) -> None:
        """Let it follow a plan."""
        if self.whole is not None:
            forms.follow(self.desk_app, self.whole.detail.row)

    def action_follow_on(self) -> None:
        """The next one from it."""
        if self.whole is not None:
            forms.follow_on(self.desk_app, self.whole.detail.row)

    def action_close_engagement(self) -> None:
        """Close it, or open it again."""
        if self.whole is not None:
            forms.close(self.desk_app, self.whole.detail.row)
