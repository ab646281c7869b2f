"""Numbers by day: redaction counts, and series of metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import inf
from statistics import median_low
from typing import Any

from grcdesk.importers.evidence.lists import counted, rows
from grcdesk.importers.evidence.runs import number
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.fields import Fields, survey
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.times import BadTime, Moment
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count

_SHOWN = 5
_ROW = "*"
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

    def take(line: int, found: Mapping[str, Any], moment: Moment) -> bool:
        if "count" not in found and "class" not in found:
            return _each_class(job, line, found, moment)
        amount = _amount(found.get("count", 1))
        if amount is None:
            job.account.skip(line, "the count is no whole number")
            return False
        job.tally("redactions", found.get("class") or "all", amount)
        return counted(job, moment)

    _each(job, REDACTIONS, ("date",), take, whole=True)


def _each_class(job: ReadingJob, line: int, found: Mapping[str, Any], moment: Moment) -> bool:
    """A row with a column for each class, or one record of classes."""
    amounts = dict(_amounts(job, found))
    if not amounts:
        job.account.skip(line, "no column holds a count")
        return False
    for word, amount in amounts.items():
        job.tally("redactions", word, amount)
    return counted(job, moment)


def _amounts(job: ReadingJob, found: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Classes of a row with their counts."""
    for name, value in found[_ROW].items():
        for word, one in value.items() if isinstance(value, dict) else ((name, value),):
            if (amount := _amount(one)) is not None and one != found["date"]:
                job.unknown.pop(name, None)
                yield word, amount


def read_metrics(job: ReadingJob) -> None:
    """A series of one metric or several: first, last, lowest, highest, and what lies beyond a limit beside it."""
    series: dict[str, _Series] = {}

    def take(line: int, found: Mapping[str, Any], moment: Moment) -> bool:
        value = number(found.get("value"))
        if value is None:
            job.account.skip(line, "the value is no number")
            return False
        if number(found.get("n")) == 0:
            job.account.skip(line, "measured on nothing: n is 0")
            return False
        limits = [number(found.get(name)) for name in ("lower_limit", "upper_limit")]
        name = job.admit(series, "metric", found.get("metric") or "value")
        series.setdefault(name, _Series()).add(moment, value, *limits)
        if number(found.get("limit")) is not None:
            job.note("a limit without a direction was not judged: name it lower_limit or upper_limit")
        return counted(job, moment)

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
    long = [f"{low} to {high}" for low, high, step in steps if step > (1 if usual == 1 else 2 * usual)]
    if long:
        often = "there is one a day" if usual == 1 else f"one comes every {usual} days"
        more = f" and {len(long) - _SHOWN} more" if len(long) > _SHOWN else ""
        job.note(f"no value from {', '.join(long[:_SHOWN])}{more}, where {often}")


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
    take: Callable[[int, Mapping[str, Any], Moment], bool],
    *,
    whole: bool = False,
) -> None:
    """Every row that has a date; with `whole`, `take` is given the row as it is as well."""
    survey(job, names, rows)
    fields = Fields(job, names)
    for line, record in rows(job):
        found = fields(record)
        if whole:
            found[_ROW] = record
        if lacking := next((name for name in needed if name not in found), ""):
            job.account.skip(line, f"no field for the {lacking}")
            continue
        try:
            moment = job.time(found["date"])
        except BadTime as error:
            job.account.skip(line, str(error))
            continue
        if moment is None:
            job.account.skip(line, "no date")
            continue
        if take(line, found, moment):
            kept = {name: value for name, value in found.items() if name != _ROW} | {"date": moment}
            if whole and "count" not in found and "class" not in found:
                kept["counts"] = {word: amount for word, amount in _amounts(job, found) if content.is_word(word)}
            job.put(line, kept, record)


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
