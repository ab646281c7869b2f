"""Up to where the records of a desk go, when it is looked at as it stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LogMoment:
    """A place in the change log between two commands."""

    entry: int
    """The last entry that counts."""
    day: date
    """The day asked for, or that of the entry, in the zone the desk then had."""

    @property
    def words(self) -> str:
        """How it is said: `as it stood on 2026-03-31, entry 412`."""
        return f"as it stood on {self.day}, entry {self.entry}"
