"""Samples: what is asked of a draw, and what lists and details show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms.audits import Lane


@dataclass(frozen=True, slots=True)
class DrawPlan:
    """How items are to be chosen."""

    lane: Lane | None = None
    """None: a list where items are named, custom where a number is, else as the engagement has it."""
    number: int | None = None
    """How many, in the custom lane."""
    seed: str = ""
    """As the auditor gives it; empty: it follows from engagement, control and population."""
    strata: str = ""
    """A column of dates: the rows are cut into runs, and one item is taken of each."""
    items: tuple[str, ...] = ()
    """Keys as the auditor lists them, and paths of files that hold one a line."""
    by: str = ""
    """Who chose the number or the items."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One draw."""

    id: str
    control: str
    population: str
    name: str
    """Of the population."""
    population_sha256: str
    rows_sha256: str
    lane: Lane
    n: int
    """How many items it holds."""
    rows: int
    """How many the population lists."""
    seed: str
    """Empty for a list: nothing was drawn."""
    seed_given: bool
    seed_name: str
    """The name of the engagement as it stands in the seed."""
    strata: str
    size_reason: str
    chosen_by: str
    reason: str
    interim: tuple[str, ...]
    """Why the population was not final when it was drawn from."""
    population_state: str
    """Where the population stands now."""
    items_sha256: str
    drawn_by: str
    drawn_at: str
    """UTC."""
    dropped: str

    @property
    def drawn_on(self) -> date:
        """The day it was drawn, in UTC."""
        return date.fromisoformat(self.drawn_at[:10])

    @property
    def in_force(self) -> bool:
        """Whether it still counts."""
        return not self.dropped


@dataclass(frozen=True, slots=True)
class SampleDetail:
    """One draw with its items."""

    row: SampleRow
    items: tuple[str, ...]
    """In the order they were drawn."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What came of drawing a sample again from the frozen rows."""

    id: str
    matches: bool
    population_sha256: str
    seed: str
    n: int
    items_sha256: str
    differs: tuple[str, ...]
    """What is not as it was, one sentence each; none: all of it is the same."""
