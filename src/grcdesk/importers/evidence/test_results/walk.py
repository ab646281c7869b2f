"""What every XML of a test runner has in common: walked once, measured, its cases counted, its totals compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import count_cases, judge, number, times
from grcdesk.importers.keeping.guard import STEP, Guard, known_fields
from grcdesk.importers.keeping.measuring import see_block
from grcdesk.importers.reading import records
from grcdesk.importers.reading.fields import settle
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.rules.evidence.results import Cases
from grcdesk.terms import EvidenceKind

_MAX = 1 << 30
_MAX_DEPTH = 50
_BLOCK = 250
"""Elements whose attributes are measured together."""
_MARKUP = re.compile(rb"<!--|<\?(?!xml\s)")
_BETWEEN = f"(between elements){STEP}text"
_WORSE = ("error", "failed", "skipped", "passed")
TESTS = ("AI-CONF-01.T3", "AI-SEC-03.T3", "AI-CONF-04.T2")
"""Test attributes that results of tests usually answer."""


@dataclass(slots=True)
class SuiteRun:
    """What is counted while a file is walked."""

    job: ReadingJob
    ends: Counter[str] = field(default_factory=Counter)
    """How the cases ended, one by one."""
    flaky: int = 0
    troubles: list[str] = field(default_factory=list)
    """What is wrong with the run as a whole: it then counts for nothing."""
    stamps: list[tuple[str, Any]] = field(default_factory=list)
    """Moments it tells, by what they are of."""
    odd: Counter[str] = field(default_factory=Counter)
    """Words by which a case came to no verdict, where they are told beside the count."""

    def trouble(self, sentence: str) -> None:
        """Something that keeps the run from counting, told once."""
        if sentence not in self.troubles:
            self.troubles.append(sentence)

    def case(self, end: str, *, again: bool = False) -> None:
        """Count one case; `again`: it was run more than once."""
        self.ends[end] += 1
        self.flaky += again and end == "passed"

    def keep(self, end: str, row: Mapping[str, Any], tag: str, element: Any) -> None:
        """Keep the row of a case that passed or failed: its place in the file, its name, how it ended."""
        if end in ("passed", "failed"):
            said = _said(tag, element) if self.job.guard.released else None
            self.job.put(self.ends.total(), {**row, "result": end}, said)

    def compare(self, who: str, said: Mapping[str, int | None], there: Mapping[str, Iterable[int]]) -> None:
        """Where a total and what stands in the file are at odds, both are named.

        Args:
            who: who says so: `its suites say`.
            said: what is counted, by name → the total; None: it says none.
            there: by the same name, every number that would agree; the first is told.
        """
        for what, amount in said.items():
            fits = tuple(there[what])
            if amount is not None and amount not in fits:
                self.trouble(f"{who} {amount:,} {what}, {fits[0]:,} stand in it")


@dataclass(frozen=True)
class TestDialect:
    """How one kind of runner writes: what its elements and attributes are, and what is done at each of them."""

    __test__ = False  # pytest takes the name for a test

    form: str
    roots: frozenset[str]
    """How its outermost element may be called, in small letters."""
    fields: Mapping[str, Sequence[str]]
    """Attributes that name things; text anywhere else is output of a test."""
    begin: Callable[[SuiteRun, str, Any, list[str]], None]
    """At the beginning of an element: its name, the element with its attributes, the names from the outermost on."""
    end: Callable[[SuiteRun, str, Any, list[str]], None]
    """At its end; the list then ends with what it stands in."""
    finish: Callable[[SuiteRun], int]
    """When all is read: compares totals, and tells how many flaky cases the file counts itself."""


def read_suites(job: ReadingJob, dialect: TestDialect, run: SuiteRun | None = None) -> None:
    """Walk a file, and judge it.

    Raises:
        BadInput: when it is not well-formed, holds entities, or is no test result of this kind.
    """
    job.form = dialect.form
    run = run or SuiteRun(job)
    job.guard = Guard(known_fields(dialect.fields, {}), job.keep, free=True)
    stack: list[str] = []
    waiting: list[dict[str, Any]] = []
    for event, element in _walk(job):
        tag = local(element)
        if event == "start":
            stack.append(tag)
            _check_place(job, stack, dialect)
            dialect.begin(run, tag, element, stack)
        else:
            stack.pop()
            dialect.end(run, tag, element, stack)
            _measure(job, tag, element, waiting)
    see_block(job.guard, waiting)
    _look_beside(job)
    settle(job, job.guard, job)
    # a case that passed at the second try is told as flaky by some and counted by others: the higher number holds
    flaky = min(max(run.flaky, dialect.finish(run)), run.ends["passed"])
    cases = Cases(run.ends["passed"], run.ends["failed"], run.ends["error"], run.ends["skipped"], flaky)
    count_cases(job, cases)
    times(job, *run.stamps)
    for word, amount in run.odd.items():
        job.note(f"{amount:,} ended `{word}`: that is no pass")
    judge(job, cases, run.troubles)


def importer(name: str, title: str, read: Callable[[ReadingJob], None]) -> Importer:
    """An importer of results of tests."""
    return Importer(name, title, EvidenceKind.TEST_RECORD, "case", read, tests=TESTS)


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def worst(ends: Iterable[str]) -> str:
    """The worst of several ways a case ended."""
    return min(ends, key=_WORSE.index)


def folded(word: str | None) -> str:
    """A word without signs, in lower case."""
    return (word or "").strip().casefold().replace("-", "").replace("_", "").replace(" ", "")


def total(element: Any, name: str) -> int | None:
    """A total that an element states; None when it does not."""
    found = number(element.get(name))
    return None if found is None or found < 0 else int(found)


def totals(element: Any, names: Mapping[str, str]) -> dict[str, int | None]:
    """The totals that an element states; `names` says what is called how."""
    return {what: total(element, name) for what, name in names.items()}


def _check_place(job: ReadingJob, stack: list[str], dialect: TestDialect) -> None:
    if len(stack) > _MAX_DEPTH:
        raise BadInput("is nested too deep", hint="is it a test result?", file=job.name)
    if len(stack) == 1 and stack[0].casefold() not in dialect.roots:
        raise BadInput(f"is XML, but no {dialect.form}", hint="--as names another importer", file=job.name)


def _walk(job: ReadingJob) -> Iterator[tuple[str, Any]]:
    """Elements as they begin and end; what stands between two of them is measured, and none is held once it is over."""
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import ParseError, iterparse  # noqa: PLC0415

    open_ones: list[Any] = []
    last: Any = None
    try:
        for event, element in iterparse(records.opened(job, _MAX), events=("start", "end"), forbid_dtd=True):
            if last is not None:  # its tail is known when the next element begins, or what it stands in ends
                _let_go(job, last, open_ones)
                last = None
            if event == "start":
                yield event, element
                open_ones.append(element)
            else:
                open_ones.pop()
                yield event, element
                last = element
                tail = element.tail
                element.clear()  # takes the tail as well, which may have been read already
                element.tail = tail
    except DefusedXmlException:
        raise BadInput(
            "holds a DTD or entities, which no test result needs", hint="remove them", file=job.name
        ) from None
    except ParseError as error:
        line = error.position[0]
        raise BadInput("not well-formed XML", hint="was the run cut off?", file=job.name, line=line) from None


def _let_go(job: ReadingJob, last: Any, open_ones: list[Any]) -> None:
    """Measure what stands behind an element that is over, and take it out of what holds it: else a file stays whole."""
    if (last.tail or "").strip():
        job.guard.see({_BETWEEN: last.tail})
    if open_ones and len(open_ones[-1]) and open_ones[-1][0] is last:
        del open_ones[-1][0]


def _said(tag: str, element: Any) -> dict[str, Any]:
    return {f"{tag}{STEP}{name.rpartition('}')[2]}": value for name, value in element.attrib.items()}


def _measure(job: ReadingJob, tag: str, element: Any, waiting: list[dict[str, Any]]) -> None:
    """Measure what stands in an element: its text at once, as it may be long, its attributes with those that wait."""
    if (element.text or "").strip():
        job.guard.take(f"{tag}{STEP}text", element.text)
    if element.attrib:
        waiting.append(_said(tag, element))
    if len(waiting) >= _BLOCK:
        see_block(job.guard, waiting)
        waiting.clear()


def _look_beside(job: ReadingJob) -> None:
    """Comments and instructions for other programs are passed over by who parses it: they may hold anything."""
    with records.opened(job, _MAX) as file:
        rest = b""
        while block := file.read(1 << 20):
            if _MARKUP.search(rest + block) or b"\x00" in block:
                job.drop("(comments)")
                return
            # a mark may lie across two blocks
            rest = block[-8:]
