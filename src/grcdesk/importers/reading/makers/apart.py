"""Maker files of a desk, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.reading.apart.process import read
from grcdesk.schemas.catalogs.makers import MakerFile


def read_maker(path: Path) -> MakerFile:
    """As `files.read_maker`, of one that belongs to a desk."""
    return read("grcdesk.importers.reading.makers.child", "maker", path, {"own": True}, MakerFile)
