"""What is due: found in the records, and judged on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms import DueKind, DueMark, DueState


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date somebody has to keep, as a record has it."""

    kind: DueKind
    id: str
    """Of the record; with the kind it names the entry for good."""
    title: str
    owner: str
    due: date
    why: str
    never: bool = False
    """Whether it was never done at all; `due` is then the day it should have been done first."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something due, on the day it is judged. The fields are the keys of `--json`."""

    kind: DueKind
    id: str
    title: str
    owner: str
    due: date
    days: int
    """Days left; below zero: days past."""
    state: DueState
    why: str


@dataclass(frozen=True, slots=True)
class DueNoteRow:
    """What somebody said of something due. It holds for that due date."""

    kind: DueKind
    id: str
    mark: DueMark
    due: date
    until: date | None
    """A snooze ends on that day."""
    reason: str
    by: str
    on: date
