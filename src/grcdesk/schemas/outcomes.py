"""What a command did: the one sentence a person reads, and the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grcdesk.schemas.differences import Difference


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one command."""

    sentence: str
    """For a person, e.g. `12 controls now partial, 3 already were`. Without a final full stop."""
    batch: str = ""
    """Id of the change in the log, for undo; empty when nothing was changed."""
    changed: tuple[str, ...] = ()
    """Ids of the records that changed."""
    unchanged: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    """Kinds of records touched (control, action, scope …); screens reload by these."""
    warnings: tuple[str, ...] = ()
    dry_run: bool = False
    differences: tuple[Difference, ...] = ()
    """Of a dry run: what would change of each record that was named, those that stand so already included."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file that was written."""

    path: Path
    size: int
    sha256: str
    sentence: str
    notes: tuple[str, ...] = ()
    """What had to be shortened or made visible."""
    mend: tuple[str, ...] = ()
    """What is to be mended in it before it goes out, with how many of each kind before it."""
