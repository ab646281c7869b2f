"""Words of packages for auditors. Light to import."""

from __future__ import annotations

from enum import StrEnum


class Shift(StrEnum):
    """How an artefact moved between two packages."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
