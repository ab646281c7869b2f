"""NUnit 3 XML (`test-run`, or one `test-suite` of it), and that of NUnit 2 (`test-results`).

https://docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html, looked at 2026-11-28.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grcdesk.importers.evidence.runs import number
from grcdesk.importers.evidence.test_results.walk import (
    SuiteRun,
    TestDialect,
    folded,
    importer,
    read_suites,
    total,
    totals,
)
from grcdesk.importers.reading.job import ReadingJob

_ROOTS = frozenset({"test-run", "test-results", "test-suite"})
_FIELDS = {
    "case": ("test-case.name", "test-case.fullname", "test-case.methodname"),
    "class": ("test-case.classname", "test-suite.classname"),
    "suite": ("test-suite.name", "test-suite.fullname", "test-suite.type", "test-run.name", "test-results.name"),
    "time": (
        *(f"{tag}.{name}" for tag in ("test-run", "test-suite", "test-case") for name in ("start-time", "end-time")),
        *("test-results.date", "test-results.time", "test-run.run-date"),
    ),
    "status": tuple(
        f"{tag}.{name}"
        for tag in ("test-run", "test-suite", "test-case")
        for name in ("result", "label", "site", "runstate", "executed", "success")
    ),
    "count": ("test-case.id", "test-suite.id", "test-case.seed", "test-case.asserts", "test-suite.asserts"),
    "runner": ("test-run.engine-version", "test-run.clr-version", "property.name", "setting.name"),
}
_RESULTS = {
    **dict.fromkeys(("passed", "success"), "passed"),
    **dict.fromkeys(("failed", "failure"), "failed"),
    **dict.fromkeys(("error", "cancelled", "notrunnable", "invalid", "inconclusive", "warning"), "error"),
    **dict.fromkeys(("skipped", "ignored", "explicit", "notrun"), "skipped"),
}
_NO_VERDICT = ("inconclusive", "warning")
_BAD_LABELS = frozenset({"error", "cancelled", "invalid"})
_OWN_SITES = frozenset({"setup", "teardown"})


@dataclass(slots=True)
class _NUnitRun(SuiteRun):
    said: Mapping[str, int | None] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    """Results of cases, as they are written."""
    broke: bool = False
    """Whether the case at hand holds a failure."""
    suites: list[str] = field(default_factory=list)


def read(job: ReadingJob) -> None:
    """Count the cases, and compare them with what the run says of itself.

    Raises:
        BadInput: as `read_suites`.
    """
    read_suites(job, _DIALECT, _NUnitRun(job))


def _begin(run: Any, tag: str, element: Any, stack: list[str]) -> None:
    if tag == "test-case":
        run.broke = False
    elif tag == "test-suite":
        run.suites.append(element.get("name") or "")
        if element.get("type") in (None, "TestFixture"):
            run.job.tally("suites", element.get("name") or "(none)")
        if folded(element.get("site")) in _OWN_SITES or folded(element.get("runstate")) == "notrunnable":
            run.trouble("a suite ended in an error of its own, outside of its cases")
    if len(stack) == 1:
        _root(run, tag, element)


def _root(run: Any, tag: str, element: Any) -> None:
    """What the run says of itself."""
    day = element.get("run-date") or element.get("date")
    start = element.get("start-time") or element.get("time")
    run.stamps.append(("start", f"{day} {start}" if day else start))
    if not day:
        run.stamps.append(("end", element.get("end-time")))
    if tag == "test-results":
        names = {"failed": "failures", "in error": "errors", "not run": "not-run"}
        run.said = totals(element, names)
        return
    names = {"tests": "total", "passed": "passed", "failed": "failed", "not run": "skipped"}
    none = [amount for name in ("inconclusive", "warnings") if (amount := total(element, name)) is not None]
    run.said = totals(element, names) | {"without a verdict": sum(none)}
    if folded(element.get("label")) in _BAD_LABELS - {"error"}:
        run.trouble("the run as a whole was cancelled, or could not be run")


def _end(run: Any, tag: str, element: Any, stack: list[str]) -> None:
    if tag == "test-case":
        end = _ended(run, element)
        run.case(end)
        row = {"suite": run.suites[-1] if run.suites else "", "class": element.get("classname")}
        took = number(element.get("duration") or element.get("time"))
        run.keep(end, row | {"case": element.get("fullname") or element.get("name"), "duration": took}, tag, element)
    elif tag == "test-suite":
        run.suites.pop()
    elif tag == "failure" and stack[-1:] == ["test-case"]:
        run.broke = True


def _ended(run: Any, element: Any) -> str:
    word = folded(element.get("result")) or _by_flags(run, element)
    run.words[word] += 1
    if word not in _RESULTS:
        run.trouble("the `result` of a case is a word that is not known, or is not there")
        return "error"
    if word in _NO_VERDICT:
        run.odd[word] += 1
    if _RESULTS[word] == "failed" and folded(element.get("label")) in _BAD_LABELS:
        return "error"
    return "failed" if run.broke and _RESULTS[word] == "passed" else _RESULTS[word]


def _by_flags(run: Any, element: Any) -> str:
    """NUnit before 2.5 has two flags in the place of a word."""
    if folded(element.get("executed")) == "false":
        return "notrun"
    if not element.get("executed"):
        return ""
    said = folded(element.get("success")) or "true"
    return {"true": "failure" if run.broke else "success", "false": "failure"}.get(said, "")


def _finish(run: Any) -> int:
    ends, words = run.ends, run.words
    never = words["notrunnable"] + words["invalid"]
    errors = ends["error"] - run.odd.total()
    there = {
        "tests": (ends.total(), ends.total() - ends["skipped"]),
        "passed": (ends["passed"],),
        "failed": (ends["failed"] + errors, ends["failed"]),
        "in error": (errors - never, errors),
        "not run": (ends["skipped"], ends["skipped"] + never),
        "without a verdict": (run.odd.total(),),
    }
    run.compare("the run says", run.said, there)
    return 0


_DIALECT = TestDialect("NUnit XML", _ROOTS, _FIELDS, _begin, _end, _finish)
IMPORTER = importer("nunit", "NUnit test results", read)
