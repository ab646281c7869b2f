"""Vendors: who they are, whom to call, what they showed, whom they hand data on to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, flag, key, number, term, text, words
from grcdesk.terms.bounds import MOST_DAYS, MOST_KEPT
from grcdesk.terms.vendors import (
    Access,
    ContactKind,
    Data,
    DocumentKind,
    Expectation,
    Grade,
    Method,
    Objection,
    Opinion,
    PackageItem,
    PackageStatus,
    Substitute,
    Tier,
    Training,
)


class VendorPolicyRow(Row):
    """Our own rules for vendors. No row: the house defaults."""

    __tablename__ = "vendor_policy"
    __table_args__ = (CheckConstraint("id = 'policy'"),)
    id: str = key()
    critical: int = number(name="critical", low=1, high=120)
    """Months between two reviews of a critical vendor; the same for the other tiers."""
    high: int = number(name="high", low=1, high=120)
    medium: int = number(name="medium", low=1, high=120)
    low: int = number(name="low", low=1, high=120)
    provider: int = number(name="provider", low=1, high=120)
    """At most so many months for a model provider in scope."""
    check: int = number(name="check_months", low=1, high=120)
    """Months after which a critical vendor is checked between two reviews."""
    retention_days: int = number(name="retention_days", most=MOST_KEPT)
    """How long a provider may keep prompts and answers."""
    bridge_days: int = number(name="bridge_days", most=MOST_DAYS)
    """How many days a bridge letter may reach beyond its report without a warning, within three calendar months."""
    home_region: str = text()
    """Where our customers' data belongs, e.g. EU; empty: not said."""


class Vendor(Row):
    """A third party whose service is used."""

    __tablename__ = "vendor"
    __table_args__ = (
        CheckConstraint("name <> ''"),
        Index("ix_vendor_name", "name", unique=True),
        Index("ix_vendor_next_review", "next_review"),
        CheckConstraint("offboarded IS NULL OR onboarded <= offboarded"),
    )
    id: str = key()
    name: str = text()
    legal_name: str = text()
    known_as: str = text()
    """Names it goes by in logs and inventories, with semicolons between."""
    service: str = text()
    """What it is used for."""
    website: str = text()
    status_page: str = text()
    """The address of the page on which it tells the public how its service runs."""
    owner: str = text()
    """The person who answers for the relation."""
    tier: Tier = term(Tier, "tier")
    tier_reason: str = text()
    """Why the tier is lower than the answers suggest."""
    model_provider: bool = flag("model_provider")
    in_scope: bool = flag("in_scope", default=True)
    data: Data | None = term(Data, "data", null=True)
    criticality: Grade | None = term(Grade, "criticality", null=True)
    access: Access | None = term(Access, "access", null=True)
    substitute: Substitute | None = term(Substitute, "substitute", null=True)
    risk: Grade | None = term(Grade, "risk", null=True)
    method: Method = term(Method, "method", default=Method.VENDOR)
    plan: str = text()
    """Plan or tier bought there; terms differ by it."""
    region: str = text()
    """Where it stores and computes."""
    note: str = text()
    onboarded: date = day("onboarded", null=False)
    first_use: date | None = day("first_use")
    """First day it got production data."""
    last_review: date | None = day("last_review")
    review_by: date | None = day("review_by")
    """An earlier date than the cadence asks for, set by the last review."""
    last_check: date | None = day("last_check")
    planned_review: date | None = day("planned_review")
    """The next review as a person set it against the cadence; spent by the next one that is concluded."""
    planned_reason: str = text()
    planned_by: str = text()
    planned_on: date | None = day("planned_on")
    next_review: date = day("next_review", null=False)
    """Follows from plan, tier, dates and policy; kept so that lists can sort by it."""
    next_check: date | None = day("next_check")
    """The check of a critical vendor between two reviews, when one is due before the next review."""
    offboarded: date | None = day("offboarded")
    offboard_reason: str = text()
    version: int = number(1, name="version", low=1)
    position: int = number(name="position")


class VendorContact(Row):
    """Somebody to call."""

    __tablename__ = "vendor_contact"
    __table_args__ = (CheckConstraint("name <> '' OR mail <> ''"),)
    id: str = key()
    """`vendor/c<n>`."""
    vendor: str = text(index=True)
    kind: ContactKind = term(ContactKind, "kind")
    name: str = text()
    mail: str = text()
    phone: str = text()
    position: int = number(name="position")


class VendorDocument(Row):
    """A certificate, report or agreement of a vendor; its bytes are an artefact in the vault."""

    __tablename__ = "vendor_document"
    __table_args__ = (CheckConstraint("covers_from IS NULL OR covers_to IS NULL OR covers_from <= covers_to"),)
    id: str = key()
    vendor: str = text(index=True)
    kind: DocumentKind = term(DocumentKind, "kind")
    title: str = text()
    issuer: str = text()
    """The auditor, the certifying body, or the vendor itself."""
    issued: date | None = day("issued")
    covers_from: date | None = day("covers_from")
    covers_to: date | None = day("covers_to")
    expires: date | None = day("expires")
    evidence: str = text()
    """Id of the artefact."""
    replaced_by: str = text()
    note: str = text()
    position: int = number(name="position")


class PackageEntry(Row):
    """One item of a vendor's due-diligence package."""

    __tablename__ = "package_item"
    # what is waived has a reason, and somebody who answers for it
    __table_args__ = (CheckConstraint("status <> 'waived' OR reason <> '' AND approver <> ''"),)
    id: str = key()
    """`vendor/item`."""
    vendor: str = text(index=True)
    item: PackageItem = term(PackageItem, "item")
    status: PackageStatus = term(PackageStatus, "status")
    reason: str = text()
    approver: str = text()
    document: str = text()
    asked_on: date | None = day("asked_on")
    reviewed_by: str = text()
    reviewed_on: date | None = day("reviewed_on")
    result: str = text()


class ReportReview(Row):
    """What a person found in a vendor's report."""

    __tablename__ = "report_review"
    __table_args__ = (
        CheckConstraint("period_from IS NULL OR period_from <= period_to"),
        CheckConstraint("reviewer <> ''"),
    )
    id: str = key()
    vendor: str = text(index=True)
    document: str = text(index=True)
    period_from: date | None = day("period_from")
    period_to: date | None = day("period_to")
    categories: list[str] = words()
    opinion: Opinion = term(Opinion, "opinion")
    auditor: str = text()
    exceptions: str = text()
    """Exceptions that matter to us, and why."""
    subservice: str = text()
    """Whom the vendor itself relies on."""
    conclusion: str = text()
    follow_ups: str = text()
    reviewer: str = text()
    reviewed_on: date = day("reviewed_on", null=False)
    position: int = number(name="position")


class ExpectedControl(Row):
    """A control one side counts on the other for, and what answers it."""

    __tablename__ = "expected_control"
    __table_args__ = (
        CheckConstraint("what <> ''"),
        CheckConstraint("accepted = '' OR approver <> ''"),
    )
    id: str = key()
    """`vendor/u<n>`."""
    vendor: str = text(index=True)
    kind: Expectation = term(Expectation, "kind")
    what: str = text()
    report: str = text()
    """Id of the report review it was found in, or empty."""
    controls: list[str] = words()
    accepted: str = text()
    """Why the gap is accepted when no control answers it."""
    approver: str = text()
    position: int = number(name="position")


class Subprocessor(Row):
    """Somebody the vendor hands data on to."""

    __tablename__ = "subprocessor"
    __table_args__ = (
        CheckConstraint("name <> ''"),
        # silence is no consent: any other word has a name and a day
        CheckConstraint("decision = 'open' OR decided_by <> '' AND decided_on IS NOT NULL"),
    )
    id: str = key()
    """`vendor/s<n>`."""
    vendor: str = text(index=True)
    name: str = text()
    service: str = text()
    region: str = text()
    website: str = text()
    since: date | None = day("since")
    """The day it was taken on, as the vendor's list says."""
    announced: date | None = day("announced")
    """When the vendor told of it; the objection clock starts that day. Empty: it was on the list from the start."""
    notice_days: int = number(name="notice_days", most=MOST_DAYS)
    """Days from the announcement in which we may object."""
    decision: Objection = term(Objection, "decision", default=Objection.OPEN)
    decided_by: str = text()
    decided_on: date | None = day("decided_on")
    reason: str = text()
    removed: date | None = day("removed")
    position: int = number(name="position")


class AccountProject(Row):
    """One project of our own account there, as its settings show it."""

    __tablename__ = "account_project"
    __table_args__ = (
        Index("ix_account_project_vendor", "vendor"),
        CheckConstraint("name <> ''"),
    )
    id: str = key()
    """`vendor/p<n>`."""
    vendor: str = text()
    name: str = text()
    training: Training = term(Training, "training")
    region: str = text()
    as_of: date = day("as_of", null=False)
    evidence: str = text()
    """Id of the artefact that shows it, or empty."""
    position: int = number(name="position")
