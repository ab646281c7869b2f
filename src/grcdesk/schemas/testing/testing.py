"""Tests of controls: what was run, recorded and found, and what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grcdesk.schemas.testing.runs import TestedList
from grcdesk.terms import Scope, TestAspect, TestMethod
from grcdesk.terms.audits import ControlResult, ItemResult
from grcdesk.terms.testing import AttributeState, ChangeVerdict, DeviationSource, DeviationState


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is kept of the last run of one test."""

    run: str
    run_on: str
    n: int
    found: int
    undecided: tuple[tuple[str, str], ...]
    """Key and why; at most as many as are listed one by one."""
    undecided_count: int
    tested: bool
    why: str
    populations: tuple[TestedList, ...]
    stale: str = ""
    """Why it does not count any more: a newer list, another parameter, another check."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One answer of a work sheet: a test for an item, or for the control as a whole."""

    test: str
    item: str
    """Empty: the control as a whole."""
    result: ItemResult
    note: str = ""
    evidence: tuple[str, ...] = ()
    tested_by: str = ""
    tested_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    returned: str = ""
    """Why the second person sent it back; empty: not."""


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """One item that failed one test. It is never removed."""

    id: str
    engagement: str
    control: str
    test: str
    item: str
    """Key of the item; empty: the control as a whole, or too many items to list one by one."""
    why: str
    facts: Mapping[str, str]
    count: int
    """Items it stands for."""
    state: DeviationState
    source: DeviationSource
    population: str
    found_in: str
    """The run that found it, or who did."""
    found_on: date
    gone_since: str = ""
    """The run in which it no longer showed; empty: it shows."""
    decided_by: str = ""
    decided_on: date | None = None
    reason: str = ""
    second: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is held against the control: until two people say that it is none."""
        return self.state is not DeviationState.FALSE_POSITIVE


@dataclass(frozen=True, slots=True)
class TestFacts:
    """Everything on record of one test in one engagement."""

    __test__ = False  # not a test class

    id: str
    aspect: TestAspect
    by_check: bool
    rest: str = ""
    """What its check does not see and a person says."""
    last: LastRun | None = None
    cells: tuple[SheetCell, ...] = ()
    deviations: tuple[DeviationRow, ...] = ()
    items: tuple[str, ...] | None = None
    """Items drawn for it that all need an answer; None: the control as a whole will do."""
    lacks_list: str = ""
    """The population its check needs and that is not on file."""
    elsewhere: frozenset[str] = frozenset()
    """Items of the same list that another test of the control holds against it already."""


@dataclass(frozen=True, slots=True)
class TestStanding:
    """How far one test has come."""

    __test__ = False  # not a test class

    test: str
    aspect: TestAspect
    tested: AttributeState
    n: int = 0
    exceptions: int = 0
    """Items held against it, confirmed or not yet judged."""
    open: tuple[str, ...] = ()
    """Deviations nobody has judged yet."""
    lacks: tuple[str, ...] = ()
    """What keeps it from being tested, as sentences."""
    not_final: str = ""
    """Why its population cannot carry a conclusion yet; empty: it can, or needs none."""
    population: str = ""
    """Id of the list its items come from."""
    failed: tuple[str, ...] = ()
    """Keys of the items held against it."""
    unproven: bool = False
    """Whether its check has not decided: no list, no run, or one that does not count any more."""


@dataclass(frozen=True, slots=True)
class ControlStanding:
    """What the tests of a control add up to. The tool never says effective."""

    control: str
    computed: ControlResult
    exceptions: int
    n: int
    tests: tuple[TestStanding, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """Everything that is not tested yet, test by test."""
        return tuple(f"{one.test}: {what}" for one in self.tests for what in one.lacks)

    @property
    def open(self) -> tuple[str, ...]:
        """Deviations nobody has judged yet."""
        return tuple(dict.fromkeys(name for one in self.tests for name in one.open))

    @property
    def not_final(self) -> tuple[str, ...]:
        """Why populations cannot carry a conclusion yet."""
        return tuple(dict.fromkeys(one.not_final for one in self.tests if one.not_final))


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a person concluded of a control in one engagement."""

    control: str
    result: ControlResult
    computed: ControlResult
    """What the tests added up to then."""
    exceptions: int
    n: int
    by: str
    on: date
    reason: str = ""
    moved: str = ""
    """What the tests add up to now where that is otherwise; empty: the same."""


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test of a control as lists show it."""

    __test__ = False  # not a test class

    id: str
    control: str
    title: str
    """Of the control."""
    aspect: TestAspect
    question: str
    method: TestMethod
    by: str
    """`check` or `person`."""
    population: str
    """Name of the list its check is about; empty: a person looks."""
    tested: AttributeState
    n: int
    exceptions: int
    """Items a person has judged to be exceptions."""
    open: int
    """Items with a deviation nobody has judged."""
    why: str
    """What it lacks, as one line."""
    result: ControlResult
    """Of its control, as computed."""
    concluded: ControlResult | None = None
    concluded_by: str = ""
    scope: Scope = Scope.IN
    run: str = ""
    unjudged: int = 0
    """Deviations of its control nobody has judged."""
    answers: tuple[SheetCell, ...] = ()
    """What people answered on its work sheet."""
    lacks: tuple[str, ...] = ()
    """What keeps it from being tested, or tested whole; deviations nobody has judged are `open`."""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """One thing a person is asked on a work sheet."""

    test: str
    item: str
    """Empty: the control as a whole."""
    what: str
    """The question, what the check does not see, or why the list does not decide it."""
    cell: SheetCell | None = None
    """What was answered."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The work sheet of a control."""

    control: str
    title: str
    standing: ControlStanding
    tests: tuple[TestLine, ...]
    asked: tuple[AskedCell, ...]
    """What a person is asked, test by test; what was answered beyond that stands with it."""
    deviations: tuple[DeviationRow, ...]
    conclusion: Concluded | None
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Test → pass rule and fail rule."""

    @property
    def cells(self) -> tuple[SheetCell, ...]:
        """Everything that was answered."""
        return tuple(one.cell for one in self.asked if one.cell is not None)


@dataclass(frozen=True, slots=True)
class ProofRow:
    """Whether one change is shown to have been approved and evaluated before it went live."""

    change_id: str
    """Empty for a deployment that no change explains."""
    approved: str
    """UTC; empty: not on file."""
    evaluated: str
    deployed: str
    verdict: ChangeVerdict
    why: str
    deployment: str = ""
    tests: tuple[str, ...] = ()
    """Tests that the reasons belong to."""
    population: str = ""


@dataclass(frozen=True, slots=True)
class AnswerIn:
    """An answer to be written on a work sheet."""

    test: str
    item: str
    """Empty: the control as a whole."""
    result: ItemResult
    by: str
    note: str = ""
    evidence: tuple[str, ...] = ()
    on: date | None = None
    """The day it was tested; today when not given."""
