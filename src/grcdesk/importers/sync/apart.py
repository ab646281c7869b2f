"""Rules of watched folders, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.reading.apart.process import read
from grcdesk.schemas.sync import SyncRules


def read_rules(path: Path) -> SyncRules:
    """As `rules.read_rules`."""
    return read("grcdesk.importers.sync.child", "rules", path, {}, SyncRules)
