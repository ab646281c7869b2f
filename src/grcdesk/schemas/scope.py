"""The engagement scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms import Category, Coverage, Scope, Status


@dataclass(frozen=True, slots=True)
class Period:
    """The audit period; both days belong to it."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


@dataclass(frozen=True, slots=True)
class ProgrammeNames:
    """What is called how; None leaves a name as it is."""

    organisation: str | None = None
    """Whose programme it is; stands on every export."""
    programme: str | None = None
    zone: str | None = None
    """IANA name of the zone whose calendar counts; empty: the computer's own."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something left out of the engagement, with the reason."""

    id: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Override:
    """A control whose computed scope a person replaced."""

    control: str
    computed: Scope
    decided: Scope
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ScopeView:
    """The scope and what follows from it."""

    organisation: str
    name: str
    categories: tuple[Category, ...]
    period: Period | None
    zone: str
    criteria: dict[Category, int]
    """Criteria in scope by category."""
    controls: dict[Scope, tuple[str, ...]]
    systems: tuple[str, ...]
    exclusions: tuple[Exclusion, ...]
    overrides: tuple[Override, ...]
    untouched: tuple[str, ...]
    """Criteria in scope that no control of the desk touches."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One SOC 2 criterion and what answers it."""

    id: str
    label: str
    group: str
    category: Category
    in_scope: bool
    reason_out: str
    controls: tuple[str, ...]
    """Controls in scope (or optional) that map to it, primary ones first."""
    coverage: Coverage
    worst: Status | None
    """The worst gap status among its in-scope controls."""
    gap_note: str
    declared_by: str


OVERLAY = (
    "These AI controls are an overlay on a SOC 2 programme, never one by themselves: "
    "criteria without a control here must be answered by the organisation's other controls."
)
"""Said in every export."""
