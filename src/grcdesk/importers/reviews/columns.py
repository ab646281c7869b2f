"""Which column of an export of accounts means what, by its heading; and which columns nobody needs to keep."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.whole.choosing import refuse_unknown
from grcdesk.importers.reviews.account_headings import FREE, TABLE
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.terms.reviews import AccountSource

CONCEPTS = (
    "account", "aliases", "kind", "person", "first", "last", "mail", "role", "admin", "active", "disabled", "status",
    "last_used", "created", "manager", "mfa", "bot", "guest", "bits",
)  # fmt: skip
"""What can be told of an account. `first` and `last` name make a person; `disabled` is the contrary of `active`;
`bot` and `guest` say yes or no; `bits` are those of userAccountControl."""
LISTS = frozenset({"aliases", "last_used", "admin", "disabled", "role", "bot", "guest"})
"""Concepts that more than one column may tell."""

_PRIVATE = re.compile(
    r"phone|mobile|telephone|\bfax|pager|street|postal|zip|\bcity\b|home|birth|gender|salary|\bssn\b|tax|national.?id|"
    r"passport|recovery|secondary|alternate|second.?e?mail|password|secret|hash|agegroup|age.?group|consent|legal.?age|"
    r"(?<!mail)(?<!mail )(?<!mail_)address"
)
ALSO_READ: Mapping[AccountSource, frozenset[str]] = {
    AccountSource.AWS: frozenset(
        {"password_enabled", "access_key_1_active", "access_key_2_active", "cert_1_active", "cert_2_active"}
    )
}
"""Columns an export is judged by beside those that are chosen."""
_ADDED = re.compile(r" ?\[(?!(?:Required|READ ONLY|UPLOAD ONLY|MUST BE IN THE E\.164 FORMAT)\])[^\[\]]*\]")
"""What somebody put in brackets behind a heading, but for the words Google has there."""
_OWN = re.compile(r" ?\[[^\[\]]*\]")
_ALL = frozenset(name for names in TABLE.values() for name in names)
_SEEN_IN = "Last seen in "
_NEEDED = re.compile(r"password_(enabled|last_used)")


def choose(columns: Sequence[str], maker: MakerFile | None, told: Mapping[str, str], file: str) -> dict[str, list[str]]:
    """What → columns that tell it.

    Args:
        columns: the heading.
        maker: whose export it is.
        told: what → column, as a person said; goes before the headings.
        file: for messages.

    Raises:
        BadInput: when a column does not exist, or none tells the account.
    """
    _refuse_unknown(told, columns, file)
    left_out = {what for what, column in told.items() if not column}
    found = {what: [column] for what, column in told.items() if column}
    taken = set(chain.from_iterable(found.values()))
    if maker:
        _by_heading(columns, _but(headings_of(maker), left_out), found, taken)
    free = {*FREE, "account"} if maker else {*TABLE}
    _by_heading(columns, _but({what: TABLE[what] for what in TABLE if what in free}, left_out), found, taken)
    _by_pattern(columns, found)
    if "account" not in found:
        raise BadInput(
            f"no column is known as the account id: {', '.join(shown(columns[:30]))}",
            hint="say once which: --column account=COLUMN, or under Columns (also person=, mail=, role=, kind= …)",
            file=file,
        )
    return found


def _refuse_unknown(told: Mapping[str, str], columns: Sequence[str], file: str) -> None:
    """Refuse a meaning nobody knows, and a column that is not there; a heading that reads as text is not told again."""
    for what, column in told.items():
        refuse_unknown({what: ()}, CONCEPTS, columns, file)
        if column and column not in columns:
            hint = did_you_mean(column, tuple(columns)) or f"its columns are {', '.join(shown(columns[:30]))}"
            raise BadInput(f"has no column {column!r}", hint=hint, file=file)


def _but(names: Mapping[str, tuple[str, ...]], left_out: Collection[str]) -> dict[str, tuple[str, ...]]:
    return {what: headings for what, headings in names.items() if what not in left_out}


def headings_of(maker: MakerFile) -> dict[str, tuple[str, ...]]:
    """What → headings of an export, as they are compared. Of a list in a record its name."""
    return {what: tuple(map(plain_heading, names)) for what, names in maker.columns.items()}


def _by_heading(
    columns: Sequence[str], aliases: Mapping[str, tuple[str, ...]], found: dict[str, list[str]], taken: set[str]
) -> None:
    by_plain: dict[str, str] = {}
    for column in columns:
        by_plain.setdefault(plain_heading(column), column)
    for what, names in aliases.items():
        if what in found:
            continue
        fits = [by_plain[name] for name in names if name in by_plain and by_plain[name] not in taken]
        if fits:
            found[what] = fits if what in LISTS else fits[:1]
            taken.update(found[what] if what != "aliases" else ())


def _by_pattern(columns: Sequence[str], found: dict[str, list[str]]) -> None:
    """Headings that name an application or an organisation: `Last seen in Jira - acme`, `acme-corp owner`."""
    seen = [name for name in columns if plain_heading(name).startswith("lastseenin")]
    for what, names in (("last_used", seen), ("admin", _owners(columns))):
        if names and what not in found:
            found[what] = names


def _owners(columns: Sequence[str]) -> list[str]:
    """Columns that say of an organisation on GitHub whether somebody owns it; elsewhere an owner may be of a thing."""
    if "githubcomlogin" not in map(plain_heading, columns):
        return []
    return [name for name in columns if name.casefold().endswith(" owner")]


def is_heading(row: Sequence[str], told: Collection[str]) -> bool:
    """Whether a row of a sheet names columns: one that was told, or the account beside another that is known."""
    cells = [text.strip() for text in row if text.strip()]
    if any(text in told for text in cells):
        return True
    plain = {plain_heading(text) for text in cells}
    account = bool(plain & set(TABLE["account"]))
    return account and len(plain & _ALL) > 1


def settle(
    chosen: dict[str, list[str]], maker: MakerFile | None, rows: Sequence[Mapping[str, str]], columns: Sequence[str],
    file: str,
) -> dict[str, list[str]]:  # fmt: skip
    """The same, with another column for the account when rows of one value are not of one mail: a name is no id.

    Raises:
        BadInput: when no column tells them apart; two people must not become one account.
    """
    first, mails = chosen["account"][0], chosen.get("mail", [])
    if not _shared(first, mails, rows):
        return chosen
    for column in _other_ids(first, maker, columns):
        if _fills(column, rows) and not _shared(column, mails, rows):
            return _identified_by(column, chosen)
    raise BadInput(
        f"in {first!r} one value stands for several mail addresses: it tells no accounts apart",
        hint="say which column is the id: --column account=COLUMN",
        file=file,
    )


def _other_ids(first: str, maker: MakerFile | None, columns: Sequence[str]) -> list[str]:
    """Other columns whose headings name an account; those that its maker calls so go first."""
    names = [*(headings_of(maker).get("account", ()) if maker else ()), *TABLE["account"]]
    named = [column for name in names for column in columns if plain_heading(column) == name]
    return [column for column in named if column != first]


def _identified_by(column: str, chosen: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The same with that column for the account; what was taken for it names the person, unless another does."""
    rest = {what: [name for name in names if name != column] for what, names in chosen.items()}
    told = {what: names for what, names in rest.items() if names} | {"account": [column]}
    return {**told, "person": told.get("person", [chosen["account"][0]])}


def _shared(column: str, mails: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether one value stands beside two mail addresses."""
    seen: dict[str, str] = {}
    for row in rows:
        mail = next((row[name].strip().casefold() for name in mails if row[name].strip()), "")
        key = row[column].strip().casefold()
        # two people of one name would become one account, and the rights of the one would be reviewed for both
        if key and mail and seen.setdefault(key, mail) != mail:
            return True
    return False


def _fills(column: str, rows: Sequence[Mapping[str, str]]) -> bool:
    values = [row[column].strip().casefold() for row in rows]
    return all(values) and len(set(values)) == len(values)


def split(columns: Sequence[str], used: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that are not used: the private ones, and the rest."""
    left = [column for column in columns if column not in set(used)]
    private = tuple(column for column in left if is_private(column))
    return private, tuple(column for column in left if column not in private)


def is_private(heading: str) -> bool:
    """Whether a column holds what nobody needs for a review: phones, home addresses, passwords."""
    folded = heading.casefold()
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).casefold()
    return not _NEEDED.search(folded) and bool(_PRIVATE.search(spaced) or _PRIVATE.search(folded))


def shown(headings: Iterable[str], told: Collection[str] = (), known: Collection[str] = ()) -> tuple[str, ...]:
    """Headings as they may be kept and told: a line of text that stands for one is none.

    Args:
        headings: as the file has them.
        told: those a person told; they stay as they are.
        known: plain headings that are known beside those of accounts.
    """
    return tuple(dict.fromkeys(name if name in told else _shown(name, known) for name in headings))


def _shown(heading: str, known: Collection[str]) -> str:
    bare = _ADDED.sub("", heading)
    kept = _OWN.sub("", bare).removeprefix(_SEEN_IN)
    plain = plain_heading(kept)
    return bare if plain in _ALL or plain in known or content.shown(kept) == kept else content.UNNAMED
