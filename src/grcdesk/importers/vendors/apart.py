"""Exports of the settings of our account at a vendor, read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.importers.vendors.settings import ProjectsFile

_CHILD = "grcdesk.importers.vendors.child"


def read_projects(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str], job: JobControl | None = None
) -> ProjectsFile:
    """As `settings.read_projects`."""
    return read(_CHILD, "projects", path, {"columns": dict(columns), "before": dict(before)}, ProjectsFile, job=job)
