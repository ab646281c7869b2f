"""Test runs of DeepEval."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from grcdesk.importers.evidence.benchmarks.limits import against
from grcdesk.importers.evidence.runs import at, drop_text, judge, listed, number, report, times, whole
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import NOT_COUNTED, Cases
from grcdesk.terms import EvidenceKind


def read_deepeval(job: ReadingJob) -> None:
    """A test run of DeepEval."""
    job.form = "DeepEval test run"
    found = report(job)
    run = found.get("testRunData") if isinstance(found.get("testRunData"), dict) else found
    drop_text(job, found)
    tally = {"passed": 0, "failed": 0, "error": 0, "flaky": 0}
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    cases = [*listed(run, "testCases"), *listed(run, "conversationalTestCases")]
    for place, case in enumerate(cases, 1):
        word = _deepeval_case(case)
        tally[word] += 1
        _keep_case(job, place, case, word)
        for metric in listed(case, "metricsData"):
            job.tally("metrics", metric.get("name"))
            shares[str(metric.get("name"))][word if word == "flaky" else str(metric.get("success"))] += 1
    job.totals["cases"] = {word: amount for word, amount in tally.items() if amount}
    job.fact("dataset", at(run, "datasetAlias"))
    job.fact("test file", at(run, "testFile"))
    times(job, *((name, at(run, name)) for name in ("createdAt", "timestamp", "endTime")))
    ended = Cases(tally["passed"], tally["failed"], tally["error"], flaky=tally["flaky"])
    judge(job, ended, _against_deepeval(run, tally))
    if job.limits and job.result != NOT_COUNTED:
        job.result = against(job, _shares(shares))


def _keep_case(job: ReadingJob, place: int, case: dict[str, Any], word: str) -> None:
    """A row for a case that passed or failed; another is skipped with the reason."""
    job.account.rows += 1
    if word not in ("passed", "failed"):
        job.account.skip(place, "ended in an error" if word == "error" else "flaky: does not count")
        return
    job.account.used += 1
    scores = {str(one.get("name")): number(one.get("score")) for one in listed(case, "metricsData")}
    job.put(place, {"case": case.get("name"), "result": word, "counts": scores})


def _against_deepeval(run: Any, tally: Mapping[str, int]) -> list[str]:
    """Where the counts that the run states and its cases are at odds."""
    troubles = []
    for name, word in (("testPassed", "passed"), ("testFailed", "failed")):
        said = at(run, name)
        # a flaky case is counted there as it ended
        if said is not None and not tally[word] <= whole(said) <= tally[word] + tally["flaky"]:
            troubles.append(f"it says {whole(said):,} {word} where its cases come to {tally[word]:,}")
    return troubles


def _shares(counted: Mapping[str, Counter[str]]) -> dict[str, float]:
    """Of each metric the share of cases that met it, of those that came to a result."""
    ran = {name: counts["True"] + counts["False"] for name, counts in counted.items()}
    return {name: counts["True"] / ran[name] for name, counts in counted.items() if ran[name]}


def _deepeval_case(case: dict[str, Any]) -> str:
    """How a case ended. What its metrics say goes before what it says of itself."""
    metrics = listed(case, "metricsData")
    if case.get("flaky") or any(metric.get("flaky") for metric in metrics):
        return "flaky"
    if case.get("success") is None or any(map(_broke, metrics)):
        return "error"
    if any(metric.get("success") is False for metric in metrics):
        return "failed"
    return "passed" if case.get("success") is True else "failed"


def _broke(metric: dict[str, Any]) -> bool:
    """Whether a metric came to no result, or to one that is no number."""
    score = metric.get("score")
    if metric.get("error") or metric.get("success") is None:
        return True
    return score is not None and number(score) is None


IMPORTER = Importer("deepeval", "DeepEval report", EvidenceKind.EVAL_REPORT, "case", read_deepeval, limits=True)
