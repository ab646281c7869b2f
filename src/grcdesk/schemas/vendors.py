"""Vendors as lists, and what is said of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.controls import UNSET, Unset
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Access, ContactKind, Data, Grade, Method, Substitute, Tier


@dataclass(frozen=True, slots=True)
class VendorPolicy:
    """Our own rules for vendors. The values given here are house defaults, no standard's."""

    critical: int = 12
    """Months between two reviews, by tier."""
    high: int = 12
    medium: int = 24
    low: int = 36
    provider: int = 12
    """At most so many months for a model provider in scope."""
    check: int = 6
    """Months after which a critical vendor is checked between two reviews."""
    retention_days: int = 30
    """How long a provider may keep prompts and answers."""
    bridge_days: int = 92
    """Days a bridge letter may reach beyond its report without a warning; the customary three calendar months hold
    beside it, and the nearer of the two days counts."""
    home_region: str = ""
    """Where our customers' data belongs; empty: not said, then the region of a vendor is not judged."""

    def months(self, tier: Tier) -> int:
        """The cadence of a tier."""
        return {Tier.CRITICAL: self.critical, Tier.HIGH: self.high, Tier.MEDIUM: self.medium, Tier.LOW: self.low}[tier]


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """When something about a vendor is due, and why. `days` is negative once it is past."""

    due: date | None
    days: int | None
    state: DueState
    why: str


@dataclass(frozen=True, slots=True)
class VendorRow:
    """One vendor as lists show it."""

    id: str
    name: str
    service: str
    owner: str
    tier: Tier
    model_provider: bool
    in_scope: bool
    method: Method
    region: str
    onboarded: date
    last_review: date | None
    review: ReviewDue
    """The review of its cadence; offboarded: no date."""
    check: ReviewDue | None
    """The check between two reviews of a critical vendor, when it comes before the next review."""
    offboarded: date | None
    version: int


@dataclass(frozen=True, slots=True)
class VendorFacts:
    """What a person says of a vendor. UNSET leaves a field alone; None or "" clears it."""

    name: str | Unset = UNSET
    legal_name: str | Unset = UNSET
    known_as: str | Unset = UNSET
    service: str | Unset = UNSET
    website: str | Unset = UNSET
    owner: str | Unset = UNSET
    tier: Tier | Unset = UNSET
    tier_reason: str | Unset = UNSET
    model_provider: bool | Unset = UNSET
    in_scope: bool | Unset = UNSET
    data: Data | Unset | None = UNSET
    criticality: Grade | Unset | None = UNSET
    access: Access | Unset | None = UNSET
    substitute: Substitute | Unset | None = UNSET
    risk: Grade | Unset | None = UNSET
    method: Method | Unset = UNSET
    plan: str | Unset = UNSET
    region: str | Unset = UNSET
    note: str | Unset = UNSET
    onboarded: date | Unset = UNSET
    first_use: date | Unset | None = UNSET
    last_review: date | Unset | None = UNSET
    last_check: date | Unset | None = UNSET
    planned_review: date | Unset | None = UNSET
    """The next review, against the cadence."""
    planned_reason: str | Unset = UNSET


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody to call."""

    id: str
    kind: ContactKind
    name: str
    mail: str
    phone: str


@dataclass(frozen=True, slots=True)
class VendorDetail:
    """Everything said of one vendor itself; its papers, agreements and reviews are lists of their own."""

    row: VendorRow
    legal_name: str
    known_as: str
    """Names it goes by in logs and inventories."""
    website: str
    tier_reason: str
    suggested_tier: Tier | None
    """What the answers suggest, or None while nothing is answered."""
    data: Data | None
    criticality: Grade | None
    access: Access | None
    substitute: Substitute | None
    risk: Grade | None
    plan: str
    note: str
    first_use: date | None
    review_by: date | None
    last_check: date | None
    offboard_reason: str
    months: int
    """The cadence in force, in months."""
    planned_review: date | None = None
    """The next review as a person set it."""
    planned_reason: str = ""
    planned_by: str = ""
    planned_on: date | None = None
