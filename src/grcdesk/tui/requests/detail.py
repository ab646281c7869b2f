"""One request: the auditor's text, where it stands, its rounds, what answers it, and its history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow
from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.requests.requests import RequestDetail, RequestRow
from grcdesk.terms.requests import AuditorStatus
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.evidence.columns import about
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, Glyphs, fact, line, lines, text
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.requests import columns
from grcdesk.tui.requests.editing import RequestActions
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {"evidence": "m ties one, z unties it", "rounds": "c hands over, t puts down his word"}


@dataclass(frozen=True, slots=True)
class RequestScreenData:
    """Everything the screen shows."""

    detail: RequestDetail
    evidence: Sequence[EvidenceRow]
    history: Sequence[LogEntry]


class RequestScreen(DetailScreen, RequestActions):
    """The detail of one request of a list."""

    PLACE = "request"
    HELP = "requests"
    TABS = ("request", "rounds", "evidence", "history")
    OPENS = frozenset({"evidence"})
    SHOWS = frozenset({"request", "request_round", "request_evidence", "request_list", "evidence"})

    def __init__(self, request: str, among: Sequence[str]) -> None:
        super().__init__(request, among)
        self.shown: RequestScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="request-text"),
                Table(columns.round_columns(glyphs), glyphs=glyphs, id="rounds"),
                Table(columns.artefact_columns(), glyphs=glyphs, id="evidence"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def reload(self) -> None:
        """Ask for everything about it."""
        request = self.record

        def question(desk: Desk) -> RequestScreenData:
            found = desk.requests.show(request)
            names = [found.row.id, *(f"{found.row.id}/{one.number}" for one in found.history)]
            return RequestScreenData(
                found, desk.evidence.rows(found.row.evidence), desk.log.list(resource=names, limit=500)
            )

        self.ask("whole", question, self._show)

    def _show(self, whole: RequestScreenData) -> None:
        self.shown = whole
        row = whole.detail.row
        ours, his = columns.our_cell(row, self.glyphs), columns.his_cell(row, self.glyphs)
        self.title_bar(line(f"{row.name}  {row.asks}"), line(ours, "  ", his, f"{self.place()}"))
        self.query_one("#request-text", Text).say(request_page(whole.detail, self.glyphs))
        self.fill("rounds", {str(one.number): one for one in whole.detail.history})
        self.fill("evidence", {one.id: one for one in whole.evidence})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        numbers: dict[str, int] = {}
        hint = HINTS.get(self.tab, "")
        if self.shown is not None:
            found = self.shown
            numbers = {
                "rounds": len(found.detail.history), "evidence": len(found.evidence), "history": len(found.history),
            }  # fmt: skip
            hint = hint or found.detail.next
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    def meant_rows(self) -> Sequence[RequestRow]:
        """The one shown."""
        return [self.shown.detail.row] if self.shown is not None else []

    def copied(self) -> str:
        """The page as text, or the list of the tab."""
        if self.tab != "request":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return request_page(self.shown.detail, self.glyphs).plain if self.shown else self.record

    def action_drop_evidence(self) -> None:
        """Untie the artefact under the cursor."""
        row = self.tab_row()
        if not isinstance(row, EvidenceRow):
            self.desk_app.tell("first put the cursor on an artefact")
            return
        name, request = row.id, self.record
        self.desk_app.with_desk("evidence", lambda desk: desk.requests.evidence(request, [name], drop=True))

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self.tab_row()
        if isinstance(row, EvidenceRow):
            name = row.id
            self.ask_first("artefact", lambda desk: desk.evidence.show(name), self._tell_artefact)

    def _tell_artefact(self, found: EvidenceDetail) -> None:
        self.app.push_screen(LinesDialog(f"{found.row.id}  {found.row.title}", about(found, self.glyphs)))


def request_page(found: RequestDetail, glyphs: Glyphs) -> Content:
    """The first tab: the text as it came, where it stands, and his row."""
    row = found.row
    rows = [text(part, "strong") for part in row.text.splitlines()]
    rows += [line(glyphs.warn(f"{one}; e settles it: set the field")) for one in row.conflicts]
    rows.append(text(""))
    rows += [fact(name, value, 11) for name, value in _facts(found)]
    if found.cells:
        rows += [text(""), text(f"On {found.file}", "head")]
        rows += [line(Cell(f"  {name}: ", "muted"), " ".join(value.split())) for name, value in found.cells if value]
    return lines(rows)


def _facts(found: RequestDetail) -> Iterator[tuple[str, str]]:
    """Label and value of where a request stands, and of what it is about."""
    row = found.row
    yield "Next", found.next
    yield "Owner", row.owner
    yield "Due", day(row.due) + (", overdue" if row.overdue else "")
    yield "Status", word(row.status) + (f": {row.blocked}" if row.blocked else "")
    yield "Auditor", _auditor(found)
    yield "Round", str(row.rounds) + (f", returned: {row.return_reason}" if row.return_reason else "")
    yield "Evidence", " ".join(row.evidence)
    yield "Response", row.response
    yield "Controls", " ".join(row.controls)
    yield "Criteria", " ".join(row.criteria)
    yield "Kind", word(row.kind) if row.kind else ""
    yield "Priority", word(row.priority) if row.priority else ""
    yield "Asked", day(row.asked)
    yield "Our number", row.id


def _auditor(found: RequestDetail) -> str:
    row = found.row
    if row.auditor_status is AuditorStatus.NOT_SENT:
        return word(row.auditor_status) if row.submitted_on is None else "no word yet"
    return f"{word(row.auditor_status)} on {found.told_on}, as {found.told_by} told"
