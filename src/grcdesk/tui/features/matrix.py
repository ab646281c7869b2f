"""Feature × control × category: what applies, and why not where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on

from grcdesk.schemas.features.features import ControlVerdict
from grcdesk.terms import Applies, Support
from grcdesk.tui.features import forms, parts
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


class FeatureMatrixScreen(ListScreen):
    """Every pair of feature and control that was derived."""

    PLACE = "feature_matrix"
    HELP = "features"
    SIDE = "Control of the feature"
    NAME = "Features and controls"
    NOTHING = "Nothing derived yet. In the AI inventory, m derives the controls of a feature from its answers."
    SHOWS = frozenset({"feature", "feature_control", "feature_model", "assessment", "control_scope"})

    def __init__(self) -> None:
        super().__init__()
        self.support: dict[str, Support | None] = {}
        """What stands behind the controls that are said to be in place."""

    def columns(self) -> tuple[ListColumn, ...]:
        """As in the tab of a feature, with the feature."""
        return parts.control_columns(self.glyphs, self.support, features=True)

    def more(self, row: ControlVerdict) -> Sequence[Fact]:
        """Why it applies or not, and who decided."""
        return (
            ("Derived", f"{word(row.derived)} on {row.derived_on}"),
            ("Because", row.reason),
            ("Decided", f"{word(row.decided)} by {row.decided_by} on {row.decided_on}" if row.decided else ""),
            ("Reason", row.decided_reason),
        )

    def reload(self) -> None:
        """Ask for all pairs."""

        def question(desk: Desk) -> tuple[Sequence[ControlVerdict], dict[str, Support | None]]:
            found = desk.features.matrix()
            return found, parts.backed(desk, found)

        self.ask("matrix", question, self._show)

    def _show(self, answer: tuple[Sequence[ControlVerdict], dict[str, Support | None]]) -> None:
        found, support = answer
        self.support.update(support)
        self.show_rows({f"{one.feature}/{one.control}": one for one in found})

    def say_title(self, shown: int) -> None:
        """How many pairs, and how they stand."""
        rows: list[ControlVerdict] = list(self.rows.values())
        counts = [(term, sum(one.effective is term for one in rows)) for term in Applies]
        words = {Applies.APPLIES: "apply", Applies.NOT_APPLICABLE: "do not", Applies.OPEN: "open"}
        told = ", ".join(f"{number} {words[term]}" for term, number in counts if number)
        self.title_bar(line(f"{self.NAME}  {shown:,}", Cell(f"  {told}" if told else "", "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.features.detail import FeatureScreen  # noqa: PLC0415

        row: ControlVerdict | None = event.table.row
        if row is not None:
            features = list(dict.fromkeys(one.feature for one in self.rows.values()))
            self.app.push_screen(FeatureScreen(row.feature, features))

    def action_decide(self) -> None:
        """Decide the pair under the cursor."""
        row = self.query_one(Table).row
        if isinstance(row, ControlVerdict):
            forms.decide(self.desk_app, row)
