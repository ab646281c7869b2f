"""Result files of promptfoo, as its command line or its package writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import (
    at,
    count_cases,
    drop_text,
    judge,
    listed,
    number,
    report,
    times,
    unknown_version,
    whole,
)
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import FAILED, Cases
from grcdesk.terms import EvidenceKind

_VERSIONS = (2, 3)
_ASSERTED, _ERRED = 1, 2
"""Why a case of promptfoo did not succeed, by its `failureReason`."""


def read_promptfoo(job: ReadingJob) -> None:
    """A result file of promptfoo, as its command line or its package writes it."""
    found = report(job)
    results = found.get("results")
    by_package = isinstance(results, list)
    version = None if by_package else at(results, "version")
    job.form = "promptfoo, by the package" if by_package else f"promptfoo results {whole(version)}"
    drop_text(job, found)
    if job.limits:
        raise BadInput("a result file of promptfoo takes one limit", hint="--limit 0.9", file=job.name)
    if not by_package and version not in _VERSIONS:
        unknown_version(job, "promptfoo results", version, "2, 3")
        return
    # what the package writes at the top, the command line writes into `results`
    around = found if by_package else results
    prompts, cases = listed(around, "prompts"), listed(around, "results")
    counts, troubles = _promptfoo_counts(prompts, at(results, "stats"))
    doubts = _against_results(job, cases, counts)
    if not doubts:
        _keep_results(job, cases, counts)
    tally = Cases(*counts)
    count_cases(job, tally)
    _promptfoo_facts(job, found, results, prompts)
    judge(job, tally, [*_contradicted(cases), *troubles, *doubts])
    _note_limit(job, tally)


def _note_limit(job: ReadingJob, tally: Cases) -> None:
    """Say that a share may be stated, where a case that failed is all that speaks against the run."""
    if tally.failed and job.limit is None and job.result == FAILED:
        job.note("every case has to pass unless a person states which share must: --limit 0.9")


def _promptfoo_counts(prompts: list[dict[str, Any]], stats: Any) -> tuple[list[int], list[str]]:
    """How many cases passed, failed and erred, by its metrics else by its statistics; and whether these are at odds."""
    by_metrics = [
        sum(whole(at(prompt, "metrics", name)) for prompt in prompts)
        for name in ("testPassCount", "testFailCount", "testErrorCount")
    ]
    if not isinstance(stats, dict):
        return by_metrics, []
    by_stats = [whole(stats.get(name)) for name in ("successes", "failures", "errors")]
    if not prompts:
        return by_stats, []
    if by_stats == by_metrics:
        return by_metrics, []
    return by_metrics, [f"its statistics say {_in_words(by_stats)}, its metrics {_in_words(by_metrics)}"]


def _against_results(job: ReadingJob, cases: list[dict[str, Any]], counts: list[int]) -> list[str]:
    """Where the counts of the file and its cases are at odds; both are named."""
    if not cases:
        return _of_counts_alone(job, counts)
    passed = sum(case.get("success") is True for case in cases)
    erred = sum(case.get("success") is not True and case.get("failureReason") == _ERRED for case in cases)
    told = all(case.get("success") is True or case.get("failureReason") in (_ASSERTED, _ERRED) for case in cases)
    there = [passed, len(cases) - passed - erred, erred]
    # without a reason an error cannot be told from a failure
    agree = there == counts if told else (passed, len(cases)) == (counts[0], sum(counts))
    return [] if agree else [f"it counts {_in_words(counts)}, its {len(cases):,} results are {_in_words(there)}"]


def _of_counts_alone(job: ReadingJob, counts: list[int]) -> list[str]:
    """That cases failed is believed without them; that all passed is not."""
    lone = "the cases themselves are not in the file, only their counts"
    if not sum(counts):
        return []
    if not counts[1]:
        return [lone]
    job.note(lone)
    return []


def _keep_results(job: ReadingJob, cases: list[dict[str, Any]], counts: list[int]) -> None:
    """A row for each case that passed or failed, if it can be told which did."""
    ended = [_ended(case, counts) for case in cases]
    if [ended.count(word) for word in ("passed", "failed", "error")] != counts:
        return
    for place, (case, word) in enumerate(zip(cases, ended, strict=True), 1):
        if word != "error":
            provider = at(case, "provider", "id") or case.get("provider")
            row = {"result": word, "provider": provider, "score": number(case.get("score")), "id": case.get("id")}
            job.put(place, row)


def _ended(case: dict[str, Any], counts: list[int]) -> str:
    """How a case ended; in a file that counts no errors, a reason that reads like one is a failure."""
    if case.get("success") is True:
        return "passed"
    return "error" if counts[2] and case.get("failureReason") == _ERRED else "failed"


def _in_words(counts: list[int]) -> str:
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


def _contradicted(cases: Sequence[dict[str, Any]]) -> list[str]:
    """Cases of promptfoo that are called a success and say in the same breath that they were none."""
    odd = sum(
        case.get("success") is True
        and (case.get("failureReason") in (_ASSERTED, _ERRED) or at(case, "gradingResult", "pass") is False)
        for case in cases
    )
    return [f"{odd:,} of its cases are called a success and tell of a failure"] if odd else []


IMPORTER = Importer("promptfoo", "promptfoo report", EvidenceKind.EVAL_REPORT, "case", read_promptfoo, limits=True)
