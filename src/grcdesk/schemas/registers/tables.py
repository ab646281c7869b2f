"""How a table that people keep is to be read, as a person says it, and what has to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grcdesk.terms.interchange import DayOrder

Words = Mapping[str, Mapping[str, str]]
"""For what a column tells, the word in the list → ours."""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How a table is to be read, as a person says. What is not said goes as the last time, else by the headings."""

    map: Path | None = None
    """A YAML file with columns and words; what is said beside it goes before it."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What → column, beside those that are found. An empty column is left out."""
    words: Words = field(default_factory=dict)
    sheet: str = ""
    """Of a workbook, which sheet; empty: it is found."""
    header: int = 0
    """The row that names the columns; 0: it is found."""
    dates: DayOrder | None = None
    """What stands first in days with slashes, where the column itself does not tell."""


PLAIN_TABLE = TablePlan()
"""Everything by the headings, or as told before."""


@dataclass(frozen=True, slots=True)
class TableWay:
    """How a table is read: what a person says now, and what was said before of the same source."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """What → column, as it is said now."""
    before: Mapping[str, str] = field(default_factory=dict)
    """The same, as it was said before; it counts where the column is there."""
    words: Words = field(default_factory=dict)
    sheet: str = ""
    header: int = 0
    dates: DayOrder | None = None


PLAIN_WAY = TableWay()
"""Everything by the headings."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the list nobody has told the meaning of."""

    what: str
    word: str
    rows: tuple[int, ...]
    known: tuple[str, ...]
    """Our words it may mean."""


@dataclass(frozen=True, slots=True)
class RememberedSource:
    """What was told of the tables of one source."""

    source: str
    columns: tuple[str, ...] = ()
    """`what = column`."""
    words: tuple[str, ...] = ()
    """`what: theirs = ours`."""
    dates: str = ""
    zone: str = ""
