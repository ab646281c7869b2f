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
from grcdesk.importers.evidence.report import report
from grcdesk.importers.evidence.sandbox import ReadRequest, ToldBefore
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import refuse_secrets
from grcdesk.importers.keeping.rows import HashedRows, RowLines, RowSink
from grcdesk.importers.reading import records, sheets
from grcdesk.importers.reading.apart.process import allowed_seconds
from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.job import Importer, ListPlace, ReadingJob
from grcdesk.importers.reading.makers.files import makers_for
from grcdesk.importers.reading.makers.signs import maker_of
from grcdesk.importers.reading.oscal import document as oscal
from grcdesk.importers.reading.tally import none_usable
from grcdesk.importers.reading.witnesses import judge_days, refuse_unsure
from grcdesk.schemas.evidence.imports import ImportReport
from grcdesk.terms.interchange import DayOrder
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
        rules=request.rules or {},
        period_from=date.fromisoformat(request.period_from) if request.period_from else None,
        period_to=date.fromisoformat(request.period_to) if request.period_to else None,
        limit=request.limit,
        limits=request.limits or {},
        progress=progress,
        keep=tuple(request.keep),
        place=ListPlace(request.sheet, request.header),
        role=request.role,
        lines=RowLines(rows or HashedRows()),
    )
    try:
        return _read(request, job, before)
    finally:
        job.close()


def _head(job: ReadingJob) -> FileHead:
    data = records.head_of(job)
    return FileHead(data, job.name, sheets.header(job) if sheets.is_workbook(data) else (), job.place.header)


def _importer(request: ReadRequest, job: ReadingJob, head: FileHead) -> tuple[str, str]:
    """Which importer reads the file and why; of the maker whose signs it bears, the names and words are taken over."""
    own = Path(request.makers) if request.makers else None
    known = makers_for(request.importer, own)
    if request.importer:
        found = maker_of(head, known)
        name, why, maker = request.importer, "you named it", found[0] if found else None
        why = f"{why}; {found[1]}" if found else why
    else:
        name, why, maker = registry.detect(head, known)
    job.maker = maker
    if maker:
        told = job.words
        job.words = {field: {**maker.words.get(field, {}), **told.get(field, {})} for field in {*maker.words, *told}}
    return name, why


def _as_before(job: ReadingJob, head: FileHead, request: ReadRequest, before: ToldBefore) -> None:
    """Take over what was told before of such files, where nothing else is told and the file has the column."""

    def there(name: str) -> bool:
        return content.plain(name) in head.fields or get(head.record, name) is not None

    columns = {
        ours: name for ours, name in before.get("columns", {}).items() if there(name) and ours not in job.columns
    }
    if columns:
        job.columns = {**columns, **job.columns}
        job.note(
            f"columns as told before: {join([f'{ours} = {content.shown(name)}' for ours, name in columns.items()], 8)}"
        )
    for field, words in before.get("words", {}).items():
        job.words = {**job.words, field: {**words, **job.words.get(field, {})}}
    order = request.dates or before.get("dates", "")
    job.dates = DayOrder(order) if order else None


def _zone(job: ReadingJob) -> str:
    return job.maker.zone if job.maker else ""


def _cure(head: FileHead) -> str:
    """What helps with a file nobody knows; of a list, its columns are named."""
    if oscal.suspected(head.data):
        return oscal.ELSEWHERE
    names = [content.shown(name) for name in head.columns or head.record]
    if len(names) < _LEAST_COLUMNS:
        return "--as IMPORTER if you know what it is; grcdesk evidence add keeps it unread"
    what = "--as population --key COLUMN if it lists everything that happened"
    return (
        f"it has {join(names, 8)}; --as IMPORTER if you know what it is; {what}; grcdesk evidence add keeps it unread"
    )


def _read(request: ReadRequest, job: ReadingJob, before: os.stat_result) -> ImportReport:
    """Read a file from its beginning to its end, and check that it stayed what it was."""
    if not job.size:
        raise BadInput("the file is empty", hint="export it again", file=job.name)
    importer, why = _prepared(request, job)
    with job.path.open("rb") as file:
        # before it is read, and its size and time are looked at again after: the report is of these bytes
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    refuse_secrets(job.keep)
    try:
        importer.read(job)
    except BadInput:
        refuse_unsure(job)  # goes before what else is wrong: days read the other way round can be its cause
        raise
    refuse_unsure(job)
    if not job.result and job.understood and (said := none_usable(job.account)):
        hint = "name the columns: --map columns.yaml, or of a population --key COLUMN; see `grcdesk help import`"
        raise BadInput(said, hint=hint, file=job.name)
    _tell_reading(job)
    job.lines.flush()
    after = job.path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise BadInput("the file changed while it was read", hint="copy it first", file=job.name)
    # every row is used, doubled or left out with a reason: a row that is lost would not be missed
    if not job.account.balanced:
        raise BadInput("the rows do not add up", hint="this is a fault of grcdesk", file=job.name)
    return report(importer, job, sha256, why)


def _prepared(request: ReadRequest, job: ReadingJob) -> tuple[Importer, str]:
    """The importer that reads the file and why; the job knows then with which names, zone and order of days.

    Raises:
        BadInput: when none knows it, or it takes no limit.
    """
    head = _head(job)
    name, why = _importer(request, job, head)
    if not name:
        raise BadInput("no importer knows this file", hint=_cure(head), file=job.name)
    importer = registry.get(name)
    if (job.limit is not None or job.limits) and not importer.limits:
        raise BadInput(f"{name} takes no limit", hint="--limit is for evaluations", file=job.name)
    job.zone_name = request.zone or (request.zones or {}).get(name, "") or _zone(job) or request.home
    job.zone = clock.find_zone(job.zone_name)
    _as_before(job, head, request, (request.before or {}).get(name, {}))
    judge_days(job)
    return importer, why


def _tell_reading(job: ReadingJob) -> None:
    """How times without a zone were read, and how long reading might take."""
    if job.naive:
        job.note(f"times without a zone were read as {job.zone_name}")
    if (allowed := allowed_seconds(job.size)) != allowed_seconds(0):
        job.note(f"{job.size >> 20:,} MiB: reading was given {allowed} s")
