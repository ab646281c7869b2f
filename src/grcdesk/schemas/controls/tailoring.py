"""What a desk has otherwise than its catalogs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms import Tailored


@dataclass(frozen=True, slots=True)
class TailoredRow:
    """One field of a control that is not as its catalog has it."""

    control: str
    field: Tailored
    shipped: str
    """What its catalog says now, as a person reads it."""
    base: str
    """What its catalog said when it was tailored."""
    tailored: str
    reason: str
    by: str
    on: date
    weaker: str
    """In which way it asks for less than its catalog, in words; empty when it does not."""

    @property
    def moved(self) -> bool:
        """Whether the catalog has changed under it since."""
        return self.shipped != self.base

    @property
    def told(self) -> str:
        """From what to what, as one line."""
        tail = f" ({self.weaker})" if self.weaker else ""
        # a catalog that was updated under it may ask for more than when somebody weighed it
        since = f"; its catalog said {self.base} when it was tailored" if self.moved else ""
        return f"{self.field.value.replace('_', ' ')}: {self.shipped} → {self.tailored}{tail}{since}"
