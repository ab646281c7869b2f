"""JUnit XML and its dialects: what most test runners write. Names of tests and their output stay where they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from grcdesk.importers.evidence.runs import number, whole
from grcdesk.importers.evidence.test_results.walk import (
    SuiteRun,
    TestDialect,
    folded,
    importer,
    read_suites,
    worst,
)
from grcdesk.importers.reading.job import ReadingJob

_FIELDS = {
    "case": ("testcase.name",),
    "class": ("testcase.classname", "testcase.file", "testsuite.file", "testsuite.package", "testsuite.hostname"),
    "suite": ("testsuite.name", "testsuites.name", "testcase.type", "failure.type", "error.type", "property.name"),
    "time": ("testsuite.timestamp", "testsuites.timestamp", "testcase.timestamp"),
    "status": ("testcase.status", "testcase.result", "testcase.outcome"),
    "count": ("testcase.assertions", "testcase.line", "testsuite.id"),
}
_ENDS = {
    **dict.fromkeys(("error", "warning", "incomplete"), "error"),
    **dict.fromkeys(("skipped", "disabled", "ignored", "pending", "notrun"), "skipped"),
    "failure": "failed",
}
"""Elements of a case → how it ended."""
_AGAIN = frozenset({"flakyfailure", "flakyerror", "rerunfailure", "rerunerror", "rerun"})
"""Elements of a case that was run more than once."""
_BESIDE = frozenset({
    *("properties", "property", "systemout", "systemerr", "output", "attachments", "attachment", "file", "line"),
    *("description", "labels", "parameters", "parameter", "tags", "traits", "steps", "step", "metadata", "metrics"),
    *("measurements", "perf", "requirements", "requirement", "benchmark", "webpage", "links", "id", "contexts"),
})  # fmt: skip
"""Elements of a case that say nothing of how it ended."""
_STATES = {
    **dict.fromkeys(("", "run", "completed", "passed", "pass", "success", "successful", "ok"), "passed"),
    **dict.fromkeys(("fail", "failed", "failure", "unexpected"), "failed"),
    **dict.fromkeys(("error", "errored", "broken", "timedout", "interrupted", "aborted"), "error"),
    **dict.fromkeys(("notrun", "skipped", "skip", "disabled", "ignored", "suppressed", "pending", "todo"), "skipped"),
}
"""Words of `status` and `result` of a case → how it ended."""
_FLAGS = {
    **{(name, "true"): "skipped" for name in ("skipped", "disabled", "ignored")},
    ("executed", "false"): "skipped",
    ("success", "false"): "failed",
}
"""Attributes of a case that say yes or no → how it ended."""
_FLAKY = "flaky"
_UNSTABLE = "(unstable)"
"""How TestCafe ends the name of a case that passed when it was run again."""
_SAID = {"tests": ("tests",), "failures": ("failures",), "errors": ("errors",), "not run": ("skipped", "disabled")}
"""What suites say of themselves → the attributes in which they do; some say `ignored` for `skipped`."""


@dataclass(slots=True)
class _JUnitRun(SuiteRun):
    outer: Counter[str] = field(default_factory=Counter)
    """What the outermost suites say."""
    every: Counter[str] = field(default_factory=Counter)
    """What all suites say; some count what is nested in them, some do not."""
    above: Counter[str] = field(default_factory=Counter)
    """What the whole says above its suites."""
    flakes: int = 0
    found: list[str] = field(default_factory=list)
    """Ways the case at hand ended."""
    again: bool = False
    suites: list[str] = field(default_factory=list)


def read(job: ReadingJob) -> None:
    """Count the cases of every suite, and compare them with what the suites say of themselves.

    Raises:
        BadInput: as `read_suites`.
    """
    read_suites(job, _DIALECT, _JUnitRun(job))


def _begin(run: Any, tag: str, element: Any, stack: list[str]) -> None:
    if tag == "testcase":
        run.found, run.again = [_state(run, element)], False
    elif tag in ("testsuite", "testsuites"):
        run.suites += [element.get("name") or ""] if tag == "testsuite" else []
        _suite(run, element, stack)


def _end(run: Any, tag: str, element: Any, stack: list[str]) -> None:
    inside = stack[-1] if stack else ""
    if inside == "testcase":
        _inside_case(run, tag)
    elif tag == "testcase":
        end = worst(run.found)
        run.case(end, again=run.again or (element.get("name") or "").rstrip().endswith(_UNSTABLE))
        named = {"suite": run.suites[-1] if run.suites else "", "class": element.get("classname")}
        run.keep(end, named | {"case": element.get("name"), "duration": number(element.get("time"))}, tag, element)
    elif inside in ("testsuite", "testsuites"):
        _beside_cases(run, tag, element)
    if tag == "testsuite":
        run.suites.pop()


def _inside_case(run: Any, tag: str) -> None:
    name = folded(tag)
    if name in _ENDS:
        run.found.append(_ENDS[name])
    elif name in _AGAIN:
        run.again = True
    elif name not in _BESIDE:
        run.trouble("a case holds an element that is not known here: it may say how the case ended")


def _state(run: Any, element: Any) -> str:
    """How a case ended by its attributes; the worse of two."""
    found = ["passed"]
    for name in ("status", "result", "outcome"):
        word = folded(element.get(name))
        if word == _FLAKY:
            run.flakes += 1
        elif word not in _STATES:
            run.trouble(f"the `{name}` of a case is a word that is not known")
        found.append(_STATES.get(word, "passed"))
    found += [end for (name, said), end in _FLAGS.items() if folded(element.get(name)) == said]
    return worst(found)


def _suite(run: Any, element: Any, stack: list[str]) -> None:
    """What a suite, or the whole of them, says of itself."""
    if element.get("timestamp"):
        run.stamps.append(("timestamp", element.get("timestamp")))
    into = [run.above]
    if stack[-1] == "testsuite":
        run.job.tally("suites", element.get("name") or "(none)")
        into = [run.every]
        if stack.count("testsuite") == 1:  # what an inner one counts, the outer one counts as well
            into.append(run.outer)
            run.flakes += whole(element.get("flakes"))
    for what, amount in _stated(element).items():
        for counts in into:
            counts[what] += amount


def _stated(element: Any) -> dict[str, int]:
    """What a suite says of its cases, those of the numbers that it gives."""
    found: dict[str, int] = {}
    for what, names in _SAID.items():
        tried = (*names, "ignored") if what == "not run" else names
        amounts = [whole(given) for name in tried if number(given := element.get(name)) is not None]
        if amounts:
            found[what] = sum(amounts)
    return found


def _beside_cases(run: Any, tag: str, element: Any) -> None:
    """An element of a suite that belongs to no case."""
    if tag.casefold() in ("error", "failure"):
        run.trouble("a suite ended in an error of its own, outside of its cases")
    elif tag == "system-err" and (element.text or "").strip():
        run.job.note("a suite wrote to its error output: look whether every case came to run")


def _finish(run: Any) -> int:
    _compare(run)
    flakes: int = run.flakes
    return flakes


def _compare(run: Any) -> None:
    """Totals of the suites, and of the whole, against the cases."""
    ends = run.ends
    there = {
        "tests": ends.total(),
        "failures": ends["failed"],
        "errors": ends["error"],
        "not run": ends["skipped"],
    }
    for who, said, every in (("its suites say", run.outer, run.every), ("above its suites it says", run.above, None)):
        for what, amount in there.items():
            if what not in said:
                continue
            fits = [amount]
            if every and every[what] == amount:
                fits.append(said[what])
            if what in ("failures", "errors") and said["failures"] + said["errors"] == ends["failed"] + ends["error"]:
                fits.append(said[what])  # what one calls a failure is an error to another
            if what == "tests" and said["not run"] == ends["skipped"]:
                fits.append(amount - ends["skipped"])  # some runners leave out of `tests` what they did not run
            run.compare(who, {what: said[what]}, {what: fits})


_DIALECT = TestDialect("JUnit XML", frozenset({"testsuites", "testsuite"}), _FIELDS, _begin, _end, _finish)
IMPORTER = importer("junit", "JUnit test results", read)
