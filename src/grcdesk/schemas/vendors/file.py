"""Everything a vendor's file holds, and what was judged of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.schemas.vendors.vendors import ContactRow, VendorDetail, VendorPolicy
from grcdesk.terms.vendors import (
    AgreementKind,
    Clause,
    ClauseAnswer,
    DocumentKind,
    Expectation,
    Objection,
    Opinion,
    PackageItem,
    PackageStatus,
    Training,
)


class Level(StrEnum):
    """How much a point weighs: a failing one keeps a vendor from being approved without conditions."""

    FAILS = "fails"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that is not as it should be. Computed; what follows from it a person concludes."""

    code: str
    """What kind of point, e.g. `late_dpa`; never renamed."""
    about: str
    """The paper, clause, project or feature it is about."""
    why: str
    level: Level = Level.FAILS
    until: date | None = None
    """A day of its own by which it is to be settled."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A certificate, report or agreement."""

    id: str
    vendor: str
    kind: DocumentKind
    title: str
    issuer: str
    issued: date | None
    covers_from: date | None
    covers_to: date | None
    expires: date | None
    evidence: str
    sha256: str
    """Of the artefact's bytes; empty for a link or without an artefact."""
    replaced_by: str
    note: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One item of the package as somebody set it."""

    item: PackageItem
    status: PackageStatus
    reason: str
    approver: str
    document: str
    asked_on: date | None
    reviewed_by: str
    reviewed_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One item of the package as it is judged on a day."""

    item: PackageItem
    label: str
    required: bool
    status: PackageStatus
    document: str
    issued: date | None
    covers: str
    expires: date | None
    result: str
    level: Level | None
    """None: nothing wrong with it."""
    why: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a person found in a report."""

    id: str
    document: str
    period: Period | None
    categories: tuple[str, ...]
    opinion: Opinion
    auditor: str
    exceptions: str
    subservice: str
    conclusion: str
    follow_ups: str
    reviewer: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A control one side counts on the other for."""

    id: str
    kind: Expectation
    what: str
    report: str
    controls: tuple[str, ...]
    accepted: str
    approver: str


@dataclass(frozen=True, slots=True)
class SubprocessorRow:
    """Somebody the vendor hands data on to."""

    id: str
    name: str
    service: str
    region: str
    announced: date | None
    notice_days: int
    object_by: date | None
    """Last day of the objection window; None: it was on the list from the start."""
    decision: Objection
    decided_by: str
    decided_on: date | None
    reason: str
    removed: date | None
    website: str = ""
    since: date | None = None
    """The day it was taken on, as the vendor's list says."""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of our account there."""

    id: str
    name: str
    training: Training
    region: str
    as_of: date
    evidence: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """What the document says to a clause."""

    clause: Clause
    answer: ClauseAnswer
    value: str
    amount: int | None
    dated: date | None
    carve_outs: str
    place: str
    sha256: str
    reviewed_by: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with its clauses."""

    id: str
    vendor: str
    kind: AgreementKind
    title: str
    plan: str
    feature: str
    document: str
    sha256: str
    signed_by_us: date | None
    signed_by_them: date | None
    effective: date | None
    expires: date | None
    ended: date | None
    clauses: tuple[ClauseRow, ...]

    @property
    def label(self) -> str:
        """`AGR-1 (enterprise, Support reply)`."""
        limits = ", ".join(part for part in (self.plan, self.feature) if part)
        return f"{self.id} ({limits})" if limits else self.id

    @property
    def binding(self) -> date | None:
        """The day it binds both: its effective date, else the later signature; None while one is missing."""
        # a date of effect binds as the paper says; without one, a single signature binds nobody
        if self.effective is not None or self.signed_by_us is None or self.signed_by_them is None:
            return self.effective
        return max(self.signed_by_us, self.signed_by_them)

    @property
    def said(self) -> dict[Clause, ClauseRow]:
        """What was read of it, by clause."""
        return {one.clause: one for one in self.clauses}


@dataclass(frozen=True, slots=True)
class Use:
    """A feature that relies on the vendor, one of its models."""

    feature: str
    name: str
    model: str
    plan: str
    region: str
    home_region: str
    segments: tuple[str, ...] = ()
    in_production: bool = True
    customer_data: bool = True
    """Whether data of customers, or personal data, goes there; not answered counts as yes."""


@dataclass(frozen=True, slots=True)
class ReportCover:
    """How far the vendor's newest reports and bridge letters reach over our own period."""

    period: Period
    report: Period | None
    """What the newest report covers."""
    opinion: Opinion | None
    lead_gap: int
    """Days of our period before the report begins."""
    tail_gap: int
    """Days of our period after the report ends, bridge or not."""
    bridge_to: date | None
    uncovered: int
    """Days of our period no report and no bridge letter covers."""
    gaps: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class VendorFile:
    """The whole file of one vendor, before it is judged."""

    detail: VendorDetail
    policy: VendorPolicy
    period: Period | None
    """Our own audit period."""
    contacts: tuple[ContactRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    package: tuple[PackageRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    expected: tuple[ExpectedRow, ...] = ()
    subprocessors: tuple[SubprocessorRow, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    uses: tuple[Use, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()

    @property
    def ids(self) -> list[str]:
        """Of every record of the file, as the change log names them."""
        vendor = self.detail.row.id
        rows = (
            *(self.contacts, self.documents, self.reports, self.expected, self.subprocessors, self.projects),
            *(self.agreements, self.reviews),
        )
        found = [vendor, *(one.id for some in rows for one in some), *(f"{vendor}/{one.item}" for one in self.package)]
        return [*found, *(f"{one.id}/{clause.clause}" for one in self.agreements for clause in one.clauses)]


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """The file as it stands on a day."""

    file: VendorFile
    as_of: date
    package: tuple[PackageLine, ...]
    cover: ReportCover | None
    points: tuple[OpenPoint, ...]

    @property
    def failing(self) -> tuple[OpenPoint, ...]:
        """What keeps the vendor from being approved without conditions."""
        return tuple(point for point in self.points if point.level is Level.FAILS)
