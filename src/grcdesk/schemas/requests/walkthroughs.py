"""Walkthroughs: a control followed from its beginning to its end with the people who run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms.requests import SeenAsWritten, WalkthroughState


@dataclass(frozen=True, slots=True)
class WalkthroughPlan:
    """When a walkthrough is to be held, and with whom. UNSET leaves a field alone."""

    planned_on: date | Unset | None = UNSET
    people: tuple[str, ...] | Unset = UNSET
    """Ours."""
    led_by: str | Unset = UNSET
    """Who walks through it: the auditor, or who plays him."""


@dataclass(frozen=True, slots=True)
class WalkthroughFacts:
    """What a walkthrough was: all of it is needed for it to count as held. UNSET leaves a field alone."""

    held_on: date | Unset = UNSET
    people: tuple[str, ...] | Unset = UNSET
    led_by: str | Unset = UNSET
    shown: str | Unset = UNSET
    """Screens, documents and systems that were looked at."""
    item: str | Unset = UNSET
    """The sample item that was followed from end to end."""
    followed: str | Unset = UNSET
    """The steps it took, and what was seen at each."""
    no_difference: bool | Unset = UNSET
    """Said outright: the control was seen as it is written."""


@dataclass(frozen=True, slots=True)
class WalkthroughQuestion:
    """A question of the catalog as it stood when the walkthrough was planned, and what came of it."""

    number: int
    question: str
    answer: SeenAsWritten | None
    note: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """Something that was seen otherwise than the control is written."""

    id: str
    what: str
    question: int
    """Number of the question it came up with; 0: none."""
    found_on: date
    settled: str
    """What became of it; empty: open."""
    settled_by: str
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class WalkthroughRow:
    """One walkthrough as lists show it."""

    id: str
    control: str
    title: str
    """Of the control."""
    state: WalkthroughState
    planned_on: date | None
    held_on: date | None
    people: tuple[str, ...]
    led_by: str
    item: str
    questions: int
    answered: int
    differences: int
    open_differences: int
    lacking: tuple[str, ...]
    """What keeps it from counting as held."""
    version: int


@dataclass(frozen=True, slots=True)
class WalkthroughDetail:
    """Everything about one walkthrough."""

    row: WalkthroughRow
    statement: str
    """The control as it is written now."""
    shown: str
    followed: str
    no_difference: bool
    questions: tuple[WalkthroughQuestion, ...]
    differences: tuple[DepartureRow, ...]
