"""Access reviews: the list of campaigns."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from grcdesk.schemas.reviews.reviews import CampaignRow
from grcdesk.terms.readiness import WorkPlace
from grcdesk.terms.reviews import CampaignState
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, due_cell, text
from grcdesk.tui.reviews import forms
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

TONES = {
    CampaignState.SIGNED: "success",
    CampaignState.SIGNED_WITH_EXCEPTIONS: "warning",
    CampaignState.READY_TO_SIGN: "success",
    CampaignState.REOPENED: "warning",
}
_SIGNED = (CampaignState.SIGNED, CampaignState.SIGNED_WITH_EXCEPTIONS)


class ReviewsScreen(ListScreen):
    """All campaigns, newest slot first."""

    PLACE = "reviews"
    BOARD = WorkPlace.REVIEWS
    HELP = "reviews"
    SIDE = "Review"
    NAME = "Access reviews"
    NOTHING = "No review yet. a opens one for a slot of the year; ? tells how it goes."
    SHOWS = frozenset({"campaign", "campaign_system", "account_list", "account", "sign_off"})

    def columns(self) -> tuple[ListColumn, ...]:
        """Slot, state, how far, what is in the way."""

        def due(row: CampaignRow) -> Cell:
            return due_cell(row.due, self.desk_app.today, closed=row.state in _SIGNED)

        def bars(row: CampaignRow) -> Cell:
            found = ", ".join(f"{number} {what}" for number, what in row.tally.blocking)
            return Cell(found or (f"signed by {row.signed_by}" if row.signed_on else "-"), "warning" if found else "")

        return (
            ListColumn("id", "ID", 5, lambda row: Cell(row.id)),
            ListColumn("slot", "Slot", 7, lambda row: Cell(row.slot)),
            ListColumn("state", "State", 15, lambda row: Cell(word(row.state), TONES.get(row.state, "")), badge=True),
            ListColumn("due", "Due", 10, due, 2),
            ListColumn(
                "decided", "Decided", 13, lambda row: Cell(f"{row.tally.decided:,} of {row.tally.accounts:,}"), 3
            ),
            ListColumn("bars", "In the way", 16, bars, 1, flex=True),
            ListColumn("systems", "Systems", 20, lambda row: Cell(", ".join(row.systems)), 6),
        )

    def more(self, row: CampaignRow) -> Sequence[Fact]:
        """What was decided, and who signed it."""
        return (
            ("Begun", str(row.started)),
            ("Keep", f"{row.tally.keep:,}"),
            ("Revoke", f"{row.tally.revoke:,}"),
            ("Modify", f"{row.tally.modify:,}"),
            ("Open", f"{row.tally.undecided:,}"),
            ("Signed", f"{row.signed_on} by {row.signed_by}" if row.signed_on else ""),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "reviews", lambda desk: desk.reviews.list(), lambda rows: self.show_rows({row.id: row for row in rows})
        )

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        from grcdesk.tui.reviews.detail import ReviewScreen  # noqa: PLC0415

        if event.table.key is not None:
            self.app.push_screen(ReviewScreen(event.table.key))

    def action_open_review(self) -> None:
        """A new campaign for the quarter of today."""
        forms.open_now(self.desk_app)

    def action_roster(self) -> None:
        """The list of people."""
        forms.roster(self.desk_app)

    def action_drop(self) -> None:
        """Take back a campaign."""
        row: CampaignRow | None = self.query_one(Table).row
        if row is None:
            return

        def dropped(sure: bool | None) -> None:
            if sure:
                self.desk_app.with_desk("drop", lambda desk: desk.reviews.drop(row.id))

        told = f"{row.tally.accounts:,} accounts and {row.tally.decided:,} decisions go with it."
        self.app.push_screen(Preview(f"Drop {row.id} of {row.slot}?", [text(told)], "drops it"), dropped)
