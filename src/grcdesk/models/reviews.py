"""Access reviews: campaigns, the lists of accounts they rest on, one row per account, and the sign-off."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, flag, key, maybe_number, number, term, text, words
from grcdesk.terms.bounds import MOST_BYTES, MOST_DAYS
from grcdesk.terms.reviews import (
    AccountKind,
    AccountSource,
    CampaignPhase,
    Decision,
    KeptKind,
    ListPurpose,
    Mfa,
    ReviewSplit,
    Verified,
)


class Campaign(Row):
    """One round of reviewing who has access, for one slot of the year."""

    __tablename__ = "campaign"
    __table_args__ = (CheckConstraint("slot <> '' AND slot_start <= slot_end"),)
    id: str = key()
    slot: str = text()
    slot_start: date = day("slot_start", null=False)
    slot_end: date = day("slot_end", null=False)
    started: date = day("started", null=False)
    due: date = day("due", null=False)
    removal_days: int = number(5, name="removal_days", most=MOST_DAYS)
    """Business days a removal may take."""
    dormant_days: int = number(90, name="dormant_days", most=MOST_DAYS)
    holidays: list[str] = words()
    """Days that are no business days, besides weekends."""
    split: ReviewSplit = term(ReviewSplit, "split", default=ReviewSplit.OWNER)
    phase: CampaignPhase = term(CampaignPhase, "phase", default=CampaignPhase.OPEN)
    control: str = text()
    """The control whose slot a signed campaign proves."""
    position: int = number(name="position")
    opened_by: str = text()
    """Who opened it at the desk; empty: not recorded."""
    opened_at: str = text()
    """UTC time it was opened at the desk; `started` is the day as told."""


class CampaignSystem(Row):
    """A system inside a campaign, and who may decide on its accounts."""

    __tablename__ = "campaign_system"
    __table_args__ = (CheckConstraint("name <> ''"),)
    id: str = key()
    """`campaign/number`."""
    campaign: str = text(index=True)
    name: str = text()
    owner: str = text()
    delegate: str = text()
    population: str = text()
    """The list under review, or empty."""
    proof: str = text()
    """The newest later list, or empty."""
    listed: bool = flag("listed")
    """A reviewer's list was handed in from outside: accounts it does not name are missing from the rows."""
    position: int = number(name="position")


class AccountList(Row):
    """An export of accounts as it was read: where from, how, when, and what was left out of it."""

    __tablename__ = "account_list"
    __table_args__ = (CheckConstraint("pulled_at <> '' AND sha256 <> ''"),)
    id: str = key()
    campaign: str = text(index=True)
    system: str = text()
    """Id of the campaign's system."""
    purpose: ListPurpose = term(ListPurpose, "purpose")
    source: AccountSource = term(AccountSource, "source")
    file_name: str = text()
    sha256: str = text()
    size: int = number(name="size", most=MOST_BYTES)
    query: str = text()
    pulled_at: str = text()
    """UTC time the export was made, as told."""
    loaded_at: str = text()
    """UTC time it was read here."""
    rows: int = number(name="rows")
    accounts: int = number(name="accounts")
    completeness: str = text()
    """How it was checked that nothing is missing, as told."""
    columns: list[str] = words()
    """`what = column` for each column that was used."""
    dropped: list[str] = words()
    """Columns that were not kept because nobody needs them here: phones, home addresses, passwords."""
    unknown: list[str] = words()
    skipped: list[str] = words()
    """`line 14: no account id`: rows that became no account."""
    assumed: list[str] = words()
    """What had to be assumed to read it: encoding, delimiter, time zone."""
    holding: str = text()
    """For a proof: account → role, whether it has special rights and is active, last use; as compact JSON."""
    position: int = number(name="position")
    pulled_by: str = text()
    """Who drew it from the system, as told."""
    pulled_on: date | None = day("pulled_on")
    """Day it was drawn in the desk's zone; None: that of `pulled_at`."""
    stated: int | None = maybe_number("stated")
    """Accounts there are in all, as the file or the person says; the larger of the two."""
    marks: list[str] = words()
    """Signs in the file that it is a page of a longer list."""
    lost: int = number(name="lost")
    """Rows that became no account."""
    doubt: str = text()
    """Of a proof: why it proves nothing; empty: it does."""
    believed: str = text()
    """Why a person takes it for whole although accounts that were kept are not in it."""
    believed_by: str = text()


class Account(Row):
    """One account of a reviewed list, what stands out about it, and what was decided."""

    __tablename__ = "account"
    __table_args__ = (
        Index("ix_account_campaign", "campaign", "position"),
        Index("ix_account_system", "system", "account"),
        CheckConstraint("account <> ''"),
        CheckConstraint("decision IS NULL OR decided_on IS NOT NULL AND reviewer <> ''"),
        CheckConstraint("decision IS NULL OR decision = 'keep' OR reason <> ''"),
    )
    id: str = key()
    """`campaign/number of the system/account`."""
    campaign: str = text()
    system: str = text()
    system_name: str = text()
    account: str = text()
    aliases: list[str] = words()
    names: str = text()
    """Every spelling it is known by, folded, each between line feeds: people are matched by these."""
    kind: AccountKind = term(AccountKind, "kind", default=AccountKind.PERSON)
    person: str = text()
    mail: str = text()
    role: str = text()
    admin: bool = flag("admin")
    active: bool = flag("active", default=True)
    status: str = text()
    """As the export words it."""
    last_used: date | None = day("last_used")
    use_known: bool = flag("use_known")
    """Whether the export tells about sign-ins; an empty date then means never."""
    created: date | None = day("created")
    manager: str = text()
    flags: list[str] = words()
    assigned: str = text()
    """Who is to decide: owner of the system, or manager of the person."""
    listed: bool = flag("listed")
    """Named by a reviewer's list that was handed in."""
    reviewer: str = text()
    decision: Decision | None = term(Decision, "decision", null=True)
    decided_on: date | None = day("decided_on")
    decided_at: str = text()
    """UTC time the decision was recorded here; empty when it was made elsewhere."""
    together: int = number(name="together")
    """How many accounts were decided in the same act here."""
    reason: str = text()
    ticket: str = text()
    done_on: date | None = day("done_on")
    self_review: bool = flag("self_review")
    unauthorised: bool = flag("unauthorised")
    proof: str = text()
    verified: Verified | None = term(Verified, "verified", null=True)
    position: int = number(name="position")
    left_on: date | None = day("left_on")
    """Last day of its person, as the roster says; 1970-01-01: left, on a day that is not told."""
    recorded_by: str = text()
    """Who entered the decision."""
    recorded_at: str = text()
    """UTC time the decision was entered."""
    from_file: str = text()
    """Id of the kept file the decision came with; empty: it was given here."""
    mfa: Mfa | None = term(Mfa, "mfa", null=True)
    """Whether a second factor is asked for; None: the list does not tell."""
    status_unknown: bool = flag("status_unknown")
    """Whether nobody knows what its status means; it counts as active then."""


class SignOff(Row):
    """A person's word that a campaign is complete, over rows that no longer change."""

    __tablename__ = "sign_off"
    __table_args__ = (CheckConstraint("name <> '' AND role <> '' AND statement <> ''"),)
    id: str = key()
    """`campaign/number`."""
    campaign: str = text(index=True)
    name: str = text()
    role: str = text()
    signed_on: date = day("signed_on", null=False)
    statement: str = text()
    keep: int = number(name="keep")
    revoke: int = number(name="revoke")
    modify: int = number(name="modify")
    rows: int = number(name="rows")
    sha256: str = text()
    """Of the frozen rows, which lie in the vault."""
    evidence: str = text()
    exceptions: list[str] = words()
    """Everything that is to be remarked; none: signed without remark."""
    reopened_on: date | None = day("reopened_on")
    reopened_by: str = text()
    reopen_reason: str = text()
    position: int = number(name="position")
    recorded_by: str = text()
    """Who entered the signature."""
    recorded_at: str = text()
    """UTC time the signature was entered."""


class KeptFile(Row):
    """A file of the vault that access reviews rest on: a list, a roster, decisions that came back, frozen rows."""

    __tablename__ = "kept_file"
    __table_args__ = (CheckConstraint("about <> '' AND sha256 <> ''"),)
    id: str = key()
    campaign: str = text(index=True)
    """Empty for a roster."""
    about: str = text(index=True)
    """What it belongs to, by id."""
    what: KeptKind = term(KeptKind, "what")
    file_name: str = text()
    sha256: str = text()
    """Of the bytes in the vault."""
    size: int = number(name="size", most=MOST_BYTES)
    source_sha256: str = text()
    """Of the file as it came; the same, unless rows of chosen fields were kept in its place."""
    rows: int = number(name="rows")
    dropped: list[str] = words()
    kept_by: str = text()
    kept_at: str = text()
    erased: str = text()
    """Reason, when a person erased it; its hash stays."""
    erased_by: str = text()
    erased_on: date | None = day("erased_on")
    position: int = number(name="position")
