"""Populations: what is said of one when it is frozen, and what lists and details show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from grcdesk.schemas.evidence.imports import Skipped
from grcdesk.terms.interchange import DayOrder
from grcdesk.terms.populations import DifferenceSide, PopulationState


@dataclass(frozen=True, slots=True)
class PopulationPlan:
    """What a person says of a list that is to be frozen."""

    name: str
    """The role it has in the tests, such as `model_changes`, or a name of its own."""
    period_from: date | None = None
    period_to: date | None = None
    """The days it reaches over, both included."""
    key: str = ""
    """The column that names each item, as the list calls it; `A,B` of several. Empty: as the role or the map has it."""
    query: str = ""
    """The exact command, query and filters it was drawn with."""
    pulled_at: str = ""
    """UTC time it was drawn, as `clock.stamp` writes it; empty: nobody said."""
    source: str = ""
    """The system it comes from."""
    completeness: str = ""
    """How it was checked that nothing is left out."""
    by: str = ""
    """Who checked it; empty: whoever freezes it."""
    columns: Path | None = None
    """YAML file that maps our columns to those of the list."""
    zone: str = ""
    """IANA name of the zone of times that carry none; empty: as the map says, else that of the engagement."""
    keep: tuple[str, ...] = ()
    """Columns with text that are kept all the same, as the list names them."""
    sheet: str = ""
    """Of a workbook, which sheet; empty: it is found."""
    header: int = 0
    """The row that names the columns; 0: it is found."""
    dates: DayOrder | None = None
    """What stands first in days with slashes, where their column does not tell."""


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """One frozen population."""

    id: str
    name: str
    controls: tuple[str, ...]
    rows: int
    population_sha256: str
    rows_sha256: str
    source_sha256: str
    """Of the file it was frozen from."""
    file: str
    evidence: str
    """The artefact it is kept as."""
    period_from: date
    period_to: date
    pulled_at: str
    """UTC; empty: nobody said."""
    source: str
    query: str
    completeness: str
    checked_by: str
    state: PopulationState
    final: bool
    """Whether it can carry a conclusion."""
    why_not_final: tuple[str, ...]
    final_from: str
    """UTC moment before which no pull of it is final."""
    key: str
    """The column of the rows that holds the key."""
    key_source: str
    """What the list calls it."""
    columns: tuple[str, ...]
    """Name and kind of each: `merged_at time`."""
    lacks: tuple[str, ...]
    """Columns of its role that the list does not have."""
    dropped: dict[str, int]
    """Columns of text that are not kept → how many values."""
    skipped: int
    """Rows that could not be used."""
    skips: tuple[Skipped, ...]
    supersedes: str
    superseded_by: str
    dropped_reason: str
    frozen_by: str
    frozen_at: str
    """UTC."""

    @property
    def period(self) -> str:
        """Its days as A..B."""
        return f"{self.period_from}..{self.period_to}"

    @property
    def in_force(self) -> bool:
        """Whether it still stands for its role."""
        return self.state not in {PopulationState.SUPERSEDED, PopulationState.DROPPED}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A key that one of two sources lacks."""

    id: str
    item: str
    side: DifferenceSide
    """Which of the two has it."""
    reason: str
    """Why the other has not; empty: nobody knows."""
    explained_by: str
    explained_on: date | None


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """A population held against a second source."""

    id: str
    against: str
    sha256: str
    keys_sha256: str
    rows_here: int
    rows_there: int
    only_here: int
    only_there: int
    unlisted: int
    open: int
    """Differences nobody explained."""
    done_by: str
    done_on: date
    differences: tuple[DifferenceRow, ...]


@dataclass(frozen=True, slots=True)
class PopulationDetail:
    """Everything about one population."""

    row: PopulationRow
    reconciliations: tuple[ReconciliationRow, ...]
    samples: tuple[str, ...]
    """Drawn from it, dropped ones left out."""
    notes: tuple[str, ...]
    """How the list was read and what is odd about it."""
