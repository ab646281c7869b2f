"""Controls: the list, its filter, marks, and a pane that tells about the control under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from grcdesk.rules.fields.controls import control_fields
from grcdesk.schemas.controls import ControlRow
from grcdesk.schemas.frameworks import Framework
from grcdesk.terms.interchange import DeskRegister
from grcdesk.tui.controls.columns import control_columns, markdown_table, side_text, strip_text
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.filtering import FilteringScreen
from grcdesk.tui.kit.clipboard import copy
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.filter_bar import FilterBar
from grcdesk.tui.widgets.pages import PAGE, ServiceRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_Answer = tuple[str, Sequence[str], Sequence[ControlRow], int, Sequence[Framework]]
"""The filter, the keys it leaves, the first rows, all there are, and the frameworks of the desk."""


class ControlsScreen(FilteringScreen, EditingScreen):
    """The list of controls."""

    PLACE = "controls"
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
        self.frameworks: Sequence[Framework] = ()
        """Those of the desk: each is a column and a word of filters."""

    def content(self) -> list[Widget]:
        """Filter, list, pane, strip."""
        table = Table(
            control_columns(self.glyphs, self.today, self.frameworks), glyphs=self.glyphs, marks=True, id="list"
        )
        return [
            FilterBar(control_fields(self.frameworks)),
            Horizontal(table, id="body"),
            Text(id="empty", classes="empty"),
            Text(id="strip"),
        ]

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one(Table).focus()
        if self.desk_app.desk is None:
            self.say_loading("Controls")

    @property
    def today(self) -> date:
        """The day in the desk's zone."""
        return self.desk_app.today

    # the list

    def reload(self) -> None:
        """Ask for the keys, and the first page with them."""
        where = self.where

        def question(desk: Desk) -> _Answer:
            keys = desk.controls.keys(where)
            total = len(desk.controls.keys()) if where else len(keys)
            return where, keys, desk.controls.rows(keys[:PAGE]), total, desk.controls.frameworks()

        self.ask("keys", question, self._show)

    def _follow(self, frameworks: Sequence[Framework]) -> None:
        """Columns and words of filters are those of the frameworks in the desk."""
        if tuple(frameworks) != tuple(self.frameworks):
            self.frameworks = tuple(frameworks)
            self.query_one(FilterBar).set_fields(control_fields(frameworks))
            self.query_one(Table).set_columns(control_columns(self.glyphs, self.today, frameworks))

    def _show(self, answer: _Answer) -> None:
        where, keys, first, self.total, frameworks = answer
        desk = self.desk_app.desk
        if desk is None or where != self.where:
            return
        self._follow(frameworks)
        self.query_one(Table).set_rows(keys, ServiceRows(desk.controls.rows), first)
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
        marked = len(table.marks.keys) if table.marks else 0
        left = line(Cell("Controls  "), Cell(what), Cell(f"  / {self.where}" if self.where else "", "muted"))
        self.title_bar(left, line(Cell(f"{marked:,} marked" if marked else "", "warning")))

    def meant(self) -> tuple[str, ...]:
        """Marked controls, else the one under the cursor."""
        return self.query_one(Table).meant

    # events

    @on(Table.Moved)
    def _moved(self) -> None:
        row: ControlRow | None = self.query_one(Table).row
        strip, side = self.query_one("#strip", Text), self.query_one("#side", Text)
        if row is None:
            strip.say(text(""))
            side.say(text(""))
            return
        strip.say(strip_text(row))
        side.say(side_text(row, self.glyphs))

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
