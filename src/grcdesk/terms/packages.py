"""Words of packages for auditors. Light to import."""

from __future__ import annotations

from enum import StrEnum


class Shift(StrEnum):
    """How an artefact moved between two packages."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


OVERRIDE = "label"
"""What the log calls the record of an artefact that went out against its label."""
AGENT = "agent"
"""Said in place of a key: the one an agent holds."""
