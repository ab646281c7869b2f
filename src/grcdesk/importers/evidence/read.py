"""Reading one file: which importer, with what zone and map, and the report of it. Runs inside the process apart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from grcdesk import clock
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.evidence import registry
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
from grcdesk.schemas.imports import ImportReport, Skipped
from grcdesk.terms.interchange import DayOrder
from grcdesk.wording import join

_LEAST_COLUMNS = 2
"""Names from which on the head of a file is taken for that of a list."""

MAX_LISTED = 400
"""Stretches of days a report lists."""


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
        f"it has {join(names, 8)}; --as IMPORTER if you know what it is, {what}; grcdesk evidence add keeps it unread"
    )


def _read(request: ReadRequest, job: ReadingJob, before: os.stat_result) -> ImportReport:
    if not job.size:
        raise BadInput("the file is empty", hint="export it again", file=job.name)
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
    with job.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    refuse_secrets(job.keep)
    try:
        importer.read(job)
    except BadInput:
        refuse_unsure(job)
        raise
    refuse_unsure(job)
    if not job.result and job.understood and (said := none_usable(job.account)):
        hint = "name the columns: --map columns.yaml, or of a population --key COLUMN; see `grcdesk help import`"
        raise BadInput(said, hint=hint, file=job.name)
    if job.naive:
        job.note(f"times without a zone were read as {job.zone_name}")
    job.lines.flush()
    after = job.path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise BadInput("the file changed while it was read", hint="copy it first", file=job.name)
    if (allowed := allowed_seconds(job.size)) != allowed_seconds(0):
        job.note(f"{job.size >> 20:,} MiB: reading was given {allowed} s")
    if not job.account.balanced:
        raise BadInput("the rows do not add up", hint="this is a fault of grcdesk", file=job.name)
    return report(importer, job, sha256, why)


def report(importer: Importer, job: ReadingJob, sha256: str, why: str) -> ImportReport:
    """What was found, as the record that is kept."""
    account = job.account
    start, end = _period(job)
    shown = {day: number for day, number in job.days.items() if number}
    empty = _without(shown, start, end) if importer.gaps and start and end else []
    return ImportReport(
        importer=importer.name,
        version=importer.version,
        title=importer.title,
        maker=job.maker.title if job.maker else "",
        form=job.form,
        why=why,
        kind=importer.kind,
        unit=importer.unit,
        file=job.name,
        size=job.size,
        sha256=sha256,
        rows=account.rows,
        used=account.used,
        duplicates=account.duplicates,
        skipped=account.skipped,
        skips=tuple(Skipped(*one) for one in account.skips()),
        unknown=tuple(list(job.unknown)[:100]),
        dropped=tuple(list(job.dropped)[:100]),
        dropped_counts=dict(list(job.dropped.items())[:100]),
        released=tuple(sorted(job.keep)),
        kept_rows=job.lines.count,
        fields=tuple(job.lines.fields),
        kinds=dict(job.kinds),
        zone=job.zone_name if job.naive else "",
        first=_stamp(job.first),
        last=_stamp(job.last),
        period_from=start,
        period_to=end,
        row_days=tuple(_said(*one) for one in _with(shown, start, end)) if start and end else (),
        empty_days=tuple(_said(*one) for one in empty[:MAX_LISTED]),
        empty_day_count=sum((last - first).days + 1 for first, last in empty),
        totals={group: dict(sorted(counts.items())) for group, counts in job.totals.items()},
        traffic=job.passing.rows(),
        rules=tuple(job.rule_counts),
        facts=dict(job.facts),
        result=job.result,
        controls=tuple(dict.fromkeys((*importer.controls, *_tied(job)))),
        tests=importer.tests,
        notes=tuple(job.notes),
        heading=bool(account.rows or job.header),
        page=tuple(job.page),
        understood=job.understood,
    )


def _tied(job: ReadingJob) -> list[str]:
    """The controls that a person tied rules of it to."""
    return sorted({control for one in job.rule_counts for control in one.controls})


def _period(job: ReadingJob) -> tuple[date | None, date | None]:
    first = min(job.days, default=job.first.astimezone(job.home).date() if job.first else None)
    last = max(job.days, default=job.last.astimezone(job.home).date() if job.last else None)
    start, end = job.period_from or first, job.period_to or last
    outside = sum(number for day, number in job.days.items() if (start and day < start) or (end and day > end))
    if outside:
        job.note(f"{outside:,} of the rows fall outside {start}..{end}")
    return start, end


def _without(days: Mapping[date, int], start: date, end: date) -> list[tuple[date, date]]:
    """Stretches without a row, both ends included."""
    found, expected = [], start
    for day in sorted(day for day in days if start <= day <= end):
        if day > expected:
            found.append((expected, day - timedelta(days=1)))
        expected = day + timedelta(days=1)
    if expected <= end:
        found.append((expected, end))
    return found


def _with(days: Mapping[date, int], start: date, end: date) -> list[tuple[date, date]]:
    """Stretches of days with rows, both ends included."""
    found: list[tuple[date, date]] = []
    for day in sorted(day for day in days if start <= day <= end):
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _said(first: date, last: date) -> str:
    return str(first) if first == last else f"{first}..{last}"


def _stamp(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
