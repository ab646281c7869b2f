"""Who is who across accounts: people matched by e-mail, alias, login and roster. Pure.

A mail address or an alias on the roster ties accounts of different systems together. A bare login does not: `admin`
of two systems may be two people. It is only compared as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from grcdesk.rules.reviews.reviews import fold
from grcdesk.terms.reviews import AccountFlag, AccountKind, Mfa

LONG_AGO = date(1970, 1, 1)
"""Somebody has left, on a day that is not told."""
PEOPLE = frozenset({AccountKind.PERSON, AccountKind.GUEST})
"""Kinds of account behind which one person sits."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A person on the roster."""

    id: str
    name: str = ""
    mail: str = ""
    aliases: Collection[str] = ()
    manager: str = ""
    started: date | None = None
    moved: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose account it is, as far as its list says."""

    account: str
    mail: str = ""
    person: str = ""
    aliases: tuple[str, ...] = ()
    kind: AccountKind = AccountKind.PERSON


def spellings(*texts: str) -> frozenset[str]:
    """The ways a name may be written, folded: a mail address also without its +tag."""
    found = set()
    for text in texts:
        folded = fold(text)
        if not folded:
            continue
        found.add(folded)
        local, at, domain = folded.partition("@")
        if at and "+" in local:
            found.add(f"{local.partition('+')[0]}@{domain}")
    return frozenset(found)


def names_of(holder: Holder) -> frozenset[str]:
    """Every spelling an account carries."""
    return spellings(holder.account, holder.mail, holder.person, *holder.aliases)


@dataclass
class Roster:
    """The people of the organisation, found by any of their names."""

    workers: Iterable[Worker] = ()
    _by_name: dict[str, list[Worker]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0

    def __post_init__(self) -> None:
        for worker in self.workers:
            self._count += 1
            for name in self.names(worker):
                self._by_name[name].append(worker)

    def __bool__(self) -> bool:
        return bool(self._count)

    @staticmethod
    def names(worker: Worker) -> frozenset[str]:
        """Every spelling of a person."""
        return spellings(worker.id, worker.name, worker.mail, *worker.aliases)

    def find(self, names: Collection[str]) -> Worker | None:
        """The one person with such a name: by mail first, then by any other name that fits exactly one."""
        for wanted in (
            sorted(name for name in names if "@" in name),
            sorted(name for name in names if "@" not in name),
        ):
            hits = {worker.id: worker for name in wanted for worker in self._by_name.get(name, ())}
            if len(hits) == 1:
                return next(iter(hits.values()))
        return None

    def called(self, names: Collection[str]) -> list[Worker]:
        """Everybody with such a name."""
        return list({worker.id: worker for name in names for worker in self._by_name.get(name, ())}.values())


def too_many_gone(*, gone: int, before: int, left: int, on_it: int) -> str:
    """Why a list of people is to be confirmed before it is taken; empty: it need not be.

    Args:
        gone: people of the list before who are not on it, or have left by it.
        before: people of the list before who had not left.
        left: people on it who have left.
        on_it: people on it.
    """
    if gone * 2 > before:
        return f"{gone:,} of {before:,} people would be gone by this list"
    return f"everybody on this list has left: {on_it:,} of {on_it:,}" if left == on_it else ""


def widen(names: Collection[str], roster: Roster, holders: Iterable[Holder] = ()) -> frozenset[str]:
    """All spellings of whoever carries such a name: those of the roster, and of accounts with his name or mail."""
    found = set(names)
    for worker in roster.called(found):
        found |= roster.names(worker)
    people = [names_of(holder) for holder in holders if holder.kind in PEOPLE]
    # a name leads to mail addresses only, and these to more names: two people may share a name, no mail address
    mails = _mails(found).union(*(_mails(spelt) for spelt in people if spelt & found))
    found = found.union(*(spelt for spelt in people if spelt & mails))
    for worker in roster.called(mails):
        found |= roster.names(worker)
    return frozenset(found | mails)


def _mails(names: Collection[str]) -> set[str]:
    return {name for name in names if "@" in name}


def flags_against(roster: Roster, holder: Holder, *, active: bool, on: date, since: date) -> tuple[AccountFlag, ...]:
    """What the roster says of an account on a day; without a roster nothing. Joiners are those since that day."""
    if not roster:
        return ()
    names = names_of(holder)
    worker = roster.find(names)
    if worker is None:
        return (_flag_of_stranger(holder),)
    found = []
    if worker.left_on is not None and worker.left_on <= on and active:
        found.append(AccountFlag.LEAVER)
    if _is_between(worker.started, since, on):
        found.append(AccountFlag.JOINER)
    if _is_between(worker.moved, since, on):
        found.append(AccountFlag.MOVER)
    return tuple(found)


def _flag_of_stranger(holder: Holder) -> AccountFlag:
    """Of an account nobody on the roster holds: it names somebody who is not there, or it names nobody."""
    named = holder.kind in PEOPLE and (holder.mail or holder.person)
    return AccountFlag.ORPHAN if named else AccountFlag.NO_PERSON


def _is_between(day: date | None, since: date, on: date) -> bool:
    return day is not None and since <= day <= on


def flags_of_use(
    last_used: date | None, created: date | None, *, on: date, days: int, known: bool
) -> tuple[AccountFlag, ...]:
    """Dormant, or never used since it was made more than `days` ago. An export without a last sign-in says nothing."""
    if not known:
        return ()
    if last_used is not None:
        return (AccountFlag.DORMANT,) if (on - last_used).days > days else ()
    young = created is not None and (on - created).days <= days
    return () if young else (AccountFlag.NEVER_USED,)


def flags_of_sign_in(
    kind: AccountKind, mfa: Mfa | None, *, active: bool, status_unknown: bool
) -> tuple[AccountFlag, ...]:
    """Somebody signs in without a second factor; nobody knows whether it can sign in at all."""
    found = (AccountFlag.UNKNOWN_STATUS,) if status_unknown else ()
    asked = active and mfa is Mfa.OFF and (kind in PEOPLE or kind is AccountKind.ROOT)
    return (AccountFlag.NO_MFA, *found) if asked else found


def flags_since(before: tuple[str, bool] | None, role: str, *, admin: bool) -> tuple[AccountFlag, ...]:
    """What changed since the campaign before. Before is role and admin then; None: it was not there."""
    if before is None:
        return (AccountFlag.NEW, AccountFlag.NEWLY_ADMIN) if admin else (AccountFlag.NEW,)
    found = []
    if fold(before[0]) != fold(role):
        found.append(AccountFlag.ROLE_CHANGED)
    if admin and not before[1]:
        found.append(AccountFlag.NEWLY_ADMIN)
    return tuple(found)
