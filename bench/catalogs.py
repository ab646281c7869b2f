"""Reading and checking a catalog of 1,200 controls, against parsing the same YAML."""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import time
from pathlib import Path

from desks import CATALOG
from measure import Inside, Row


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    file = (str(folder / CATALOG),)
    return [
        Row("catalog of 1,200 controls / CSafeLoader", Inside("catalogs:ours", file), Inside("catalogs:bare", file), 2)
    ]


def ours(path: str) -> float:
    """Loaded, checked, with the line of each record known."""
    from grcdesk.importers.catalogs.catalogs import read_catalog

    start = time.perf_counter()
    read_catalog(Path(path))
    return time.perf_counter() - start


def bare(path: str) -> float:
    """Parsed only."""
    import yaml

    start = time.perf_counter()
    yaml.load(Path(path).read_text("utf-8"), yaml.CSafeLoader)
    return time.perf_counter() - start
