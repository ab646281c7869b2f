"""Days on which a control had nothing to do, on somebody's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.coverage.coverage import Span
from grcdesk.wording import WEEKDAYS


@dataclass(frozen=True, slots=True)
class QuietFacts:
    """What is said of such days."""

    reason: str
    weekdays: tuple[int, ...] = ()
    """Which days of the week, Monday is 0; none: every day of the range."""
    start: date | None = None
    end: date | None = None
    """First and last day. Weekdays without a range: those of the audit period."""
    by: str = ""
    """Who says so; empty: whoever enters it."""


@dataclass(frozen=True, slots=True)
class QuietRow:
    """One statement of such days."""

    id: str
    control: str
    span: Span
    weekdays: tuple[int, ...]
    """Which of those days, Monday is 0; none: all of them."""
    days: int
    """So many days are meant."""
    reason: str
    by: str
    on: date

    @property
    def which(self) -> str:
        """`sat, sun of 2026-01-01..2026-12-31`, or the range alone."""
        named = ", ".join(WEEKDAYS[day] for day in self.weekdays)
        return f"{named} of {self.span}" if named else str(self.span)

    @property
    def told(self) -> str:
        """The days, and on whose word."""
        return f"nothing was to happen on {self.which}, by statement of {self.by}, {self.on}: {self.reason}"
