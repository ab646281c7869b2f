"""A watched folder: the rules in it, the files, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms.interchange import SyncState

SETTLE = 60
"""Seconds a file must have been left alone, unless the rules say otherwise."""


@dataclass(frozen=True, slots=True)
class SyncRule:
    """What is done with files of a pattern."""

    files: str
    """A pattern of paths in the folder."""
    ignore: bool = False
    """They are left where they are, and nobody is told."""
    importer: str = ""
    controls: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    source: str = ""
    query: str = ""
    completeness: str = ""
    title: str = ""
    zone: str = ""
    columns: str = ""
    """Path of a column map, as seen from the file of rules."""
    key: str = ""
    limit: float | None = None
    keep: tuple[str, ...] = ()
    as_of: str = ""
    """Where the one day stands that a file shows: `name` or `modified`."""
    pulled_at: str = ""
    """`modified`: it was drawn when it was written."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SyncRules:
    """The file of rules of a folder."""

    file: str
    rules: tuple[SyncRule, ...]
    settle: int = SETTLE


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An entry of a watched folder."""

    path: Path
    name: str
    """Its path in the folder, with slashes; what cannot be shown is written in escapes."""
    size: int = 0
    modified: int = 0
    """Nanoseconds since 1970."""
    odd: str = ""
    """Why it is no file that is read: `a symbolic link`."""


@dataclass(frozen=True, slots=True)
class FolderLook:
    """What lies in a folder."""

    files: tuple[FoundFile, ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class SyncedFile:
    """A file, and what became of it. The fields are keys of `--json`."""

    name: str
    state: SyncState
    evidence: str = ""
    reason: str = ""
    """Why it waits, and the cure."""
    since: date | None = None
    """The first day it was so."""
    new: bool = False
    """Whether this run did it."""
    batch: str = ""
    """Of the change in the log that undo takes back."""
    told: str = ""
    """What was read, in a sentence."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncRun:
    """What a run did."""

    folder: str
    outcome: Outcome
    files: tuple[SyncedFile, ...]
    """What this run took, found to be known, or leaves waiting; those that wait last."""
    as_before: int = 0
    settling: tuple[str, ...] = ()
    """Files that are still being written, or were until just now: for the next run."""
    ignored: int = 0
    hidden: int = 0

    @property
    def waiting(self) -> int:
        """How many wait for a person."""
        return sum(one.state is SyncState.WAITING for one in self.files)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the desk remembers of a watched folder."""

    id: str
    folder: str
    files: tuple[SyncedFile, ...] = field(default=())

    @property
    def waiting(self) -> tuple[SyncedFile, ...]:
        """Files that wait for a person."""
        return tuple(one for one in self.files if one.state is SyncState.WAITING)
