"""Vendors: the list, the next to be reviewed first, its filter, and a pane about the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from grcdesk.rules.fields.vendors import VENDOR_FIELDS
from grcdesk.schemas.vendor_glance import VendorGlance
from grcdesk.schemas.vendor_papers import Request
from grcdesk.schemas.vendor_reviews import ReviewRow
from grcdesk.schemas.vendors import VendorDetail
from grcdesk.terms.vendors import ReviewStatus
from grcdesk.tui.dialogs.told import Told
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.clipboard import copy
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.vendors import forms
from grcdesk.tui.vendors.columns import markdown_table, strip, vendor_columns
from grcdesk.tui.vendors.import_forms import bring
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, Asked
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.opening import Desk

Answer = tuple[str, Sequence[str], Sequence[VendorGlance], int, int]


class VendorActions(DeskScreen):
    """What is done to a vendor, on the list and on the detail alike."""

    def meant(self) -> str:
        """Id of the vendor an action is for, or empty."""
        raise NotImplementedError

    def named(self) -> str:
        """Its name."""
        raise NotImplementedError

    def _detail(self, then: Callable[[VendorDetail], None]) -> None:
        meant = self.meant()
        if meant:
            self.ask("vendor for form", lambda desk: desk.vendors.show(meant), then)

    def action_add(self) -> None:
        """A new vendor."""
        forms.add(self.desk_app)

    def action_edit(self) -> None:
        """Name, use, owner, region."""
        self._detail(lambda detail: forms.edit(self.desk_app, detail))

    def action_tier(self) -> None:
        """The answers behind the tier."""
        self._detail(lambda detail: forms.tiering(self.desk_app, detail))

    def action_dates(self) -> None:
        """The dates reminders are reckoned from."""
        self._detail(lambda detail: forms.dates(self.desk_app, detail))

    def action_offboard(self) -> None:
        """End the relation."""
        if self.meant():
            forms.offboard(self.desk_app, self.meant(), self.named())

    def action_request(self) -> None:
        """The message that asks for what is missing, to copy."""
        meant, name = self.meant(), self.named()

        def tell(found: Request) -> None:
            rows = [text(row) for row in found.text.splitlines()]
            self.app.push_screen(Told(f"Ask {name} for {count(found.asks, 'thing')}", rows))

        if meant:
            self.ask("request", lambda desk: desk.vendor_papers.request(meant), tell)

    def action_import_list(self) -> None:
        """Vendors from a file."""
        bring(self.desk_app)

    def action_policy(self) -> None:
        """The rules for all."""
        self.ask("policy", lambda desk: desk.vendors.policy(), lambda law: forms.policy(self.desk_app, law))

    def action_review(self) -> None:
        """Start a review, or go on with the open one."""
        meant, name = self.meant(), self.named()

        def go_on(found: Sequence[ReviewRow]) -> None:
            if found:
                forms.review(self.desk_app, found[0])
            else:
                forms.start_review(self.desk_app, meant, name)

        if meant:
            self.ask(
                "open review", lambda desk: desk.vendor_reviews.list(vendor=meant, status=ReviewStatus.OPEN), go_on
            )


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

        def question(desk: Desk) -> Answer:
            keys = desk.vendors.keys(where)
            total = len(desk.vendors.keys()) if where else len(keys)
            late = len(desk.vendors.keys("is:overdue,never_reviewed"))
            return where, keys, desk.vendors.rows(keys[:PAGE]), total, late

        self.ask("keys", question, self._show)

    def _show(self, answer: Answer) -> None:
        where, keys, first, self.total, self.late = answer
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        self.query_one(Table).set_rows(keys, Asked(desk.vendors.rows), first)
        self._say_title()
        empty = self.query_one("#empty", Text)
        empty.display = not keys
        self.query_one("#body").display = bool(keys)
        if not self.query_one(FilterBar).display:
            # a hidden list hands its keys to whatever else can take them
            self.set_focus(self.query_one(Table) if keys else None)
        if not keys and not self.total:
            empty.say(line("No vendors yet. ", Cell("a", "head"), " adds one, ", Cell("i", "head"), " imports a list."))
        elif not keys:
            empty.say(line(f"0 of {self.total} match `{where}`; ", Cell("esc", "head"), " shows all."))

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
