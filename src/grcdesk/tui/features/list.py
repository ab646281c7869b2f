"""The AI inventory: every feature with its answers in short, and the controls that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on

from grcdesk.rules.fields.features import FEATURE_FIELDS, FEATURE_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.features.features import FeatureRow
from grcdesk.terms import Applies, Derivation, Status, Support
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.features import forms
from grcdesk.tui.features.parts import backed
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.bulk import Deed, act_on
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, Glyphs, codes, line
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import STATUS, WARNING, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

DERIVATION_TONE = {
    Derivation.NONE: "warning",
    Derivation.OPEN: "warning",
    Derivation.OUTDATED: "warning",
    Derivation.TO_CONFIRM: "strong",
    Derivation.CONFIRMED: "success",
}


def controls_cell(row: FeatureRow, glyphs: Glyphs, proven: Mapping[str, int]) -> Cell:
    """`14 ✓2 !4 ✗4`: the controls that apply and how they stand; a question mark when none was derived.

    The first are in place with all that must be there, those behind `!` are said to be in place.
    """
    if row.derivation is Derivation.NONE:
        return Cell("? none", "warning")
    numbers = [(STATUS[status], row.statuses.get(status, 0)) for status in Status]
    held = min(proven.get(row.id, 0), row.statuses.get(Status.IN_PLACE, 0))
    said = (WARNING, row.statuses.get(Status.IN_PLACE, 0) - held)
    looks = [
        part
        for look, number in numbers
        for part in ([(look, held), said] if look is STATUS[Status.IN_PLACE] else [(look, number)])
    ]
    counts = " ".join(f"{glyphs.of(look)}{number}" for look, number in looks if number)
    return Cell(f"{row.applies:>2} {counts}", "error" if row.statuses.get(Status.MISSING) else "")


def derived_cell(row: FeatureRow) -> Cell:
    """How far its controls are settled."""
    return Cell(word(row.derivation), DERIVATION_TONE[row.derivation])


class FeaturesScreen(ListScreen):
    """The list of AI features."""

    PLACE = "features"
    BOARD = WorkPlace.FEATURES
    HELP = "features"
    SIDE = "Feature"
    NAME = "AI features"
    NOTHING = "No AI features yet. a asks the six questions about one; i reads them from a file."
    FIELDS = FEATURE_FIELDS
    MARKS = True

    def __init__(self) -> None:
        super().__init__()
        self.proven: Mapping[str, int] = {}
        """Controls of each feature that are in place with all that must be there."""

    def columns(self) -> tuple[ListColumn, ...]:
        """What it is, what goes in, what comes of it."""
        glyphs = self.glyphs

        def said(value: str, tone: str = "") -> Cell:
            return Cell(value or "-", tone if value else "muted")

        return (
            ListColumn("id", "ID", 7, lambda row: Cell(row.id), 4),
            ListColumn("name", "Feature", 14, lambda row: Cell(row.name), flex=True),
            ListColumn("purpose", "Does", 12, lambda row: said(row.purpose), 6, flex=True),
            ListColumn("data_in", "Data in", 12, lambda row: said(row.data_in), 5, flex=True),
            ListColumn("decides", "Decides?", 8, lambda row: said(row.automated_decision or ""), 7),
            ListColumn("vendor", "Vendor", 10, lambda row: said(" ".join(row.vendors)), 2, flex=True),
            ListColumn("wrong", "If wrong", 12, lambda row: said(row.if_wrong), 8, flex=True),
            ListColumn("controls", "Controls", 16, lambda row: controls_cell(row, glyphs, self.proven)),
            ListColumn("tsc", "TSC", 10, lambda row: Cell(codes(row.categories)), 3),
            ListColumn("derived", "Derived", 12, derived_cell, 1, badge=True),
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return FEATURE_READERS

    def more(self, row: FeatureRow) -> Sequence[Fact]:
        """Its owner, what it runs on, what it lacks."""
        return (
            ("Owner", row.owner or "nobody"),
            ("State", word(row.status)),
            ("Models", " ".join(row.models)),
            ("Regions", " ".join(row.regions)),
            ("Stores", " ".join(row.stores)),
            ("Personal", row.personal_data or ""),
            ("Trains", row.trains or ""),
            ("Reviewed", str(row.last_reviewed or "")),
            ("Lacks", ", ".join(row.lacking)),
        )

    def reload(self) -> None:
        """Ask for all."""

        def question(desk: Desk) -> tuple[Sequence[FeatureRow], Counter[str]]:
            pairs = [one for one in desk.features.matrix() if one.effective is Applies.APPLIES]
            support = backed(desk, pairs)
            whole = (one.feature for one in pairs if support.get(one.control) is Support.SUPPORTED)
            return desk.features.list(), Counter(whole)

        self.ask("features", question, self._show)

    def _show(self, answer: tuple[Sequence[FeatureRow], Counter[str]]) -> None:
        rows, self.proven = answer
        self.show_rows({row.id: row for row in rows})

    def say_title(self, shown: int) -> None:
        """Name, count, and what is lacking."""
        rows: list[FeatureRow] = list(self.rows.values())
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        lacks = [
            f"{sum(not row.owner for row in rows)} without owner",
            f"{sum(not row.applies for row in rows)} without controls",
        ]
        rest = f" | {' | '.join(lacks)}" if rows else ""
        if self.where:
            rest = f"  / {self.where}"
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.features.detail import FeatureScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(FeatureScreen(event.table.key, list(event.table.pages.keys)))

    def meant(self) -> tuple[str, ...]:
        """The features an action is for."""
        return self.query_one(Table).meant

    def action_add(self) -> None:
        """A new feature."""
        forms.add(self.desk_app)

    def action_edit(self) -> None:
        """Answer questions of the feature under the cursor."""
        key = self.query_one(Table).key
        if key is not None:
            self.ask_first(
                "detail", lambda desk: desk.features.show(key), lambda found: forms.edit(self.desk_app, found)
            )

    def action_derive(self) -> None:
        """Derive the controls of the features meant."""
        meant = self.meant()
        if meant:
            deed = Deed(
                "deriving",
                "Derive the controls of",
                "feature",
                lambda desk, dry: desk.features.derive(meant, dry_run=dry),
            )
            act_on(self.desk_app, meant, deed)

    def action_confirm(self) -> None:
        """Confirm what was derived for the features meant."""
        meant = self.meant()
        if meant:
            deed = Deed(
                "confirming",
                "Confirm what was derived for",
                "feature",
                lambda desk, dry: desk.features.confirm(meant, dry_run=dry),
            )
            act_on(self.desk_app, meant, deed)

    def action_matrix(self) -> None:
        """The matrix of all features."""
        self.desk_app.action_go("feature_matrix")

    def action_import_file(self) -> None:
        """Read features from a file."""
        bring(self.desk_app, DeskRegister.FEATURES)

    def action_cards(self) -> None:
        """All model cards."""
        from grcdesk.tui.features import commands  # noqa: PLC0415

        commands.cards(self.desk_app)
