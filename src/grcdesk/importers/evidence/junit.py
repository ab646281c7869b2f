"""JUnit XML: what test runners write. Names of tests and their output stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import NOT_COUNTED, count_cases, judge, times, whole
from grcdesk.importers.reading import records
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.terms import EvidenceKind

_MAX = 1 << 30
_MAX_DEPTH = 50
_TEXT = frozenset({"system-out", "system-err", "failure", "error", "properties"})


def read(job: ReadingJob) -> None:
    """Count the cases of every suite, and compare them with what the suites say of themselves.

    Raises:
        BadInput: when it is not well-formed, holds entities, or is no test result.
    """
    job.form = "JUnit XML"
    counts = {"passed": 0, "failed": 0, "error": 0, "skipped": 0}
    said = {"tests": 0, "failures": 0, "errors": 0}
    stack: list[str] = []
    stamps: list[tuple[str, Any]] = []
    case = ""
    for event, element in _walk(job):
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            stack.append(tag)
            if len(stack) > _MAX_DEPTH:
                raise BadInput("is nested too deep", hint="is it a test result?", file=job.name)
            if len(stack) == 1 and tag not in ("testsuite", "testsuites"):
                raise BadInput("is XML, but no test result", hint="--as names another importer", file=job.name)
            if tag == "testcase":
                case = "passed"
            elif tag == "testsuite":
                _suite(job, element, stack, said, stamps)
            continue
        stack.pop()
        if tag in ("failure", "error", "skipped") and stack and stack[-1] == "testcase":
            case = {"failure": "failed", "error": "error", "skipped": "skipped"}[tag] if case != "error" else case
        elif tag == "testcase":
            counts[case] += 1
        if tag in _TEXT and ((element.text or "").strip() or element.get("message")):
            job.dropped[tag] = None
        element.clear()
    _judge(job, counts, said, stamps)


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


def _suite(
    job: ReadingJob, element: Any, stack: list[str], said: dict[str, int], stamps: list[tuple[str, Any]]
) -> None:
    nested = stack.count("testsuite") > 1
    for name in said:
        if not nested:
            said[name] += whole(element.get(name))
    if element.get("timestamp"):
        stamps.append(("timestamp", element.get("timestamp")))
    job.tally("suites", element.get("name") or "(none)")


def _judge(job: ReadingJob, counts: dict[str, int], said: dict[str, int], stamps: list[tuple[str, Any]]) -> None:
    count_cases(job, counts["passed"], counts["failed"], counts["error"])
    job.account.rows += counts["skipped"]
    job.account.leave_out(counts["skipped"], "skipped by the test run")
    if counts["skipped"]:
        job.totals["cases"]["skipped"] = counts["skipped"]
    times(job, *stamps)
    there = sum(counts.values())
    troubles = []
    if said["tests"] and said["tests"] != there:
        troubles.append(f"its suites speak of {said['tests']:,} tests, {there:,} stand in it")
    judge(job, counts["passed"], counts["failed"], counts["error"], troubles)
    if job.result == NOT_COUNTED and counts["failed"]:
        job.note(f"{counts['failed']:,} cases failed")


IMPORTER = Importer(
    "junit",
    "JUnit test results",
    EvidenceKind.TEST_RECORD,
    "case",
    read,
    controls=("AI-CONF-01", "AI-SEC-03", "AI-CONF-04"),
    tests=("AI-CONF-01.T3", "AI-SEC-03.T3", "AI-CONF-04.T2"),
)
