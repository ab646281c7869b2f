"""Finalised assessments, and what moved between two of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from grcdesk.schemas.controls.gap import Moved, SnapshotRow
from grcdesk.terms import Status
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, codes, line, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import STATUS, count

NOW = "now"


class SnapshotsScreen(ListScreen):
    """The list of snapshots."""

    PLACE = "snapshots"
    HELP = "gap"
    SIDE = "Assessment"
    NAME = "Finalised assessments"
    NOTHING = "None yet. c finalises the assessment as it is now; it says what is lacking."
    SHOWS = frozenset({"snapshot"})
    MARKS = True
    SAID = frozenset(status.value for status in STATUS)

    def columns(self) -> tuple[ListColumn, ...]:
        """Date, people, counts."""

        def counts(status: Status) -> ListColumn:
            head = STATUS[status].word if status is Status.NOT_APPLICABLE else STATUS[status].code
            return ListColumn(status.value, f"{head:>4}", 4, lambda row: Cell(f"{row.counts.get(status, 0):>4}"), 3)

        return (
            ListColumn("id", "ID", 8, lambda row: Cell(row.id)),
            ListColumn("taken", "Taken", 10, lambda row: Cell(row.taken_on.isoformat())),
            ListColumn("assessor", "Assessor", 12, lambda row: Cell(row.assessor), 1, flex=True),
            ListColumn("reviewer", "Reviewer", 12, lambda row: Cell(row.reviewer), 2, flex=True),
            *(counts(status) for status in STATUS),
            ListColumn("categories", "Scope", 10, lambda row: Cell(codes(row.categories)), 4),
            ListColumn("engagement", "In", 7, lambda row: Cell(row.engagement or "-"), 5),
        )

    def more(self, row: SnapshotRow) -> Sequence[Fact]:
        """Its counts in words, and its note."""
        return (
            *((STATUS[status].word.capitalize(), f"{row.counts.get(status, 0)}") for status in STATUS),
            ("Controls", f"{row.applicable} of {row.controls} apply"),
            ("Recorded", f"{row.recorded_at[:10]} by {row.recorded_by}" if row.recorded_by else ""),
            ("Note", row.note),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "snapshots", lambda desk: desk.gap.snapshots(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row: SnapshotRow | None = event.table.row
        if row is not None:
            self._compare(row.id, NOW)

    def action_compare(self) -> None:
        """The marked two, or one with now."""
        table = self.query_one(Table)
        # the list is newest first, and an older one is compared with a newer one
        meant = sorted(table.meant, key=lambda key: table.pages.find(key) or 0, reverse=True)
        if len(meant) > 2:  # noqa: PLR2004  two are compared
            self.desk_app.tell("mark two at most", "warning")
        elif meant:
            first, second = (*meant, NOW)[:2]
            self._compare(first, second)

    def _compare(self, first: str, second: str) -> None:
        self.ask_first(
            "moved", lambda desk: desk.gap.compare(first, second), lambda moved: self._tell(first, second, moved)
        )

    def _tell(self, first: str, second: str, moved: Sequence[Moved]) -> None:
        rows = []
        for one in moved:
            before = self.glyphs.status(one.before) if one.before else Cell("not there", "muted")
            after = self.glyphs.status(one.after) if one.after else Cell("not there", "muted")
            rows += [
                line(Cell(f"{one.control} ", "head"), f"{one.title}"),
                line("  ", before, " -> ", after, Cell(f"  {one.by} {one.on[:10]}", "muted")),
                *(line(Cell(f"  {name}: {old or '-'} -> {new or '-'}", "muted")) for name, old, new in one.fields),
            ]
        title = f"{first} to {second}: {count(len(moved), 'control')} moved"
        self.app.push_screen(LinesDialog(title, rows or [text("Nothing moved.")]))
