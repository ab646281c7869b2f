"""Whether a later list of accounts can prove a removal: known to be whole, of the same system, not too early. Pure.

What is missing from a list proves something only when nothing can be missing from it by accident.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from grcdesk.rules.reviews import reviews as rules
from grcdesk.terms.reviews import AccountSource, Decision, Verified
from grcdesk.wording import count, join

PAGE = "a page of a list proves nothing"
MANY, SHARE = 2, 10
"""Kept accounts a later list may lack: fewer than the first number, or one in so many as the second says."""
_NAMED = 10


@dataclass(frozen=True, slots=True)
class ListClaim:
    """What is known of a list of accounts."""

    account_column: str
    """Its heading, as it is compared."""
    source: AccountSource = AccountSource.TABLE
    accounts: int = 0
    marks: tuple[str, ...] = ()
    """Signs in the file that it is a page of a longer list."""
    stated: int | None = None
    """Accounts there are in all, as file or person says; None: nobody says."""
    lost: int = 0
    """Rows that became no account."""


def not_whole(one: ListClaim) -> tuple[str, ...]:
    """Why a list does not hold all accounts, in words; empty: nothing speaks against it."""
    found = list(one.marks)
    if one.stated is not None and one.accounts < one.stated:
        found.append(f"{one.accounts:,} of {count(one.stated, 'account')} stand in it")
    return tuple(found)


def lacking(stay: Sequence[str], held: Collection[str]) -> list[str]:
    """Of the accounts that were to stay, those a later list does not hold. `held` is folded."""
    return [account for account in stay if rules.fold(account) not in held]


def asks(lacks: int, stay: int) -> bool:
    """Whether so many are missing that a person must say why the list is whole all the same."""
    return lacks >= MANY and lacks * SHARE > stay


def doubt(
    later: ListClaim, reviewed: ListClaim, *,
    stay: Sequence[str], held: Collection[str], others: Sequence[str] = (), believed: str = "",
) -> str:  # fmt: skip
    """Why a later list proves no removal; empty: it can.

    Args:
        later: the later list.
        reviewed: the list under review.
        stay: accounts that were kept or modified, so that the later list should hold them.
        held: accounts of the later list, folded.
        others: the other accounts under review. A list that holds none of all may be of another system.
        believed: why a person takes it for whole; answers missing accounts and lost rows, never a page.
    """
    if signs := not_whole(later):
        return f"{PAGE}: {join(signs)}"
    if later.account_column != reviewed.account_column and not _one_maker(later, reviewed):
        return (
            f"its accounts are told by {later.account_column!r}, those under review by {reviewed.account_column!r}: "
            "they cannot be compared"
        )
    if believed.strip():
        return ""
    if later.lost:
        return f"{count(later.lost, 'row')} of it became no account: mend the list, or say why it is whole"
    return _missing(stay, others, held)


def _missing(stay: Sequence[str], others: Sequence[str], held: Collection[str]) -> str:
    """Why a list may be a part, or another system's, going by the accounts it lacks; empty: nothing speaks for it."""
    lacks = lacking(stay, held)
    if asks(len(lacks), len(stay)):
        told = f"{len(lacks):,} of {count(len(stay), 'account')} that were to stay are not in it either"
        return f"{told}: {join(lacks, _NAMED)}; say why it is whole"
    every = [*stay, *others]
    if every and len(lacking(every, held)) == len(every):
        told = f"none of {count(len(every), 'account')} under review is in it"
        return f"{told}: say why it is the whole list of this system"
    return ""


def _one_maker(later: ListClaim, reviewed: ListClaim) -> bool:
    """Two forms of one maker's export may word the heading in two ways."""
    return later.source is reviewed.source is not AccountSource.TABLE


def shown(
    decision: Decision, was: tuple[str, bool, bool], now: tuple[str, bool, bool] | None, *, doubt: str,
    pulled_on: date, decided_on: date, done_on: date | None,
) -> Verified | None:  # fmt: skip
    """What a later list shows of a removal; None: nothing. What still stands in it is shown by any list.

    Args:
        decision: revoke or modify.
        was: role, admin, active in the list under review.
        now: the same in the later list; None: not in it.
        doubt: why the later list proves nothing; empty: it can.
        pulled_on: when the later list was drawn, in the desk's zone.
        decided_on: when the removal was decided.
        done_on: when it was made; None: not told.
    """
    if not rules.proves(pulled_on, decided_on, done_on):
        return None
    found = rules.verify(decision, was, now)
    return None if doubt and found is not Verified.STILL_PRESENT else found
