"""Evidence inbox: what waits to be placed first, with a suggestion; then what is placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from grcdesk.rules.fields.evidence import EVIDENCE_FIELDS
from grcdesk.schemas.evidence import EvidenceDetail, EvidenceRow, Suggestion
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.evidence import forms
from grcdesk.tui.evidence.columns import about, evidence_columns, strip_text
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from grcdesk.services.desk.desk import Desk

InboxAnswer = tuple[str, Sequence[str], Sequence[EvidenceRow], tuple[int, int], int]
"""The filter asked with, the keys, the first page, how many wait here and in folders, and how many there are."""


class EvidenceScreen(FilteringScreen):
    """The inbox."""

    PLACE = "evidence"
    HELP = "evidence"
    SIDE = "Artefact"
    EXTRA = ("evidence.import",)
    SHOWS = frozenset({"evidence", "evidence_link", "evidence_test", "import", "sync_file"})

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self.waiting = self.outside = 0
        self.suggested: dict[str, tuple[Suggestion, ...]] = {}
        self.detail: EvidenceDetail | None = None
        self.coming = ""
        """An artefact to go to once it is in the list."""

    def content(self) -> list[Widget]:
        """Filter, list, pane, strip."""
        table = Table(evidence_columns(self.glyphs, self.suggested), glyphs=self.glyphs, marks=True, id="list")
        return [
            FilterBar(EVIDENCE_FIELDS),
            Horizontal(table, id="body"),
            Text(id="empty", classes="empty"),
            Text(id="strip"),
        ]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("Evidence inbox")

    # the list

    def reload(self) -> None:
        """Ask for the keys: those that wait first, the newest first among equals, unless the filter sorts."""
        where = self.where

        def question(desk: Desk) -> InboxAnswer:
            waiting = desk.evidence.keys("is:unplaced")
            keys: Sequence[str] = desk.evidence.keys(where, sort="" if "sort:" in where else "-dated")
            if "sort:" not in where:
                first = set(waiting)
                keys = [*(key for key in keys if key in first), *(key for key in keys if key not in first)]
            total = len(desk.evidence.keys()) if where else len(keys)
            return where, keys, desk.evidence.rows(keys[:PAGE]), (len(waiting), desk.sync.waiting()), total

        self.ask("keys", question, self._show)

    def _show(self, answer: InboxAnswer) -> None:
        where, keys, first, (self.waiting, self.outside), self.total = answer
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        self.suggested.clear()
        self.detail = None
        table = self.query_one(Table)
        table.set_rows(keys, ServiceRows(desk.evidence.rows), first)
        if self.coming in keys:
            table.go_to(self.coming)
            self.coming = ""
        self._say_title()
        self.query_one("#body").display = bool(keys)
        empty = self.query_one("#empty", Text)
        empty.display = not keys
        if keys and not self.query_one(FilterBar).display:
            table.focus()  # a list that was empty has lost it
        if not self.total:
            empty.say(
                lines(
                    [
                        line("No evidence yet. ", Cell("a", "accent"), " attaches files, folders or links;"),
                        text("files dragged into the terminal are taken too."),
                    ]
                )
            )
        elif not keys:
            empty.say(line(f"0 of {self.total:,} match `{where}`; ", Cell("esc", "accent"), " shows all."))

    def go_to_new(self, ids: Sequence[str]) -> None:
        """Put the cursor on the first of these, now or when the list is here."""
        self.coming = next((name for name in ids if name.startswith("EV-")), "")
        if self.coming and self.query_one(Table).go_to(self.coming):
            self.coming = ""

    def _say_title(self) -> None:
        table = self.query_one(Table)
        marked = len(table.marks.keys) if table.marks else 0
        counts = f"Evidence inbox  {self.waiting:,} to place, {self.total - self.waiting:,} placed or set aside"
        if self.where:
            counts = f"Evidence inbox  {len(table.pages):,} of {self.total:,}"
        short = f"Evidence inbox  {self.waiting:,} to place"
        tail = Cell(f"  / {self.where}" if self.where else "", "muted")
        self.title_bar(
            line(counts, tail),
            line(Cell(f"{marked:,} marked" if marked else self._outside(), "warning")),
            shorter=(line(short, tail),),
        )

    def _outside(self) -> str:
        """Files of watched folders that could not be taken."""
        return f"{count(self.outside, 'file')} waiting in folders" if self.outside else ""

    @on(Table.Moved)
    def _moved(self) -> None:
        row: EvidenceRow | None = self.query_one(Table).row
        if row is None:
            self._say_row(None)
            return
        if self.detail is None or self.detail.row != row:
            self.detail = None
            self.ask("detail", lambda desk: desk.evidence.show(row.id), self._detailed)
        self._say_row(row)

    def _detailed(self, detail: EvidenceDetail) -> None:
        self.detail = detail
        table = self.query_one(Table)
        if detail.suggestions and self.suggested.get(detail.row.id) != detail.suggestions:
            self.suggested[detail.row.id] = detail.suggestions
            table.forget()
            table.refresh()
        self._say_row(table.row)

    def _say_row(self, row: EvidenceRow | None) -> None:
        strip, side = self.query_one("#strip", Text), self.query_one("#side", Text)
        strip.say(strip_text(row, self.detail) if row is not None else text(""))
        if row is not None and self.detail is not None and self.detail.row.id == row.id:
            side.say(lines([line(Cell(f"{row.id}  ", "head"), row.title), *about(self.detail, self.glyphs)]))
        else:
            side.say(text(""))

    @on(Table.Marked)
    def _marked(self) -> None:
        self._say_title()

    # what is done to the artefacts meant

    def _with_rows(self, then: Callable[[Sequence[EvidenceRow]], None]) -> None:
        meant = self.query_one(Table).meant
        if meant:
            self.ask_first("meant", lambda desk: desk.evidence.rows(meant), then)

    def _with_detail(self, then: Callable[[EvidenceDetail], None]) -> None:
        key = self.query_one(Table).key
        if key is not None:
            self.ask_first("one", lambda desk: desk.evidence.show(key), then)

    @on(Table.Chosen)
    def _chosen(self) -> None:
        table = self.query_one(Table)
        if table.marks and table.marks.keys:
            self.action_choose_control()
        else:
            self._with_detail(self._open)

    def _open(self, detail: EvidenceDetail) -> None:
        if detail.row.placed or detail.row.rejected:
            self._tell(detail)
        else:
            forms.place(self.desk_app, detail)

    def _tell(self, detail: EvidenceDetail) -> None:
        row = detail.row
        self.app.push_screen(
            LinesDialog(f"{row.id}  {row.title or row.file_name or row.url}", about(detail, self.glyphs))
        )

    def action_details(self) -> None:
        """Everything about the artefact."""
        self._with_detail(self._tell)

    def action_choose_control(self) -> None:
        """Choose the control those meant stand behind."""
        self._with_rows(
            lambda rows: forms.choose_controls(
                self.desk_app, rows, self.suggested.get(rows[0].id, ()) if len(rows) == 1 else ()
            )
        )

    def action_untie(self) -> None:
        """Untie it from a control."""
        self._with_detail(lambda detail: forms.untie(self.desk_app, detail.row))

    def action_attach(self) -> None:
        """Take in files or links."""
        forms.pick_and_attach(self.desk_app)

    def action_correct(self) -> None:
        """Correct dates, provenance, checks."""
        self._with_detail(lambda detail: forms.correct(self.desk_app, detail))

    def action_supersede(self) -> None:
        """Name the newer artefact."""
        self._with_detail(lambda detail: forms.supersede(self.desk_app, detail.row))

    def action_set_aside(self) -> None:
        """It is not usable."""
        self._with_rows(lambda rows: forms.set_aside(self.desk_app, rows))

    # filter
