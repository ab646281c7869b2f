"""Who gets our requests: providers as features and logs name them, against vendors, routes, regions and agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.vendors.file import Level, OpenPoint


@dataclass(frozen=True, slots=True)
class VendorKey:
    """The names a vendor goes by."""

    id: str
    name: str
    legal_name: str = ""
    known_as: str = ""
    """Names of it in logs and inventories: `northlight; nl-models`."""
    offboarded: date | None = None


@dataclass(frozen=True, slots=True)
class NamedProvider:
    """A provider as one feature names it; a model without one is our own."""

    provider: str
    feature: str
    """Id of the feature."""
    name: str
    """Of the feature."""
    owner: str
    production: bool
    added: date
    model: str = ""
    plan: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class UnknownProvider:
    """A provider that is used or named, and that no vendor record knows."""

    name: str
    features: tuple[str, ...]
    """`AIF-3 Draft letters`."""
    owner: str
    """Whoever answers for the features; empty: nobody, or only a log names it."""
    production: bool
    """Whether a feature in production names it, or a log shows requests to it."""
    since: date
    """The first day it is known of here."""
    events: int = 0
    """Requests to it in imported logs."""
    first_event: date | None = None

    @property
    def point(self) -> OpenPoint:
        """The same as an open point: it fails where it is in use."""
        seen = f"{self.events:,} events from {self.first_event} on" if self.first_event else ""
        named = f"named by {', '.join(self.features)}" if self.features else ""
        why = f"no vendor record knows it; {'; '.join(part for part in (named, seen) if part)}"
        return OpenPoint("unknown_provider", self.name, why, Level.FAILS if self.production else Level.WEAK)


@dataclass(frozen=True, slots=True)
class Looked:
    """Over how much a sentence such as `0 failing` was said."""

    vendors: int
    """Vendors in use."""
    vendors_failing: int
    providers: int
    """Providers named by features in use, each once."""
    providers_failing: int
    """Of them, those whose vendor record fails."""
    unknown: tuple[str, ...]
    """Providers no vendor record knows, named by features or seen in logs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Requests of one log with the same provider, model, route and region."""

    provider: str
    """Empty: the log does not name it."""
    model: str
    route: str
    region: str
    first: date
    last: date
    events: int
    evidence: str = ""
    daily: tuple[tuple[date, int], ...] = ()
    """Events by day; empty: only their sum is known."""
    apart: bool = False
    """Whether the report counts providers, routes and regions apart: what this does not name, the log may."""

    def between(self, start: date, end: date) -> int:
        """Events from `start` to `end`, both included; all of them where days are not known and may lie there."""
        if not self.daily:
            # of days that are not told any may be the one: a doubt is counted, not passed over
            return self.events if self.first <= end and self.last >= start else 0
        return sum(number for day, number in self.daily if start <= day <= end)


@dataclass(frozen=True, slots=True)
class TrafficFinding:
    """One thing in which traffic and records do not agree."""

    code: str
    """`unknown_provider`, `unregistered_route` …; never renamed."""
    what: str
    first: date
    """The first day it was seen."""
    events: int


@dataclass(frozen=True, slots=True)
class TrafficRow:
    """The traffic of one provider, held against what is on record."""

    provider: str
    """As the logs write it; empty: not named in them."""
    vendor: str
    """Id of the vendor's record; empty: none knows it."""
    vendor_name: str
    events: int
    first: date
    last: date
    models: tuple[str, ...]
    routes: tuple[str, ...]
    regions: tuple[str, ...]
    features: tuple[str, ...]
    """Ids of the features its routes belong to."""
    plans: tuple[str, ...]
    agreement: str
    """The data agreements in force, as they are labelled."""
    effective: date | None
    """The first day any data agreement bound both."""
    findings: tuple[TrafficFinding, ...]


@dataclass(frozen=True, slots=True)
class Unrouted:
    """A feature in production whose requests no log shows."""

    feature: str
    name: str
    owner: str
    since: date
    why: str


@dataclass(frozen=True, slots=True)
class TrafficView:
    """What the imported logs show, provider by provider, and what they do not show."""

    as_of: date
    logs: tuple[str, ...]
    """The artefacts that were read."""
    rows: tuple[TrafficRow, ...]
    unrouted: tuple[Unrouted, ...]
    looked: Looked

    @property
    def findings(self) -> int:
        """How many there are."""
        return sum(len(row.findings) for row in self.rows) + len(self.unrouted)
