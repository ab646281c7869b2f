"""Lists of accounts and of people as files hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms.reviews import AccountKind, AccountSource, Mfa


@dataclass(frozen=True, slots=True)
class AccountIn:
    """One account of an export."""

    account: str
    line: int
    """Line of the file, the heading being line 1."""
    aliases: tuple[str, ...] = ()
    kind: AccountKind = AccountKind.PERSON
    person: str = ""
    mail: str = ""
    role: str = ""
    admin: bool = False
    active: bool = True
    status: str = ""
    last_used: date | None = None
    use_known: bool = False
    """Whether the export tells when it was last used; no day then means never."""
    created: date | None = None
    manager: str = ""
    mfa: Mfa | None = None
    """Whether it asks for a second factor; None: the list does not tell, or it needs none."""
    status_unknown: bool = False
    """Whether nobody knows what its status means; it counts as active then."""


@dataclass(frozen=True, slots=True)
class AccountsFile:
    """An export of accounts, read."""

    source: AccountSource
    sha256: str
    size: int
    rows: int
    """Rows below the heading; every one became an account or is named in `skipped` or `merged`."""
    accounts: tuple[AccountIn, ...]
    columns: tuple[str, ...]
    """`what = column` for each column that was used."""
    dropped: tuple[str, ...]
    unknown: tuple[str, ...]
    skipped: tuple[str, ...]
    assumed: tuple[str, ...]
    lost: int = 0
    """Rows that became no account; of `skipped` the others were joined with one, or lack a date."""
    marks: tuple[str, ...] = ()
    """Signs that it is a page of a longer list."""
    stated: int = 0
    """Accounts there are in all, as it says itself; 0: it does not."""
    unsure: str = ""
    """Why a person has to say that it is whole, by a count or how it was checked; empty: nothing asks for it."""
    raw: bytes = b""
    """The file as it came, when every column of it was used and nothing stands beside; else its rows are kept."""


@dataclass(frozen=True, slots=True)
class PersonIn:
    """One person of a roster."""

    id: str
    line: int
    name: str = ""
    mail: str = ""
    aliases: tuple[str, ...] = ()
    manager: str = ""
    started: date | None = None
    moved: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster, read."""

    sha256: str
    size: int
    rows: int
    people: tuple[PersonIn, ...]
    columns: tuple[str, ...]
    dropped: tuple[str, ...]
    unknown: tuple[str, ...]
    skipped: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulingIn:
    """One line of a reviewer's list."""

    line: int
    account: str
    system: str
    reviewer: str
    decision: str
    decided_on: str
    reason: str
    ticket: str
    done_on: str


@dataclass(frozen=True, slots=True)
class RulingsFile:
    """A reviewer's list, read."""

    sha256: str
    lines: tuple[RulingIn, ...]
    unknown: tuple[str, ...]
    """Columns nothing was read from."""
    raw: bytes
    """The file as it came when it has no such column; else empty."""
