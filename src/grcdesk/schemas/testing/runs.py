"""Runs of checks over populations: which lists, what was found, by what it was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grcdesk.terms.testing import Pattern


@dataclass(frozen=True, slots=True)
class TestedList:
    """A frozen population as a run used it."""

    __test__ = False  # not a test class

    id: str
    name: str
    rows: int
    sha256: str
    """Of its keys."""
    rows_sha256: str
    final: bool
    """Whether it can carry a conclusion."""
    why: str = ""
    """What keeps it from being final, with the moment from which it can be."""
    pulled_on: date | None = None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One item a check found, with the facts that show it."""

    key: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()
    """Column and value; what the list does not say is left out."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check of one test found over a population."""

    test: str
    population: str
    """Name of the list whose rows are the items."""
    n: int
    """Items it is about."""
    rows: tuple[FoundRow, ...] = ()
    """The deviations by key, in the order of their UTF-8 bytes."""
    undecided: tuple[FoundRow, ...] = ()
    """Items the list does not decide."""
    tested: bool = True
    why: str = ""
    """Why it was not tested, or what it did not see."""
    suggestion: Pattern | None = None
    because: str = ""
    """What the suggestion rests on."""
    sql_sha256: str = ""
    rows_sha256: str = ""

    @property
    def deviations(self) -> tuple[str, ...]:
        """Keys of the deviations."""
        return tuple(row.key for row in self.rows)

    @property
    def rate(self) -> float | None:
        """Deviations per item; None of no item."""
        return len(self.rows) / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run of the checks of a control."""

    id: str
    """Empty when it was a dry run."""
    control: str
    engagement: str
    judged_on: date
    catalog: str
    """`ai-soc2 2026.3`."""
    parameters: Mapping[str, str]
    populations: tuple[TestedList, ...]
    """The one the control is about first."""
    results: tuple[CheckResult, ...]
    digest: str
    run_by: str = ""
    run_at: str = ""
    """UTC."""
    new: tuple[str, ...] = ()
    """Ids of deviations that were not on record before."""
    gone: tuple[str, ...] = ()
    """Ids of deviations that no longer show."""
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Test and key → id of the deviation on record."""
    limits: str = ""
    """What a check was allowed: `10 s, 1024 MiB`. One that needs more is not tested."""
