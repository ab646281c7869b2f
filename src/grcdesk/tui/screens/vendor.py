"""One vendor: who it is and when it is due, its papers, agreements, reviews and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from grcdesk.schemas.log import LogEntry
from grcdesk.schemas.vendor_reviews import ReviewRow
from grcdesk.schemas.vendors import VendorDetail
from grcdesk.tui.dialogs.told import Told
from grcdesk.tui.forms import vendors as forms
from grcdesk.tui.looks import Cell, Glyphs, line, lines
from grcdesk.tui.screens.control_parts import SCROLL_KEYS, history_columns
from grcdesk.tui.screens.vendor_columns import due_state, review_columns
from grcdesk.tui.screens.vendors import VendorActions
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.pages import Held
from grcdesk.tui.widgets.table import Table
from grcdesk.vendor_terms import ReviewStatus
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.services.desk import Desk

TABS = ("about", "reviews", "history")


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything the screen shows."""

    detail: VendorDetail
    reviews: Sequence[ReviewRow]
    history: Sequence[LogEntry]


class Page(VerticalScroll, can_focus=True):
    """The About tab; scrolls with the movement keys."""

    BINDINGS = SCROLL_KEYS


class VendorScreen(VendorActions):
    """The detail of one vendor of a list."""

    PLACE = "vendor"
    HELP = "vendors"

    def __init__(self, vendor: str, among: Sequence[str]) -> None:
        super().__init__()
        self.vendor = vendor
        self.among = among
        self.tab = "about"
        self.shown: Whole | None = None

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        return [
            Bar(id="tabs"),
            ContentSwitcher(
                Page(Text(id="about-text"), id="about"),
                Table(review_columns(), glyphs=self.glyphs, id="reviews"),
                Table(history_columns(self.glyphs), glyphs=self.glyphs, id="history"),
                initial="about",
                id="pages",
            ),
        ]

    def on_mount(self) -> None:
        """The page takes the keys."""
        super().on_mount()
        self.query_one("#about").focus()

    def reload(self) -> None:
        """Ask for everything about the vendor."""
        vendor = self.vendor

        def question(desk: Desk) -> Whole:
            history = desk.log.list(resource=vendor, limit=500)
            return Whole(desk.vendors.show(vendor), desk.vendor_reviews.list(vendor=vendor), history)

        self.ask("whole", question, self._show)

    def _show(self, whole: Whole) -> None:
        self.shown = whole
        row = whole.detail.row
        number = self.among.index(self.vendor) + 1 if self.vendor in self.among else 0
        self.title_bar(
            line(f"{row.name}  {word(row.tier)}"),
            line("  ", due_state(row.review, self.glyphs), f"  [ ] {number} of {len(self.among)}"),
        )
        self.query_one("#about-text", Text).say(about(whole.detail, self.glyphs))
        _fill(self.query_one("#reviews", Table), {one.id: one for one in whole.reviews})
        _fill(self.query_one("#history", Table), {str(one.seq): one for one in whole.history})
        self._say_tabs()

    def _say_tabs(self) -> None:
        whole = self.shown
        numbers = {"reviews": len(whole.reviews), "history": len(whole.history)} if whole else {}
        cells: list[Cell] = []
        for name in TABS:
            count = f" {numbers[name]}" if numbers.get(name) else ""
            here = name == self.tab
            mark = "[{}]" if here else " {} "
            click = f"screen.show_tab('{name}')"
            cells.append(Cell(mark.format(name.capitalize() + count) + " ", "head" if here else "", click))
        hint = "r starts one" if self.tab == "reviews" and not numbers.get("reviews") else ""
        self.query_one("#tabs", Bar).say(line(*cells), line(Cell(hint, "muted")))

    def meant(self) -> str:
        """This vendor."""
        return self.vendor

    def named(self) -> str:
        """Its name."""
        return self.shown.detail.row.name if self.shown else self.vendor

    def action_step(self, by: int) -> None:
        """The next vendor of the list, round at the ends."""
        if self.vendor in self.among:
            self.vendor = self.among[(self.among.index(self.vendor) + by) % len(self.among)]
            self.reload()

    def action_tab(self, by: int) -> None:
        """The next tab."""
        self.action_show_tab(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def action_show_tab(self, name: str) -> None:
        """That tab."""
        self.tab = name
        self.query_one(ContentSwitcher).current = name
        self.query_one(f"#{name}").focus()
        self._say_tabs()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row = event.table.row
        if isinstance(row, ReviewRow) and row.status is ReviewStatus.OPEN:
            self.ask(
                "review", lambda desk: desk.vendor_reviews.show(row.id), lambda one: forms.review(self.desk_app, one)
            )
        elif isinstance(row, ReviewRow):
            self.app.push_screen(Told(f"{row.id} {row.name}", reviewed(row)))


def about(detail: VendorDetail, glyphs: Glyphs) -> Content:
    """The About tab."""
    row = detail.row
    suggested = f"  the answers suggest {word(detail.suggested_tier)}" if detail.suggested_tier else ""
    kind = "model provider" if row.model_provider else "no models"
    rows = [
        line(_label("Due"), due_state(row.review, glyphs), f"  {day(row.review.due)}"),
        line(_label(""), Cell(row.review.why, "muted")),
    ]
    if row.check is not None:
        rows.append(line(_label("Check"), due_state(row.check, glyphs), f"  {day(row.check.due)}"))
    rows += [
        line(_label("Use"), row.service or "-"),
        line(_label("Owner"), row.owner or Cell("nobody", "warning")),
        line(_label("Tier"), word(row.tier), Cell(suggested, "muted"), Cell(f"  {detail.tier_reason}", "muted")),
        line(_label("Kind"), f"{kind}, {word(row.method)}, {'in scope' if row.in_scope else 'out of scope'}"),
        line(_label("Answers"), _answers(detail)),
        line(_label("Plan"), detail.plan or "-", "   Region ", row.region or "-"),
        line(_label("Onboarded"), f"{row.onboarded}   first use {day(detail.first_use)}"),
        line(_label("Reviewed"), f"{day(row.last_review)}   every {detail.months} months"),
    ]
    if row.offboarded is not None:
        rows.append(line(_label("Left"), f"{row.offboarded}  {detail.offboard_reason}"))
    if detail.note:
        rows.append(line(_label("Note"), detail.note))
    return lines(rows)


def reviewed(row: ReviewRow) -> list[Content]:
    """A closed review, to read."""
    said = word(row.conclusion) if row.conclusion else word(row.status)
    rows = [line(Cell(said, "head"), f"  {day(row.concluded_on)}  {row.reviewer}")]
    rows += [line(Cell("conditions  ", "muted"), row.conditions)] if row.conditions else []
    rows += [line(Cell("note  ", "muted"), row.note)] if row.note else []
    rows += [line(Cell(f"failing  {what}", "warning")) for what in row.failing]
    for check in row.checks:
        answer = word(check.answer) if check.answer else "-"
        rows.append(line(f"{check.number:>2} {answer:<4.4} {check.question}", Cell(f"  {check.note}", "muted")))
    return rows


def _answers(detail: VendorDetail) -> str:
    said: Mapping[str, object] = {
        "data": detail.data,
        "criticality": detail.criticality,
        "access": detail.access,
        "left within": detail.substitute,
        "risk": detail.risk,
    }
    return "  ".join(f"{name} {value or '?'}" for name, value in said.items())


def _label(name: str) -> Cell:
    return Cell(f"{name:<10}", "head")


def _fill(table: Table, rows: Mapping[str, object]) -> None:
    table.set_rows(list(rows), Held(dict(rows)))
