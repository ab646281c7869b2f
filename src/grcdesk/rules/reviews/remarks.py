"""What is to be remarked over a signed access review: leavers, the order of days, decisions in bulk. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from grcdesk.rules.reviews import reviews as rules
from grcdesk.rules.reviews.people import LONG_AGO
from grcdesk.schemas.reviews.checks import Remark
from grcdesk.schemas.reviews.reviews import Pace
from grcdesk.terms.reviews import Decision, ReviewException, SignVerdict, Verified
from grcdesk.wording import count

LARGE = 25
"""Accounts kept in one act from which on it is named: so many are seldom looked at one by one."""
SWIFT = 20.0
"""Accounts a minute from which on the pace is named."""
_GONE = frozenset({Verified.GONE, Verified.DISABLED})


@dataclass(frozen=True, slots=True)
class LeaverFacts:
    """The account of somebody who has left, as lists and decisions tell it."""

    system: str
    account: str
    left_on: date
    decision: Decision | None
    done_on: date | None
    listed_on: date
    """When the list under review was drawn."""
    active: bool
    """Whether it was active then."""
    last_used: date | None
    verified: Verified | None = None
    later_on: date | None = None
    """When the newest later list was drawn."""
    later_active: bool = False
    later_used: date | None = None


def verdict(remarks: Collection[object]) -> SignVerdict:
    """`signed` only where nothing is to be remarked."""
    return SignVerdict.WITH_EXCEPTIONS if remarks else SignVerdict.PLAIN


def seen_active(one: LeaverFacts) -> date | None:
    """The last day on which a list shows the account active; None: none does."""
    days = [one.listed_on] if one.active else []
    if one.later_on is not None and one.later_active:
        days.append(one.later_on)
    return max(days, default=None)


def revoked_on(one: LeaverFacts) -> date | None:
    """The day it was revoked, as told or as a later list shows it; None: it was not to be, or nothing shows it."""
    ended = one.done_on or (one.later_on if one.verified in _GONE else None)
    return ended if one.decision is Decision.REVOKE else None


def last_used(one: LeaverFacts) -> date | None:
    """The last sign-in any list tells of."""
    return max((day for day in (one.last_used, one.later_used) if day), default=None)


def leaver(one: LeaverFacts, *, limit: int, holidays: Collection[date] = ()) -> list[Remark]:
    """What is to be remarked of it.

    Args:
        one: the account.
        limit: business days from leaving to revocation.
        holidays: days that are no business days.
    """
    found = []
    seen = seen_active(one)
    revoked = revoked_on(one)
    if seen is not None and seen >= one.left_on:
        until = revoked or seen
        days = rules.business_days(one.left_on, until, holidays)
        if revoked is None or days > limit or one.left_on == LONG_AGO:
            found.append(_remark(one, ReviewException.LEAVER, _active(one, until, days, limit, revoked)))
    used = last_used(one)
    if used is not None and used > one.left_on and one.left_on != LONG_AGO:
        told = f"signed in on {used}, {count((used - one.left_on).days, 'day')} after its person left on {one.left_on}"
        found.append(_remark(one, ReviewException.SIGN_IN_AFTER_LEAVING, told))
    return found


def _active(one: LeaverFacts, until: date, days: int, limit: int, revoked: date | None) -> str:
    end = f"revoked on {until}" if revoked else f"still active on {until}"
    if one.left_on == LONG_AGO:
        return f"its person left on a day that is not told, {end}"
    took = f"{count((until - one.left_on).days, 'day')} ({count(days, 'business day')})"
    kept = ", and was kept" if one.decision is Decision.KEEP else ""
    return f"its person left on {one.left_on}, {end}, {took} later; {limit} business days allowed{kept}"


def _remark(one: LeaverFacts, kind: ReviewException, text: str) -> Remark:
    return Remark(kind, one.system, one.account, text)


def before_start(what: str, on: date, started: date) -> str:
    """`AL-1 was drawn on 2026-06-30, before the review began on 2026-07-01`; empty: it was not."""
    return f"{what} on {on}, before the review began on {started}" if on < started else ""


def unsignable(signed_on: date, newest: Sequence[tuple[str, date]]) -> list[str]:
    """Why a signature cannot be of that day: what it speaks of is later. Pairs are what, and its newest day."""
    return [f"{signed_on} lies before {what}, {day}" for what, day in newest if day > signed_on]


def bulk(pace: Pace, keeps: int) -> str:
    """What is to be said of decisions made here in bulk; empty: nothing.

    Args:
        pace: how fast a reviewer went.
        keeps: most accounts kept in one act.
    """
    swift = pace.rows >= LARGE and pace.per_minute >= SWIFT
    if keeps < LARGE and not swift:
        return ""
    act = f", up to {keeps} kept in one act" if keeps > 1 else ""
    return (
        f"{pace.reviewer} decided {count(pace.rows, 'account')} in {pace.minutes} min, {pace.per_minute} a minute{act}"
    )


def bulk_file(reviewer: str, name: str, *, keeps: int, removals: int, days: int, same: int) -> str:
    """What is to be said of many keeps in one file; empty: nothing.

    Args:
        reviewer: who decided.
        name: of the file.
        keeps: accounts kept in it.
        removals: accounts to be revoked or modified in it.
        days: different days of decision.
        same: keeps that give one and the same reason.
    """
    if keeps <= rules.PAGE:
        return ""
    rest = "no removal" if not removals else count(removals, "removal")
    one = f", {same:,} of them with one and the same reason" if same > 1 else ""
    when = "all dated one day" if days == 1 else f"dated {days} days"
    return (
        f"{reviewer} kept {keeps:,} accounts in one file, {name}, with {rest}, {when}{one}; "
        "how long each was looked at is not recorded"
    )
