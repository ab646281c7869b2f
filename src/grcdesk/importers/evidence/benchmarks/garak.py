"""Reports of garak: attempts to make a model misbehave, and of each probe how many outputs its detectors let pass.

A report is JSON Lines: a setup, attempts, an `eval` for each probe and detector, a `completion`. A hit log holds what
got through and nothing else. https://github.com/NVIDIA/garak (report format), looked at 2026-11-28.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.benchmarks.limits import limit_of, refuse_unknown
from grcdesk.importers.evidence.runs import at, count_cases, judge, number, times, whole
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.fields import survey
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.records import records
from grcdesk.importers.reading.tally import RowTally
from grcdesk.rules.evidence.results import FAILED, Cases
from grcdesk.terms import EvidenceKind

_NAMES = {
    "type": ("entry_type",),
    "suite": ("probe", "probe_classname", "plugins.probe_spec", "probe_spec"),
    "runner": ("detector", "garak_version", "_config.version", "generator"),
    "model": ("plugins.model_name", "plugins.model_type", "plugins.target_name", "plugins.target_type"),
    "id": ("uuid", "run", "run_id", "attempt_id", "transient.run_id"),
    "time": ("start_time", "end_time", "transient.starttime_iso"),
}
_EVALUATED = 2
"""Status of an attempt whose outputs were looked at by detectors."""
_MAX_ATTEMPTS, _MOST_FACTS = 500_000, 300
ProbeDetector = tuple[str, str]


@dataclass(slots=True)
class _Report:
    """What stands in a report."""

    judged: dict[ProbeDetector, Counter[str]] = field(default_factory=dict)
    """Probe and detector → what its `eval` says."""
    seen: dict[ProbeDetector, int] = field(default_factory=dict)
    """Probe and detector → scores of its attempts, one by one."""
    open: set[int] = field(default_factory=set)
    """Attempts that were made and not looked at yet."""
    attempts: int = 0
    setups: int = 0
    complete: bool = False
    digest: bool = False
    """Whether it holds the summary that is written when a run is over."""
    hits: int = 0
    stamps: list[tuple[str, Any]] = field(default_factory=list)


def read(job: ReadingJob) -> None:
    """Count outputs by probe and detector: one that a detector let pass counts as passed.

    Raises:
        BadInput: when nothing in it is of garak, or a limit is for a probe that is not there.
    """
    survey(job, _NAMES, records, free=True)
    found = _Report()
    for _, record in records(job):
        _take(job, found, record)
    # kept from the lines before: the account is begun anew, and a line that was lost must not be
    lost = job.account.skips()
    job.account = RowTally()  # rows are outputs that were judged, as of other evaluations
    troubles = [f"{amount:,} lines could not be read: {reason}" for reason, amount, _ in lost]
    if found.hits and not found.judged:
        _hit_log(job, found)
        return
    _refuse_empty(job, found)
    job.form = "garak report, JSON Lines"
    job.facts["attempts"] = f"{found.attempts:,}"
    times(job, *found.stamps)
    _judge(job, found, [*troubles, *_troubles(found)])


def _refuse_empty(job: ReadingJob, found: _Report) -> None:
    """A report says what was tried; a digest or anything else does not."""
    if found.judged or found.attempts:
        return
    if found.digest:
        raise BadInput(
            "holds the digest of a garak run alone", hint="the .report.jsonl itself tells the counts", file=job.name
        )
    if not found.setups:
        raise BadInput("holds nothing that garak writes", hint="--as names another importer", file=job.name)


def _take(job: ReadingJob, found: _Report, record: dict[str, Any]) -> None:
    """An entry by its kind; one without a kind that reads like a hit is of a hit log."""
    kind = str(record.get("entry_type") or "")
    if kind.startswith("start_run"):
        found.setups += 1
        _tell_setup(job, record)
    elif kind in ("init", "completion"):
        found.complete |= kind == "completion"
        _tell_run(job, found, record)
    elif kind == "digest":
        found.digest = True
    elif kind == "eval":
        _eval(found, record)
    elif kind == "attempt":
        _attempt(found, record)
    elif not kind and _is_hit(record):
        found.hits += 1
        job.tally("hits", record.get("probe"))


def _is_hit(record: dict[str, Any]) -> bool:
    return {"probe", "detector"} <= record.keys() and not {"attempt_id", "attempt_seq", "score"}.isdisjoint(record)


def _tell_run(job: ReadingJob, found: _Report, record: dict[str, Any]) -> None:
    found.stamps += [(name, record[name]) for name in ("start_time", "end_time") if record.get(name)]
    job.fact("garak", record.get("garak_version"))
    job.fact("run", record.get("run"))


def _tell_setup(job: ReadingJob, record: dict[str, Any]) -> None:
    model = record.get("plugins.target_name") or record.get("plugins.model_name")
    job.fact("model", model or record.get("plugins.target_type") or record.get("plugins.model_type"))
    job.fact("probes", record.get("plugins.probe_spec"))


def _eval(found: _Report, record: dict[str, Any]) -> None:
    probe = str(record.get("probe") or "(none)")
    detector = str(record.get("detector") or "(none)").removeprefix("detector.")
    passed = whole(record.get("passed"))
    total = whole(record.get("total_evaluated", record.get("total", 0)))
    fails, nones = record.get("fails"), whole(record.get("nones"))
    if fails is not None and nones and passed + whole(fails) + nones == total:
        total -= nones  # some count among those that were evaluated what could not be
    counts = found.judged.setdefault((probe, detector), Counter())
    counts["passed"] += passed if "passed" in record else max(0, total - whole(fails))
    counts["total"] += total
    counts["said failed"] += whole(fails) if fails is not None else total - passed
    counts["none"] += nones


def _attempt(found: _Report, record: dict[str, Any]) -> None:
    key = hash(str(record.get("uuid")))
    if record.get("status") != _EVALUATED:
        if len(found.open) < _MAX_ATTEMPTS:
            found.open.add(key)
        return
    found.attempts += 1
    found.open.discard(key)
    results = record.get("detector_results")
    for detector, scores in results.items() if isinstance(results, dict) else ():
        pair = str(record.get("probe_classname") or "(none)"), str(detector).removeprefix("detector.")
        judged = sum(number(one) is not None for one in scores) if isinstance(scores, list) else 0
        found.seen[pair] = found.seen.get(pair, 0) + judged


def _troubles(found: _Report) -> list[str]:
    troubles = []
    if not (found.complete or found.digest):
        troubles.append("its completion is missing: the run did not come to its end")
    if found.open:
        troubles.append(f"{len(found.open):,} attempts were made and never evaluated")
    if found.attempts and not found.judged:
        troubles.append("it holds attempts and no evaluation of them")
    for pair in found.judged:
        troubles += _at_odds(found, pair)
    return troubles


def _at_odds(found: _Report, pair: ProbeDetector) -> Iterator[str]:
    """Where what is said of a probe and detector contradicts itself, or its attempts."""
    counts, where = found.judged[pair], _called(pair)
    if counts["passed"] > counts["total"] or counts["passed"] + counts["said failed"] != counts["total"]:
        told = f"{counts['passed']:,} passed and {counts['said failed']:,} failed"
        yield f"{where}: {told} of {counts['total']:,}"
    seen = next((amount for other, amount in found.seen.items() if _same(other, pair)), None)
    if seen is not None and seen != counts["total"]:
        yield f"{where}: its evaluation counts {counts['total']:,} outputs, its attempts {seen:,}"


def _called(pair: ProbeDetector) -> str:
    probe, detector = pair
    return f"{_shown(probe)} with {_shown(detector)}"


def _same(one: ProbeDetector, other: ProbeDetector) -> bool:
    """Whether two pairs are of the same probe and detector; some are written with the room they stand in."""
    return all(
        ours == theirs or ours.removeprefix("probes.") == theirs.removeprefix("probes.")
        for ours, theirs in zip(one, other, strict=True)
    )


def _judge(job: ReadingJob, found: _Report, troubles: list[str]) -> None:
    """Every probe and detector against its limit, and all of them together."""
    totals: Counter[str] = Counter()
    names: set[str] = set()
    below = []
    for place, (pair, counts) in enumerate(sorted(found.judged.items()), 1):
        totals.update(counts)
        names |= {pair[0], " ".join(pair)}
        total, passed = counts["total"], min(counts["passed"], counts["total"])
        told = f"{passed:,} of {total:,} passed"
        if len(job.facts) < _MOST_FACTS:
            job.facts[_called(pair)] = told
        job.put(place, {"suite": pair[0], "check": pair[1], "counts": {"passed": passed, "failed": total - passed}})
        limit = _limit(job, pair)
        if limit is not None and total and passed / total < limit:
            below.append(f"{_called(pair)}: {told}, limit {limit:g}")
    refuse_unknown(job, names)
    passed = min(totals["passed"], totals["total"])
    cases = Cases(passed, totals["total"] - passed, totals["none"])
    count_cases(job, cases)
    _conclude(job, found, cases, troubles, missed=bool(below))
    for one in below:
        job.note(f"failed: {one}")


def _limit(job: ReadingJob, pair: ProbeDetector) -> float | None:
    """What a probe with a detector has to reach: the limit of the two, else that of the probe."""
    return limit_of(job, " ".join(pair), pair[0])


def _conclude(job: ReadingJob, found: _Report, cases: Cases, troubles: list[str], *, missed: bool) -> None:
    """The result; `missed`: one of them is below its limit, which no total can make good."""
    if job.limits and job.limit is None and not troubles and cases.executed:
        job.result = f"{FAILED}, limits of the map" if missed else _by_map(job, found, cases)
        return
    judge(job, cases, troubles)
    if missed and job.result.startswith("passed"):
        job.result = f"{FAILED}{job.result.removeprefix('passed')}"


def _by_map(job: ReadingJob, found: _Report, cases: Cases) -> str:
    """Every probe with a limit reached it; those without one have to pass whole."""
    free = [
        pair
        for pair, counts in found.judged.items()
        if _limit(job, pair) is None and counts["passed"] < counts["total"]
    ]
    for pair in free:
        job.note(f"failed: {_called(pair)} has no limit, and not all of it passed")
    if cases.errors:
        job.note(f"not counted: {cases.errors:,} outputs could not be judged")
        return "not counted"
    return f"{'failed' if free else 'passed'}, {cases.passed:,} of {cases.executed:,}, limits of the map"


def _hit_log(job: ReadingJob, found: _Report) -> None:
    """Only what got through is listed: that alone can fail, and never pass."""
    job.form = "garak hit log, JSON Lines"
    cases = Cases(failed=found.hits)
    count_cases(job, cases)
    job.limit = None
    judge(job, cases, [])
    job.note("a hit log lists what got through: how much was tried stands in the report")


def _shown(name: str) -> str:
    return content.shown(name)


def is_garak(record: dict[str, Any]) -> str:
    """What gives a report of garak away; empty: nothing."""
    kind = str(record.get("entry_type") or "")
    if kind.startswith("start_run") or kind in ("init", "attempt", "eval", "digest", "completion"):
        return "it holds `entry_type` as garak writes it"
    if {"probe", "detector", "attempt_id"} <= record.keys() and at(record, "score") is not None:
        return "it holds `probe`, `detector` and `attempt_id` as a hit log of garak does"
    return ""


IMPORTER = Importer("garak", "garak report", EvidenceKind.EVAL_REPORT, "output", read, limits=True)
