"""The report of one file that was read: what it holds, over which days, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.schemas.evidence.imports import ImportReport, Skipped

MAX_LISTED = 400
"""Stretches of days a report lists."""


def report(importer: Importer, job: ReadingJob, sha256: str, why: str) -> ImportReport:
    """What was found, as the record that is kept."""
    account = job.account
    start, end = _period(job)
    filled, empty = _stretches(job, start, end)
    empty = empty if importer.gaps else []
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
        row_days=tuple(_said(*one) for one in filled),
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
    """The days the file is about: as a person says, else from its first to its last."""
    first = min(job.days, default=_day(job, job.first))
    last = max(job.days, default=_day(job, job.last))
    start, end = job.period_from or first, job.period_to or last
    outside = sum(number for day, number in job.days.items() if (start and day < start) or (end and day > end))
    if outside:
        job.note(f"{outside:,} of the rows fall outside {start}..{end}")
    return start, end


def _day(job: ReadingJob, moment: datetime | None) -> date | None:
    return moment.astimezone(job.home).date() if moment else None


def _stretches(
    job: ReadingJob, start: date | None, end: date | None
) -> tuple[list[tuple[date, date]], list[tuple[date, date]]]:
    """Stretches of days with rows, and of days without one."""
    if start is None or end is None:
        return [], []
    filled = {day: number for day, number in job.days.items() if number}
    return _with(filled, start, end), _without(filled, start, end)


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
