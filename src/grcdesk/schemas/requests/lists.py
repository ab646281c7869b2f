"""Lists of requests as firms keep them: how one is read, what stands in it, and how it is written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from grcdesk.schemas.registers.tables import UnknownWord, Words
from grcdesk.terms.interchange import DayOrder
from grcdesk.terms.requests import Settling


@dataclass(frozen=True, slots=True)
class ListPlan:
    """How a list is to be read, as a person says. What is not said goes as the last time, else by the headings."""

    firm: str = ""
    """Whose list it is; empty: the firm of the engagement."""
    map: Path | None = None
    """A YAML file with columns and words."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What → column. An empty column is left out; `A + B` takes two together."""
    words: Words = field(default_factory=dict)
    sheet: str = ""
    header: int = 0
    """Row of the heading; 0: it is found."""
    dates: DayOrder | None = None
    """What stands first in days with slashes."""
    settle: Settling | None = None
    """Whose value is taken where both changed; None: ours stays, and the difference is named each time."""
    on: date | None = None
    """The day of the list; today when not given."""


@dataclass(frozen=True, slots=True)
class RequestIn:
    """One row of a list. Texts are canonical: days as 2026-01-31, words as ours, empty where the list says nothing."""

    line: int
    ref: str
    text: str
    said: Mapping[str, str]
    """What the other columns tell, by name."""
    cells: tuple[str, ...]
    """The whole row as it stands."""


@dataclass(frozen=True, slots=True)
class RequestsFile:
    """A list as it was read."""

    sha256: str
    sheet: str
    heading: int
    above: tuple[tuple[str, ...], ...]
    """Rows above the heading."""
    between: tuple[tuple[int, tuple[str, ...]], ...]
    """Rows among the requests that ask for nothing: headings of parts. Each with its number."""
    columns: tuple[str, ...]
    meaning: Mapping[str, str]
    """What → column, or columns with ` + ` between."""
    rows: tuple[RequestIn, ...]
    unused: tuple[str, ...]
    unknown: tuple[UnknownWord, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListLook:
    """A first look at a list: what would be understood, and what has to be asked."""

    firm: str
    rows: int
    told: tuple[str, ...]
    """How it was understood, in sentences."""
    unknown: tuple[UnknownWord, ...]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """A list ready to be written."""

    sheet: str
    above: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | date | None, ...], ...]
    organisation: str
    engagement: str
