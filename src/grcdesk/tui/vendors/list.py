"""Vendors: the list, the next to be reviewed first, its filter, and a pane about the one under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.fields.vendors import VENDOR_FIELDS
from grcdesk.rules.filters.fields import Field
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.glance import VendorGlance
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.frame.filtering import AskedScreen
from grcdesk.tui.kit.clipboard import copy
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.vendors.beside import side, strip
from grcdesk.tui.vendors.columns import markdown_table, vendor_columns
from grcdesk.tui.vendors.editing import VendorActions
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

ListAnswer = tuple[str, Sequence[str], Sequence[VendorGlance], Sequence[str]]
"""The filter, the keys it leaves, the first rows, and all keys there are."""


class VendorsScreen(AskedScreen, VendorActions):
    """The list of vendors."""

    PLACE = "vendors"
    BOARD = WorkPlace.VENDORS
    HELP = "vendors"
    SIDE = "Vendor"
    SHOWS = frozenset(
        {"vendor", "vendor_policy", "vendor_review", "vendor_document", "package_item", "agreement", "dpa_clause"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self.late = 0

    def fields(self) -> Mapping[str, Field]:
        """Those of a vendor."""
        return VENDOR_FIELDS

    def content(self) -> list[Widget]:
        """Filter, list, pane, strip."""
        table = Table(vendor_columns(self.glyphs), glyphs=self.glyphs, marks=True, id="list")
        return [
            FilterBar(VENDOR_FIELDS),
            self.body(table),
            Text(id="empty", classes="empty"),
            Text(id="strip"),
        ]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("Vendors")

    def reload(self) -> None:
        """Ask for the keys, and the first page with them."""
        where, order = self.where, self.ordered(self.where)
        self.forget_rest()

        def question(desk: Desk) -> ListAnswer:
            keys = desk.vendors.keys(order)
            known = desk.vendors.keys() if where else keys
            return where, keys, desk.vendors.rows(keys[:PAGE]), known

        self.ask("keys", question, self._show)

    def _show(self, answer: ListAnswer) -> None:
        where, keys, first, known = answer
        self.total = len(known)
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        table = self.query_one(Table)
        table.keep_marks(known)
        table.set_rows(keys, ServiceRows(desk.vendors.rows), first)
        self._say_title()
        empty = self.query_one("#empty", Text)
        empty.display = not keys
        self.query_one("#body").display = bool(keys)
        if not self.query_one(FilterBar).display:
            # a hidden list hands its keys to whatever else can take them
            self.set_focus(self.query_one(Table) if keys else None)
        if not keys and not self.total:
            empty.say(
                line("No vendors yet. ", Cell("a", "accent"), " adds one, ", Cell("i", "accent"), " imports a list.")
            )
        elif not keys:
            empty.say(line(f"0 of {self.total} match `{where}`; ", Cell("esc", "accent"), " shows all."))
        # every date of every vendor: the list does not wait for it
        self.ask("late", lambda desk: len(desk.due.late_vendors()), self._show_late)

    def _show_late(self, late: int) -> None:
        self.late = late
        self._say_title()

    def _say_title(self) -> None:
        table = self.query_one(Table)
        shown = len(table.pages)
        what = f"{shown:,} of {self.total:,}" if self.where else f"{shown:,}"
        left = line(Cell("Vendors  "), Cell(what), Cell(f"  / {self.where}" if self.where else "", "muted"))
        told = f"{count(self.late, 'vendor')} with something late" if self.late else ""
        late = Cell(told, "error")
        self.title_bar(left, line(Cell(table.marked, "warning") if table.marked else late))

    @on(Table.Marked)
    def _marked(self) -> None:
        self._say_title()

    def _row(self) -> VendorGlance | None:
        row: VendorGlance | None = self.query_one(Table).row
        return row

    def meant(self) -> str:
        """The vendor under the cursor."""
        return self.query_one(Table).key or ""

    def all_meant(self) -> tuple[str, ...]:
        """Marked vendors, else the one under the cursor."""
        return self.query_one(Table).meant

    def named(self) -> str:
        """Its name."""
        row = self._row()
        return row.row.name if row else ""

    def about(self, row: VendorGlance) -> Content:
        """Who it is, and why it is due."""
        return strip(row)

    def side(self, row: VendorGlance) -> Content:
        """And what fails, what it showed, what was agreed."""
        return side(row, self.glyphs, self.rest)

    def ask_rest(self, desk: Desk, key: str) -> JudgedFile:
        """Its whole file, judged."""
        return desk.vendor_papers.file(key)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.vendors.detail import VendorScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(VendorScreen(event.table.key, event.table.pages.keys))

    def action_copy(self) -> None:
        """The list as Markdown."""
        where = self.where
        self.ask("copy", lambda desk: desk.vendors.list(where), lambda rows: copy(self.app, markdown_table(rows)))
