"""A vendor as its list shows it: a word on each paper beside the next review."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.vendors.file import Level
from grcdesk.schemas.vendors.vendors import VendorRow
from grcdesk.terms import DueKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on one paper. No text: it is not asked for."""

    text: str = ""
    level: Level | None = None
    """None: nothing wrong with it."""


@dataclass(frozen=True, slots=True)
class LateDate:
    """A date of a vendor that is past: of its review, the check between two, a paper, an agreement, an objection."""

    kind: DueKind
    days: int
    """Days late."""


@dataclass(frozen=True, slots=True)
class VendorGlance:
    """One line of the list."""

    row: VendorRow
    failing: int
    """Points that keep it from being approved without conditions."""
    soc2: Mark
    iso: Mark
    dpa: Mark
    training: Mark
    retention: Mark
    region: Mark
    late: tuple[LateDate, ...] = ()
    """Everything of it that is late, the longest late first."""
