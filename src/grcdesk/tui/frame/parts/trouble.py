"""What the app says of a desk that is damaged, and of a clock that went backwards."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from textual import on

from grcdesk.clock import today
from grcdesk.errors import DeskError
from grcdesk.tui.frame.parts.past import LookingBack
from grcdesk.tui.kit.messages import DamageSeen, Noticed


class TellingTrouble(LookingBack):
    """An app that goes on over damaged records, and names them."""

    damaged: str
    """Which records of the open desk cannot be read as they are stored; empty: none was met."""

    @property
    def today(self) -> date:
        """The day in the desk's zone; screens are drawn over a desk that cannot be read as well, and say so."""
        with suppress(DeskError):
            return self.desk.today() if self.desk is not None else today()
        return today()

    @property
    def zone(self) -> str:
        """The zone of the desk; empty: that of the computer."""
        with suppress(DeskError):
            return self.desk.zone if self.desk is not None else ""
        return ""

    @on(DamageSeen)
    def _damage_seen(self, event: DamageSeen) -> None:
        named = "; ".join(event.error.reasons) or str(event.error)
        self.damaged = f"DAMAGED, careful values are shown: {named}"
        self.tell(f"{event.error}: {named}. {event.error.hint}", "error")
        for screen in self.screen_stack:
            say = getattr(screen, "say_banner", None)
            if say is not None:
                say()

    @on(Noticed)
    def _noticed(self, event: Noticed) -> None:
        self.tell(event.text, "warning")
