"""Workbooks that come back, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.schemas.returned.returned import ReturnedFile
from grcdesk.terms.interchange import DayOrder

_CHILD = "grcdesk.importers.registers.returned.child"


def read_returned(path: Path, dates: DayOrder | None = None, *, job: JobControl | None = None) -> ReturnedFile:
    """As `reading.read_returned`."""
    return read(_CHILD, "returned", path, {"dates": dates or ""}, ReturnedFile, job=job)
