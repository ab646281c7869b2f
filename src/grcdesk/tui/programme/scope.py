"""Scope: categories, period, systems, exclusions, overrides; and which criteria no control answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.programme.answered import ANSWERING
from grcdesk.schemas.programme import OVERLAY, CriterionRow, ScopeView
from grcdesk.terms import Scope
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.programme import forms
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import CATEGORY_CODE, count, join, word

_WIDTH, _LONGEST = 6, 20
"""Cells an id takes at least, and at most."""


class ScopeScreen(ListScreen):
    """The scope over the list of criteria."""

    PLACE = "scope"
    HELP = "scope"
    SIDE = "Criterion"
    NAME = "Scope"
    NOTHING = "No criteria in the desk: 8 opens the catalogs."
    SHOWS = frozenset(
        {
            *{"programme", "engagement", "system", "exclusion", "control_scope", "declaration", "assessment"},
            *{"control", "mapping", "evidence", "evidence_link"},
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self.view: ScopeView | None = None
        self._widest = _WIDTH
        """Cells of the longest id."""

    def columns(self) -> tuple[ListColumn, ...]:
        """Criterion, how far it is answered, by what."""
        glyphs = self.glyphs

        def answered(row: CriterionRow) -> Cell:
            if not row.in_scope or row.answered is None:
                return Cell("- out of scope", "muted")
            return glyphs.answered(row.answered)

        def mapped(row: CriterionRow) -> Cell:
            return Cell("stale", "warning") if row.stale else glyphs.mapped(row.coverage)

        return (
            ListColumn("id", "ID", self._widest, lambda row: Cell(row.id, "" if row.in_scope else "muted")),
            ListColumn("category", "", 2, lambda row: Cell(CATEGORY_CODE[row.category] if row.category else ""), 4),
            ListColumn(
                "label", "Criterion", 22, lambda row: Cell(row.label, "" if row.in_scope else "muted"), 2, flex=True
            ),
            ListColumn("mapped", "Mapped", 8, mapped, 1),
            ListColumn("answered", "Answered", 24, answered, badge=True),
            ListColumn(
                "worst", "Worst gap", 14, lambda row: glyphs.status(row.worst) if row.worst else Cell("-", "muted"), 3
            ),
            ListColumn("controls", "Controls", 18, lambda row: Cell(" ".join(row.controls) or "-"), 2, flex=True),
        )

    def more(self, row: CriterionRow) -> Sequence[Fact]:
        """What a person said of it."""
        return (
            ("Group", row.group),
            ("Out", row.reason_out),
            ("Gap", row.gap_note),
            ("Declared", row.declared_by),
            ("Stale", row.stale),
        )

    def reload(self) -> None:
        """Ask for scope and criteria."""
        self.ask("scope", lambda desk: (desk.scope.show(), desk.scope.criteria()), lambda both: self._show(*both))

    def _show(self, view: ScopeView, criteria: Sequence[CriterionRow]) -> None:
        self.view = view
        widest = max((min(len(row.id), _LONGEST) for row in criteria), default=_WIDTH)
        if widest > self._widest:
            self._widest = widest
            self.query_one(Table).set_columns(self.columns())
        self.show_rows({row.id: row for row in criteria})
        above = self.query_one("#above", Text)
        above.display = True
        rows = self._told(view, [row for row in criteria if row.in_scope])
        if self.app.size.height >= 24:  # noqa: PLR2004  a small terminal keeps its rows for the list
            rows.append(text(OVERLAY, "muted"))
        above.say(lines(rows))

    def _told(self, view: ScopeView, inside: Sequence[CriterionRow]) -> list[Content]:
        """What is in scope and how far it is answered, what is left out, and what no control touches."""
        answered = sum(row.answered in ANSWERING for row in inside)
        mapped = sum(bool(row.controls) for row in inside)
        controls = view.controls
        counts = ", ".join(f"{len(controls.get(scope, ()))} {word(scope)}" for scope in Scope)
        rows = [
            line(Cell("Categories  ", "head"), ", ".join(word(category) for category in view.categories)),
            line(Cell("Controls    ", "head"), counts),
            line(Cell("Criteria    ", "head"), f"{len(inside)} in scope, {mapped} mapped, {answered} answered"),
            line(Cell("Systems     ", "head"), join(view.systems) or "none named"),
        ]
        rows += [line(Cell("Excluded    ", "head"), f"{one.what}: {one.reason}") for one in view.exclusions[:3]]
        rows += [
            line(Cell("Override    ", "head"), f"{one.control} {word(one.decided)}: {one.reason} ({one.by})")
            for one in view.overrides[:3]
        ]
        if view.untouched:
            untouched = count(len(view.untouched), "criterion", "criteria")
            rows.append(line(self.glyphs.warn(f"{untouched} in scope no control here touches")))
        return rows

    def say_title(self, shown: int) -> None:  # noqa: ARG002  the base class gives it
        """Programme and period."""
        view = self.view
        if view is not None:
            self.title_bar(line(f"Scope  {view.name}"), line(str(view.period or "no period yet")))

    def _criterion(self) -> CriterionRow | None:
        row: CriterionRow | None = self.query_one(Table).row
        return row

    def action_edit(self) -> None:
        """Categories and period."""
        if self.view is not None:
            forms.edit(self.desk_app, self.view)

    def action_systems(self) -> None:
        """Add or drop a system."""
        if self.view is not None:
            forms.systems(self.desk_app, self.view)

    def action_exclude(self) -> None:
        """Leave out, or take in again."""
        if self.view is not None:
            forms.exclude(self.desk_app, self.view)

    def action_override(self) -> None:
        """A control in or out."""
        row = self._criterion()
        forms.override(self.desk_app, row.controls[0] if row and row.controls else "")

    def action_declare(self) -> None:
        """Declare the controls of the criterion sufficient."""
        row = self._criterion()
        if row is not None:
            forms.declare(self.desk_app, row.id)

    def action_withdraw(self) -> None:
        """Withdraw the declaration."""
        row = self._criterion()
        if row is not None:
            self.desk_app.with_desk("withdraw", lambda desk: desk.scope.withdraw(row.id))

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self._criterion()
        if row is not None and row.controls:
            if row.stale:
                self.desk_app.tell(f"{row.id}: declared covered by {row.declared_by}, stale: {row.stale}")
            self.desk_app.show_control(row.controls[0], row.controls)
        elif row is not None:
            self.desk_app.tell(f"no control here touches {row.id}; other controls of the organisation must answer it")
