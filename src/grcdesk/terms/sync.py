"""Words of folders that are watched."""

from __future__ import annotations

from enum import StrEnum


class SyncState(StrEnum):
    """What became of a file of a watched folder."""

    TAKEN = "taken"
    """It was imported."""
    KNOWN = "known"
    """Its bytes had been imported before."""
    WAITING = "waiting"
    """It could not be taken; a person has to look."""
