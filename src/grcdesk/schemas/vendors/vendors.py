"""Vendors as lists, and what is said of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from grcdesk.schemas.facts import FactKind, FieldFact, facts
from grcdesk.schemas.unset import UNSET, Unset
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
    status_page: str = ""
    """Where it tells the public how its service runs."""


@dataclass(frozen=True, slots=True)
class VendorFacts:
    """What a person says of a vendor. UNSET leaves a field alone; None or "" clears it."""

    name: str | Unset = UNSET
    legal_name: str | Unset = UNSET
    known_as: str | Unset = UNSET
    service: str | Unset = UNSET
    website: str | Unset = UNSET
    status_page: str | Unset = UNSET
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


_GRADES = {"moderate": "medium", "critical": "severe", "very high": "severe"}
VENDOR_FACTS = facts(
    FieldFact("name", FactKind.LINE, "Name", "Its name", "Vendor", 24,
              ("vendor", "vendorname", "supplier", "suppliername", "company", "provider", "thirdparty"),
              clears=False, asked=True),
    FieldFact("legal_name", FactKind.LINE, "Name in the contract", "The name in the contract", "Legal name", 24,
              ("legalentity", "contractname")),
    FieldFact("known_as", FactKind.LINE, "Known in logs as", "Names it goes by in logs, with semicolons between",
              "Known as", 20, ("aliases", "alias", "othernames"),
              option_help="Names it goes by in logs and inventories", metavar="A;B", asked=True),
    FieldFact("service", FactKind.LINE, "Used for", "What it is used for", "Service", 28,
              ("services", "serviceprovided", "servicesprovided", "use", "usedfor", "purpose", "product", "description",
               "whatitdoes"), asked=True),
    FieldFact("website", FactKind.SITE, "Website", "Its site", width=24, aliases=("url", "homepage", "domain"),
              sheet="Its address on the web", asked=True, paged=True),
    FieldFact("status_page", FactKind.LINK, "Status page", "Where it tells the public how its service runs", width=24,
              aliases=("statuspage", "statuspageurl", "statusurl", "servicestatus"),
              sheet="Its public status page: how its service runs", asked=True, paged=True, listed=True),
    FieldFact("owner", FactKind.PERSON, "Owner", "The person who answers for it", width=20,
              aliases=("businessowner", "vendorowner", "relationshipowner", "internalowner", "responsible"),
              asked=True),
    FieldFact("tier", FactKind.TERM, "Tier", "How closely it is watched", width=10,
              aliases=("class", "vendortier", "risktier", "classification"), terms=Tier, clears=False,
              option_help="critical, high, medium or low", asked=True),
    FieldFact("tier_reason", FactKind.LINE, "Why the tier is lower than suggested",
              "Why it is lower than its answers suggest", "Why that tier", 26, ("reasonfortier",),
              option_help="Why the tier is lower than the answers suggest"),
    FieldFact("model_provider", FactKind.FLAG, "Model provider", "Whether its models are used", width=10,
              aliases=("aiprovider", "llmprovider", "usesai"), clears=False,
              option="--model-provider/--no-model-provider", asked=True),
    FieldFact("in_scope", FactKind.FLAG, "In scope", "Whether it belongs to the engagement", width=10,
              aliases=("scope", "soc2scope"), clears=False, option="--in-scope/--out-of-scope", asked=True),
    FieldFact("data", FactKind.TERM, "Most sensitive data it sees", "Most sensitive data it sees", "Data", 14,
              ("dataclass", "dataclassification", "datasensitivity", "mostsensitivedata"), Data),
    FieldFact("criticality", FactKind.TERM, "Criticality", "How critical it is", width=11,
              aliases=("businesscriticality",), terms=Grade, words=_GRADES, option_help="low … severe", none=True),
    FieldFact("access", FactKind.TERM, "Access", "What it can do in our systems", width=10,
              aliases=("accesslevel", "systemaccess"), terms=Access, option_help="none, read, write, admin"),
    FieldFact("substitute", FactKind.TERM, "Could be left within", "How soon another could take its place",
              "Substitute", 11, ("substitutability", "replaceablewithin"), Substitute,
              option_help="Left within days, weeks, months; none: not at all"),
    FieldFact("risk", FactKind.TERM, "Risk", "Risk rating", width=10,
              aliases=("riskrating", "risklevel", "inherentrisk", "residualrisk"), terms=Grade, words=_GRADES,
              option_help="low, medium, high, severe", none=True),
    FieldFact("method", FactKind.TERM, "Method", "vendor, carve-out or inclusive", width=11,
              aliases=("subservicemethod", "subservice"), terms=Method, clears=False, asked=True),
    FieldFact("plan", FactKind.LINE, "Plan", "Plan bought there", width=14, aliases=("subscription", "edition"),
              option_help="Plan bought there; terms differ by it", asked=True),
    FieldFact("region", FactKind.LINE, "Region", "Where it stores and computes", width=14,
              aliases=("dataregion", "hostingregion", "location", "datalocation"),
              option_help="Where it stores and computes, e.g. 'US; EU'", asked=True,
              sheet="Where it works, as said of the vendor as a whole"),
    FieldFact("note", FactKind.TEXT, "Note", "A working note", width=30,
              aliases=("notes", "comment", "comments", "remarks"), asked=True),
    FieldFact("onboarded", FactKind.DAY, "Onboarded", "Since when it is used", width=12,
              aliases=("onboardedon", "onboardingdate", "contractstart", "startdate", "start", "since"), clears=False,
              option_help="Since when it is used; default: today"),
    FieldFact("first_use", FactKind.DAY, "First production use", "First day with production data", "First use", 12,
              ("firstproductionuse", "golive", "golivedate"), none=True),
    FieldFact("last_review", FactKind.DAY, "Last review", "Day of the last review; never: there was none", width=12,
              aliases=("lastreviewed", "lastreviewdate", "reviewedon", "lastassessment", "lastassessed",
                       "lastassessmentdate", "assessmentdate", "datelastreviewed"),
              option_help="Day of the last review; none", none=True),
    FieldFact("last_check", FactKind.DAY, "Last half-way check", "Day of the last half-way check", "Last check", 12,
              ("lastchecked", "interimreview"), none=True),
    FieldFact("planned_review", FactKind.DAY, "Next review, against the cadence",
              "When the next review is due; another day is set against the cadence", "Next review", 12,
              ("nextreview", "nextreviewdate", "reviewdue", "nextassessment", "nextassessmentdate", "reviewduedate",
               "duedate", "due", "nextdue"),
              called="next review", option="--next-review", none=True,
              option_help="The next review against the cadence, with --reason; none: as the cadence has it"),
    FieldFact("planned_reason", FactKind.LINE, "Why not by cadence", "Why the next review is not as the cadence has it",
              width=26, aliases=("reasonfornextreview", "whythen"),
              option="--reason", option_help="Why --next-review is not as the cadence has it"),
)  # fmt: skip
"""What is told of each field of `VendorFacts`, in the order of options and columns."""


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

    def told(self, name: str) -> Any:
        """What stands in a field of `VENDOR_FACTS`, whether lists have it as well or the page alone."""
        # some fields stand on the row of lists, the others on the page alone
        return getattr(self if name in self.__slots__ else self.row, name)
