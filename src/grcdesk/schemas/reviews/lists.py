"""Lists of accounts and of people as access reviews show them, and the files of them that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms.reviews import AccountSource, KeptKind, ListPurpose


@dataclass(frozen=True, slots=True)
class KeptFileRow:
    """A file of the vault that a review rests on."""

    id: str
    about: str
    what: KeptKind
    file_name: str
    sha256: str
    size: int
    source_sha256: str
    rows: int
    kept_by: str
    kept_at: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """An export of accounts as it was read."""

    id: str
    system: str
    purpose: ListPurpose
    source: AccountSource
    file_name: str
    sha256: str
    query: str
    pulled_at: str
    rows: int
    accounts: int
    completeness: str
    columns: tuple[str, ...]
    dropped: tuple[str, ...]
    unknown: tuple[str, ...]
    skipped: tuple[str, ...]
    assumed: tuple[str, ...]
    pulled_by: str = ""
    pulled_on: date | None = None
    """The day in the desk's zone."""
    loaded_at: str = ""
    stated: int | None = None
    marks: tuple[str, ...] = ()
    """Signs that it is a page of a longer list."""
    lost: int = 0
    doubt: str = ""
    """Of a later list: why it proves nothing."""
    believed: str = ""
    believed_by: str = ""
    kept: tuple[KeptFileRow, ...] = ()
    """What of it lies in the vault."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """The list of people in force."""

    id: str
    source: str
    file_name: str
    sha256: str
    pulled_on: date | None
    pulled_by: str
    loaded_at: str
    loaded_by: str
    rows: int
    people: int
    gone: int
    confirmed: str
    kept: tuple[KeptFileRow, ...]
