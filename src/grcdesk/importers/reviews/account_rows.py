"""One row of an export of accounts into one account; rows that name the same account are merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.words import ToldWords
from grcdesk.importers.reviews import aws, texts
from grcdesk.importers.reviews.documents import AccountTable
from grcdesk.importers.reviews.sign_ins import SignIns
from grcdesk.rules.reviews import roles, statuses
from grcdesk.schemas.reviews.accounts import AccountIn
from grcdesk.terms.reviews import AccountKind, AccountSource, Mfa
from grcdesk.text import clean
from grcdesk.wording import count

_KINDS = (
    (AccountKind.API_KEY, re.compile(r"api.?key|token|access.?key|secret|^sk-", re.IGNORECASE)),
    (AccountKind.TOOL, re.compile(r"\btool|mcp|agent|assistant|plugin", re.IGNORECASE)),
    (
        AccountKind.SERVICE,
        re.compile(r"service|\bsvc\b|\bbot\b|robot|machine|system|workload|application|\bapp\b", re.IGNORECASE),
    ),
    (AccountKind.GUEST, re.compile(r"guest|external|contractor|partner", re.IGNORECASE)),
    (AccountKind.ROOT, re.compile(r"^<?root", re.IGNORECASE)),
)
_NAMELESS = frozenset({"", "-", "n/a", "na", "none", "null"})
_NO_MAIL = re.compile(r"#EXT#|:")
"""Signs of an account that holds a mail address and is none."""
_LEVELS = frozenset({"accesslevel", "accesslevelstringvalue", "maxaccesslevel"})
"""Headings under which GitLab tells a role as a number."""
_PRINTED = re.compile(r"\[(?:\s*(?:'[^']*'|\"[^\"]*\")\s*,?)*\]")
"""A list as a program prints it: `['admin', 'user']`."""
_TYPE_NAME = re.compile(r"(?:Microsoft|System)\.[\w.`]+(?:\[.*\])?(?:\[\])?$")
"""What PowerShell writes in the place of a list."""


WORDS: Mapping[str, Sequence[str]] = {
    "status": ("active", "inactive"),
    "kind": tuple(AccountKind),
    "mfa": ("on", "off"),
    "last_used": ("never",),
    **dict.fromkeys(("active", "disabled", "admin", "bot", "guest"), ("yes", "no")),
}
"""For what a column tells, our words; others are read as far as they tell it by themselves."""


@dataclass(frozen=True, slots=True)
class ToldRights:
    """What a person says beside the list."""

    admins: frozenset[str] = frozenset()
    """Roles that count as those of admins beside the known ones."""
    words: ToldWords = field(default_factory=lambda: ToldWords(WORDS, None))
    """What words of the list mean, as a person says."""
    makers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The same, as the maker file says: what → word of the list → ours."""

    @property
    def folded(self) -> dict[str, dict[str, str]]:
        """What the maker file says, in lower case."""
        return {what: {word.casefold(): ours for word, ours in words.items()} for what, words in self.makers.items()}


def each_account(reader: RowReader, table: AccountTable) -> tuple[tuple[AccountIn, ...], list[str], int]:
    """Each account once, what is to be said of rows passed over, and how many of them name none.

    Raises:
        BadInput: when an account stands on two pages of one list.
    """
    found: dict[str, AccountIn] = {}
    said: list[str] = []
    nameless = 0
    for line, row in table.rows:
        one = reader.account(line, row)
        if one is None:
            said.append(f"line {line}: {reader.nameless(row)}")
            nameless += 1
            continue
        key = one.account.casefold()
        if key in found:
            # on one page an account may have a row for each of its roles; on two pages it was pulled twice
            table.refuse_twice(one.account, found[key].line, line)
            said.append(f"line {line}: {one.account} again; its role was added to line {found[key].line}")
            found[key] = _merged(found[key], one)
        else:
            found[key] = one
    return tuple(found.values()), said, nameless


def _merged(first: AccountIn, second: AccountIn) -> AccountIn:
    days = [day for day in (first.last_used, second.last_used) if day]
    return replace(
        first,
        role=_both_roles(first.role, second.role),
        admin=first.admin or second.admin,
        active=first.active or second.active,
        last_used=max(days, default=None),
        mail=first.mail or second.mail,
        person=first.person or second.person,
        mfa=_worse(first.mfa, second.mfa),
        status_unknown=first.status_unknown or second.status_unknown,
        use_known=first.use_known or second.use_known,
    )


def _both_roles(first: str, second: str) -> str:
    return "; ".join(filter(None, dict.fromkeys([*first.split("; "), *second.split("; ")])))


def _worse(first: Mfa | None, second: Mfa | None) -> Mfa | None:
    """Of two rows of one account the one without a second factor counts; a row that says nothing does not."""
    return first if second is None or first is Mfa.OFF else second


class RowReader:
    """One row into one account."""

    def __init__(
        self, source: AccountSource, chosen: dict[str, list[str]], zone: tzinfo, days: DateColumns, told: ToldRights
    ) -> None:
        self.source = source
        self.chosen = chosen
        self.told = told
        self.folded = told.folded
        self.texts = texts.TextCells()
        self.sign_ins = SignIns(chosen, zone, days, told.makers, self.texts)
        self.unread_roles = 0

    def account(self, line: int, row: Mapping[str, str]) -> AccountIn | None:
        """The account of a row; None when it names none.

        What reads as text is judged and not kept: words of an admin in it count, words of one switched off do not.
        """
        row = self.in_our_words(self.told.words.translated(row, self.chosen))
        account = self.one(row, "account")
        if account.casefold() in _NAMELESS or not texts.fits("account", account):
            return None
        admit = self.texts.admit
        role = self.role(row)
        status = admit("status", self.one(row, "status"))
        active, known = self.sign_ins.active(row, status)
        used, use_known = self.sign_ins.uses(line, row)
        found = AccountIn(
            account=account,
            line=line,
            aliases=tuple(
                kept for text in self.many(row, "aliases") if text != account and (kept := admit("aliases", text))
            ),
            kind=self.kind(account, row),
            person=self.person(row),
            mail=self.mail(row, account),
            role=role if role == roles.UNREAD else admit("role", role),
            admin=self.admin(row, role),
            active=active,
            status=status,
            last_used=used,
            use_known=use_known,
            created=next((self.sign_ins.day(line, name, row[name]) for name in self.chosen.get("created", ())), None),
            manager=admit("manager", self.one(row, "manager")),
            mfa=self.sign_ins.mfa(row),
            status_unknown=not known,
        )
        return aws.completed(found, row) if self.source is AccountSource.AWS else _of_a_thing(found)

    def in_our_words(self, row: Mapping[str, str]) -> Mapping[str, str]:
        """The row with words that are known in the place of those of the list; its status stays as it is worded."""
        found = {
            name: words[told]
            for what, words in self.folded.items() if what != "status"
            for name in self.chosen.get(what, ()) if (told := row[name].strip().casefold()) in words
        }  # fmt: skip
        return {**row, **found} if found else row

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

    def person(self, row: Mapping[str, str]) -> str:
        """Whose account it is."""
        admit = self.texts.admit
        return admit("person", self.one(row, "person")) or admit(
            "person", f"{self.one(row, 'first')} {self.one(row, 'last')}".strip()
        )

    def mail(self, row: Mapping[str, str], account: str) -> str:
        """The mail address of its person; an account that reads as one is one."""
        found = self.texts.admit("mail", self.one(row, "mail"))
        found = found or (account if "@" in account and not _NO_MAIL.search(account) else "")
        return found if "@" in found else ""

    def role(self, row: Mapping[str, str]) -> str:
        """Its roles, all of them, with ; between; as its status tells them when no column does."""
        found = dict.fromkeys(self._role(name, row[name]) for name in self.chosen.get("role", ()))
        return "; ".join(one for one in found if one) or self.role_in_status(row)

    def _role(self, name: str, text: str) -> str:
        told = clean(" ".join(text.split()), name)
        if told.casefold() in _NAMELESS:
            return ""
        if _PRINTED.fullmatch(told):
            told = ";".join(re.findall(r"['\"]([^'\"]+)['\"]", told))
        if _TYPE_NAME.match(told):
            self.unread_roles += 1
            return roles.UNREAD
        return roles.LEVELS.get(told, told) if plain_heading(name) in _LEVELS else told

    def kind(self, account: str, row: Mapping[str, str]) -> AccountKind:
        """Person, guest, service, key, tool or root."""
        if self._is_guest(account, row):
            return AccountKind.GUEST
        if account == aws.ROOT:
            return AccountKind.ROOT
        for what, kind in (("bot", AccountKind.SERVICE), ("guest", AccountKind.GUEST)):
            if self._says_yes(row, what):
                return kind
        told = self.texts.admit("kind", self.one(row, "kind"))
        found = next((kind for kind, words in _KINDS if told and words.search(told)), None)
        return found or roles.kind_by_word(self.role_in_status(row)) or AccountKind.PERSON

    def _is_guest(self, account: str, row: Mapping[str, str]) -> bool:
        """Entra puts a mark into the names of guests, and what they are into the column of their type."""
        types = [row[name].strip().casefold() for name in self.chosen.get("role", ())]
        return "#EXT#" in account or (self.source is AccountSource.ENTRA and "guest" in types)

    def _says_yes(self, row: Mapping[str, str], what: str) -> bool:
        """Whether a column for it says yes."""
        return any(row[name].strip().casefold() in statuses.YES for name in self.chosen.get(what, ()))

    def admin(self, row: Mapping[str, str], role: str) -> bool:
        """Said in a column of its own, or by the role."""
        told = [row[name].strip() for name in self.chosen.get("admin", ())]
        return self._says_yes(row, "admin") or any(roles.is_admin(one, self.told.admins) for one in (*told, role))

    def role_in_status(self, row: Mapping[str, str]) -> str:
        """The status where it tells a role because no column does: `Primary Owner`, `Bot`, `Single-Channel Guest`."""
        status = "" if "role" in self.chosen else self.one(row, "status")
        return status if roles.is_admin(status, self.told.admins) or roles.kind_by_word(status) else ""

    def assumed(self) -> list[str]:
        """What was not understood, and what was counted by words of a person."""
        said = [*self.texts.told(), *self.sign_ins.told()]
        if self.unread_roles:
            number = count(self.unread_roles, "account")
            said.append(f"of {number} the roles were not exported, only the name of a type: write them as text")
        if self.told.admins:
            said.append(f"counted as admins too, by the settings: {', '.join(sorted(self.told.admins))}")
        return said


def _of_a_thing(found: AccountIn) -> AccountIn:
    """The name of a key or a service account is its own, and nobody's."""
    if found.kind not in (AccountKind.API_KEY, AccountKind.SERVICE, AccountKind.TOOL) or not found.person or found.mail:
        return found
    named = () if found.person in (found.account, *found.aliases) else (found.person,)
    return replace(found, person="", aliases=(*found.aliases, *named))
