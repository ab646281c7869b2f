"""The gap assessment: summary, snapshots, what lacks, what moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms import Category, Status
from grcdesk.terms.readiness import LackKind


@dataclass(frozen=True, slots=True)
class GapSummary:
    """Counts over the controls in scope. Percentages are of applicable controls, to one decimal."""

    applicable: int
    """In scope and not `not_applicable`."""
    counts: dict[Status, int]
    percent: dict[Status, float]
    supported_in_place: int
    supported_percent: float
    unsupported: tuple[str, ...]
    """In place, but not borne out by all that must be there: the next two together."""
    supported_in_part: tuple[str, ...]
    claim_only: tuple[str, ...]
    actions_required: int
    """Partial or missing without an open action or an accepted risk in force."""
    optional: int
    out_of_scope: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that keeps an assessment from being finalised."""

    control: str
    what: str
    cure: str
    kind: LackKind


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A finalised assessment."""

    id: str
    taken_on: date
    assessor: str
    reviewer: str
    note: str
    controls: int
    applicable: int
    counts: dict[Status, int]
    categories: tuple[Category, ...]
    recorded_by: str = ""
    """Who finalised it at the desk, where assessor and reviewer are told."""
    recorded_at: str = ""
    """UTC time."""
    engagement: str = ""
    """Whose scope it is of; empty: finalised before that was recorded."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One control that differs between two snapshots (or a snapshot and the desk as it is now)."""

    control: str
    title: str
    before: Status | None
    after: Status | None
    fields: tuple[tuple[str, str, str], ...]
    """Each other field that differs: name, old, new."""
    by: str
    """Who last changed it in between, from the change log."""
    on: str
    """When, as UTC time."""
