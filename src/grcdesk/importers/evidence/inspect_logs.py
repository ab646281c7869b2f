"""Logs of inspect_ai: one JSON document, or an .eval archive of which only the header is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.benchmarks.limits import against
from grcdesk.importers.evidence.runs import (
    at,
    drop_text,
    listed,
    number,
    times,
    unknown_version,
    whole,
)
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import archives, jsons, records
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import COMPLETE, FAILED, NOT_COUNTED, PASSED
from grcdesk.terms import EvidenceKind

_VERSIONS = (1, 2)
_MAX_HEADER = 16 << 20
_SPREADS = frozenset({"stderr", "std", "var", "bootstrapstderr"})
"""Metrics that say how far a score may be off."""


def read(job: ReadingJob) -> None:
    """Read a log, whole or packed."""
    found = _packed(job) if records.head_of(job)[:2] == b"PK" else _plain(job)
    version = found.get("version")
    if version not in _VERSIONS:
        unknown_version(job, "inspect_ai log", version, "1, 2")
        return
    run = found.get("eval") if isinstance(found.get("eval"), dict) else {}
    results = found.get("results")
    for name, value in (
        ("task", at(run, "task")),
        ("run", at(run, "run_id")),
        ("dataset", at(run, "dataset", "name")),
        ("model", at(run, "model")),
        ("commit", at(run, "revision", "commit")),
        ("inspect_ai", at(run, "packages", "inspect_ai")),
    ):
        job.fact(name, value)
    times(
        job,
        ("created", at(run, "created")),
        ("started", at(found, "stats", "started_at")),
        ("finished", at(found, "stats", "completed_at")),
    )
    scores: dict[str, float] = {}
    troubles = _samples(job, run, results) + _scores(job, results, scores)
    status = found.get("status")
    if status != "success":
        known = status if status in ("cancelled", "error", "started") else "in no state that is known"
        troubles.insert(0, f"the run is {known}")
    job.result = NOT_COUNTED if troubles else _against_limit(job, scores)
    for trouble in troubles:
        job.note(f"not counted: {trouble}")


def _against_limit(job: ReadingJob, scores: dict[str, float]) -> str:
    """The result of a run without trouble.

    Raises:
        BadInput: when a limit is stated and there are several scores it could be meant for.
    """
    if job.limits:
        return against(job, scores)
    if job.limit is None:
        job.note("an inspect_ai log holds no limit: a person compares the score, or states one: --limit 0.9")
        return COMPLETE
    if len(scores) != 1:
        raise BadInput(
            f"it holds {len(scores)} scores, and a limit is for one",
            hint="a limit for each, in a map: limits: {accuracy: 0.9}",
            file=job.name,
        )
    job.facts["limit"] = f"{job.limit:g}, stated at the import"
    return PASSED if min(scores.values()) >= job.limit else FAILED


def _plain(job: ReadingJob) -> dict[str, Any]:
    job.form = "inspect_ai log, JSON"
    found = records.whole(job, nan=True)
    if not isinstance(found, dict):
        raise BadInput("is no log of inspect_ai", hint="--as names another importer", file=job.name)
    drop_text(job, found)
    return found


def _packed(job: ReadingJob) -> dict[str, Any]:
    """The header of a log that is a zip file; that of a run which never ended is what it began with."""
    job.form = "inspect_ai log, .eval"
    names = archives.check(job.path)
    start = "header.json" if "header.json" in names else "_journal/start.json"
    if start not in names:
        raise BadInput("is no log of inspect_ai: it has no header", hint="fetch it again", file=job.name)
    try:
        found = jsons.loads(archives.member(job.path, start, _MAX_HEADER), nan=True)
    except jsons.BadJson as error:
        raise BadInput(f"{start} in it is not valid JSON: {error}", hint="fetch it again", file=job.name) from None
    if not isinstance(found, dict):
        raise BadInput(f"{start} in it is no header", hint="fetch it again", file=job.name)
    if start != "header.json":
        found.setdefault("status", "started")
        job.note("the run never wrote its header: it was not finished")
    if any(name.startswith("samples/") for name in names):
        job.drop("samples")
    drop_text(job, found)
    return found


def _samples(job: ReadingJob, run: Any, results: Any) -> list[str]:
    """How many samples were wanted and done."""
    wanted = whole(at(run, "dataset", "samples"))
    done = at(results, "completed_samples")
    if done is None:
        job.note("a log of version 1 does not say how many samples were completed")
        wanted = wanted or whole(at(run, "config", "limit"))
        completed = rows = 0 if results is None else wanted
        troubles = [*_lacking(completed, 0, wanted)]
    else:
        completed = whole(done)
        troubles = [*_lacking(completed, whole(at(results, "total_samples")), wanted)]
        if not completed:
            troubles.append("no sample was completed")
        # each sample is run once in every epoch, and the dataset tells how many there are of one
        rows = max(wanted * max(1, whole(at(run, "config", "epochs"))), completed)
    job.account.rows, job.account.used = rows, completed
    job.account.leave_out(rows - completed, "not run")
    job.totals["samples"] = {"of the dataset": wanted, "completed": completed}
    return troubles


def _lacking(completed: int, total: int, wanted: int) -> Iterator[str]:
    """Where fewer samples were completed than the run, or else the dataset, has."""
    if completed < total:
        yield f"{completed:,} of {total:,} samples were completed"
    elif completed < wanted:
        yield f"{completed:,} of {wanted:,} samples of the dataset were run"


def _scores(job: ReadingJob, results: Any, scores: dict[str, float]) -> list[str]:
    """Every metric by name; one that is no number makes the run count for nothing. `scores` gets those no spread."""
    if not isinstance(results, dict):
        return ["it holds no results"]
    troubles: list[str] = []
    there = False
    for name, metric, value in _metrics(results):
        there = True
        label = f"{name} {_name(metric)}"
        job.fact(label, "no number" if value is None else f"{value:g}")
        if value is None:
            troubles.append(f"`{_name(metric)}` is no number")
        elif content.plain(metric) not in _SPREADS:
            scores[label] = value
    return troubles if there else ["it holds no score"]


def _metrics(results: dict[str, Any]) -> Iterator[tuple[str, str, float | None]]:
    """Every metric with the scorer it is of, and its value where that is a number."""
    for name, metrics in _groups(results):
        for metric, held in metrics.items() if isinstance(metrics, dict) else ():
            yield name, metric, number(held.get("value") if isinstance(held, dict) else held)


def _groups(results: dict[str, Any]) -> list[tuple[str, Any]]:
    """The name and the metrics of each scorer; early versions had one."""
    groups = [(_name(one.get("name", "score")), one.get("metrics")) for one in listed(results, "scores")]
    if not groups and isinstance(results.get("metrics"), dict):
        return [(_name(at(results, "scorer", "name") or "score"), results["metrics"])]
    return groups


def _name(value: Any) -> str:
    return content.shown(value) if isinstance(value, str) else content.UNNAMED


IMPORTER = Importer(
    "inspect",
    "inspect_ai log",
    EvidenceKind.EVAL_REPORT,
    "sample",
    read,
    limits=True,
)
