"""Lists of requests, read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.schemas.registers.tables import Words
from grcdesk.schemas.requests.lists import ListPlan, RequestsFile

_CHILD = "grcdesk.importers.requests.child"


def read_requests(
    path: Path, plan: ListPlan, before: Mapping[str, str], words: Words, *, job: JobControl | None = None
) -> RequestsFile:
    """As `lists.read_requests`."""
    told = {"columns": dict(plan.columns), "sheet": plan.sheet, "header": plan.header, "dates": plan.dates}
    how = {"told": told, "before": dict(before), "words": {what: dict(ours) for what, ours in words.items()}}
    return read(_CHILD, "requests", path, how, RequestsFile, job=job)
