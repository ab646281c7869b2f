"""One artefact behind one control, with all that decides what it shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import EvidenceKind, Shows


@dataclass(slots=True)  # not frozen: a hundred thousand of them are made for a board
class BehindControl:
    """One artefact behind one control: all that decides what it shows of it."""

    evidence: str
    kind: EvidenceKind
    shows: Shows | None
    """What such an artefact shows of the control; None: the control does not ask for it."""
    standing: str
    """Why it stands for nothing at all; empty: it does."""
    first: date
    last: date
    """The days it is dated to: its as-of day, or its period."""
    term: bool
    """Whether it is dated to a period rather than to a day."""
    performed: date | None
    slot: str
    """The slot it is stated for."""
    seen: date
    """The day it was pulled, or else taken: it can show nothing after."""
    known: date
    """The last day that was over when it was pulled, or else taken."""
    valid_until: date | None = None
    stated: str = ""
    """Who says that it shows it, though its kind does not; empty: nobody."""
    filled: Sequence[Span] | None = None
    """Of an imported list: the days its rows fall on; None: no importer read it."""
    replaced: tuple[str, date] | None = None
    """The artefact that took its place, and the first day which that one shows."""
    lacks: tuple[str, ...] = ()
    """What a record must say to stand for its range and does not."""
    failed: bool = False
    """Of a run of tests: it was performed, and did not pass."""
