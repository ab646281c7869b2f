"""Numbers by day: redaction counts, and series of metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import inf
from statistics import median_low
from typing import Any

from grcdesk.importers.evidence.lists import counted, moment_of, rows
from grcdesk.importers.evidence.runs import number
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.fields import Fields, survey
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.times import Moment
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count

_SHOWN = 5
REDACTIONS = {
    "date": ("day", "time", "timestamp"),
    "class": ("type", "entity", "entity_type", "detector", "category"),
    "count": ("redactions", "n", "total", "hits"),
}
METRICS = {
    "date": ("day", "time", "timestamp", "ts"),
    "value": ("score", "result", "measurement"),
    "n": ("count", "samples", "sample_size", "cases"),
    "metric": ("name", "series"),
    "limit": ("threshold",),
    "lower_limit": ("min", "minimum", "floor", "lower"),
    "upper_limit": ("max", "maximum", "ceiling", "upper"),
}


def read_redactions(job: ReadingJob) -> None:
    """Redactions by class and day: a row for each class, or a column for each."""

    def take(row: _DatedRow) -> dict[str, Any] | None:
        found = row.found
        if "count" not in found and "class" not in found:
            return _each_class(job, row)
        amount = _amount(found.get("count", 1))
        if amount is None:
            job.account.skip(row.line, "the count is no whole number")
            return None
        job.tally("redactions", found.get("class") or "all", amount)
        return found

    _each(job, REDACTIONS, ("date",), take)


def _each_class(job: ReadingJob, row: _DatedRow) -> dict[str, Any] | None:
    """A row with a column for each class, or one record of classes."""
    amounts = dict(_amounts(job, row))
    if not amounts:
        job.account.skip(row.line, "no column holds a count")
        return None
    for word, amount in amounts.items():
        job.tally("redactions", word, amount)
    return row.found | {"counts": {word: amount for word, amount in amounts.items() if content.is_word(word)}}


def _amounts(job: ReadingJob, row: _DatedRow) -> Iterator[tuple[str, int]]:
    """Classes of a row with their counts."""
    for name, value in row.record.items():
        for word, one in value.items() if isinstance(value, dict) else ((name, value),):
            # a date can be written as a number
            if (amount := _amount(one)) is not None and one != row.found["date"]:
                job.unknown.pop(name, None)
                yield word, amount


def read_metrics(job: ReadingJob) -> None:
    """A series of one metric or several: first, last, lowest, highest, and what lies beyond a limit beside it."""
    series: dict[str, _Series] = {}

    def take(row: _DatedRow) -> dict[str, Any] | None:
        found = row.found
        value = number(found.get("value"))
        if value is None:
            job.account.skip(row.line, "the value is no number")
            return None
        if number(found.get("n")) == 0:
            job.account.skip(row.line, "measured on nothing: n is 0")
            return None
        limits = [number(found.get(name)) for name in ("lower_limit", "upper_limit")]
        name = job.admit(series, "metric", found.get("metric") or "value")
        series.setdefault(name, _Series()).add(row.moment, value, *limits)
        if number(found.get("limit")) is not None:
            job.note("a limit without a direction was not judged: name it lower_limit or upper_limit")
        return found

    _each(job, METRICS, ("date", "value"), take)
    for name, one in series.items():
        job.facts[name] = str(one)
    _holes(job)
    if beyond := {name: one.beyond for name, one in series.items() if one.judged}:
        job.totals["values beyond a limit"] = beyond


def _holes(job: ReadingJob) -> None:
    """Stretches without a value that are longer than twice the usual step."""
    days = sorted(job.days)
    steps = [(low, high, (high - low).days) for low, high in pairwise(days)]
    if not steps:
        return
    usual = int(median_low(step for _, _, step in steps))
    job.facts["usual step"] = "daily" if usual == 1 else f"{usual} days"
    longest = 1 if usual == 1 else 2 * usual  # of a daily series any day without a value is a hole
    long = [f"{low} to {high}" for low, high, step in steps if step > longest]
    if long:
        often = "there is one a day" if usual == 1 else f"one comes every {usual} days"
        job.note(f"no value from {_some(long)}, where {often}")


def _some(stretches: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f" and {len(stretches) - _SHOWN} more" if len(stretches) > _SHOWN else ""
    return f"{', '.join(stretches[:_SHOWN])}{more}"


@dataclass(frozen=True, slots=True)
class _DatedRow:
    """A row with the day it is of."""

    line: int
    found: dict[str, Any]
    """Our fields."""
    moment: Moment
    record: dict[str, Any]
    """The row as it stands in the file."""


@dataclass(slots=True)
class _Series:
    """The values of one metric, summed up as they come."""

    count: int = 0
    first: tuple[datetime, float] = (datetime.max.replace(tzinfo=UTC), 0)
    last: tuple[datetime, float] = (datetime.min.replace(tzinfo=UTC), 0)
    low: float = inf
    high: float = -inf
    judged: int = 0
    beyond: int = 0

    def add(self, moment: Moment, value: float, lower: float | None, upper: float | None) -> None:
        self.count += 1
        if moment.at < self.first[0]:
            self.first = moment.at, value
        if moment.at >= self.last[0]:
            self.last = moment.at, value
        self.low, self.high = min(self.low, value), max(self.high, value)
        if lower is not None or upper is not None:
            self.judged += 1
            self.beyond += (lower is not None and value < lower) or (upper is not None and value > upper)

    def __str__(self) -> str:
        ends = f"first {self.first[1]:g}, last {self.last[1]:g}, lowest {self.low:g}, highest {self.high:g}"
        return f"{count(self.count, 'value')}, {ends}"


def _each(
    job: ReadingJob,
    names: Mapping[str, Sequence[str]],
    needed: tuple[str, ...],
    take: Callable[[_DatedRow], dict[str, Any] | None],
) -> None:
    """Every row that has a date; `take` gives what is kept of it, or skips it and gives None."""
    survey(job, names, rows)
    fields = Fields(job, names)
    for line, record in rows(job):
        if lacking := fields.has(record, *needed):
            job.account.skip(line, f"no field for the {lacking}")
            continue
        found = fields(record)
        moment = moment_of(job, line, found["date"], "date")
        if moment is None:
            continue
        kept = take(_DatedRow(line, found, moment, record))
        if kept is not None:
            counted(job, moment)
            job.put(line, kept | {"date": moment}, record)


def _amount(value: object) -> int | None:
    found = number(value)
    return int(found) if found is not None and found >= 0 and found == int(found) else None


IMPORTERS = {
    "redactions": Importer(
        "redactions",
        "redaction counts",
        EvidenceKind.REDACTION_LOG,
        "row",
        read_redactions,
        gaps=True,
    ),
    "metrics": Importer("metrics", "metric series", EvidenceKind.METRIC_SERIES, "value", read_metrics),
}
