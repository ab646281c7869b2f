"""The samples of the engagement, dropped ones too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on

from grcdesk.rules.fields.samples import SAMPLE_FIELDS, SAMPLE_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.samples import SampleRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.samples import forms
from grcdesk.tui.samples.columns import list_columns
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table


class SamplesScreen(AuditTabs, ListScreen):
    """The list of samples."""

    PLACE = "samples"
    BOARD = WorkPlace.SAMPLES
    HELP = "samples"
    SIDE = "Sample"
    NAME = "Samples"
    NOTHING = "No sample yet. a draws one from a population; v shows the populations."
    FIELDS = SAMPLE_FIELDS

    def columns(self) -> tuple[ListColumn, ...]:
        """Of what, for which control, how many of how many."""
        return list_columns()

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return SAMPLE_READERS

    def more(self, row: SampleRow) -> Sequence[Fact]:
        """Why so many, who chose them, from what."""
        return (
            ("Size", row.size_reason),
            ("Chosen by", row.chosen_by),
            ("Because", row.reason),
            ("Strata", row.strata),
            ("Drawn by", row.drawn_by),
            ("Seed", row.seed),
            ("Interim", "; ".join(row.interim)),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "samples", lambda desk: desk.samples.list(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.samples.detail import SampleScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(SampleScreen(event.table.key, list(event.table.pages.keys)))

    def _row(self) -> SampleRow | None:
        row: SampleRow | None = self.query_one(Table).row
        return row

    def action_draw(self) -> None:
        """Draw a sample."""
        forms.draw(self.desk_app)

    def action_redraw(self) -> None:
        """Draw the one under the cursor again."""
        if (row := self._row()) is not None:
            forms.redraw(self.desk_app, row.id)

    def action_drop(self) -> None:
        """Take the one under the cursor out of force."""
        if (row := self._row()) is not None:
            forms.drop(self.desk_app, row)

    def action_populations(self) -> None:
        """The populations."""
        self.desk_app.action_go("populations")
