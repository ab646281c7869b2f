"""Results of Visual Studio and `dotnet test` (.trx).

The schema of Team Test 2010, as `vstest` writes it; https://github.com/microsoft/vstest, looked at 2026-11-28.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from grcdesk.importers.evidence.test_results.walk import (
    SuiteRun,
    TestDialect,
    folded,
    importer,
    read_suites,
    totals,
)
from grcdesk.importers.reading.job import ReadingJob

_RESULTS = (
    *("UnitTestResult", "TestResult", "ManualTestResult", "GenericTestResult", "WebTestResult", "LoadTestResult"),
    *("TestResultAggregation", "OrderedTestResult"),
)
_ABOUT = ("computerName", "testType", "resultType", "relativeResultsDirectory")
_FIELDS = {
    "case": (
        *(f"{tag}.testName" for tag in _RESULTS),
        *("UnitTest.name", "UnitTest.storage", "TestMethod.name", "TestRun.name", "TestList.name", "Deployment.name"),
        *("TestSettings.name", "Deployment.runDeploymentRoot"),
    ),
    "class": ("TestMethod.className", "TestMethod.codeBase", "TestMethod.adapterTypeName", "TestMethod.managedType"),
    "time": (
        *("Times.creation", "Times.queuing", "Times.start", "Times.finish", "RunInfo.timestamp"),
        *(f"{tag}.{name}" for tag in _RESULTS for name in ("startTime", "endTime", "duration")),
    ),
    "status": (*(f"{tag}.outcome" for tag in _RESULTS), "ResultSummary.outcome", "RunInfo.outcome"),
    "runner": (
        *(f"{tag}.{name}" for tag in _RESULTS for name in _ABOUT),
        *("RunInfo.computerName", "TestRun.runUser"),
    ),
    "count": (
        *(f"{tag}.{name}" for tag in _RESULTS for name in ("executionId", "parentExecutionId", "testId", "testListId")),
        *("UnitTest.id", "Execution.id", "TestRun.id", "TestSettings.id", "TestList.id"),
        *("TestEntry.testId", "TestEntry.executionId", "TestEntry.testListId"),
    ),
}  # fmt: skip
_OUTCOMES = {
    "passed": "passed",
    "failed": "failed",
    **dict.fromkeys(("notexecuted", "notrunnable", "pending"), "skipped"),
    **dict.fromkeys(
        (
            *("error", "timeout", "aborted", "inconclusive", "passedbutrunaborted", "disconnected", "warning"),
            *("completed", "inprogress"),
        ),
        "error",
    ),
}
"""Only `Passed` is a pass; a result without an outcome ended in an error, as the schema has it."""
_TOTALS = {"tests": "total", "run": "executed", "passed": "passed", "failed": "failed"}
_WHOLE = frozenset({"", "completed", "passed", "failed"})


@dataclass(slots=True)
class _TrxRun(SuiteRun):
    said: dict[str, int | None] = field(default_factory=dict)
    inner: list[bool] = field(default_factory=list)
    """For each open result, whether it has results of its own."""
    outer: Counter[str] = field(default_factory=Counter)
    """Results that stand in no other."""
    every: Counter[str] = field(default_factory=Counter)
    blamed: bool = False
    """Whether the run says that it failed, or that an error came up: adapters say so of failed tests as well."""


def read(job: ReadingJob) -> None:
    """Count the results; of a test with rows of data each row is one.

    Raises:
        BadInput: as `read_suites`.
    """
    read_suites(job, _DIALECT, _TrxRun(job))


def _begin(run: Any, tag: str, element: Any, _stack: list[str]) -> None:
    if tag in _RESULTS:
        if run.inner:
            run.inner[-1] = True
        run.inner.append(False)
    elif tag == "Times":
        run.stamps += [(name, element.get(name)) for name in ("start", "finish") if element.get(name)]
    elif tag == "Counters":
        run.said = totals(element, _TOTALS)
    elif tag == "ResultSummary":
        _summary(run, element)
    elif tag == "RunInfo":
        run.blamed = run.blamed or folded(element.get("outcome")) in ("error", "failed", "aborted")


def _summary(run: Any, element: Any) -> None:
    """How the run as a whole ended."""
    word = folded(element.get("outcome"))
    if word not in _WHOLE:
        run.trouble(f"the run as a whole ended `{word if word in _OUTCOMES else '(other)'}`")
    run.blamed = run.blamed or word == "failed"


def _end(run: Any, tag: str, element: Any, _stack: list[str]) -> None:
    """Count a result that is over; one that holds others is counted by them."""
    if tag not in _RESULTS:
        return
    word = folded(element.get("outcome")) or "error"
    if word not in _OUTCOMES:
        run.trouble("the `outcome` of a test is a word that is not known")
    end = _OUTCOMES.get(word, "error")
    holds_others = run.inner.pop()
    run.every[end] += 1
    run.outer[end] += not run.inner
    if holds_others:
        return
    if end == "error" and word != "error":
        run.odd[word if word in _OUTCOMES else "(other)"] += 1
    run.case(end)
    run.keep(end, {"case": element.get("testName"), "duration": _seconds(element.get("duration"))}, tag, element)


def _seconds(text: str | None) -> float | None:
    """`00:00:01.5000000` in seconds."""
    try:
        hours, minutes, seconds = (text or "").split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None


def _finish(run: Any) -> int:
    counted = (run.ends, run.outer, run.every)  # a test with rows of data is counted once, by row, or both
    there = {
        "tests": [one.total() for one in counted],
        "run": [number for one in counted for number in (one.total() - one["skipped"], one["passed"] + one["failed"])],
        "passed": [one["passed"] for one in counted],
        "failed": [number for one in counted for number in (one["failed"], one["failed"] + one["error"])],
    }
    if run.blamed and not run.ends["failed"]:
        run.trouble("the run says that it failed, or ended in an error, and no failed test stands in it")
    run.compare("its counters say", run.said, there)
    return 0


_DIALECT = TestDialect("Visual Studio test results", frozenset({"testrun"}), _FIELDS, _begin, _end, _finish)
IMPORTER = importer("trx", "Visual Studio test results", read)
