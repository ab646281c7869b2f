"""What a tab is: its columns, rows and links. Tabs say what is shown; the book writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from typing import NamedTuple, Self

from xlsxwriter.utility import xl_col_to_name

from grcdesk.reports.workbook.names import quoted

CellValue = str | int | date | datetime | None
"""A time knows its zone and is shown in UTC."""
BETWEEN = "  ·  "
"""Between two names of a glossary."""


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    ID = auto()
    LINK = auto()
    """An id that leads to another tab."""
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    """A moment, to the minute, in UTC."""
    STATUS = auto()
    COVERAGE = auto()
    """How far mappings reach."""
    ANSWERED = auto()
    """Whether a criterion is answered."""
    SUPPORT = auto()
    """How far it is borne out that a control is in place."""
    REACH = auto()
    """A word of period coverage: a verdict, or the state of a slot or month."""
    STANDING = auto()
    """Whether an artefact is in force."""
    DUE = auto()
    """How near a day is."""
    ANSWER = auto()
    """What a document says to a clause."""
    MONTH = auto()
    """A word of period coverage in a column as narrow as a month of a heat map; twelve count as one on paper."""


class Shaded(str):
    """A word with the look of another: `in place` is green only where it is borne out."""

    __slots__ = ("like",)
    like: str

    def __new__(cls, text: str, like: str) -> Self:
        """The word, and the one whose look it takes."""
        made = super().__new__(cls, text)
        made.like = like
        return made


class Linked(str):
    """A text that leads out of the workbook: to a file beside it, or to an address of the web."""

    __slots__ = ("target",)
    target: str

    def __new__(cls, text: str, target: str) -> Self:
        """The text, and where it leads: a path relative to the workbook, or a URL."""
        made = super().__new__(cls, text)
        made.target = target
        return made


class ExplainedWord(NamedTuple):
    """A name with what it means."""

    name: str
    meaning: str
    ink: str = ""
    """Colour of the name, RRGGBB; empty: that of all text."""


class Glossary(str):
    """Names with what they mean, one behind another in one cell; the names stand out."""

    __slots__ = ("named",)
    named: tuple[ExplainedWord, ...]

    def __new__(cls, named: Iterable[ExplainedWord]) -> Self:
        """The text of them all."""
        held = tuple(named)
        made = super().__new__(cls, BETWEEN.join(f"{one.name}: {one.meaning}" for one in held))
        made.named = held
        return made


@dataclass(frozen=True, slots=True)
class Unless:
    """Words of another column with which a day of the same row that is over is late no more."""

    header: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TabColumn:
    """One column of a tab. `width` in characters; `meaning` goes to the legend on Read me."""

    header: str
    width: float
    meaning: str
    kind: Kind = Kind.TEXT
    choices: str = ""
    """Name of the list its values come from."""
    words: tuple[str, ...] = ()
    """The values themselves where they are of this column alone."""
    input: bool = False
    """Tinted and unlocked for the auditor; what he wrote in an earlier workbook and came home stands in it."""
    owner: bool = False
    """Unlocked for the one who answers for the row; comes home by `import matrix`."""
    printed: bool = True
    """Else it lies in the outline group at the right, which is not printed. Those that are printed come first."""
    least: int = 0
    most: int | None = None
    """Bounds of a number."""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    """Of a status: word → the word of gap status or support whose look it takes; live where people type."""
    late: tuple[Unless, ...] | None = None
    """Of a day: it looks missed when it lies before the named cell `judged_on`, live, unless another column of the row
    holds one of these words. None: it is never late."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell (column number from 0, row of the sheet) that leads to a place in the workbook."""

    column: int
    row: int
    target: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab with a table from A1 on."""

    name: str
    table: str
    about: str
    """Sentences for Sources and counts. The first is short: it stands on top of every page, as do more that fit."""
    columns: tuple[TabColumn, ...]
    rows: Iterable[tuple[CellValue, ...]]
    count: int
    links: tuple[CellLink, ...] = ()
    empty: str = ""
    """Said below the header when there are no rows."""
    group: str = ""
    """Header of the column whose equal values belong together: they share a band, and pages rather end between them."""
    printed_rows: int | None = None
    """How many of the first rows are printed; None: all."""

    @property
    def last_row(self) -> int:
        """The last row of the table; a table without rows keeps one empty row."""
        return max(self.count, 1) + 1

    def letter(self, header: str) -> str:
        """The letter of the column with that header."""
        return str(xl_col_to_name([column.header for column in self.columns].index(header)))

    def range(self, header: str) -> str:
        """The data cells of that column, as formulas on other tabs write them."""
        letter = self.letter(header)
        return f"{quoted(self.name)}!${letter}$2:${letter}${self.last_row}"


def place(tab: str, row: int, letter: str = "A") -> str:
    """A cell, as a link inside the workbook writes it."""
    return f"{quoted(tab)}!{letter}{row}"


def first_rows(keys: Iterable[str]) -> dict[str, int]:
    """For each key the sheet row where it first stands, the header being row 1."""
    found: dict[str, int] = {}
    for row, key in enumerate(keys, 2):
        found.setdefault(key, row)
    return found
