"""Dates for a calendar: what a program that subscribes or imports is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms import DueKind


@dataclass(frozen=True, slots=True)
class Event:
    """One date. With the same kind and record it is the same event for good."""

    kind: DueKind
    record: str
    title: str
    owner: str
    due: date
    why: str
    alarms: tuple[int, ...]
    """Days before, each at nine in the morning."""
    sequence: int = 0
    """Rises whenever anything above changes; a calendar takes the event with the higher number."""
    changed_on: date = date.min
    """The day of that change."""
    cancelled: bool = False
    """It was written into a calendar and is due no more."""

    @property
    def name(self) -> str:
        """`kind/record`."""
        return f"{self.kind.value}/{self.record}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """All events of a file."""

    name: str
    desk: str
    """What tells the events of this desk from those of another."""
    events: tuple[Event, ...]
