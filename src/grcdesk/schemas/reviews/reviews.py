"""Access reviews as lists, screens and documents show them, and what a person says to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.registers.tables import PLAIN_TABLE, TablePlan
from grcdesk.schemas.reviews.lists import KeptFileRow, ListRow, RosterRow
from grcdesk.terms.reviews import (
    AccountKind,
    CampaignState,
    Decision,
    Mfa,
    ReviewSplit,
    SignVerdict,
    Verified,
)


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What a new campaign is told."""

    slot: str
    """2026Q2, 2026H1, 2026-05 or 2026."""
    systems: tuple[str, ...] = ()
    """Empty: every system in scope."""
    due: date | None = None
    """Empty: the last day of the slot."""
    removal_days: int = 5
    dormant_days: int = 90
    holidays: tuple[date, ...] = ()
    split: ReviewSplit = ReviewSplit.OWNER
    owners: Mapping[str, str] = field(default_factory=dict)
    """System → who owns it. Without one, the owner of the campaign before."""
    delegates: Mapping[str, str] = field(default_factory=dict)
    control: str = "AI-SEC-05"
    holiday_file: Path | None = None
    """More of them, one date a line."""
    started: date | None = None
    """When the review began, where it began before it was opened here; empty: today."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What a person says of an export of accounts."""

    pulled_at: str
    """When it was made: a day, or a time with its zone."""
    query: str = ""
    completeness: str = ""
    """How it was checked that nothing is missing."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What → column of the file; empty: as remembered for the system, or as the headings say."""
    zone: str = ""
    """IANA name for times without a zone; empty: as remembered, or UTC."""
    expected: int | None = None
    """How many accounts the system itself counts; compared with what was read."""
    puller: str = ""
    """Who drew it from the system."""
    confirm: str = ""
    """Of a later list: why it is whole although accounts that were to stay are not in it."""
    table: TablePlan = PLAIN_TABLE
    """How its table is read, beside the columns and the zone."""


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What a person says of a list of people."""

    source: str = ""
    """System or department it comes from."""
    pulled_on: date | None = None
    puller: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What → column of the file; beside what the headings say."""
    confirm: str = ""
    """Why more than half of the people may be gone."""
    table: TablePlan = PLAIN_TABLE
    """How its table is read, beside the columns."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as a reviewer gives it."""

    decision: Decision | None
    """None: listed, and left open."""
    reviewer: str = ""
    """Empty: the person at the desk."""
    on: date | None = None
    reason: str = ""
    ticket: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system of a campaign."""

    name: str
    owner: str
    delegate: str
    accounts: int
    open: int
    """Accounts without a decision."""
    population: ListRow | None
    proof: ListRow | None
    gone: tuple[str, ...]
    """Accounts of the campaign before that are no longer there."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account under review."""

    id: str
    system: str
    account: str
    kind: AccountKind
    person: str
    mail: str
    role: str
    admin: bool
    active: bool
    status: str
    last_used: date | None
    flags: tuple[str, ...]
    assigned: str
    reviewer: str
    decision: Decision | None
    decided_on: date | None
    reason: str
    ticket: str
    done_on: date | None
    verified: Verified | None
    self_review: bool
    unauthorised: bool
    mfa: Mfa | None = None
    """Whether a second factor is asked for; None: the list does not tell."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A campaign in numbers, cheap enough to show after every key."""

    accounts: int = 0
    keep: int = 0
    revoke: int = 0
    modify: int = 0
    undecided: int = 0
    missing: int = 0
    self_reviewed: int = 0
    unauthorised: int = 0
    unproven: int = 0
    still_present: int = 0
    no_population: int = 0

    @property
    def decided(self) -> int:
        """Accounts with a decision."""
        return self.keep + self.revoke + self.modify

    @property
    def blocking(self) -> tuple[tuple[int, str], ...]:
        """How many of what keeps it from being signed; empty when nothing does."""
        counted = (
            (self.no_population, "without a list"),
            (self.missing, "missing from the rows"),
            (self.undecided, "undecided"),
            (self.self_reviewed, "self-reviewed"),
            (self.unauthorised, "by an unauthorised reviewer"),
            (self.unproven, "without proof"),
            (self.still_present, "still present"),
        )
        return tuple((number, what) for number, what in counted if number)


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One campaign in the list."""

    id: str
    slot: str
    state: CampaignState
    started: date
    due: date
    systems: tuple[str, ...]
    tally: Tally
    signed_on: date | None
    signed_by: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a reviewer decided here."""

    reviewer: str
    rows: int
    minutes: float
    """From the first decision recorded here to the last."""
    largest: int
    """Most accounts decided in one act."""

    @property
    def per_minute(self) -> float:
        """Rows a minute; all at once counts as one minute."""
        # one act has no length: taken for a minute, it is as fast as it was
        return round(self.rows / max(self.minutes, 1.0), 1)


@dataclass(frozen=True, slots=True)
class SignOffRow:
    """A sign-off, standing or reopened."""

    id: str
    name: str
    role: str
    signed_on: date
    statement: str
    keep: int
    revoke: int
    modify: int
    rows: int
    sha256: str
    evidence: str
    exceptions: tuple[str, ...]
    reopened_on: date | None
    reopened_by: str
    reopen_reason: str
    recorded_by: str = ""
    recorded_at: str = ""
    verdict: SignVerdict = SignVerdict.WITH_EXCEPTIONS


@dataclass(frozen=True, slots=True)
class CampaignDetail:
    """A campaign as a whole."""

    id: str
    slot: str
    span: Span
    state: CampaignState
    started: date
    due: date
    removal_days: int
    dormant_days: int
    holidays: tuple[date, ...]
    split: ReviewSplit
    control: str
    systems: tuple[SystemRow, ...]
    tally: Tally
    flags: dict[str, int]
    pace: tuple[Pace, ...]
    sign_offs: tuple[SignOffRow, ...]
    opened_by: str = ""
    opened_at: str = ""
    roster: RosterRow | None = None
    files: tuple[KeptFileRow, ...] = ()
    """Everything in the vault this review rests on."""

    @property
    def signature(self) -> SignOffRow | None:
        """The signature in force; None: nobody has signed, or it was opened again since."""
        # the last one: an earlier signature was taken back when the review was opened again
        return next((one for one in reversed(self.sign_offs) if one.reopened_on is None), None)
