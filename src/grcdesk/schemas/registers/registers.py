"""Registers as spreadsheets: how a file is read, what was read, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.registers.tables import PLAIN_TABLE, TablePlan, UnknownWord
from grcdesk.terms.interchange import DeskRegister


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """How a file is to be read and taken, as a person says. What is not said goes as the last time."""

    table: TablePlan = PLAIN_TABLE
    vendor: str = ""
    """Whose it is, of a register of one vendor; of contacts where the file does not say."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Field → what holds of rows that say nothing of it: of new ones, or as the reason of a change."""
    theirs: bool = False
    """Whether the file wins where both changed a cell."""
    whole: bool = False
    """Whether the list is whole: what is not on it is gone."""
    on: date | None = None
    """The day of the list; today when not given."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a file. A text is canonical; empty says nothing, None says that there is to be nothing."""

    line: int
    cells: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class CellFault:
    """What cannot be understood, once for all rows that say it."""

    what: str
    """A sentence without its place: `status is 'gone': one of …`."""
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GivenSheet:
    """What a sheet of ours was written with."""

    register: str
    entry: int
    """Up to which entry of the log the records went."""
    vendor: str
    cells: Mapping[str, Mapping[str, str]]
    """By id and field, the mark of its text."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file as it was read."""

    sha256: str
    rows: tuple[ReadRow, ...]
    columns: tuple[str, ...]
    """`what = column`."""
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    faults: tuple[CellFault, ...]
    given: GivenSheet | None = None
    unknown: tuple[UnknownWord, ...] = ()
    """Words nobody has told the meaning of."""


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """One cell that differs."""

    line: int
    id: str
    name: str
    field: str
    old: str
    new: str
    overwrites: bool
    """Whether something stood there."""


@dataclass(frozen=True, slots=True)
class RegisterConflict:
    """A cell that was changed in the sheet and here."""

    line: int
    id: str
    name: str
    field: str
    given: str
    """As the sheet was written; empty where it is too long to be kept there."""
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class RegisterAdded:
    """A row that is new."""

    line: int
    id: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class RegisterOutcome(Outcome):
    """What a register that came in did, or would do."""

    added: tuple[RegisterAdded, ...] = ()
    changes: tuple[RegisterChange, ...] = ()
    conflicts: tuple[RegisterConflict, ...] = ()
    absent: tuple[str, ...] = ()
    """On record, and not in the file."""


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A register ready to be written."""

    register: DeskRegister
    title: str
    organisation: str
    rows: tuple[Mapping[str, str], ...]
    """By field, canonical texts; `id` among them."""
    dates: TwoDates
    version: str
    vendor: str = ""
