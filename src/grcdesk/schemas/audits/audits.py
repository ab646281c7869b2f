"""Engagements as they travel: what a new one is told, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.programme import Period
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import Category
from grcdesk.terms.audits import EngagementKind, Lane, Phase
from grcdesk.terms.vendors import Method


@dataclass(frozen=True, slots=True)
class EngagementPlan:
    """What a new engagement is told."""

    name: str
    kind: EngagementKind | None = None
    """None: that of the engagement it is made from, else a readiness check."""
    categories: tuple[Category, ...] | None = None
    """None: those of the current engagement."""
    period: Period | None = None
    """Of a kind that judges one day both ends are that day."""
    zone: str | None = None
    """IANA name; None: the zone of the current engagement."""
    firm: str | None = None
    """None: that of the engagement it is made from."""
    lead: str | None = None
    """Likewise: the person of ours who answers for it."""
    report_due: date | None = None
    lane: Lane | None = None
    """Likewise; else the whole population."""
    follows: str = ""
    """Id or name of the engagement it is made from: its scope, systems, methods and parameters are copied."""


@dataclass(frozen=True, slots=True)
class EngagementChange:
    """What to set on an engagement. UNSET leaves a field alone; None or "" clears it."""

    name: str | Unset = UNSET
    kind: EngagementKind | Unset = UNSET
    categories: tuple[Category, ...] | Unset = UNSET
    period: Period | Unset | None = UNSET
    zone: str | Unset = UNSET
    firm: str | Unset = UNSET
    lead: str | Unset = UNSET
    report_due: date | Unset | None = UNSET
    lane: Lane | Unset = UNSET
    parameters: tuple[tuple[str, str], ...] = ()
    """Names and values; an empty value goes back to the default."""
    methods: tuple[tuple[str, Method | None], ...] = ()
    """Vendors, by id or name, and how the report treats them; None: as the desk has it."""


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


@dataclass(frozen=True, slots=True)
class VendorMethod:
    """How one vendor is treated in an engagement, where that is not as the desk has it."""

    vendor: str
    name: str
    method: Method


@dataclass(frozen=True, slots=True)
class EngagementDetail:
    """Everything said of one engagement itself."""

    row: EngagementRow
    methods: tuple[VendorMethod, ...]
    since: tuple[str, ...]
    """What changed since the engagement it was made from, a sentence each; empty: it was made from none."""
