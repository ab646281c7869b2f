"""Workbooks that come back: what they were written with, what was changed in them, what would be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms.interchange import DayOrder
from grcdesk.terms.returned import AuditorValue, BookKind, CellFate


@dataclass(frozen=True, slots=True)
class WrittenFrom:
    """Which desk a workbook was written from, and how far its records went."""

    desk: str
    """Hash of the first entry of its log: no two desks have the same."""
    entry: int
    """The last entry that had changed data."""
    head: str
    """Its hash."""
    engagement: str
    handover: int = 0
    """Entry of the last hand-over before it; 0: none."""


@dataclass(frozen=True, slots=True)
class BaseTab:
    """What one tab said when it was written."""

    table: str
    title: str
    headers: tuple[str, ...]
    roles: tuple[str, ...]
    """Of each column, what it is to the way back: see `rules.returned.columns`."""
    rows: tuple[tuple[str, ...], ...]
    """Of each cell its mark; of the key column the key itself."""


@dataclass(frozen=True, slots=True)
class BaseSheet:
    """What a workbook was written with. It travels in it, on a hidden sheet."""

    book: BookKind
    origin: WrittenFrom
    tabs: tuple[BaseTab, ...]
    owner: str = ""
    """Whose work plan it is."""


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """A cell that no longer says what it said when it was written."""

    table: str
    tab: str
    """What the tab was called when it was written."""
    place: str
    """Tab and cell of the file that came, as `Gap assessment!F7`."""
    key: str
    """Id of the row, as it was written."""
    name: str
    """The field; of an auditor's cell the heading of its column."""
    auditor: AuditorValue | None
    """What an auditor's cell holds; None: it is a field of a record."""
    base: str
    """As it was written; empty where it is too long to be kept."""
    text: str
    """What it says now, canonical."""


@dataclass(frozen=True, slots=True)
class ReturnedProblem:
    """What cannot be taken, where it stands, and what helps."""

    place: str
    what: str
    cure: str


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A workbook that came back, as it was read."""

    content: bytes
    sha256: str
    book: BookKind
    origin: WrittenFrom
    owner: str
    rows: int
    cells: tuple[ReturnedCell, ...]
    """Those that were changed in it."""
    marks: Mapping[str, Mapping[str, Mapping[str, str]]]
    """By table, key and field: the mark of every cell that comes home, as it was written."""
    problems: tuple[ReturnedProblem, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """How a workbook is to be taken in, as a person says."""

    by: str = ""
    """Who filled it in; empty: whoever takes it in."""
    theirs: bool = False
    """Whether the file wins wherever both changed a cell."""
    ours: bool = False
    """Whether the desk does."""
    take: tuple[str, ...] = ()
    """Places where the file wins though both changed the cell."""
    leave: tuple[str, ...] = ()
    """Places of which nothing is taken; `problems` means all that cannot be."""
    dates: DayOrder | None = None
    """What stands first in days with slashes."""


@dataclass(frozen=True, slots=True)
class ReturnedDifference:
    """One cell that would be taken, or that waits for a person."""

    place: str
    id: str
    name: str
    """What the record is called."""
    field: str
    fate: CellFate
    base: str
    ours: str
    theirs: str
    settled: str = ""
    """What a person said of it: take or leave; empty: nothing yet."""


@dataclass(frozen=True, slots=True)
class ReturnedOutcome(Outcome):
    """What a workbook that came back did, or would do."""

    file: str = ""
    sha256: str = ""
    by: str = ""
    """Who filled it in."""
    cells: tuple[ReturnedDifference, ...] = ()
    problems: tuple[ReturnedProblem, ...] = ()
    stays: int = 0
    """Cells that were changed in the desk alone since; they stay."""
    left: tuple[str, ...] = ()
    """Places a person left out."""

    @property
    def open(self) -> tuple[ReturnedDifference, ...]:
        """Cells both changed, and nobody has said which counts."""
        return tuple(one for one in self.cells if one.fate is CellFate.BOTH and not one.settled)


@dataclass(frozen=True, slots=True)
class ReturnedBookRow:
    """A workbook that came back and changed something."""

    id: str
    book: BookKind
    file: str
    kept: str
    """Id of the file in the vault."""
    sha256: str
    engagement: str
    written_at_entry: int
    filled_by: str
    taken_by: str
    taken_on: date
    cells: int
    left_out: int
