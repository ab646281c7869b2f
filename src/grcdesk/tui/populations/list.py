"""The populations of the engagement: what each is, and whether it is final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.fields.populations import POPULATION_FIELDS, POPULATION_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.populations import PopulationRow
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line, lines
from grcdesk.tui.populations import forms
from grcdesk.tui.populations.columns import list_columns
from grcdesk.tui.samples import forms as sample_forms
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table


class PopulationsScreen(AuditTabs, ListScreen):
    """The list of populations."""

    PLACE = "populations"
    HELP = "populations"
    SIDE = "Population"
    NAME = "Populations"
    NOTHING = "No population yet. a freezes a list of what happened: changes, keys, requests."
    FIELDS = POPULATION_FIELDS

    def columns(self) -> tuple[ListColumn, ...]:
        """What it is, how many, whether it is final, and why not."""
        return list_columns()

    def about(self, row: PopulationRow) -> Content:
        """Its query, and why it is not final."""
        said = "; ".join(row.why_not_final)
        return lines(
            [line(Cell(row.query or "no query", "muted")), line(Cell(said or "final", "warning" if said else ""))]
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return POPULATION_READERS

    def more(self, row: PopulationRow) -> Sequence[Fact]:
        """Where it comes from, and what was left out."""
        return (
            ("Source", row.source),
            ("File", row.file),
            ("Complete", row.completeness),
            ("Checked", row.checked_by),
            ("Key", row.key),
            ("Skipped", f"{row.skipped:,}" if row.skipped else ""),
            ("Final from", row.final_from),
            ("Artefact", row.evidence),
            ("Frozen", f"{row.frozen_at[:10]} by {row.frozen_by}"),
            ("In place of", row.supersedes),
            ("Dropped", row.dropped_reason),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "populations",
            lambda desk: desk.populations.list(),
            lambda rows: self.show_rows({row.id: row for row in rows}),
        )

    def say_title(self, shown: int) -> None:
        """Name, count, and how many are final."""
        rows: list[PopulationRow] = [row for row in self.rows.values() if row.in_force]
        number = f"{shown:,} of {len(self.rows):,}" if self.where else f"{shown:,}"
        final = f" | {sum(row.final for row in rows)} of {len(rows)} final" if rows else ""
        self.title_bar(line(f"{self.NAME}  {number}", Cell(f"  / {self.where}" if self.where else final, "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.populations.detail import PopulationScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(PopulationScreen(event.table.key, list(event.table.pages.keys)))

    def _row(self) -> PopulationRow | None:
        row: PopulationRow | None = self.query_one(Table).row
        return row

    def action_add(self) -> None:
        """Freeze a list."""
        forms.add(self.desk_app)

    def action_check(self) -> None:
        """Record a check of the one under the cursor."""
        if (row := self._row()) is not None:
            forms.check(self.desk_app, row)

    def action_reconcile(self) -> None:
        """Hold the one under the cursor against a second source."""
        if (row := self._row()) is not None:
            forms.reconcile(self.desk_app, row)

    def action_draw(self) -> None:
        """Draw a sample of the one under the cursor."""
        if (row := self._row()) is not None:
            sample_forms.draw(self.desk_app, row.id, " ".join(row.controls[:1]))

    def action_write(self) -> None:
        """Write the one under the cursor to a file."""
        if (row := self._row()) is not None:
            forms.export(self.desk_app, row)

    def action_drop(self) -> None:
        """Take the one under the cursor out of force."""
        if (row := self._row()) is not None:
            forms.drop(self.desk_app, row)

    def action_samples(self) -> None:
        """The samples."""
        self.desk_app.action_go("samples")
