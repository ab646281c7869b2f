"""The findings of the engagement in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on

from grcdesk.rules.fields.findings import FINDING_FIELDS, FINDING_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.rules.findings.moves import UNSETTLED
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.terms.findings import Severity
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.findings import columns, forms
from grcdesk.tui.findings.editing import FindingActions
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table

_HEAVY = (Severity.CRITICAL, Severity.HIGH)


class FindingsScreen(FindingActions, AuditTabs, ListScreen):
    """The list of findings."""

    PLACE = "findings"
    BOARD = WorkPlace.FINDINGS
    HELP = "findings"
    SIDE = "Finding"
    NAME = "Findings"
    NOTHING = "No finding is on record; that none is does not say that there is none. a raises one."
    FIELDS = FINDING_FIELDS
    MARKS = True

    def columns(self) -> tuple[ListColumn, ...]:
        """What weighs how much, whose it is, and where it stands."""
        return columns.finding_columns(self.glyphs, self.desk_app.today)

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return FINDING_READERS

    def more(self, row: FindingRow) -> Sequence[Fact]:
        """What it is about, what is agreed, what is done."""
        return (
            ("Test", row.test),
            ("Criterion", row.criterion),
            ("Extent", f"{row.extent_k} of {row.extent_n}" if row.extent_n else ""),
            ("Raised", f"{row.raised_on} by {row.raised_by}"),
            ("Since", str(row.status_since)),
            ("Response", str(row.response_due or "")),
            ("Agreed", row.agreed or ""),
            ("Actions", f"{row.actions_done} of {row.actions} done" if row.actions else ""),
            ("Moved", f"{row.slips} times" if row.slips else ""),
            ("Links", " ".join(row.links)),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "findings", lambda desk: desk.findings.list(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    def say_title(self, shown: int) -> None:
        """How many are unsettled, how many of those weigh, how old the oldest is."""
        rows: list[FindingRow] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        open_ = [row for row in rows if row.status in UNSETTLED or row.lapsed]
        told = [f"{len(open_)} unsettled", f"{sum(row.severity in _HEAVY for row in open_)} high or critical"]
        if open_:
            told.append(f"oldest {max(row.age for row in open_)} d")
        rest = f" | {' | '.join(told)}" if rows else ""
        if self.where:
            rest = f"  / {self.where}"
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            self.desk_app.show_finding(event.table.key, list(event.table.pages.keys))

    def meant(self) -> tuple[str, ...]:
        """Those marked, or the one under the cursor."""
        return self.query_one(Table).meant

    def action_add(self) -> None:
        """A new finding."""
        forms.add(self.desk_app)
