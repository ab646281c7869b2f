"""A check that is tried by hand, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CheckTrial:
    """What is asked."""

    sql: str
    files: Mapping[str, Path] = field(default_factory=dict)
    """Population → the file it is read from; others are those frozen in the desk."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Population → the column, or columns, of its file that are the key; otherwise found by measurement."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Parameter → its value, in place of that of the engagement."""
    seconds: int | None = None
    """How long it may take; None: as the settings have it."""
    memory: int | None = None
    """MiB it may hold; None: as the settings have it."""
    rows: int | None = None
    """How many it may find, more of them are an error; None: 100,000."""


@dataclass(frozen=True, slots=True)
class TrialList:
    """A population a trial read."""

    name: str
    source: str
    """The file, or the id of the population in the desk."""
    rows: int
    sha256: str
    """Of its rows."""
    skipped: int = 0
    """Rows of the file that could not be read, and so were not looked at."""
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """Columns of the file that were not read, for they may be what people wrote."""


@dataclass(frozen=True, slots=True)
class TrialFound:
    """What came of it. Nothing of it is kept."""

    columns: tuple[str, ...]
    """The first is the key."""
    rows: tuple[tuple[str | None, ...], ...]
    digest: str
    """SHA-256 of the rows, as `engine.tables.CheckRows`."""
    seconds: float
    populations: tuple[TrialList, ...]
    parameters: Mapping[str, str]
    """Those it is measured by, with the value that counted."""
