"""Work sheets of tests, read in a process of its own."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.schemas.testing.testing import AnswerIn

_CHILD = "grcdesk.importers.testing.child"


def read_sheet(path: Path, *, job: JobControl | None = None) -> list[AnswerIn]:
    """As `sheets.read_sheet`."""
    return read(_CHILD, "sheet", path, {}, list[AnswerIn], job=job)
