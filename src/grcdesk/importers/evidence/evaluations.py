"""Reports of evaluations: plain JSON, promptfoo, DeepEval."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.benchmarks.limits import against
from grcdesk.importers.evidence.runs import (
    at,
    contradicted,
    count_cases,
    drop_text,
    judge,
    listed,
    number,
    times,
    unknown_version,
    whole,
)
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import records
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import FAILED, NOT_COUNTED, PASSED, Cases
from grcdesk.terms import EvidenceKind

_ENDED_BADLY = (
    *("cancelled", "canceled", "error", "errored", "started", "running", "partial"),
    *("aborted", "failed_to_run"),
)
_PROMPTFOO = (2, 3)


def _document(job: ReadingJob) -> dict[str, Any]:
    found = records.whole(job, nan=True)
    if not isinstance(found, dict):
        raise BadInput("is a list, not a report", hint="--as names another importer", file=job.name)
    return found


def read_plain(job: ReadingJob) -> None:
    """A report of our own shape: dataset, cases, score, threshold, commit, model, prompt version, times."""
    job.form = "JSON"
    found = _document(job)
    dataset = found.get("dataset")
    for name, value in (
        ("dataset", at(dataset, "id") or at(dataset, "name") or (dataset if isinstance(dataset, str) else None)),
        ("dataset version", at(dataset, "version") or found.get("dataset_version")),
        ("run", found.get("run") or found.get("run_id") or found.get("id")),
        *((name.replace("_", " "), found.get(name)) for name in ("commit", "model", "prompt_version", "runner")),
    ):
        job.fact(name, value)
    wanted = whole(at(dataset, "cases") or found.get("cases"))
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


def _judge_plain(job: ReadingJob, found: dict[str, Any], wanted: int, ran: int, errors: int) -> None:
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
    if troubles:
        job.result = NOT_COUNTED
    else:
        job.result = FAILED if below or declared is False else PASSED


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
    held = found.get("scores")
    below, troubles = [], []
    for name, value in (held if isinstance(held, dict) and held else {"score": found.get("score")}).items():
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


def read_promptfoo(job: ReadingJob) -> None:
    """A result file of promptfoo, as its command line or its package writes it."""
    found = _document(job)
    outer = found.get("results")
    by_package = isinstance(outer, list)
    version = None if by_package else at(outer, "version")
    job.form = "promptfoo, by the package" if by_package else f"promptfoo results {whole(version)}"
    drop_text(job, found)
    if job.limits:
        raise BadInput("a result file of promptfoo takes one limit", hint="--limit 0.9", file=job.name)
    if not by_package and version not in _PROMPTFOO:
        unknown_version(job, "promptfoo results", version, "2, 3")
        return
    prompts = listed(found, "prompts") if by_package else listed(outer, "prompts")
    cases = listed(found, "results") if by_package else listed(outer, "results")
    counts = [
        sum(whole(at(prompt, "metrics", name)) for prompt in prompts)
        for name in ("testPassCount", "testFailCount", "testErrorCount")
    ]
    stats = at(outer, "stats")
    troubles = contradicted(cases)
    if isinstance(stats, dict):
        said = [whole(stats.get(name)) for name in ("successes", "failures", "errors")]
        if prompts and said != counts:
            troubles.append(f"its statistics say {_ended(said)}, its metrics {_ended(counts)}")
        counts = counts if prompts else said
    doubts = _against_results(job, cases, counts)
    if not doubts:
        _keep_results(job, cases, counts)
    troubles += doubts
    tally = Cases(*counts)
    count_cases(job, tally)
    _promptfoo_facts(job, found, outer, prompts)
    judge(job, tally, troubles)
    if tally.failed and job.limit is None and job.result == FAILED:
        job.note("every case has to pass unless a person states which share must: --limit 0.9")


_ASSERTED, _ERRED = 1, 2
"""Why a case of promptfoo did not succeed, by its `failureReason`."""


def _against_results(job: ReadingJob, cases: list[dict[str, Any]], counts: list[int]) -> list[str]:
    """Where the counts of the file and its cases are at odds; both are named."""
    if not cases:
        lone = "the cases themselves are not in the file, only their counts"
        if sum(counts) and counts[1]:
            job.note(lone)
            return []
        return [lone] if sum(counts) else []
    passed = sum(case.get("success") is True for case in cases)
    erred = sum(case.get("success") is not True and case.get("failureReason") == _ERRED for case in cases)
    told = all(case.get("success") is True or case.get("failureReason") in (_ASSERTED, _ERRED) for case in cases)
    there = [passed, len(cases) - passed - erred, erred]
    # without a reason an error cannot be told from a failure
    agree = there == counts if told else (passed, len(cases)) == (counts[0], sum(counts))
    return [] if agree else [f"it counts {_ended(counts)}, its {len(cases):,} results are {_ended(there)}"]


def _keep_results(job: ReadingJob, cases: list[dict[str, Any]], counts: list[int]) -> None:
    """A row for each case that passed or failed, if it can be told which did."""
    ended = [
        "error" if _erred(case, counts) else "passed" if case.get("success") is True else "failed" for case in cases
    ]
    if [ended.count(word) for word in ("passed", "failed", "error")] != counts:
        return
    for place, (case, word) in enumerate(zip(cases, ended, strict=True), 1):
        if word != "error":
            provider = at(case, "provider", "id") or case.get("provider")
            row = {"result": word, "provider": provider, "score": number(case.get("score")), "id": case.get("id")}
            job.put(place, row)


def _erred(case: dict[str, Any], counts: list[int]) -> bool:
    return bool(counts[2]) and case.get("success") is not True and case.get("failureReason") == _ERRED


def _ended(counts: list[int]) -> str:
    passed, failed, errors = counts
    return f"{passed:,} passed, {failed:,} failed, {errors:,} in error"


def _promptfoo_facts(job: ReadingJob, found: dict[str, Any], outer: Any, prompts: list[dict[str, Any]]) -> None:
    job.fact("run", found.get("evalId") or found.get("id"))
    job.fact("model", ", ".join(dict.fromkeys(str(one.get("provider", "")) for one in prompts)))
    job.fact("promptfoo", at(found, "metadata", "promptfooVersion"))
    scores = [score for one in prompts if (score := number(at(one, "metrics", "score"))) is not None]
    if scores:
        job.fact("score", f"{sum(scores):g} over {len(scores)} prompts" if len(scores) > 1 else f"{scores[0]:g}")
    made = at(found, "metadata", "evaluationCreatedAt") or at(outer, "timestamp") or found.get("createdAt")
    times(job, ("created", made))
    if found.get("shareableUrl"):
        job.note("it was shared under a web address, which may be public: see shareableUrl in the file")


def read_deepeval(job: ReadingJob) -> None:
    """A test run of DeepEval."""
    job.form = "DeepEval test run"
    found = _document(job)
    run = found.get("testRunData") if isinstance(found.get("testRunData"), dict) else found
    drop_text(job, found)
    tally = {"passed": 0, "failed": 0, "error": 0, "flaky": 0}
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    cases = [*listed(run, "testCases"), *listed(run, "conversationalTestCases")]
    for place, case in enumerate(cases, 1):
        word = _deepeval_case(case)
        tally[word] += 1
        job.account.rows += 1
        if word in ("passed", "failed"):
            job.account.used += 1
            scores = {str(one.get("name")): number(one.get("score")) for one in listed(case, "metricsData")}
            job.put(place, {"case": case.get("name"), "result": word, "counts": scores})
        else:
            job.account.skip(place, "ended in an error" if word == "error" else "flaky: does not count")
        for metric in listed(case, "metricsData"):
            job.tally("metrics", metric.get("name"))
            shares[str(metric.get("name"))][word if word == "flaky" else str(metric.get("success"))] += 1
    job.totals["cases"] = {word: amount for word, amount in tally.items() if amount}
    troubles = []
    for name, word in (("testPassed", "passed"), ("testFailed", "failed")):
        said = at(run, name)
        # a flaky case is counted there as it ended
        if said is not None and not tally[word] <= whole(said) <= tally[word] + tally["flaky"]:
            troubles.append(f"it says {whole(said):,} {word} where its cases come to {tally[word]:,}")
    job.fact("dataset", at(run, "datasetAlias"))
    job.fact("test file", at(run, "testFile"))
    times(job, *((name, at(run, name)) for name in ("createdAt", "timestamp", "endTime")))
    judge(job, Cases(tally["passed"], tally["failed"], tally["error"], flaky=tally["flaky"]), troubles)
    if job.limits and job.result != NOT_COUNTED:
        job.result = against(job, _shares(shares))


def _shares(counted: Mapping[str, Counter[str]]) -> dict[str, float]:
    """Of each metric the share of cases that met it, of those that came to a result."""
    ran = {name: counts["True"] + counts["False"] for name, counts in counted.items()}
    return {name: counts["True"] / ran[name] for name, counts in counted.items() if ran[name]}


def _deepeval_case(case: dict[str, Any]) -> str:
    metrics = listed(case, "metricsData")
    if case.get("flaky") or any(metric.get("flaky") for metric in metrics):
        return "flaky"
    if any(metric.get("error") or metric.get("success") is None for metric in metrics):
        return "error"
    if any(metric.get("score") is not None and number(metric.get("score")) is None for metric in metrics):
        return "error"
    if case.get("success") is None:
        return "error"
    if any(metric.get("success") is False for metric in metrics):
        return "failed"
    return "passed" if case.get("success") is True else "failed"


def _evaluation(name: str, title: str, read: Callable[[ReadingJob], None]) -> Importer:
    return Importer(name, title, EvidenceKind.EVAL_REPORT, "case", read, limits=True)


IMPORTERS = {
    one.name: one
    for one in (
        _evaluation("evaluation", "evaluation report", read_plain),
        _evaluation("promptfoo", "promptfoo report", read_promptfoo),
        _evaluation("deepeval", "DeepEval report", read_deepeval),
    )
}
