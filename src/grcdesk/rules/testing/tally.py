"""How far a list of tests is, in numbers that say what they count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grcdesk.schemas.testing.testing import TestLine
from grcdesk.terms import Scope
from grcdesk.terms.testing import AttributeState
from grcdesk.wording import count


@dataclass(frozen=True, slots=True)
class TestTally:
    """Tests of controls in scope; nobody has to test the optional ones, which are counted apart."""

    __test__ = False  # not a test class

    tests: int
    untested: int
    """Not tested, and to be: where one day is judged, tests of operation are not."""
    waiting: int
    """Tested, with a deviation nobody has judged."""
    controls: int
    concluded: int
    optional: int

    @property
    def told(self) -> str:
        """`66 not tested, 3 tested and waiting for a judgement`."""
        beside = f", {self.waiting} tested and waiting for a judgement" if self.waiting else ""
        return f"{self.untested} not tested{beside}"


def tally(rows: Iterable[TestLine]) -> TestTally:
    """Count them."""
    every = list(rows)
    asked = [row for row in every if row.scope is not Scope.OPTIONAL]
    return TestTally(
        len(asked),
        sum(row.tested is AttributeState.NOT_TESTED and bool(row.lacks) for row in asked),
        sum(bool(row.open) for row in asked),
        len({row.control for row in asked}),
        len({row.control for row in asked if row.concluded is not None}),
        len(every) - len(asked),
    )


def held(row: TestLine, *, judged: bool = False) -> str:
    """`3 of 63` items held against a test, and how many of them wait for a judgement, unless `judged` stands beside."""
    found = row.exceptions + row.open
    told = f"{found} of {row.n}" if row.n else count(found, "deviation" if row.open else "exception")
    waits = f", {row.open} to judge" if row.exceptions else " to judge"
    return told + waits if row.open and not judged else told
