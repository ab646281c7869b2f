"""What a person says of a vendor's papers. UNSET leaves a field alone; None or "" clears it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.programme import Period
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms.vendors import (
    AgreementKind,
    ClauseAnswer,
    DocumentKind,
    Expectation,
    Objection,
    Opinion,
    PackageStatus,
    Training,
)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A certificate, report or agreement."""

    kind: DocumentKind
    title: str = ""
    issuer: str = ""
    issued: date | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    expires: date | None = None
    evidence: str = ""
    """Id of an artefact that is in the register already; empty: a file or link is given, or none."""
    replaces: str = ""
    """Id of the document it takes the place of."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """Where an item of the package stands."""

    status: PackageStatus
    reason: str = ""
    approver: str = ""
    document: str = ""
    asked_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a person found in a report."""

    opinion: Opinion
    conclusion: str
    reviewer: str
    period: Period | None = None
    """Empty: what the document says it covers."""
    categories: tuple[str, ...] = ()
    auditor: str = ""
    exceptions: str = ""
    subservice: str = ""
    follow_ups: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ExpectedFacts:
    """A control one side counts on the other for."""

    kind: Expectation
    what: str
    report: str = ""
    controls: tuple[str, ...] = ()
    accepted: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class SubprocessorFacts:
    """Somebody the vendor hands data on to."""

    name: str
    service: str = ""
    region: str = ""
    announced: date | None = None
    notice_days: int | None = None
    """None: as the agreement says."""
    website: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SubprocessorDecision:
    """What was decided about a new subprocessor, or that it is gone."""

    decision: Objection
    by: str
    reason: str = ""
    on: date | None = None
    removed: date | None = None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """One project of our account, as its settings show it."""

    training: Training
    region: str = ""
    as_of: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement."""

    kind: AgreementKind | Unset = UNSET
    title: str | Unset = UNSET
    plan: str | Unset = UNSET
    feature: str | Unset = UNSET
    document: str | Unset = UNSET
    signed_by_us: date | Unset | None = UNSET
    signed_by_them: date | Unset | None = UNSET
    effective: date | Unset | None = UNSET
    expires: date | Unset | None = UNSET
    ended: date | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What the document says to a clause."""

    answer: ClauseAnswer
    value: str = ""
    amount: int | None = None
    """Days or hours; None: words without a number."""
    dated: date | None = None
    carve_outs: str = ""
    place: str = ""
    reviewer: str = ""
    """Empty: whoever sets it."""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class VendorExposure:
    """One model of one feature, and what the vendor's agreement says about the data it gets."""

    feature: str
    name: str
    vendor: str
    model: str
    plan: str
    region: str
    home_region: str
    agreement: str
    retention: str
    """`30 days`, words, or empty when nobody read it."""
    training: str
    """What contract and account settings say together."""
    segments: tuple[str, ...]
    points: tuple[str, ...]
    """What fails in this vendor's agreements."""


@dataclass(frozen=True, slots=True)
class VendorRequest:
    """The text of a message that asks a vendor for what is missing."""

    to: str
    """A mail address; empty when none is on record."""
    subject: str
    body: str
    asks: int
    """How many things it asks for."""

    @property
    def text(self) -> str:
        """The whole message, its head first."""
        return f"To: {self.to}\nSubject: {self.subject}\n\n{self.body}"
