"""Evidence inbox: what waits to be placed first, with a suggestion; then what is placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.fields.evidence import EVIDENCE_FIELDS
from grcdesk.rules.filters.fields import Field
from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow, Suggestion
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.evidence import correcting, forms
from grcdesk.tui.evidence.columns import about, behind_cell, evidence_columns, strip_text
from grcdesk.tui.evidence.placing_list import place_each
from grcdesk.tui.frame.aside import facts
from grcdesk.tui.frame.filtering import AskedScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from grcdesk.services.desk.desk import Desk

InboxAnswer = tuple[str, Sequence[str], Sequence[EvidenceRow], tuple[int, int], Sequence[str]]
"""The filter asked with, the keys, the first page, how many wait here and in folders, and all keys there are."""


class EvidenceScreen(AskedScreen):
    """The inbox."""

    PLACE = "evidence"
    BOARD = WorkPlace.EVIDENCE
    HELP = "evidence"
    SIDE = "Artefact"
    EXTRA = ("evidence.import",)
    SHOWS = frozenset({"evidence", "evidence_link", "evidence_test", "import", "sync_file"})

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self.waiting = self.outside = 0
        self.suggested: dict[str, tuple[Suggestion, ...]] = {}
        self.coming = ""
        """An artefact to go to once it is in the list."""

    def fields(self) -> Mapping[str, Field]:
        """Those of an artefact."""
        return EVIDENCE_FIELDS

    def content(self) -> list[Widget]:
        """Filter, list, pane, strip."""
        table = Table(evidence_columns(self.glyphs, self.suggested), glyphs=self.glyphs, marks=True, id="list")
        return [
            FilterBar(EVIDENCE_FIELDS),
            self.body(table),
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
        where, order = self.where, self.ordered(self.where)

        def question(desk: Desk) -> InboxAnswer:
            waiting = desk.evidence.keys("is:unplaced")
            keys: Sequence[str] = desk.evidence.keys(order, sort="" if "sort:" in order else "-dated")
            if "sort:" not in order:
                first = set(waiting)
                keys = [*(key for key in keys if key in first), *(key for key in keys if key not in first)]
            known = desk.evidence.keys() if where else keys
            return where, keys, desk.evidence.rows(keys[:PAGE]), (len(waiting), desk.sync.waiting()), known

        self.ask("keys", question, self._show)

    def _show(self, answer: InboxAnswer) -> None:
        where, keys, first, (self.waiting, self.outside), known = answer
        self.total = len(known)
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        self.suggested.clear()
        self.forget_rest()
        table = self.query_one(Table)
        table.keep_marks(known)
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

    def show_artefact(self, name: str) -> None:
        """Put the cursor on an artefact, whatever the filter was, and tell everything about it."""
        self.where, self.coming = "", name
        self.reload()
        self.ask("one", lambda desk: desk.evidence.show(name), self._tell)

    def _say_title(self) -> None:
        table = self.query_one(Table)
        counts = f"Evidence inbox  {self.waiting:,} to place, {self.total - self.waiting:,} placed or set aside"
        if self.where:
            counts = f"Evidence inbox  {len(table.pages):,} of {self.total:,}"
        short = f"Evidence inbox  {self.waiting:,} to place"
        tail = Cell(f"  / {self.where}" if self.where else "", "muted")
        self.title_bar(
            line(counts, tail),
            line(Cell(table.marked or self._outside(), "warning")),
            shorter=(line(short, tail),),
        )

    def _outside(self) -> str:
        """Files of watched folders that could not be taken."""
        return f"{count(self.outside, 'file')} waiting in folders" if self.outside else ""

    def about(self, row: EvidenceRow) -> Content:
        """What it is, and what to do about it."""
        return strip_text(row, self.rest)

    def side(self, row: EvidenceRow) -> Content:
        """And all that is known of it."""
        if self.rest is None or self.rest.row.id != row.id:
            return self.about(row)
        behind = facts([("Control", behind_cell(row, self.rest.suggestions))])
        return lines([self.about(row), text(""), *behind, *about(self.rest, self.glyphs)])

    def wants_rest(self) -> bool:
        """Two lines say it as well, and the suggestion stands in the list."""
        return True

    def ask_rest(self, desk: Desk, key: str) -> EvidenceDetail:
        """Everything about the artefact, with what is suggested for it."""
        return desk.evidence.show(key)

    def _show_rest(self, answer: tuple[str, EvidenceDetail | None]) -> None:
        detail = answer[1]  # None when the list was empty by then
        if detail is not None and detail.suggestions and self.suggested.get(detail.row.id) != detail.suggestions:
            self.suggested[detail.row.id] = detail.suggestions
            table = self.query_one(Table)
            # columns look suggestions up as they are drawn, and may have to be wider now
            table.set_columns(table.columns)
        super()._show_rest(answer)

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
            # as the action, and not at once: it asks first about marks that a filter hides
            self.call_later(self.app.run_action, "screen.choose_control", self)
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

    def action_place_each(self) -> None:
        """Place what waits on its suggestion, one after the other."""
        meant = self.query_one(Table)
        marked = tuple(meant.marks.keys) if meant.marks else ()

        def question(desk: Desk) -> Sequence[str]:
            waiting = desk.evidence.keys("is:unplaced")
            return [key for key in waiting if not marked or key in marked]

        self.ask_first("waiting", question, lambda found: place_each(self.desk_app, found))

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
        self._with_detail(lambda detail: correcting.correct(self.desk_app, detail))

    def action_supersede(self) -> None:
        """Name the newer artefact."""
        self._with_detail(lambda detail: correcting.supersede(self.desk_app, detail.row))

    def action_set_aside(self) -> None:
        """It is not usable."""
        self._with_rows(lambda rows: correcting.set_aside(self.desk_app, rows))
