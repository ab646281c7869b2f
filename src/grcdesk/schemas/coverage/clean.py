"""The earliest period that could be clean, and what limits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CleanStart:
    """From when on a control shows no hole."""

    id: str
    start: date | None
    """None: nothing on file limits it."""
    until: date | None
    """Of a continuous control: the last day its evidence covers."""
    why: str


@dataclass(frozen=True, slots=True)
class CleanWindow:
    """The earliest period that could be clean for all controls."""

    as_of: date
    start: date | None
    days: int
    """Days from then to the as-of day: what a report could attest so far."""
    months: int
    """Length asked for."""
    full_on: date | None
    """When a period of that length from `start` is over."""
    sentence: str
    controls: tuple[CleanStart, ...]
    """The ones that hold it back longest first."""
