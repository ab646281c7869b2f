"""JUnit XML: what test runners write. Names of tests and their output stay where they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import count_cases, judge, number, times, whole
from grcdesk.importers.keeping.guard import STEP, Guard, known_fields
from grcdesk.importers.reading import records
from grcdesk.importers.reading.fields import settle
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import Cases
from grcdesk.terms import EvidenceKind

_MAX = 1 << 30
_MAX_DEPTH = 50
_MARKUP = re.compile(rb"<!--|<\?(?!xml\s)")
_BETWEEN = f"(between elements){STEP}text"
_FIELDS = {
    "case": ("testcase.name",),
    "class": ("testcase.classname", "testcase.file", "testsuite.file", "testsuite.package", "testsuite.hostname"),
    "suite": ("testsuite.name", "testsuites.name", "testcase.type", "failure.type", "error.type", "property.name"),
    "time": ("testsuite.timestamp", "testsuites.timestamp", "testcase.timestamp"),
    "status": ("testcase.status", "testcase.result"),
    "count": ("testcase.assertions", "testcase.line", "testsuite.id"),
}
"""Attributes that name things; text anywhere else is output of a test."""
_ENDS = {"failure": "failed", "error": "error", "skipped": "skipped", "disabled": "skipped", "ignored": "skipped"}
"""Elements of a case → how it ended."""
_AGAIN = frozenset({"flakyfailure", "flakyerror", "rerunfailure", "rerunerror", "rerun"})
"""Elements of a case that was run more than once."""
_STATES = {
    **dict.fromkeys(("", "run", "completed", "passed", "pass", "success", "successful", "ok"), "passed"),
    **dict.fromkeys(("fail", "failed", "failure"), "failed"),
    **dict.fromkeys(("error", "errored", "broken"), "error"),
    **dict.fromkeys(("notrun", "skipped", "skip", "disabled", "ignored", "suppressed", "pending"), "skipped"),
}
"""Words of `status` and `result` of a case → how it ended."""
_WORSE = ("error", "failed", "skipped", "passed")
_SAID = {"tests": ("tests",), "failures": ("failures",), "errors": ("errors",), "not run": ("skipped", "disabled")}
"""What suites say of themselves → the attributes in which they do; some say `ignored` for `skipped`."""


@dataclass(slots=True)
class _Run:
    """What is counted while the file is walked."""

    ends: Counter[str] = field(default_factory=Counter)
    flaky: int = 0
    troubles: list[str] = field(default_factory=list)
    outer: Counter[str] = field(default_factory=Counter)
    """What the outermost suites say."""
    every: Counter[str] = field(default_factory=Counter)
    """What all suites say; some count what is nested in them, some do not."""
    above: Counter[str] = field(default_factory=Counter)
    """What the whole says above its suites."""
    flakes: int = 0
    stamps: list[tuple[str, Any]] = field(default_factory=list)

    def trouble(self, sentence: str) -> None:
        if sentence not in self.troubles:
            self.troubles.append(sentence)


def read(job: ReadingJob) -> None:
    """Count the cases of every suite, and compare them with what the suites say of themselves.

    Raises:
        BadInput: when it is not well-formed, holds entities, or is no test result.
    """
    job.form = "JUnit XML"
    run = _Run()
    job.guard = Guard(known_fields(_FIELDS, {}), job.keep, free=True)
    last: Any = None
    stack: list[str] = []
    ends: list[str] = []
    suites: list[str] = []
    again = False
    for event, element in _walk(job):
        if last is not None and (last.tail or "").strip():
            job.guard.see({_BETWEEN: last.tail})  # it is known when the next element begins, or this one ends
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            stack.append(tag)
            _check_place(job, stack)
            if tag == "testcase":
                ends, again = [_state(run, element)], False
            elif tag in ("testsuite", "testsuites"):
                suites += [element.get("name") or ""] if tag == "testsuite" else []
                _suite(job, element, stack, run)
            continue
        stack.pop()
        inside = stack[-1] if stack else ""
        if inside == "testcase":
            ends += [_ENDS[tag.casefold()]] if tag.casefold() in _ENDS else []
            again = again or tag.casefold() in _AGAIN
        elif tag == "testcase":
            _case(run, ends, again=again)
            _keep(job, run, element, _worst(ends), suites)
        elif inside in ("testsuite", "testsuites"):
            _beside_cases(job, run, tag, element)
        if tag == "testsuite":
            suites.pop()
        _measure(job, tag, element)
        element.clear()
        last = element
    _look_beside(job)
    settle(job, job.guard, job)
    _finish(job, run)


def _check_place(job: ReadingJob, stack: list[str]) -> None:
    if len(stack) > _MAX_DEPTH:
        raise BadInput("is nested too deep", hint="is it a test result?", file=job.name)
    if len(stack) == 1 and stack[0] not in ("testsuite", "testsuites"):
        raise BadInput("is XML, but no test result", hint="--as names another importer", file=job.name)


def _walk(job: ReadingJob) -> Iterator[tuple[str, Any]]:
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import ParseError, iterparse  # noqa: PLC0415

    try:
        yield from iterparse(records.opened(job, _MAX), events=("start", "end"), forbid_dtd=True)
    except DefusedXmlException:
        raise BadInput(
            "holds a DTD or entities, which no test result needs", hint="remove them", file=job.name
        ) from None
    except ParseError as error:
        line = error.position[0]
        raise BadInput("not well-formed XML", hint="was the run cut off?", file=job.name, line=line) from None


def _state(run: _Run, element: Any) -> str:
    """How a case ended by its attributes; the worse of two."""
    found = ["passed"]
    for name in ("status", "result"):
        word = (element.get(name) or "").strip().casefold().replace("-", "").replace("_", "").replace(" ", "")
        if word not in _STATES:
            run.trouble(f"the `{name}` of a case is a word that is not known")
        found.append(_STATES.get(word, "passed"))
    return _worst(found)


def _worst(ends: list[str]) -> str:
    return min(ends, key=_WORSE.index)


def _case(run: _Run, ends: list[str], *, again: bool) -> None:
    end = _worst(ends)
    run.ends[end] += 1
    run.flaky += again and end == "passed"


def _suite(job: ReadingJob, element: Any, stack: list[str], run: _Run) -> None:
    """What a suite, or the whole of them, says of itself."""
    if element.get("timestamp"):
        run.stamps.append(("timestamp", element.get("timestamp")))
    if stack[-1] == "testsuite":
        job.tally("suites", element.get("name") or "(none)")
        depth = stack.count("testsuite")
        into = [run.every, run.outer] if depth == 1 else [run.every]
        run.flakes += whole(element.get("flakes")) if depth == 1 else 0
    else:
        into = [run.above]
    for what, names in _SAID.items():
        given = [element.get(name) for name in (*names, *(("ignored",) if what == "not run" else ()))]
        amounts = [whole(one) for one in given if number(one) is not None]
        if amounts:
            for counts in into:
                counts[what] += sum(amounts)


def _beside_cases(job: ReadingJob, run: _Run, tag: str, element: Any) -> None:
    """An element of a suite that belongs to no case."""
    if tag.casefold() in ("error", "failure"):
        run.trouble("a suite ended in an error of its own, outside of its cases")
    elif tag == "system-err" and (element.text or "").strip():
        job.note("a suite wrote to its error output: look whether every case came to run")


def _keep(job: ReadingJob, run: _Run, element: Any, end: str, suites: list[str]) -> None:
    """Keep the row of a case that passed or failed: its place in the file, its name, how it ended."""
    if end not in ("passed", "failed"):
        return
    row = {
        "suite": suites[-1] if suites else "",
        "class": element.get("classname"),
        "case": element.get("name"),
        "result": end,
        "duration": number(element.get("time")),
    }
    job.put(run.ends.total(), row, _said("testcase", element))


def _said(tag: str, element: Any) -> dict[str, Any]:
    return {f"{tag}{STEP}{name}": value for name, value in element.attrib.items()}


def _measure(job: ReadingJob, tag: str, element: Any) -> None:
    """Measure what stands in an element: its attributes, and its text."""
    said = _said(tag, element)
    if (element.text or "").strip():
        said[f"{tag}{STEP}text"] = element.text
    if (element.tail or "").strip():
        said[_BETWEEN] = element.tail
    job.guard.see(said)


def _look_beside(job: ReadingJob) -> None:
    """Comments and instructions for other programs are passed over by who parses it: they may hold anything."""
    with records.opened(job, _MAX) as file:
        rest = b""
        while block := file.read(1 << 20):
            if _MARKUP.search(rest + block) or b"\x00" in block:
                job.drop("(comments)")
                return
            rest = block[-8:]


def _finish(job: ReadingJob, run: _Run) -> None:
    ends = run.ends
    flaky = min(max(run.flaky, run.flakes), ends["passed"])
    cases = Cases(ends["passed"], ends["failed"], ends["error"], ends["skipped"], flaky)
    count_cases(job, cases)
    times(job, *run.stamps)
    judge(job, cases, [*run.troubles, *_disagreements(run)])


def _disagreements(run: _Run) -> list[str]:
    """Where the totals of the file and its elements are at odds; both are named."""
    there = {
        "tests": run.ends.total(),
        "failures": run.ends["failed"],
        "errors": run.ends["error"],
        "not run": run.ends["skipped"],
    }
    found = []
    for who, said, every in (("its suites say", run.outer, run.every), ("above its suites it says", run.above, None)):
        for what, amount in there.items():
            if what not in said or amount in (said[what], every[what] if every else None):
                continue
            if what == "tests" and said[what] + said["not run"] == amount and said["not run"] == there["not run"]:
                continue  # some runners leave out of `tests` what they did not run
            found.append(f"{who} {said[what]:,} {what}, {amount:,} stand in it")
    return found


IMPORTER = Importer(
    "junit",
    "JUnit test results",
    EvidenceKind.TEST_RECORD,
    "case",
    read,
    tests=("AI-CONF-01.T3", "AI-SEC-03.T3", "AI-CONF-04.T2"),
)
