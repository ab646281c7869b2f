"""What others did to a desk while it is open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """One record that another process changed."""

    kind: str
    id: str
    label: str
    by: str
    """The name it was changed under."""
    at: str
    """UTC, ISO."""


@dataclass(frozen=True, slots=True)
class News:
    """What came since the last look, of other processes alone."""

    position: int
    """The last entry of the log that was seen."""
    kinds: frozenset[str] = frozenset()
    moved: tuple[MovedRecord, ...] = ()
    """Records that changed, the latest change of each."""
