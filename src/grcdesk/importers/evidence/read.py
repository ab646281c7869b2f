"""Reading one file: which importer, with what zone and map, and the report of it. Runs inside the process apart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from grcdesk import clock
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.evidence import registry
from grcdesk.importers.evidence.reports import report
from grcdesk.importers.evidence.sandbox import ReadRequest, allowed_seconds
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import refuse_secrets
from grcdesk.importers.keeping.rows import HashedRows, RowLines, RowSink
from grcdesk.importers.reading import records, sheets
from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.tally import none_usable
from grcdesk.schemas.imports import ImportReport
from grcdesk.wording import join

_LEAST_COLUMNS = 2
"""Names from which on the head of a file is taken for that of a list."""


def load(importer: str) -> None:
    """Load what will be needed, before nothing more may be loaded.

    Raises:
        BadInput: when there is no such importer.
    """
    known = registry.names()
    if importer and importer not in known:
        hint = did_you_mean(importer, known) or f"importers are {', '.join(known)}"
        raise BadInput(f"no importer {importer!r}", hint=hint)
    if importer:
        registry.get(importer)


def read(
    request: ReadRequest, progress: Callable[[int], None] = lambda _: None, rows: RowSink | None = None
) -> ImportReport:
    """The report of one file; its normalised rows go to `rows`.

    Raises:
        BadInput: when no importer knows it, or it cannot be understood at all.
    """
    path = Path(request.path)
    before = path.stat()
    home = clock.find_zone(request.home)
    job = ReadingJob(
        path=path,
        name=path.name,
        size=before.st_size,
        home=home,
        columns=request.columns or {},
        words=request.words or {},
        period_from=date.fromisoformat(request.period_from) if request.period_from else None,
        period_to=date.fromisoformat(request.period_to) if request.period_to else None,
        limit=request.limit,
        progress=progress,
        keep=tuple(request.keep),
        lines=RowLines(rows or HashedRows()),
    )
    try:
        return _read(request, job, before)
    finally:
        job.close()


def _cure(job: ReadingJob, head: bytes) -> str:
    """What helps with a file nobody knows; of a list, its columns are named."""
    workbook = sheets.is_workbook(head)
    looked = FileHead(head, job.name, sheets.header(job) if workbook else ())
    names = [content.shown(name) for name in looked.columns or looked.record]
    if len(names) < _LEAST_COLUMNS:
        return "--as IMPORTER if you know what it is; grcdesk evidence add keeps it unread"
    what = "--as population --key COLUMN if it lists everything that happened"
    return (
        f"it has {join(names, 8)}; --as IMPORTER if you know what it is, {what}; grcdesk evidence add keeps it unread"
    )


def _read(request: ReadRequest, job: ReadingJob, before: os.stat_result) -> ImportReport:
    if not job.size:
        raise BadInput("the file is empty", hint="export it again", file=job.name)
    name, why = request.importer, "you named it"
    if not name:
        head = records.head_of(job)
        name, why = registry.detect(head, job.name, sheets.header(job) if sheets.is_workbook(head) else ())
    if not name:
        raise BadInput("no importer knows this file", hint=_cure(job, head), file=job.name)
    importer = registry.get(name)
    if job.limit is not None and not importer.limits:
        raise BadInput(f"{name} takes no limit", hint="--limit is for evaluations", file=job.name)
    job.zone_name = request.zone or (request.zones or {}).get(name, "") or request.home
    job.zone = clock.find_zone(job.zone_name)
    with job.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    refuse_secrets(job.keep)
    importer.read(job)
    if not job.result and job.understood and (said := none_usable(job.account)):
        hint = "name the columns: --map columns.yaml, or of a population --key COLUMN; see `grcdesk help import`"
        raise BadInput(said, hint=hint, file=job.name)
    job.lines.flush()
    after = job.path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise BadInput("the file changed while it was read", hint="copy it first", file=job.name)
    if (allowed := allowed_seconds(job.size)) != allowed_seconds(0):
        job.note(f"{job.size >> 20:,} MiB: reading was given {allowed} s")
    return report(importer, job, sha256, why)
