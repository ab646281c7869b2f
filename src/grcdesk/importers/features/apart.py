"""Files of the AI inventory, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.reading.apart import process
from grcdesk.schemas.features.inventory import Inventory

_CHILD = "grcdesk.importers.features.child"


def read(path: Path, *, job: process.JobControl | None = None) -> Inventory:
    """As `inventory.read`."""
    return process.read(_CHILD, "inventory", path, {}, Inventory, job=job)
