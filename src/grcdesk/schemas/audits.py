"""Engagements as they travel: what a new one is told, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.programme import Period
from grcdesk.terms import Category
from grcdesk.terms.audits import EngagementKind, Lane, Phase


@dataclass(frozen=True, slots=True)
class EngagementPlan:
    """What a new engagement is told."""

    name: str
    kind: EngagementKind = EngagementKind.READINESS
    categories: tuple[Category, ...] | None = None
    """None: those of the current engagement."""
    period: Period | None = None
    """Of a kind that judges one day both ends are that day."""
    zone: str | None = None
    """IANA name; None: the zone of the current engagement."""
    firm: str = ""
    lead: str = ""
    report_due: date | None = None
    lane: Lane = Lane.CENSUS


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement in a list."""

    id: str
    name: str
    kind: EngagementKind
    current: bool
    """Whether commands are about it when none is named."""
    categories: tuple[Category, ...]
    period: Period | None
    zone: str
    firm: str
    lead: str
    report_due: date | None
    lane: Lane
    phase: Phase
    phase_since: date | None
    frameworks: tuple[str, ...]
    parameters: tuple[str, ...]
    follows: str
    """The engagement it was made from."""
    closed: bool
    opened_on: date | None
    controls: int
    """Controls in its scope."""
