"""Deviations: what failed, and what people said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.fields.testing import DEVIATION_FIELDS, DEVIATION_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.testing.testing import DeviationRow
from grcdesk.terms.testing import DeviationState
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.empties import keyed
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.testing import columns, forms
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

_BARE = "state:open"


class DeviationsScreen(AuditTabs, ListScreen):
    """The list of deviations."""

    PLACE = "deviations"
    HELP = "tests"
    SIDE = "Deviation"
    NAME = "Deviations"
    NOTHING = keyed(
        "No deviation is on record; that none is does not say that there was none. "
        "{tests.run} in Tests runs the checks."
    )
    FIELDS = DEVIATION_FIELDS
    SHOWS = frozenset({"deviation", "test_run", "engagement"})
    MARKS = True

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self.where = where

    def columns(self) -> tuple[ListColumn, ...]:
        """What failed where, and what became of it."""

        def item(row: DeviationRow) -> Cell:
            return Cell(row.item or ("whole" if row.count == 1 else f"{row.count:,} items"))

        return (
            ListColumn("id", "ID", 7, lambda row: Cell(row.id)),
            ListColumn(
                "state", "State", 16, lambda row: Cell(word(row.state), columns.DEVIATION_TONE[row.state]), badge=True
            ),
            ListColumn("item", "Item", 12, item),
            ListColumn("test", "Test", 13, lambda row: Cell(row.test), 2),
            ListColumn("why", "Why", 20, lambda row: Cell(row.why), 1, flex=True),
            ListColumn("by", "Judged by", 12, columns.judged_by, 4),
            ListColumn("found", "Found", 10, lambda row: Cell(str(row.found_on)), 5),
            ListColumn("gone", "Gone since", 10, lambda row: Cell(row.gone_since or "-", "muted"), 6),
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return DEVIATION_READERS

    def more(self, row: DeviationRow) -> Sequence[Fact]:
        """What shows it, and what people said."""
        return (
            *((name.replace("_", " ").capitalize(), value) for name, value in row.facts.items()),
            ("Found", f"{row.found_on} in {row.found_in}"),
            ("Over", row.population),
            ("Gone since", row.gone_since),
            ("Reason", row.reason),
            ("Evidence", " ".join(row.evidence)),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask("deviations", lambda desk: desk.deviations.list(), self._show)

    def _show(self, rows: Sequence[DeviationRow]) -> None:
        self.show_rows({row.id: row for row in rows})

    def about(self, row: DeviationRow) -> Content:
        """The facts that show it, and what people said."""
        return columns.about_deviation(row)

    def say_title(self, shown: int) -> None:
        """How many, and how many nobody has judged."""
        rows: list[DeviationRow] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        left = sum(row.state is DeviationState.OPEN for row in rows)
        rest = f"  / {self.where}" if self.where else f" | {left} not judged"
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            forms.show_deviation(self.desk_app, event.table.key)

    def action_bare(self) -> None:
        """What nobody has judged, or all again."""
        self.show_filtered("" if self.where == _BARE else _BARE)

    def _meant(self) -> tuple[str, ...]:
        """Those that are marked, else the one under the cursor."""
        return self.query_one(Table).meant

    def action_raise_finding(self) -> None:
        """A finding from those meant."""
        from grcdesk.schemas.findings.findings import FindingOrigin  # noqa: PLC0415
        from grcdesk.tui.findings.forms import draft  # noqa: PLC0415

        if meant := self._meant():
            table = self.query_one(Table)
            draft(self.desk_app, FindingOrigin(deviations=meant), lambda _done: table.drop_marks(meant))

    def action_confirm(self) -> None:
        """Those meant are exceptions."""
        if meant := self._meant():
            forms.confirm(self.desk_app, meant)

    def action_is_none(self) -> None:
        """Those meant are none."""
        if meant := self._meant():
            forms.is_none(self.desk_app, meant)

    def action_sheet(self) -> None:
        """The work sheet of its control."""
        row: DeviationRow | None = self.query_one(Table).row
        if row is not None:
            self.desk_app.show_sheet(row.control)
