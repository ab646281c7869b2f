"""The Statement of Applicability as a list: reasons, what is implemented, what lacks, and its approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on

from grcdesk.rules.fields.soa import SOA_FIELDS, SOA_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.soa.soa import SoaPage, SoaRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.terms.soa import SoaFramework
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.kit.rounds import next_place
from grcdesk.tui.soa import columns, commands, forms
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word


class SoaScreen(AuditTabs, ListScreen):
    """The rows of one framework: the Annex in its order, then controls that were added."""

    PLACE = "soa"
    BOARD = WorkPlace.SOA
    HELP = "soa"
    SIDE = "Line of the SoA"
    NAME = "Statement of Applicability"
    NOTHING = "The desk has no catalog of this Annex A. 8 opens the catalogs, p shows the other statement."
    FIELDS = SOA_FIELDS
    MARKS = True

    def __init__(self) -> None:
        super().__init__()
        self.framework: SoaFramework | None = None
        """None: that of the engagement in force."""
        self.page: SoaPage | None = None

    def columns(self) -> tuple[ListColumn, ...]:
        """See `columns.list_columns`."""
        return columns.list_columns(self.glyphs)

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return SOA_READERS

    def more(self, row: SoaRow) -> Sequence[Fact]:
        """The line in full."""
        return (
            ("Theme", row.theme),
            ("Applies", "yes" if row.applicable else "no"),
            ("On", str(row.implemented_on or "")),
            ("Measures", row.measures),
            ("Evidence", " ".join(row.evidence)),
            ("Borne out", "; ".join(row.support_why)),
            ("Left out", row.exclusion),
            ("Risks", " ".join(row.risks)),
            ("Lacks", "; ".join(row.lacks)),
            ("Note", row.note),
        )

    def reload(self) -> None:
        """Ask for the statement as it stands."""
        framework = self.framework
        self.ask("soa", lambda desk: desk.soa.page(framework), self._show)

    def _show(self, page: SoaPage) -> None:
        self.page, self.framework = page, page.framework
        above = self.query_one("#above", Text)
        above.display = True
        above.say(columns.readiness(page, self.glyphs))
        self.show_rows({row.item: row for row in page.rows})

    def say_title(self, shown: int) -> None:
        """Which framework, and how many rows."""
        whose = word(self.framework) if self.framework else ""
        number = f"{shown} of {len(self.rows)}" if self.where else f"{shown}"
        counts = self.page.counts if self.page else None
        told = f" | {counts.excluded} left out, {counts.added} added" if counts else ""
        rest = f"  / {self.where}" if self.where else told
        self.title_bar(line(f"{self.NAME}, {whose}  {number}", Cell(rest, "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.soa.detail import SoaItemScreen  # noqa: PLC0415

        if event.table.key is not None and self.framework is not None:
            self.app.push_screen(SoaItemScreen(event.table.key, list(event.table.pages.keys), self.framework))

    def meant(self) -> list[SoaRow]:
        """The rows an action is for."""
        return [self.rows[key] for key in self.query_one(Table).meant if key in self.rows]

    def _with(self, ask: commands.AskRows) -> None:
        rows = self.meant()
        if rows and self.framework is not None:
            ask(self.desk_app, self.framework, rows)

    def action_reasons(self) -> None:
        """Why they are necessary."""
        self._with(forms.reasons)

    def action_implemented(self) -> None:
        """Whether they are there."""
        self._with(forms.implemented)

    def action_owner(self) -> None:
        """Who answers for them."""
        self._with(forms.owner)

    def action_leave_out(self) -> None:
        """Leave them out, or take them in again."""
        self._with(forms.leave_out)

    def action_edit(self) -> None:
        """Measures, day, risks, note."""
        self._with(forms.edit)

    def board_record(self) -> str:
        """The framework shown."""
        return self.framework.value if self.framework else ""

    def action_lacking(self) -> None:
        """To the next row that lacks something."""
        table = self.query_one(Table)
        places = [place for place, key in enumerate(table.pages.keys) if self.rows[key].lacks]
        if places:
            table.cursor = next_place(places, table.cursor, 1)
        else:
            self.desk_app.tell("no row shown lacks anything")

    def action_draft(self) -> None:
        """Propose what is implemented."""
        framework = self.framework
        self.desk_app.with_desk("drafting", lambda desk: desk.soa.draft(framework=framework))

    def action_approve(self) -> None:
        """Approve it as it stands."""
        if self.framework is not None:
            forms.approve(self.desk_app, self.framework)

    def action_versions(self) -> None:
        """The approved versions, and what differs from the newest."""
        if self.page is not None:
            commands.tell_versions(self.desk_app, self.page)

    def action_framework(self) -> None:
        """The statement of the other framework."""
        known = list(SoaFramework)
        self.framework = known[(known.index(self.framework) + 1) % len(known)] if self.framework else known[0]
        # both Annexes have an A.5.2: marks of one must not mean rows of the other
        self.query_one(Table).clear_marks()
        self.look_again()

    def action_export(self) -> None:
        """Write it as a file."""
        commands.export(self.desk_app, self.framework)
