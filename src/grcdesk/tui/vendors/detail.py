"""One vendor: who it is and when it is due, its package, agreements, reports, reviews, features and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.rules.vendors.recorded import recorded
from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.vendors.file import DocumentRow, ExpectedRow, JudgedFile, PackageLine, ProjectRow, SubprocessorRow
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.schemas.vendors.vendors import ContactRow
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.readiness import WorkPlace
from grcdesk.terms.vendors import DocumentKind, ReviewStatus
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.detail import DetailScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.vendors import paper_forms as papers
from grcdesk.tui.vendors import parts, review_list
from grcdesk.tui.vendors import relation_forms as relations
from grcdesk.tui.vendors.clause_list import read_clauses
from grcdesk.tui.vendors.columns import due_state, review_columns
from grcdesk.tui.vendors.editing import VendorActions
from grcdesk.tui.vendors.strip import strip
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_HINTS = {
    "package": "enter says where an item stands",
    "agreements": "v reads it through, enter one clause, m edits",
    "reviews": "enter opens it, r starts one or goes on",
    "features": "enter decides or corrects",
}
_EMPTY = {
    "package": "",
    "agreements": "no agreement on record; a adds one",
    "reports": "no document on file; a adds one",
    "reviews": "never reviewed; r starts a review",
    "features": "no feature, project, subprocessor or contact; a adds one",
}


@dataclass(frozen=True, slots=True)
class VendorScreenData:
    """Everything the screen shows."""

    judged: JudgedFile
    history: Sequence[LogEntry]


class VendorScreen(DetailScreen, VendorActions):
    """The detail of one vendor of a list."""

    PLACE = "vendor"
    BOARD = WorkPlace.VENDOR
    HELP = "vendors"
    TABS = ("about", "package", "agreements", "reports", "reviews", "features", "history")
    OPENS = frozenset({"package", "agreements", "reports", "reviews", "features"})

    def __init__(self, vendor: str, among: Sequence[str]) -> None:
        super().__init__(vendor, among)
        self.shown: VendorScreenData | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            Bar(id="hint"),
            self.pages(
                Text(id="about-text"),
                Table(parts.package_columns(glyphs), glyphs=glyphs, id="package"),
                Table(parts.clause_columns(glyphs), glyphs=glyphs, id="agreements"),
                Table(parts.paper_columns(), glyphs=glyphs, id="reports"),
                Table(review_columns(), glyphs=glyphs, id="reviews"),
                Table(parts.paper_columns(), glyphs=glyphs, id="features"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
            Text(id="strip"),
        ]

    def reload(self) -> None:
        """Ask for everything about the vendor."""
        vendor = self.record

        def question(desk: Desk) -> VendorScreenData:
            judged = desk.vendor_papers.file(vendor)
            return VendorScreenData(judged, desk.log.list(resource=judged.file.ids, limit=500))

        self.ask("whole", question, self._show)

    def _show(self, whole: VendorScreenData) -> None:
        self.shown = whole
        judged = whole.judged
        row = judged.file.detail.row
        failing = f"{len(judged.failing)} failing  " if judged.failing else ""
        self.title_bar(
            line(f"{row.name}  {word(row.tier)}"),
            line(
                *("  ", Cell(failing, "error"), due_state(row.review, self.glyphs)),
                self.place(),
            ),
        )
        self.query_one("#about-text", Text).say(parts.about(judged, self.glyphs))
        for name, rows in self._rows(whole).items():
            self.fill(name, rows)
        self.say_tabs()

    def _rows(self, whole: VendorScreenData) -> dict[str, Mapping[str, object]]:
        judged = whole.judged
        return {
            "package": {str(one.item): one for one in judged.package},
            "agreements": parts.readings(judged),
            "reports": parts.papers(judged, self.glyphs),
            "reviews": {one.id: one for one in judged.file.reviews},
            "features": parts.relations(judged, self.glyphs),
            "history": {str(one.seq): one for one in whole.history},
        }

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""

        def labels(longest: int) -> Content:
            return line(*self.tab_cells({name: name.capitalize()[:longest] for name in self.TABS}))

        self._say_strip()
        self.query_one("#tabs", Bar).say(labels(99), shorter=(labels(6), labels(4)))
        hint = self.query_one("#hint", Bar)
        wrong = self.tab == "agreements" and self.shown is not None and parts.bound_line(self.shown.judged)
        hint.say(line(Cell(f" {self._hint()}", "error" if wrong else "muted")))
        hint.display = bool(self._hint())

    @on(Table.Moved)
    def _say_strip(self) -> None:
        tabled = self.tab not in {"about", "history"}
        row = self.query_one(f"#{self.tab}", Table).row if tabled else None
        self.query_one("#strip", Text).say(strip(row))
        self.set_class(row is not None, "-strip")

    def _hint(self) -> str:
        whole = self.shown
        if whole is None or self.tab in {"about", "history"}:
            return ""
        if self.tab == "reports" and whole.judged.file.documents:
            return parts.cover_line(whole.judged)
        if self.tab == "agreements" and (wrong := parts.bound_line(whole.judged)):
            return wrong
        empty = not self._rows(whole)[self.tab]
        return _EMPTY[self.tab] if empty else _HINTS.get(self.tab, "")

    def meant(self) -> str:
        """This vendor."""
        return self.record

    def named(self) -> str:
        """Its name."""
        return self.shown.judged.file.detail.row.name if self.shown else self.record

    # keys

    def action_add(self) -> None:
        """Add a paper, a project, a subprocessor, a contact."""
        papers.add(self.desk_app, self.record, self.named())

    def action_import_list(self) -> None:
        """Subprocessors as the vendor publishes them, or contacts."""
        choices = [Choice("subprocessors", "Subprocessors", "s"), Choice("contacts", "Contacts", "c")]
        meant = self.record
        self.app.push_screen(
            Pick("Import", choices), lambda what: bring(self.desk_app, DeskRegister(what), meant) if what else None
        )

    def action_agreement(self) -> None:
        """Edit the agreement under the cursor."""
        row = self.query_one("#agreements", Table).row
        if self.tab == "agreements" and isinstance(row, parts.Reading):
            papers.edit_agreement(self.desk_app, row.agreement)
        else:
            self.desk_app.tell("first put the cursor on an agreement, in the tab Agreements")

    def action_clauses(self) -> None:
        """Read the agreement under the cursor, or the only one, clause by clause."""
        row = self.query_one("#agreements", Table).row if self.tab == "agreements" else None
        found = self.shown.judged.file.agreements if self.shown is not None else ()
        if isinstance(row, parts.Reading):
            read_clauses(self.desk_app, row.agreement)
        elif len(found) == 1:
            read_clauses(self.desk_app, found[0])
        elif found:
            self.desk_app.tell("first put the cursor on an agreement, in the tab Agreements")
        else:
            self.desk_app.tell("no agreement on record; a adds one")

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row = event.table.row
        if isinstance(row, PackageLine):
            papers.package_item(self.desk_app, self.record, row)
        elif isinstance(row, parts.Reading):
            read = CLAUSES[row.clause]
            papers.clause(self.desk_app, row.agreement.id, row.clause, row.found, read.question)
        elif isinstance(row, ReviewRow):
            self._review(row)
        elif isinstance(row, parts.TabLine):
            self._paper(row.row)

    def _review(self, row: ReviewRow) -> None:
        app = self.desk_app
        if row.status is ReviewStatus.OPEN:
            review_list.go_on(app, row)
        else:
            app.push_screen(LinesDialog(f"{row.id} {row.name}", reviewed(row)))

    def _paper(self, row: object) -> None:
        app = self.desk_app
        if isinstance(row, DocumentRow) and row.kind in {DocumentKind.SOC2_TYPE1, DocumentKind.SOC2_TYPE2}:
            papers.review_report(app, row)
        elif isinstance(row, ExpectedRow):
            relations.answer_expected(app, row)
        elif isinstance(row, SubprocessorRow):
            relations.decide_subprocessor(app, row)
        elif isinstance(row, ProjectRow):
            relations.project(app, self.record, self.named(), row.name)
        elif isinstance(row, ContactRow):
            relations.drop_contact(app, row.id, row.name or row.mail)


def reviewed(row: ReviewRow) -> list[Content]:
    """A closed review, to read."""
    said = word(row.conclusion) if row.conclusion else word(row.status)
    rows = [line(Cell(said, "head"), f"  {day(row.concluded_on)}  {row.reviewer}")]
    wrote = recorded(row)
    rows += [line(Cell(wrote, "muted"))] if wrote else []
    rows += [line(Cell("conditions  ", "muted"), row.conditions)] if row.conditions else []
    rows += [line(Cell("note  ", "muted"), row.note)] if row.note else []
    rows += [line(Cell(f"failing  {what}", "warning")) for what in row.failing]
    for check in row.checks:
        answer = word(check.answer) if check.answer else "-"
        rows.append(line(f"{check.number:>2} {answer:<4.4} {check.question}", Cell(f"  {check.note}", "muted")))
    return rows
