"""One control: assessing it, its mappings, artefacts, actions and risks, findings, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, MappingRow, RiskRow
from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.schemas.log.log import LogEntry
from grcdesk.tui.controls import parts, plan_forms, reading
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.coverage.parts import strip
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.evidence import correcting
from grcdesk.tui.evidence.columns import about
from grcdesk.tui.findings.columns import finding_columns
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, line, lines
from grcdesk.tui.log.columns import entry_facts, history_columns
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

TabRecord = ActionRow | RiskRow | EvidenceRow | FindingRow | MappingRow | LogEntry | None

NO_EVIDENCE = "No evidence for this control. a attaches a file or a link."
NO_ACTIONS = "No actions here. p plans one, r accepts the risk instead."
NO_FINDINGS = "No finding is about this control, f raises one. Failed scans: see Assess."


@dataclass(frozen=True, slots=True)
class ControlScreenData:
    """Everything the screen shows."""

    read: reading.ControlRead
    history: Sequence[LogEntry]
    findings: Sequence[FindingRow]
    """Those of the engagement at hand."""

    @property
    def detail(self) -> ControlDetail:
        """The control."""
        return self.read.detail


class ControlScreen(DetailScreen, EditingScreen):
    """The detail of one control of a list."""

    PLACE = "control"
    HELP = "controls"
    TABS = ("assess", "mapping", "evidence", "actions", "findings", "history")
    OPENS = frozenset({"findings"})

    def __init__(self, control: str, among: Sequence[str]) -> None:
        super().__init__(control, among)
        self.shown: ControlScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            Text(id="above"),
            self.pages(
                Text(id="assess-text"),
                Table(parts.mapping_columns(), glyphs=glyphs, empty="Maps to nothing.", id="mapping"),
                Table(parts.evidence_columns(), glyphs=glyphs, empty=NO_EVIDENCE, id="evidence"),
                Table(parts.action_columns(glyphs, self.desk_app.today), glyphs=glyphs, empty=NO_ACTIONS, id="actions"),
                Table(finding_columns(glyphs, self.desk_app.today), glyphs=glyphs, empty=NO_FINDINGS, id="findings"),
                Table(history_columns(glyphs), glyphs=glyphs, empty="Nothing yet.", id="history"),
            ),
        ]

    def on_mount(self) -> None:
        """Nothing stands above the first page."""
        super().on_mount()
        self.query_one("#above").display = False

    # what is shown

    def reload(self) -> None:
        """Ask for everything about the control."""
        control = self.record

        def question(desk: Desk) -> ControlScreenData:
            history = desk.log.list(resource=control, limit=500)
            findings = [row for row in desk.findings.list() if row.control == control]
            return ControlScreenData(reading.read(desk, control), history, findings)

        self.ask("whole", question, self._show)

    def _show(self, whole: ControlScreenData) -> None:
        self.shown = whole
        detail = whole.detail
        self.title_bar(
            line(f"{detail.row.id}  {detail.row.title}"),
            line("  ", self.glyphs.status(detail.row.status), self.place()),
        )
        period = strip(whole.read.heat, self.glyphs)
        self.query_one("#assess-text", Text).say(reading.whole(whole.read, self.glyphs, self.desk_app.today))
        self.query_one("#above", Text).say(lines([*period, *reading.wanted(detail.wanted)]))
        self.fill("mapping", {f"{row.framework} {row.item}": row for row in detail.mappings})
        self.fill("evidence", {row.id: row for row in whole.read.evidence})
        self.fill("actions", {row.id: row for row in detail.actions} | {row.id: row for row in detail.risks})
        self.fill("findings", {row.id: row for row in whole.findings})
        self.fill("history", {str(row.seq): row for row in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        whole = self.shown
        numbers: dict[str, int] = {}
        if whole is not None:
            detail = whole.detail
            numbers = {
                "mapping": len(detail.mappings),
                "evidence": len(whole.read.evidence),
                "actions": len(detail.actions) + len(detail.risks),
                "findings": len(whole.findings),
                "history": len(whole.history),
            }
        tabs, hint = line(*self.tab_cells(counted(numbers), " ")), self._tab_hint(numbers)
        # every tab is in view before a hint is
        fits = len(tabs.plain) + len(hint) + 1 < self.size.width
        self.query_one("#tabs", Bar).say(tabs, line(Cell(hint if fits else "", "muted")))

    def _tab_hint(self, numbers: Mapping[str, int]) -> str:
        if self.tab in {"assess", "history"}:
            return ""
        if self.tab == "evidence":
            return "b holes" + (", c rejects" if numbers.get("evidence") else "")
        if not numbers.get(self.tab):
            return ""
        return {"mapping": "", "findings": "enter opens", "actions": "m moves, c closes"}[self.tab]

    # keys

    def controls_meant(self) -> tuple[str, ...]:
        """Files dragged here stand behind this control."""
        return (self.record,)

    def meant(self) -> tuple[str, ...]:
        """This control."""
        return (self.record,)

    def action_assess(self) -> None:
        """Assess this control, and those of the list it was opened from."""
        from grcdesk.tui.controls.assessing import AssessScreen  # noqa: PLC0415  not needed for the page

        self.app.push_screen(AssessScreen(self.record, self.among))

    def more(self, row: TabRecord) -> Sequence[Fact]:
        """What no column says of a mapping, an action, an entry."""
        if isinstance(row, MappingRow):
            return parts.mapping_facts(row)
        if isinstance(row, ActionRow | RiskRow):
            return parts.action_facts(row)
        return entry_facts(row) if isinstance(row, LogEntry) else ()

    def read(self, row: TabRecord, columns: Sequence[ListColumn]) -> None:
        """An artefact is asked for: a row of it holds less than there is."""
        if not isinstance(row, EvidenceRow):
            super().read(row, columns)
            return
        name = row.id

        def tell(found: EvidenceDetail) -> None:
            self.app.push_screen(LinesDialog(f"{name}  {found.row.title}", about(found, self.glyphs)))

        self.ask("artefact", lambda desk: desk.evidence.show(name), tell)

    @on(Table.Chosen, "#findings")
    def _finding_chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            self.desk_app.show_finding(event.table.key, list(event.table.pages.keys))

    def action_show_tab(self, name: str) -> None:
        """That tab; above artefacts stands what is wanted of them."""
        self.query_one("#above").display = name == "evidence"
        super().action_show_tab(name)

    def copied(self) -> str:
        """The control as Markdown, or the list of the tab."""
        if self.tab != "assess" and self.shown is not None:
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return parts.markdown(self.shown.detail) if self.shown else self.record

    def _chosen_record(self) -> TabRecord:
        if self.tab == "assess":
            return None
        row: TabRecord = self.query_one(f"#{self.tab}", Table).row
        return row

    def action_move_action(self) -> None:
        """Move the due date of the action under the cursor."""
        record = self._chosen_record()
        if isinstance(record, ActionRow):
            plan_forms.move_action(self.desk_app, record)
        else:
            self.desk_app.tell("first put the cursor on an action, in the tab Actions")

    def action_close_action(self) -> None:
        """Close the action, end the risk or reject the artefact under the cursor."""
        record = self._chosen_record()
        if isinstance(record, ActionRow):
            plan_forms.close_action(self.desk_app, record)
        elif isinstance(record, RiskRow):
            plan_forms.end_risk(self.desk_app, record)
        elif isinstance(record, EvidenceRow):
            correcting.reject(self.desk_app, record)
        else:
            self.desk_app.tell("first put the cursor on an action, a risk or an artefact")
