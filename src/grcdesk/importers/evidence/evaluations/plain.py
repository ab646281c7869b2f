"""Reports of evaluations in our own shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import at, drop_text, number, report, times, whole
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import FAILED, NOT_COUNTED, PASSED
from grcdesk.terms import EvidenceKind

_ENDED_BADLY = (
    *("cancelled", "canceled", "error", "errored", "started", "running", "partial"),
    *("aborted", "failed_to_run"),
)


def read_plain(job: ReadingJob) -> None:
    """A report of our own shape: dataset, cases, score, threshold, commit, model, prompt version, times."""
    job.form = "JSON"
    found = report(job)
    _tell_run(job, found)
    wanted = whole(at(found, "dataset", "cases") or found.get("cases"))
    ran = found.get("completed", found.get("cases_run"))
    ran = whole(ran) if ran is not None else wanted
    failed = whole(found.get("failed")) if not isinstance(found.get("failed"), bool) else 0
    errors = whole(found.get("errors"))
    job.account.rows = max(wanted, ran)
    job.account.used = min(ran, job.account.rows)
    job.account.leave_out(job.account.rows - job.account.used, "not run")
    job.totals["cases"] = {"wanted": wanted, "run": ran, "failed": failed, "error": errors}
    times(job, ("started", found.get("started")), ("finished", found.get("finished") or found.get("time")))
    _judge_plain(job, found, wanted, ran, errors)
    drop_text(job, found, ("score", "scores", "value", "reason") if number(found.get("score")) is not None else ())


def _tell_run(job: ReadingJob, found: dict[str, Any]) -> None:
    """What was run: dataset, run, commit, model."""
    dataset = found.get("dataset")
    for name, value in (
        ("dataset", at(dataset, "id") or at(dataset, "name") or (dataset if isinstance(dataset, str) else None)),
        ("dataset version", at(dataset, "version") or found.get("dataset_version")),
        ("run", found.get("run") or found.get("run_id") or found.get("id")),
        *((name.replace("_", " "), found.get(name)) for name in ("commit", "model", "prompt_version", "runner")),
    ):
        job.fact(name, value)


def _judge_plain(job: ReadingJob, found: dict[str, Any], wanted: int, ran: int, errors: int) -> None:
    """The result: below a threshold it failed, whatever the report says of itself; what is not whole does not count."""
    scores = found.get("scores")
    held = [*map(str, scores)] if isinstance(scores, dict) else ["score"]
    limit, declared = _limit(job, found.get("threshold"), held), found.get("passed")
    status = str(found.get("status", "")).casefold()
    below, troubles = _scores(job, found, limit)
    for trouble, there in (
        (f"the run is {status}", status in _ENDED_BADLY),
        ("it names no cases", not wanted),
        (f"{ran:,} of {wanted:,} cases were run", ran < wanted),
        (f"{errors:,} cases ended in an error", errors > 0),
        ("it holds neither a threshold nor a result", limit is None and not isinstance(declared, bool)),
    ):
        if there:
            troubles.append(trouble)
    if below:
        job.note(f"below the threshold: {', '.join(below)}")
    if below and declared is True:
        job.note("the report says passed, its numbers say not")
    for trouble in troubles:
        job.note(f"not counted: {trouble}")
    job.result = _result(troubles, missed=bool(below), declared=declared)


def _result(troubles: Sequence[str], *, missed: bool, declared: object) -> str:
    """The worse of what the numbers show and what the report says of itself; none where it is not whole."""
    if troubles:
        return NOT_COUNTED
    return FAILED if missed or declared is False else PASSED


def _limit(job: ReadingJob, threshold: Any, held: Iterable[str]) -> Any:
    """The limit of the report, else what a person stated: one, or one for each of the scores that it holds.

    Raises:
        BadInput: when there are two.
    """
    if job.limit is None and not job.limits:
        return threshold
    if threshold is not None:
        raise BadInput("the report holds a threshold of its own", hint="leave --limit away", file=job.name)
    if job.limits:
        job.facts["limits"] = ", ".join(f"{name} {limit:g}" for name, limit in job.limits.items())
        return {**dict.fromkeys(held, job.limit), **job.limits}
    job.facts["limit"] = f"{job.limit:g}, stated at the import"
    return job.limit


def _scores(job: ReadingJob, found: dict[str, Any], limit: Any) -> tuple[list[str], list[str]]:
    """Names of scores below their threshold, and what is wrong with others."""
    below, troubles = [], []
    for name, value in _by_name(found).items():
        score = number(value)
        bound = number(limit.get(name) if isinstance(limit, dict) else limit)
        known = name if content.is_word(name) else "a score"
        job.fact(known, value if score is not None else "no number")
        job.fact(f"{known} threshold" if isinstance(limit, dict) else "threshold", bound)
        if score is None:
            troubles.append(f"its {known} is no number")
        elif bound is not None and score < bound:
            below.append(known)
    return below, troubles


def _by_name(found: dict[str, Any]) -> Mapping[str, Any]:
    """The scores of a report; where it holds one alone, that goes by this name."""
    held = found.get("scores")
    return held if isinstance(held, dict) and held else {"score": found.get("score")}


IMPORTER = Importer("evaluation", "evaluation report", EvidenceKind.EVAL_REPORT, "case", read_plain, limits=True)
