"""What goes out of an access review and comes back: removals for tickets, the memo, workbooks for reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.review_checks import SignCheck
from grcdesk.schemas.reviews import AccountRow, CampaignDetail
from grcdesk.schemas.two_dates import TwoDates
from grcdesk.terms.reviews import (
    AccountKind,
    CampaignState,
    Decision,
    NamedWhen,
    RemovalState,
    ReviewException,
    Verified,
)


@dataclass(frozen=True, slots=True)
class Removal:
    """A decision somebody has to carry out."""

    campaign: str
    slot: str
    system: str
    account: str
    person: str
    mail: str
    kind: AccountKind
    role: str
    decision: Decision
    reason: str
    reviewer: str
    decided_on: date
    due: date
    """The day on which the business days for it are over."""
    ticket: str
    done_on: date | None
    business_days: int | None
    """From the decision until it was done; None while it is not."""
    state: RemovalState
    verified: Verified | None
    proof: str
    """Id of the list that shows it."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One account of one review, as the workbook lists it."""

    campaign: str
    slot: str
    state: CampaignState
    system: str
    account: str
    person: str
    kind: AccountKind
    role: str
    look_twice: tuple[str, ...]
    reviewer: str
    decision: Decision | None
    reason: str
    decided_on: date | None
    ticket: str
    done_on: date | None
    verified: Verified | None
    proof: str
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One exception of one review, as the workbook lists it."""

    campaign: str
    slot: str
    state: CampaignState
    kind: ReviewException | None
    """None: named by an earlier version, which kept its words alone."""
    text: str
    named: NamedWhen


@dataclass(frozen=True, slots=True)
class ReviewerRow:
    """What one reviewer decided."""

    reviewer: str
    systems: tuple[str, ...]
    rows: int
    first: date
    last: date
    here: int
    """Of them recorded at the desk; the others came with a list."""
    recorded_by: str = ""
    """Who entered the last of them."""
    recorded_at: str = ""
    """UTC time the last of them was entered."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A self-review that was found and decided anew by somebody else."""

    system: str
    account: str
    first: str
    """Who decided on himself."""
    now: str
    """Who decided afterwards; empty while nobody has."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the sign-off memo says, from one state of the desk. Same dossier, same bytes."""

    organisation: str
    programme: str
    version: str
    dates: TwoDates
    detail: CampaignDetail
    check: SignCheck
    reviewers: tuple[ReviewerRow, ...]
    removals: tuple[Removal, ...]
    kept: tuple[AccountRow, ...]
    """Accounts that stand out and were kept, with the reason."""
    by_system: Mapping[str, tuple[int, int, int, int]]
    """System → keep, revoke, modify, undecided."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A reviewer's workbook: what it shows and asks."""

    organisation: str
    version: str
    dates: TwoDates
    campaign: str
    slot: str
    due: date
    reviewer: str
    rows: tuple[AccountRow, ...]
    left_out: tuple[str, ...]
    """The reviewer's own accounts, which somebody else decides on."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A row of a workbook that came back."""

    line: int
    system: str
    account: str
    decision: str
    reason: str
    ticket: str
    done_on: str
    decided_on: str
    shown: Mapping[str, str]
    """What the locked cells say: person, mail, role, status."""


@dataclass(frozen=True, slots=True)
class ReviewerAnswer:
    """A reviewer's workbook that came back."""

    campaign: str
    reviewer: str
    as_of: str
    lines: tuple[AnswerLine, ...]
    content: bytes
    """The workbook as it came."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One field a workbook would change."""

    system: str
    account: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class AnswerDiff:
    """What a workbook that came back would change, and what of it cannot be taken."""

    campaign: str
    reviewer: str
    changes: tuple[AnswerChange, ...]
    accounts: int
    """Accounts that would change."""
    same: int
    blank: int
    notes: tuple[str, ...]
    """Cells that were cleared, locked cells that were changed, accounts that did not come back."""
