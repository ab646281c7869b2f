"""Exports of the settings of our account at a vendor, read in a process of its own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.importers.vendors.settings import ProjectsFile
from grcdesk.schemas.registers.tables import PLAIN_WAY, TableWay

_CHILD = "grcdesk.importers.vendors.child"


def read_projects(path: Path, way: TableWay = PLAIN_WAY, *, job: JobControl | None = None) -> ProjectsFile:
    """As `settings.read_projects`."""
    return read(_CHILD, "projects", path, asdict(way), ProjectsFile, job=job)
