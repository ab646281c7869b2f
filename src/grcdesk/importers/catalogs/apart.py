"""Catalogs of others: read here only once a process of their own has read them within its ceilings."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs import catalogs
from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.importers.reading.apart.process import read


def read_catalog(path: Path) -> CatalogFile:
    """As `catalogs.read_catalog`. The places of its lines are wanted here, so what was harmless there is read again.

    Raises:
        BadInput: with file, line, cure; when it changes meanwhile too.
    """
    try:
        state = path.lstat()
    except (OSError, ValueError):
        return catalogs.read_catalog(path)  # says why it cannot be
    known = _tried(path, state.st_mtime_ns, state.st_size)
    found = catalogs.read_catalog(path)
    if found.sha256 != known:
        raise BadInput("changed while it was read", hint="try again", file=str(path))
    return found


@lru_cache(maxsize=64)
def _tried(path: Path, _changed: int, _size: int) -> str:
    """The hash of a catalog that was read in a process apart."""
    return read("grcdesk.importers.catalogs.child", "catalog", path, {}, list[str])[0]
