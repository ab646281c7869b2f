"""One row of an export of accounts into one account; rows that name the same account are merged.

What only one maker's report says, such as the keys of AWS, is read here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.times import BadTime, day_of
from grcdesk.importers.reading.words import ToldWords
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews import texts
from grcdesk.rules.reviews import roles
from grcdesk.schemas.accounts import AccountIn
from grcdesk.terms.reviews import AccountKind, AccountSource
from grcdesk.text import clean

_YES = frozenset({"true", "yes", "y", "1", "x", "on", "enabled", "active"})
_OFF = frozenset(
    {"inactive", "disabled", "suspended", "deactivated", "deprovisioned", "archived", "deleted", "terminated", "staged",
     "revoked", "expired", "blocked", "off", "false", "no", "0"}
)  # fmt: skip
_ON = frozenset({"active", "enabled", "on"})
"""What does not mean yes in a column that tells whether an account is suspended."""
_KINDS = (
    (AccountKind.API_KEY, re.compile(r"api.?key|token|access.?key|secret", re.IGNORECASE)),
    (AccountKind.TOOL, re.compile(r"\btool|mcp|agent|assistant|plugin", re.IGNORECASE)),
    (
        AccountKind.SERVICE,
        re.compile(r"service|\bsvc\b|\bbot\b|robot|machine|system|workload|application|\bapp\b", re.IGNORECASE),
    ),
    (AccountKind.GUEST, re.compile(r"guest|external|contractor|partner", re.IGNORECASE)),
    (AccountKind.ROOT, re.compile(r"^<?root", re.IGNORECASE)),
)
_NAMELESS = frozenset({"", "-", "n/a", "na", "none", "null"})
_ROOT = "<root_account>"


def each_account(
    reader: RowReader, rows: Iterable[tuple[int, Mapping[str, str]]]
) -> tuple[tuple[AccountIn, ...], list[str], int]:
    """Each account once, what is to be said of rows passed over, and how many of them name none."""
    found: dict[str, AccountIn] = {}
    said: list[str] = []
    nameless = 0
    for line, row in rows:
        one = reader.account(line, row)
        if one is None:
            said.append(f"line {line}: {reader.nameless(row)}")
            nameless += 1
            continue
        key = one.account.casefold()
        if key in found:
            said.append(f"line {line}: {one.account} again; its role was added to line {found[key].line}")
            found[key] = _merged(found[key], one)
        else:
            found[key] = one
    return tuple(found.values()), said, nameless


def _merged(first: AccountIn, second: AccountIn) -> AccountIn:
    roles = dict.fromkeys([*first.role.split("; "), *second.role.split("; ")])
    days = [day for day in (first.last_used, second.last_used) if day]
    return replace(
        first,
        role="; ".join(role for role in roles if role),
        admin=first.admin or second.admin,
        active=first.active or second.active,
        last_used=max(days, default=None),
        mail=first.mail or second.mail,
        person=first.person or second.person,
    )


WORDS: Mapping[str, Sequence[str]] = {
    "status": ("active", "inactive"),
    "kind": tuple(AccountKind),
    **dict.fromkeys(("active", "disabled", "admin"), ("yes", "no")),
}
"""For what a column tells, our words; others are read as far as they tell it by themselves."""


class RowReader:
    """One row into one account."""

    def __init__(
        self, source: AccountSource, chosen: dict[str, list[str]], zone: tzinfo, days: DateColumns, words: ToldWords
    ) -> None:
        self.source = source
        self.days = days
        self.words = words
        self.chosen = chosen
        self.zone = zone
        self.naive = False
        self.notes: list[str] = []
        self.texts = texts.TextCells()

    def account(self, line: int, row: Mapping[str, str]) -> AccountIn | None:
        """The account of a row; None when it names none.

        What reads as text is judged and not kept: words of an admin in it count, words of one switched off do not.
        """
        row = self.words.translated(row, self.chosen)
        account = self.one(row, "account")
        if account.casefold() in _NAMELESS or not texts.fits("account", account):
            return None
        admit = self.texts.admit
        role = self.one(row, "role") or self.role_in_status(row)
        status = admit("status", self.one(row, "status"))
        mail = admit("mail", self.one(row, "mail")) or (account if "@" in account and "#EXT#" not in account else "")
        days = [day for name in self.chosen.get("last_used", ()) if (day := self.day(line, name, row[name]))]
        found = AccountIn(
            account=account,
            line=line,
            aliases=tuple(
                kept for text in self.many(row, "aliases") if text != account and (kept := admit("aliases", text))
            ),
            kind=self.kind(account, row),
            person=admit("person", self.one(row, "person"))
            or admit("person", f"{self.one(row, 'first')} {self.one(row, 'last')}".strip()),
            mail=mail if "@" in mail else "",
            role=admit("role", role),
            admin=self.admin(row, role),
            active=self.active(row, status),
            status=status,
            last_used=max(days, default=None),
            use_known=self.use_known(row, days),
            created=next((self.day(line, name, row[name]) for name in self.chosen.get("created", ())), None),
            manager=admit("manager", self.one(row, "manager")),
        )
        return _aws(found, row) if self.source is AccountSource.AWS else found

    def nameless(self, row: Mapping[str, str]) -> str:
        """Why a row is no account."""
        if texts.fits("account", self.one(row, "account")):
            return "no account id"
        return "its account id reads as text; say which column is the id: --column account=COLUMN"

    def one(self, row: Mapping[str, str], what: str) -> str:
        """What the first column for it says."""
        for name in self.chosen.get(what, ()):
            text = clean(" ".join(row[name].split()), name)
            if text.casefold() not in _NAMELESS or what == "account":
                return text
        return ""

    def many(self, row: Mapping[str, str], what: str) -> list[str]:
        """What all columns for it say; one column may hold several, with ; or | between."""
        texts = [part for name in self.chosen.get(what, ()) for part in re.split(r"[;|]", row[name])]
        return list(
            dict.fromkeys(clean(text.strip(), what) for text in texts if text.strip().casefold() not in _NAMELESS)
        )

    def day(self, line: int, column: str, text: str) -> date | None:
        """A day in the zone of the list; what cannot be told is named and left empty."""
        if text.strip().casefold().startswith("never"):
            return None
        try:
            found = self.days.moment(column, text, self.zone)
        except BadTime as error:
            self.notes.append(f"line {line}: {account_columns.shown([column])[0]} left empty: {error}")
            return None
        if found is None:
            return None
        self.naive = self.naive or (found.naive and not found.day_only)
        return day_of(found, self.zone)

    def use_known(self, row: Mapping[str, str], days: list[date]) -> bool:
        """Whether the list tells about sign-ins: a day, or in words that there was none."""
        told = [row[name].strip().casefold() for name in self.chosen.get("last_used", ())]
        return bool(days) or any(text.startswith("never") or text == "no_information" for text in told)

    def kind(self, account: str, row: Mapping[str, str]) -> AccountKind:
        """Person, guest, service, key, tool or root."""
        if "#EXT#" in account or (self.source is AccountSource.ENTRA and self.one(row, "role").casefold() == "guest"):
            return AccountKind.GUEST
        if account == _ROOT:
            return AccountKind.ROOT
        told = self.texts.admit("kind", self.one(row, "kind"))
        found = next((kind for kind, words in _KINDS if told and words.search(told)), None)
        return found or roles.kind_by_word(self.role_in_status(row)) or AccountKind.PERSON

    def admin(self, row: Mapping[str, str], role: str) -> bool:
        """Said in a column of its own, or by the role."""
        told = [row[name].strip().casefold() for name in self.chosen.get("admin", ())]
        return any(one in _YES or roles.is_admin(one) for one in told) or roles.is_admin(role)

    def role_in_status(self, row: Mapping[str, str]) -> str:
        """The status where it tells a role because no column does: `Primary Owner`, `Bot`, `Single-Channel Guest`."""
        status = "" if "role" in self.chosen else self.one(row, "status")
        return status if roles.is_admin(status) or roles.kind_by_word(status) else ""

    def active(self, row: Mapping[str, str], status: str) -> bool:
        """Whether it can sign in, as far as the list says."""
        on, off = (self.texts.admit(what, self.one(row, what)).casefold() for what in ("active", "disabled"))
        if on and on not in _YES:
            return False
        if (off in _YES and off not in _ON) or off in {"suspended", "disabled"}:
            return False
        return status.casefold().split(" ")[0] not in _OFF


def _aws(found: AccountIn, row: Mapping[str, str]) -> AccountIn:
    """An AWS report tells no status: an account is active when it has a password or a key in force."""

    def on(column: str) -> bool:
        return row.get(column, "").strip().casefold() == "true"

    keys = [f"key {number}" for number in (1, 2) if on(f"access_key_{number}_active")]
    console = on("password_enabled")
    told = any(name in row for name in ("password_enabled", "access_key_1_active", "access_key_2_active"))
    root = found.account == _ROOT
    means = [
        *(["console"] if console else []),
        *keys,
        *(["certificate"] if on("cert_1_active") or on("cert_2_active") else []),
    ]
    kind = found.kind if root or console or not keys else AccountKind.SERVICE
    return replace(
        found, kind=kind, role=", ".join(means), admin=root, active=bool(means) or root or not told,
        mail=found.mail, status="" if means or root or not told else "no password, no key",
    )  # fmt: skip
