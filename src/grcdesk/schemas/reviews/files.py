"""What goes out of an access review and comes back: removals for tickets, the memo, workbooks for reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.reviews.checks import SignCheck
from grcdesk.schemas.reviews.reviews import AccountRow, CampaignDetail
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
class LeaverRow:
    """The account of somebody who has left: until when it was there, and what became of it."""

    system: str
    account: str
    person: str
    left_on: date | None
    """None: the list of people does not tell the day."""
    last_used: date | None
    """The last sign-in any list tells of."""
    decision: Decision | None
    revoked_on: date | None
    """None: no revocation is on record or seen in a later list."""
    seen_active: date | None
    """The last day on which a list shows it active; None: none does."""
    days: int | None
    """From leaving to revocation; None while there is none, or the day of leaving is not told."""
    business_days: int | None
    proof: str
    """The later list that shows it gone."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """The order of days in one system: list, decisions, removals, later list."""

    system: str
    listed_on: date | None
    decided: tuple[date, date] | None
    """First and last; None: nothing was decided."""
    undecided: int
    removed: tuple[date, date] | None
    unremoved: int
    """Decided to be removed or changed, and not told done."""
    later_on: date | None
    """When the newest later list was drawn."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What of a reviewer's decisions came by which file, or at the desk."""

    reviewer: str
    rows: int
    file: str
    """Id of the kept file; empty: told at the desk or afterwards."""
    file_name: str
    sha256: str
    """Of the file as it came back."""
    taken_by: str
    taken_at: str
    erased: str
    """Why the kept file was erased; empty: it was not."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the sign-off memo says, from one state of the desk. Same dossier, same bytes."""

    provenance: Provenance
    detail: CampaignDetail
    check: SignCheck
    reviewers: tuple[ReviewerRow, ...]
    removals: tuple[Removal, ...]
    kept: tuple[AccountRow, ...]
    """Accounts that stand out and were kept, with the reason."""
    by_system: Mapping[str, tuple[int, int, int, int]]
    """System → keep, revoke, modify, undecided."""
    leavers: tuple[LeaverRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()

    @property
    def dates(self) -> TwoDates:
        """On which day it is judged, and up to where its records go."""
        return self.provenance.dates


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
