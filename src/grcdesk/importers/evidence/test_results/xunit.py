"""XML of xUnit.net, version 2 and 3.

https://xunit.net/docs/format-xml-v2, looked at 2026-11-28.
"""

from __future__ import annotations

from collections import Counter
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
)
from grcdesk.importers.reading.job import ReadingJob

_ROOTS = frozenset({"assemblies", "assembly"})
_FIELDS = {
    "case": ("test.name", "test.method"),
    "class": ("test.type", "class.name"),
    "suite": ("assembly.name", "collection.name", "error.type", "error.name", "trait.name", "failure.exception-type"),
    "time": (
        *("assemblies.timestamp", "assemblies.start-rtf", "assemblies.finish-rtf", "assembly.run-date"),
        *("assembly.run-time", "assembly.start-rtf", "assembly.finish-rtf", "test.start-rtf", "test.finish-rtf"),
    ),
    "status": ("test.result",),
    "runner": ("assembly.environment", "assembly.test-framework", "assembly.target-framework", "assembly.config-file"),
    "count": ("assemblies.id", "assembly.id", "test.id", "collection.id", "test.source-line", "assemblies.computer"),
}
_RESULTS = {"pass": "passed", "fail": "failed", "skip": "skipped", "notrun": "skipped"}
_TOTALS = {"tests": "total", "passed": "passed", "failed": "failed", "skipped": "skipped", "not run": "not-run"}


@dataclass(slots=True)
class _XunitRun(SuiteRun):
    said: Counter[str] = field(default_factory=Counter)
    """What the assemblies say, added up."""
    assembly: str = ""
    words: Counter[str] = field(default_factory=Counter)


def read(job: ReadingJob) -> None:
    """Count the tests of every assembly, and compare them with what the assemblies say.

    Raises:
        BadInput: as `read_suites`.
    """
    read_suites(job, _DIALECT, _XunitRun(job))


def _begin(run: Any, tag: str, element: Any, _stack: list[str]) -> None:
    if tag == "assembly":
        run.assembly = (element.get("name") or "").replace("\\", "/").rpartition("/")[2]
        run.job.tally("suites", run.assembly or "(none)")
        when = " ".join(filter(None, (element.get("run-date"), element.get("run-time"))))
        run.stamps.append(("run", element.get("start-rtf") or when))
        for what, name in _TOTALS.items():
            if (amount := total(element, name)) is not None:
                run.said[what] += amount
        if total(element, "errors"):
            run.trouble("an assembly ended in an error of its own, outside of its tests")


def _end(run: Any, tag: str, element: Any, stack: list[str]) -> None:
    if tag == "test":
        word = folded(element.get("result"))
        if word not in _RESULTS:
            run.trouble("the `result` of a test is a word that is not known, or is not there")
        end = _RESULTS.get(word, "error")
        run.words[word] += 1
        run.case(end)
        row = {"suite": run.assembly, "class": element.get("type"), "case": element.get("name")}
        run.keep(end, row | {"duration": number(element.get("time"))}, tag, element)
    elif tag == "error" and stack[-1:] == ["errors"]:
        run.trouble("an assembly ended in an error of its own, outside of its tests")


def _finish(run: Any) -> int:
    ends, words = run.ends, run.words
    there = {
        "tests": (ends.total(), ends.total() - words["notrun"]),
        "passed": (ends["passed"],),
        "failed": (ends["failed"],),
        "skipped": (words["skip"], ends["skipped"]),
        "not run": (words["notrun"],),
    }
    run.compare("its assemblies say", {what: run.said[what] for what in there if what in run.said}, there)
    return 0


_DIALECT = TestDialect("xUnit.net XML", _ROOTS, _FIELDS, _begin, _end, _finish)
IMPORTER = importer("xunit", "xUnit.net test results", read)
