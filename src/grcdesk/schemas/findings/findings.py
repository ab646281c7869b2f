"""Findings as lists, details, drafts and changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingClass, FindingSource, FindingStatus, Severity


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One thing a finding is about."""

    item: str
    link: str = ""
    what: str = ""
    cause: str = ""
    person: str = ""
    system: str = ""
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What is said of a finding when it is raised."""

    title: str
    source: FindingSource
    condition: str
    severity: Severity | None
    """How much it weighs, on a person's word; None in a draft."""
    links: tuple[str, ...] = ()
    control: str = ""
    criterion: str = ""
    test: str = ""
    criteria: str = ""
    cause: str = ""
    effect: str = ""
    recommendation: str = ""
    scheme_class: FindingClass | None = None
    extent_k: int | None = None
    extent_n: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    raised_by: str = ""
    """Empty: whoever enters it."""
    raised_on: date | None = None
    """None: today."""
    owner: str = ""
    response_due: date | None = None
    """None: so many days after it was raised as the house allows."""
    items: tuple[ItemFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingOrigin:
    """A record a finding is raised from; one of these."""

    gap: str = ""
    """A control whose gap it is."""
    deviations: tuple[str, ...] = ()
    review: str = ""
    """A signed access review."""
    vendor_review: str = ""
    incident: str = ""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """Fields of a finding to be set; UNSET ones stay."""

    title: str | Unset = UNSET
    control: str | Unset = UNSET
    criterion: str | Unset = UNSET
    test: str | Unset = UNSET
    condition: str | Unset = UNSET
    criteria: str | Unset = UNSET
    cause: str | Unset = UNSET
    effect: str | Unset = UNSET
    recommendation: str | Unset = UNSET
    severity: Severity | Unset = UNSET
    scheme_class: FindingClass | Unset | None = UNSET
    extent_k: int | Unset | None = UNSET
    extent_n: int | Unset | None = UNSET
    period_from: date | Unset | None = UNSET
    period_to: date | Unset | None = UNSET
    owner: str | Unset = UNSET
    response_due: date | Unset | None = UNSET
    links: tuple[str, ...] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """What management says to a finding."""

    agreed: Answer
    text: str
    by: str
    on: date | None = None
    """None: today."""


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the person found who looked whether it was put right."""

    by: str
    proofs: tuple[str, ...] = ()
    """Artefacts of the register that show it."""
    on: date | None = None
    """None: today."""
    failed: str = ""
    """Why it is not put right yet; empty: it is."""


@dataclass(frozen=True, slots=True)
class AcceptFacts:
    """Somebody's word that a finding may stay until a day."""

    reason: str
    approver: str
    until: date
    on: date | None = None
    """None: today."""


@dataclass(frozen=True, slots=True)
class FindingItemRow:
    """One thing a finding is about, and what put it right later."""

    id: str
    item: str
    link: str
    what: str
    cause: str
    person: str
    system: str
    occurred_on: date | None
    fix: str
    """An artefact; empty: nothing shows that it was put right."""
    fixed_on: date | None
    fixed_by: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move of a finding's status."""

    from_status: FindingStatus
    to_status: FindingStatus
    moved_on: date
    by: str
    reason: str
    proofs: tuple[str, ...]
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of an earlier engagement that says the same."""

    id: str
    engagement: str
    title: str
    why: str
    """What is the same."""
    status: FindingStatus


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as lists show it."""

    id: str
    engagement: str
    title: str
    source: FindingSource
    links: tuple[str, ...]
    control: str
    criterion: str
    test: str
    severity: Severity
    scheme_class: FindingClass | None
    status: FindingStatus
    status_since: date
    lapsed: bool
    """The risk was accepted until a day that is over."""
    owner: str
    raised_by: str
    raised_on: date
    age: int
    """Days from the day it was raised to the one it was closed, or to today."""
    extent_k: int | None
    extent_n: int | None
    response_due: date | None
    agreed: Answer | None
    next_due: date | None
    """The first of its dates that is to be kept: response, actions, end of an acceptance."""
    actions: int
    actions_done: int
    slips: int
    repeat: tuple[str, ...]
    """Findings of earlier engagements that say the same."""
    version: int


@dataclass(frozen=True, slots=True)
class FindingLack:
    """One thing that keeps a finding from being closed, and what it is about."""

    what: str
    about: str
    """response, plan, action, status, proof, verifier."""


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """Everything about one finding."""

    row: FindingRow
    condition: str
    criteria: str
    cause: str
    effect: str
    recommendation: str
    period_from: date | None
    period_to: date | None
    response: str
    responded_by: str
    responded_on: date | None
    proofs: tuple[str, ...]
    verified_by: str
    verified_on: date | None
    closed_on: date | None
    accepted_by: str
    accept_reason: str
    accepted_on: date | None
    accept_until: date | None
    items: tuple[FindingItemRow, ...] = ()
    actions: tuple[RemediationRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    lacks: tuple[FindingLack, ...] = ()
    """What keeps it from being closed; empty: nothing does, or it is closed."""
    suggestion: str = ""
    """Whether the items look systematic or isolated, and why; empty: none were given."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All a response letter tells."""

    organisation: str
    engagement: str
    kind: str
    firm: str
    lead: str
    period: str
    provenance: Provenance
    findings: tuple[FindingDetail, ...]
    signer: str = ""
    """Empty: it is a draft."""
    role: str = ""
    signed_on: date | None = None
    entered_by: str = ""
    """Who entered that it was signed."""
    open: tuple[str, ...] = field(default=())
    """Findings without a response."""
