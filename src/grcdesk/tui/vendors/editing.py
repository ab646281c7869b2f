"""Changing a vendor, the same on the list and on the detail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.vendors.papers import VendorRequest
from grcdesk.schemas.vendors.vendors import VendorDetail
from grcdesk.terms.interchange import DeskRegister
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import text
from grcdesk.tui.registers.import_forms import bring
from grcdesk.tui.vendors import forms, mending
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


class VendorActions(DeskScreen):
    """What is done to a vendor, on the list and on the detail alike."""

    def meant(self) -> str:
        """Id of the vendor an action is for, or empty."""
        raise NotImplementedError

    def all_meant(self) -> tuple[str, ...]:
        """Ids of the vendors an action for several is for."""
        return (self.meant(),)

    def named(self) -> str:
        """Its name."""
        raise NotImplementedError

    def _form(self, form: Callable[[Shell, Sequence[str], VendorDetail], None]) -> None:
        """A form for all vendors meant, that shows what stands on the first."""
        app, meant = self.desk_app, [name for name in self.all_meant() if name]
        if meant:
            self.ask_first(
                "vendor for form",
                lambda desk: desk.vendors.show(meant[0]),
                lambda detail: form(app, meant, detail),
            )

    def action_add(self) -> None:
        """A new vendor."""
        forms.add(self.desk_app)

    def action_edit(self) -> None:
        """Name, use, owner, region."""
        self._form(forms.edit)

    def action_tier(self) -> None:
        """The answers behind the tier."""
        self._form(forms.tiering)

    def action_dates(self) -> None:
        """The dates reminders are reckoned from."""
        self._form(forms.dates)

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
        if self.meant():
            mending.go_on(self.desk_app, self.meant())
