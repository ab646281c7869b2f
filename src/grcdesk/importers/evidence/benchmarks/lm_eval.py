"""Results of lm-evaluation-harness: `results_*.json`, scores by task and metric.

https://github.com/EleutherAI/lm-evaluation-harness, looked at 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.benchmarks.limits import against
from grcdesk.importers.evidence.runs import at, drop_text, number, times, whole
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import records
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import NOT_COUNTED
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count

_SPREAD = "_stderr"
_BESIDE = frozenset({"alias", "samples", "name", "sample_len", "sample_count"})
"""Fields of a task that are no score."""


def read(job: ReadingJob) -> None:
    """Scores by task, how many samples of each were run, and what they come to against limits that a person states.

    Raises:
        BadInput: when it holds no results, or a limit fits several metrics.
    """
    job.form = "lm-evaluation-harness results"
    found = records.whole(job, nan=True)
    if not isinstance(found, dict) or not isinstance(found.get("results"), dict):
        raise BadInput("holds no results of lm-evaluation-harness", hint="--as names another importer", file=job.name)
    drop_text(job, found, ("alias", "output_type", "model_source", "git_hash", "lm_eval_version", "device", "dtype"))
    _facts(job, found)
    scores: dict[str, float] = {}
    lower: set[str] = set()
    troubles = [*_scores(job, found, scores, lower), *_samples(job, found)]
    if at(found, "config", "limit") not in (None, ""):
        troubles.append("it was run with a limit of samples: part of each task was left out")
    job.result = NOT_COUNTED if troubles else against(job, scores, lower=frozenset(lower))
    for trouble in troubles:
        job.note(f"{NOT_COUNTED}: {trouble}")


def _facts(job: ReadingJob, found: dict[str, Any]) -> None:
    arguments = at(found, "config", "model_args")
    named = found.get("model_name") or (arguments.get("pretrained") if isinstance(arguments, dict) else arguments)
    for name, value in (
        ("model", named or at(found, "config", "model")),
        ("commit", found.get("git_hash")),
        ("lm_eval", found.get("lm_eval_version")),
    ):
        job.fact(name, value)
    times(job, ("date", found.get("date")))


def _scores(job: ReadingJob, found: dict[str, Any], scores: dict[str, float], lower: set[str]) -> list[str]:
    """Every score by task and metric; what is wrong with one keeps the run from counting."""
    troubles = []
    for task, metric, filtered, value in _each(found):
        own = (
            content.shown(metric) if filtered in ("", "none") else f"{content.shown(metric)}/{content.shown(filtered)}"
        )
        name = f"{content.shown(task)} {own}"
        score = number(value)
        if score is None:
            troubles.append(f"{name} is no number")
            continue
        scores[name] = score
        job.facts[name] = f"{score:g}"
        job.put(len(scores), {"suite": task, "metric": metric, "score": score})
        if at(found, "higher_is_better", task, metric) is False:
            lower.add(name)
    if not scores and not troubles:
        troubles.append("it holds no score")
    return troubles


def _each(found: dict[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    """Task, metric, filter and value of each score; standard errors and names left out."""
    for task, held in found["results"].items():
        for name, value in held.items() if isinstance(held, dict) else ():
            metric, _, filtered = str(name).partition(",")
            if metric in _BESIDE or metric.endswith(_SPREAD) or (isinstance(value, str) and not value.strip()):
                continue
            yield str(task), metric, filtered, value


def _samples(job: ReadingJob, found: dict[str, Any]) -> list[str]:
    """How many samples of each task were there, and how many of them were run."""
    told = found.get("n-samples")
    wanted = ran = 0
    troubles = []
    for task, counts in told.items() if isinstance(told, dict) else ():
        there, done = whole(at(counts, "original")), whole(at(counts, "effective"))
        wanted, ran = wanted + there, ran + done
        if done < there:
            troubles.append(f"{done:,} of {there:,} samples of {content.shown(str(task))} were run")
    if not isinstance(told, dict):
        job.note("it does not say how many samples were run: a version before 0.4.2")
    job.account.rows, job.account.used = max(wanted, ran), ran
    job.account.leave_out(job.account.rows - ran, "not run")
    tasks = len(told) if isinstance(told, dict) else len(found["results"])
    job.facts["tasks"] = count(tasks, "task").partition(" ")[0]
    if isinstance(told, dict):
        job.totals["samples"] = {"of the tasks": wanted, "run": ran}
        if not ran:
            troubles.append("no sample was run")
    return troubles


IMPORTER = Importer("lm-eval", "lm-evaluation-harness results", EvidenceKind.EVAL_REPORT, "sample", read, limits=True)
