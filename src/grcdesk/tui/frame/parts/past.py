"""The app over a desk as it stood: what changes something is refused before it asks anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode

from grcdesk.tui.actions.action import UiAction
from grcdesk.tui.actions.effects.reading import only_reads
from grcdesk.tui.actions.registry import named

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


class LookingBack(App[int]):
    """An app that may show a desk as it stood."""

    at: str = ""
    """A day or a position of the log: the desk is opened as it stood then."""
    desk: Desk | None = None

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, whichever key, palette entry or click it comes from; of a desk as it stood those that read."""
        if self.at and isinstance(action, str) and (meant := named(action, getattr(self.screen, "PLACE", ""))):
            why = self.refusal(meant)
            if why:
                self.tell(why, "warning")
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def refusal(self, action: UiAction) -> str:
        """Why an action is not to be had now; empty when it is."""
        if not self.at or only_reads(action):
            return ""
        words = self.desk.read_only if self.desk is not None else "as it stood"
        return f"{action.label}: the desk is shown {words}; nothing is changed there"

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell one sentence."""
        raise NotImplementedError
