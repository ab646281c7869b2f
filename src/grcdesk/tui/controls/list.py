"""Controls: the list, its filter, marks, and a pane that tells about the control under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from grcdesk.errors import Refused
from grcdesk.rules.fields.controls import control_fields
from grcdesk.rules.filters.fields import Field
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.coverage.coverage import MonthRow
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.controls.beside import ControlRest, behind, side_text, strip_text
from grcdesk.tui.controls.columns import MONTHS, control_columns, markdown_table
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.filtering import AskedScreen
from grcdesk.tui.kit.clipboard import copy
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_Answer = tuple[str, Sequence[str], Sequence[ControlRow], Sequence[str], Sequence[Framework], str]
"""The filter, the keys it leaves, the first rows, all keys there are, the frameworks of the desk, what is counted."""


class ControlsScreen(AskedScreen, EditingScreen):
    """The list of controls."""

    PLACE = "controls"
    BOARD = WorkPlace.CONTROLS
    HELP = "controls"
    SIDE = "Control"
    SHOWS = frozenset(
        {
            "catalog",
            "tailoring",
            "control",
            "assessment",
            "control_scope",
            "mapping",
            "action",
            "risk_acceptance",
            "evidence",
            "evidence_link",
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self.made_up = ""
        """What the controls of the list are: so many applicable, so many not, optional, out of scope."""
        self.frameworks: Sequence[Framework] = ()
        """Those of the desk: each is a column and a word of filters."""
        self.months: dict[str, MonthRow] = {}
        """The months of the controls looked at, where there is room for them."""
        self._months_of: set[int] = set()
        """Pages whose months were asked for."""

    def fields(self) -> Mapping[str, Field]:
        """Those of a control, and the frameworks of the desk."""
        return control_fields(self.frameworks)

    def content(self) -> list[Widget]:
        """Filter, list, pane, strip."""
        table = Table(self._columns(), glyphs=self.glyphs, marks=True, id="list")
        return [
            FilterBar(self.fields()),
            self.body(table),
            Text(id="empty", classes="empty"),
            Text(id="strip"),
        ]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("Controls")

    def _columns(self) -> tuple[ListColumn, ...]:
        return control_columns(self.glyphs, self.today, self.frameworks, self.months)

    @property
    def today(self) -> date:
        """The day in the desk's zone."""
        return self.desk_app.today

    # the list

    def reload(self) -> None:
        """Ask for the keys, and the first page with them."""
        where, order = self.where, self.ordered(self.where)
        self.forget_rest()
        # whatever made the list stale may have changed what is covered
        self.months.clear()
        self._months_of.clear()

        def question(desk: Desk) -> _Answer:
            keys = desk.controls.keys(order)
            known = desk.controls.keys() if where else keys
            return (
                where,
                keys,
                desk.controls.rows(keys[:PAGE]),
                known,
                desk.controls.frameworks(),
                _made_up(desk, len(known)),
            )

        self.ask("keys", question, self._show)

    def _follow(self, frameworks: Sequence[Framework]) -> None:
        """Columns and words of filters are those of the frameworks in the desk."""
        if tuple(frameworks) != tuple(self.frameworks):
            self.frameworks = tuple(frameworks)
            self.query_one(FilterBar).set_fields(self.fields())
            self.query_one(Table).set_columns(self._columns())

    def _show(self, answer: _Answer) -> None:
        where, keys, first, known, frameworks, self.made_up = answer
        self.total = len(known)
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        self._follow(frameworks)
        table = self.query_one(Table)
        table.keep_marks(known)
        table.set_rows(keys, ServiceRows(desk.controls.rows), first)
        self._say_title()
        empty = self.query_one("#empty", Text)
        empty.display = not keys
        self.query_one("#body").display = bool(keys)
        if keys and not self.query_one(FilterBar).display:
            self.query_one(Table).focus()  # a list that was empty has lost it
        if not keys and not self.total:
            empty.say(
                line(
                    "No controls yet. ", Cell("8", "accent"), " opens the catalogs, ", Cell("a", "accent"), " adds one."
                )
            )
        elif not keys:
            empty.say(line(f"0 of {self.total} match `{where}`; ", Cell("esc", "accent"), " shows all."))

    def _say_title(self) -> None:
        table = self.query_one(Table)
        shown = len(table.pages)
        what = f"{shown:,} of {self.total:,}" if self.where else f"{shown:,}"
        head = f"Controls  {what}"
        if self.where:
            self.title_bar(line(head, Cell(f"  / {self.where}", "muted")))
        else:
            made_up = f" | {self.made_up}" if self.made_up else ""
            self.title_bar(line(head, Cell(made_up, "muted")), shorter=(line(head),))

    def meant(self) -> tuple[str, ...]:
        """Marked controls, else the one under the cursor."""
        return self.query_one(Table).meant

    def action_assess(self) -> None:
        """Assess the marked controls, else all that are listed, beginning where the cursor is."""
        from grcdesk.tui.controls.assessing import AssessScreen  # noqa: PLC0415  not needed for the list

        table = self.query_one(Table)
        if table.key is not None:
            marked = self.meant() if table.marks and table.marks.keys else ()
            begin = table.key if table.key in marked or not marked else marked[0]
            self.app.push_screen(AssessScreen(begin, marked or table.pages.keys), self._back)

    # events

    def about(self, row: ControlRow) -> Content:
        """Which it is, when it runs and what it maps to."""
        return strip_text(row)

    def side(self, row: ControlRow) -> Content:
        """And what it says, what is asked for it, what is done about it."""
        return side_text(row, self.glyphs, self.today, self.rest)

    def ask_rest(self, desk: Desk, key: str) -> ControlRest:
        """Statement, what is asked, what is done, months."""
        return behind(desk, key)

    @on(Table.Moved)
    def _ask_months(self) -> None:
        """The months of the page looked at, where they are shown."""
        table = self.query_one(Table)
        number = table.cursor // PAGE
        # months are judged control by control: a page at a time, and only where there is room to show them
        if number in self._months_of or not any(column.name == MONTHS for column in table.shown):
            return
        self._months_of.add(number)
        keys = list(table.pages.page_keys(number))

        def question(desk: Desk) -> dict[str, MonthRow]:
            try:
                return {row.id: row for row in desk.coverage.months(controls=keys).rows}
            except Refused:  # there is no period yet
                return {}

        self.ask(f"months {number}", question, self._show_months)

    def _show_months(self, found: dict[str, MonthRow]) -> None:
        self.months.update(found)
        self.query_one(Table).set_columns(self._columns())

    @on(Table.Marked)
    def _marked(self) -> None:
        self._say_title()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.controls.detail import ControlScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(ControlScreen(event.table.key, event.table.pages.keys), self._back)

    def _back(self, _nothing: None) -> None:
        self.reload()

    def action_import_register(self) -> None:
        """The register of controls from a spreadsheet."""
        bring(self.desk_app, DeskRegister.CONTROLS)

    def action_copy(self) -> None:
        """Ask what to copy: id, rows, or the list as Markdown."""
        meant = self.meant()
        if not meant:
            return
        choices = [
            Choice("ids", f"ids: {join(list(meant), 3)}", "i"),
            Choice("rows", f"{count(len(meant), 'row')} as Markdown", "r"),
            Choice("list", "the whole list as Markdown", "l"),
        ]
        self.app.push_screen(Pick("Copy", choices), self._copy)

    def _copy(self, what: str | None) -> None:
        meant, where = self.meant(), self.where
        if what == "ids":
            copy(self.app, "\n".join(meant))
        elif what == "rows":
            self.ask("copy", lambda desk: desk.controls.rows(meant), self._copy_rows)
        elif what == "list":
            self.ask("copy", lambda desk: desk.controls.list(where), self._copy_rows)

    def _copy_rows(self, rows: Sequence[ControlRow]) -> None:
        copy(self.app, markdown_table(rows))


def _made_up(desk: Desk, every: int) -> str:
    """What makes up all controls of the list, as Today and the coverage board count them."""
    inside, optional = (frozenset(desk.controls.keys(f"scope:{scope}")) for scope in ("in", "optional"))
    aside = frozenset(desk.controls.keys("status:not_applicable"))
    parts = (len(optional), len(optional & aside)), (every - len(inside | optional), len(aside - inside - optional))
    rest = [
        f"{number:,} {what}" + (f" ({without:,} n.a.)" if without else "")
        for (number, without), what in zip(parts, ("optional", "out of scope"), strict=True)
        if number
    ]
    used = f"{len(inside - aside):,} applicable", f"{len(inside & aside):,} n.a."
    return ", ".join([*used, *rest]) if every else ""
