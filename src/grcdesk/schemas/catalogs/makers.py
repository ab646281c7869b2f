"""What a maker file says: how the exports of one maker are known, and where in them our fields stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class MakerSigns:
    """What gives a file of the maker away. All that is said has to hold."""

    keys: tuple[str, ...] = ()
    """Columns, or fields of the first record or of the document; dots lead into a field."""
    any: tuple[str, ...] = ()
    """Of these at least one."""
    values: dict[str, str] = field(default_factory=dict)
    """Field → the value it has."""
    name: str = ""
    """What the file is called, with `*` for anything."""

    @property
    def weight(self) -> int:
        """How much has to hold: of two makers that fit, the one with more is meant."""
        return len(self.keys) + 2 * len(self.values) + bool(self.any) + bool(self.name)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """Fields by which a document of the maker says that it is a page of a longer list."""

    more: tuple[str, ...] = ()
    """True when more follow."""
    next: tuple[str, ...] = ()
    """Holds something when a further page can be asked for."""
    total: tuple[str, ...] = ()
    """How many records there are in all."""


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A maker whose exports are known."""

    reads: str
    """The importer."""
    id: str
    maker: str
    what: str
    """What the export is called there."""
    origin: str
    """`shipped`, or `desk` for one of its own."""
    seen: date | None
    """The day it was last held against its source."""
    source: str


@dataclass(frozen=True, slots=True)
class MakerFile:
    """One kind of export of one maker."""

    id: str
    """The name of the file without its ending."""
    maker: str
    what: str
    """What the export is called there."""
    reads: str
    """The importer it is for: one of evidence, or `accounts`, `vendors` …"""
    signs: MakerSigns
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Our field → its names there, tried in turn; `a.b` is a field in a field, `a[].b` that of each in a list."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """For a field, their word → ours."""
    pages: PageMarks = field(default_factory=PageMarks)
    records: str = ""
    """Where in a document the list of records stands; empty: it is found."""
    zone: str = ""
    """The zone of times that carry none, where the maker says it."""
    source: str = ""
    """The public documentation it was written from."""
    seen: date | None = None
    """The day it was last held against that."""
    note: str = ""
    """What a reader of the list has to know."""
    own: bool = False
    """Whether it lies in the desk, and was not shipped."""

    @property
    def title(self) -> str:
        """`LiteLLM, spend logs`."""
        return f"{self.maker}, {self.what}" if self.what else self.maker
