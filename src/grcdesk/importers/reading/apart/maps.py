"""Column maps, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.reading.apart.process import read
from grcdesk.importers.reading.maps import ColumnMap


def read_map(path: Path) -> ColumnMap:
    """As `reading.maps.read_map`."""
    return read("grcdesk.importers.reading.apart.maps_child", "map", path, {}, ColumnMap)
