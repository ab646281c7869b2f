"""Lists of vendors, read in a process of its own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.importers.vendors.settings import ProjectsFile
from grcdesk.schemas.tables import PLAIN_WAY, TableWay
from grcdesk.schemas.vendors import VendorsFile

_CHILD = "grcdesk.importers.vendors.child"


def read_vendors(path: Path, way: TableWay = PLAIN_WAY, *, job: JobControl | None = None) -> VendorsFile:
    """As `vendors.read_vendors`."""
    return read(_CHILD, "vendors", path, asdict(way), VendorsFile, job=job)


def read_projects(path: Path, way: TableWay = PLAIN_WAY, *, job: JobControl | None = None) -> ProjectsFile:
    """As `settings.read_projects`."""
    return read(_CHILD, "projects", path, asdict(way), ProjectsFile, job=job)
