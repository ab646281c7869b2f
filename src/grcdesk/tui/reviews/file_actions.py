"""Files of an access review at the keyboard: memo, removals, workbooks of reviewers."""

from __future__ import annotations

from grcdesk.schemas.reviews.reviews import CampaignDetail
from grcdesk.terms.documents import DocumentName
from grcdesk.tui.exports import documents
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.reviews import file_forms as forms


class ReviewOut(DeskScreen):
    """What goes out of the campaign on the screen, and comes back."""

    campaign = ""
    detail: CampaignDetail | None = None

    def action_memo(self) -> None:
        """The sign-off memo."""
        if self.detail is not None:
            documents.write(self.desk_app, DocumentName.ACCESS_REVIEW_MEMO, self.detail.id)

    def action_send_out(self) -> None:
        """A workbook for a reviewer."""
        detail = self.detail
        if detail is not None:
            self.ask_first(
                "reviewers",
                lambda desk: desk.review_files.reviewers(detail.id),
                lambda found: forms.send_out(self.desk_app, detail.id, detail.slot, found),
            )

    def action_take_back(self) -> None:
        """A workbook that came back."""
        forms.take_back(self.desk_app, self.campaign)

    def action_removals(self) -> None:
        """What is to be revoked and changed."""
        campaign = self.campaign
        self.ask_first(
            "removals",
            lambda desk: desk.review_files.removals(campaign),
            lambda found: forms.removals(self.desk_app, campaign, found),
        )
