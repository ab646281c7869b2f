"""Changing a vendor, the same on the list and on the detail."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grcdesk.schemas.vendor_papers import VendorRequest
from grcdesk.schemas.vendor_reviews import ReviewRow
from grcdesk.schemas.vendors import VendorDetail
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import ReviewStatus
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import text
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.vendors import forms
from grcdesk.wording import count


class VendorActions(DeskScreen):
    """What is done to a vendor, on the list and on the detail alike."""

    def meant(self) -> str:
        """Id of the vendor an action is for, or empty."""
        raise NotImplementedError

    def named(self) -> str:
        """Its name."""
        raise NotImplementedError

    def _detail(self, then: Callable[[VendorDetail], None]) -> None:
        meant = self.meant()
        if meant:
            self.ask_first("vendor for form", lambda desk: desk.vendors.show(meant), then)

    def action_add(self) -> None:
        """A new vendor."""
        forms.add(self.desk_app)

    def action_edit(self) -> None:
        """Name, use, owner, region."""
        self._detail(lambda detail: forms.edit(self.desk_app, detail))

    def action_tier(self) -> None:
        """The answers behind the tier."""
        self._detail(lambda detail: forms.tiering(self.desk_app, detail))

    def action_dates(self) -> None:
        """The dates reminders are reckoned from."""
        self._detail(lambda detail: forms.dates(self.desk_app, detail))

    def action_offboard(self) -> None:
        """End the relation."""
        if self.meant():
            forms.offboard(self.desk_app, self.meant(), self.named())

    def action_request(self) -> None:
        """The message that asks for what is missing, to copy."""
        meant, name = self.meant(), self.named()

        def tell(found: VendorRequest) -> None:
            rows = [text(row) for row in found.text.splitlines()]
            self.app.push_screen(LinesDialog(f"Ask {name} for {count(found.asks, 'thing')}", rows))

        if meant:
            self.ask_first("request", lambda desk: desk.vendor_papers.request(meant), tell)

    def action_import_list(self) -> None:
        """Vendors from a file."""
        bring(self.desk_app, DeskRegister.VENDORS)

    def action_policy(self) -> None:
        """The rules for all."""
        self.ask_first("policy", lambda desk: desk.vendors.policy(), lambda law: forms.policy(self.desk_app, law))

    def action_review(self) -> None:
        """Start a review, or go on with the open one."""
        meant, name = self.meant(), self.named()

        def go_on(found: Sequence[ReviewRow]) -> None:
            if found:
                forms.review(self.desk_app, found[0])
            else:
                forms.start_review(self.desk_app, meant, name)

        if meant:
            self.ask_first(
                "open review", lambda desk: desk.vendor_reviews.list(vendor=meant, status=ReviewStatus.OPEN), go_on
            )
