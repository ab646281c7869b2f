"""Vendors: the list, the next to be reviewed first, its filter, and a pane about the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from grcdesk.rules.fields.vendors import VENDOR_FIELDS
from grcdesk.schemas.vendor_glance import VendorGlance
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.clipboard import copy
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.vendors.columns import markdown_table, strip, vendor_columns
from grcdesk.tui.vendors.editing import VendorActions
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

ListAnswer = tuple[str, Sequence[str], Sequence[VendorGlance], int, int]


class VendorsScreen(FilteringScreen, VendorActions):
    """The list of vendors."""

    PLACE = "vendors"
    HELP = "vendors"
    SHOWS = frozenset(
        {"vendor", "vendor_policy", "vendor_review", "vendor_document", "package_item", "agreement", "dpa_clause"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self.late = 0

    def content(self) -> list[Widget]:
        """Filter, list, pane, strip."""
        table = Table(vendor_columns(self.glyphs), glyphs=self.glyphs, id="list")
        return [
            FilterBar(VENDOR_FIELDS),
            Horizontal(table, id="body"),
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
        where = self.where

        def question(desk: Desk) -> ListAnswer:
            keys = desk.vendors.keys(where)
            total = len(desk.vendors.keys()) if where else len(keys)
            late = len(desk.vendors.keys("is:overdue,never_reviewed"))
            return where, keys, desk.vendors.rows(keys[:PAGE]), total, late

        self.ask("keys", question, self._show)

    def _show(self, answer: ListAnswer) -> None:
        where, keys, first, self.total, self.late = answer
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        self.query_one(Table).set_rows(keys, ServiceRows(desk.vendors.rows), first)
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

    def _say_title(self) -> None:
        shown = len(self.query_one(Table).pages)
        what = f"{shown:,} of {self.total:,}" if self.where else f"{shown:,}"
        left = line(Cell("Vendors  "), Cell(what), Cell(f"  / {self.where}" if self.where else "", "muted"))
        self.title_bar(left, line(Cell(f"{self.late} overdue or never reviewed" if self.late else "", "error")))

    def _row(self) -> VendorGlance | None:
        row: VendorGlance | None = self.query_one(Table).row
        return row

    def meant(self) -> str:
        """The vendor under the cursor."""
        return self.query_one(Table).key or ""

    def named(self) -> str:
        """Its name."""
        row = self._row()
        return row.row.name if row else ""

    @on(Table.Moved)
    def _moved(self) -> None:
        row = self._row()
        self.query_one("#strip", Text).say(strip(row) if row else text(""))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.vendors.detail import VendorScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(VendorScreen(event.table.key, event.table.pages.keys))

    def action_copy(self) -> None:
        """The list as Markdown."""
        where = self.where
        self.ask("copy", lambda desk: desk.vendors.list(where), lambda rows: copy(self.app, markdown_table(rows)))
