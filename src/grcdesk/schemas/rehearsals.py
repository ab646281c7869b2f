"""A rehearsal of an audit: what was asked, what came back and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One request of the list that was drawn."""

    id: str
    """`AI-SEC-01/config_snapshot`; the same one in every rehearsal, whatever its seed."""
    kind: AskedKind
    text: str
    """What is asked for, in words."""


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """One reason for which a request comes back."""

    request: str
    fault: Fault
    about: str
    """The record at fault: EV-3, a slot, VEN-1."""
    why: str
    door: ReturnDoor
    opens: str
    """The record that is opened to mend it."""
    cure: str
    """What mends it, in words."""


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """One rehearsal in the list of them."""

    id: str
    engagement: str
    on: date
    seed: str
    asked: int
    returned: int
    by: str
    """Who played it, as the change log has it."""

    @property
    def accepted(self) -> int:
        """Requests that would be accepted the first time."""
        return self.asked - self.returned

    @property
    def rate(self) -> float:
        """Per cent of the requests that would be accepted the first time, one decimal."""
        return round(100 * self.accepted / self.asked, 1) if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class RehearsalDetail:
    """One rehearsal with all that came back."""

    row: RehearsalRow
    before: RehearsalRow | None
    """The rehearsal of the same engagement before it."""
    items: tuple[ReturnedItem, ...]
    requests: tuple[AskedItem, ...]
    """What was asked for, in order."""

    def accepted(self, request: str) -> bool:
        """Whether a request would be accepted the first time."""
        return all(item.request != request for item in self.items)
