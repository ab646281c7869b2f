"""Change to proof: every change of the newest list, and what is lacking of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from grcdesk.errors import NotFound
from grcdesk.rules.fields.testing import CHANGE_FIELDS, CHANGE_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.testing.testing import ProofRow
from grcdesk.terms.testing import ChangeVerdict
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.empties import keyed
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.testing import columns, forms
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_BARE = "verdict:not_proven"
_MINUTES = 16
"""Cells of a time without its seconds."""


class ChangesScreen(AuditTabs, ListScreen):
    """The list of changes."""

    PLACE = "changes"
    HELP = "changes"
    SIDE = "Change"
    NAME = "Changes"
    NOTHING = keyed("No list of changes is on file. {populations.add} in Populations takes one in as model_changes.")
    FIELDS = CHANGE_FIELDS
    SHOWS = frozenset({"population", "engagement"})

    def columns(self) -> tuple[ListColumn, ...]:
        """The change, its three moments, and why."""

        def moment(value: str) -> Cell:
            return Cell(value[:_MINUTES].replace("T", " ") or "-", "" if value else "warning")

        return (
            ListColumn("change", "Change", 12, lambda row: Cell(row.change_id or f"({row.deployment})")),
            ListColumn("verdict", "Verdict", 14, columns.verdict, badge=True),
            ListColumn("approved", "Approved", 16, lambda row: moment(row.approved), 3),
            ListColumn("evaluated", "Evaluated", 16, lambda row: moment(row.evaluated), 4),
            ListColumn("deployed", "Deployed", 16, lambda row: moment(row.deployed), 2),
            ListColumn("why", "Why", 20, lambda row: Cell(row.why or "-"), 1, flex=True),
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return CHANGE_READERS

    def more(self, row: ProofRow) -> Sequence[Fact]:
        """Its deployment, and the tests it fails."""
        return (
            ("Deployed as", row.deployment),
            ("Tests", " ".join(row.tests)),
            ("List", row.population),
        )

    def reload(self) -> None:
        """Ask for all; without a list there are none."""
        self.ask("changes", _changes, self._show)

    def _show(self, rows: Sequence[ProofRow]) -> None:
        self.show_rows(by_key(rows))

    def about(self, row: ProofRow) -> Content:
        """Its moments, and every reason."""
        return columns.about_change(row)

    def say_title(self, shown: int) -> None:
        """How many, and how many are not proven."""
        rows: list[ProofRow] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        told = [
            f"{sum(row.verdict is verdict for row in rows)} {word(verdict)}"
            for verdict in ChangeVerdict
            if any(row.verdict is verdict for row in rows)
        ]
        source = rows[0].population if rows else ""
        rest = f"  / {self.where}" if self.where else "".join(f" | {part}" for part in (*told, source) if part)
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    def _row(self) -> ProofRow | None:
        row: ProofRow | None = self.query_one(Table).row
        return row

    @on(Table.Chosen)
    def _chosen(self) -> None:
        if (row := self._row()) is not None:
            forms.show_change(self.desk_app, row)

    def action_bare(self) -> None:
        """What is not proven, or all again."""
        self.show_filtered("" if self.where == _BARE else _BARE)

    def action_sheet(self) -> None:
        """The work sheet of the test its first reason belongs to."""
        if (row := self._row()) is None:
            return
        if row.tests:
            self.desk_app.show_sheet(row.tests[0].partition(".")[0])
        else:
            self.desk_app.tell(f"{row.change_id} is proven: no test holds anything against it")


def by_key(rows: Sequence[ProofRow]) -> dict[str, ProofRow]:
    """Rows by a key of their own: a deployment may have the number of a change, and neither may hide the other."""
    return {row.change_id or f"deployment/{row.deployment}": row for row in rows}


def _changes(desk: Desk) -> Sequence[ProofRow]:
    try:
        return desk.changes.list()
    except NotFound:  # no list of changes is on file yet: that is said where the rows would stand
        return ()
