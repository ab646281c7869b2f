"""What an access review asks for: days that count, reasons, proofs, and when it may be signed. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from grcdesk.errors import BadInput
from grcdesk.rules.reviews import roles
from grcdesk.rules.time.slots import slots_of
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.reviews import Tally
from grcdesk.terms import Anchor, Frequency
from grcdesk.terms.reviews import AccountFlag, AccountKind, CampaignPhase, CampaignState, Decision, Verified

PAGE = 50
"""Accounts that may be kept in one act: as many as a person can have had before the eyes."""
DISAGREES = "DOES NOT AGREE with"
"""How a list is marked whose accounts are not as many as its system counts."""
_SATURDAY = 5
_SLOTS = (
    (re.compile(r"(\d{4})Q([1-4])"), Frequency.QUARTERLY),
    (re.compile(r"(\d{4})H([12])"), Frequency.SEMIANNUAL),
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), Frequency.MONTHLY),
    (re.compile(r"(\d{4})"), Frequency.ANNUAL),
)
_STANDS_OUT = {
    AccountFlag.DORMANT, AccountFlag.NEVER_USED, AccountFlag.LEAVER, AccountFlag.ORPHAN, AccountFlag.NO_MFA,
    AccountFlag.UNKNOWN_STATUS,
}  # fmt: skip


def slot_span(name: str) -> Span:
    """The days of a slot by its name: 2026Q2, 2026H1, 2026-05, 2026.

    Raises:
        BadInput: for any other name.
    """
    folded = name.strip().upper()
    for shape, frequency in _SLOTS:
        found = shape.fullmatch(folded)
        if found and int(found[1]) > 0:
            year = int(found[1])
            slots = slots_of(frequency, Anchor.CALENDAR, Span(date(year, 1, 1), date(year, 12, 31)))
            return slots[int(found[2]) % 100 - 1 if found.lastindex == 2 else 0].nominal  # noqa: PLR2004
    raise BadInput(f"{name!r} is not a slot", hint="write it as 2026Q2, 2026H1, 2026-05 or 2026")


def is_business_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Neither Saturday, Sunday, nor on the list of holidays."""
    return day.weekday() < _SATURDAY and day not in holidays


def business_days(start: date, end: date, holidays: Collection[date] = ()) -> int:
    """How many business days lie after `start`, up to and with `end`. Friday to Monday is one; backwards is none."""
    if end <= start:
        return 0
    days = (end - start).days
    weeks, rest = divmod(days, 7)
    found = weeks * 5 + sum((start + timedelta(days=step)).weekday() < _SATURDAY for step in range(1, rest + 1))
    return found - sum(start < day <= end and day.weekday() < _SATURDAY for day in set(holidays))


def deadline(start: date, days: int, holidays: Collection[date] = ()) -> date:
    """The day on which that many business days are over."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_business_day(day, holidays)
    return day


def is_ordinary(*, active: bool, admin: bool, kind: AccountKind, flags: Collection[str]) -> bool:
    """Whether keeping this account needs no word of explanation: active, without special rights, nothing odd."""
    return active and not admin and kind is not AccountKind.ROOT and not _STANDS_OUT & set(flags)


def needs_reason(decision: Decision | None, *, ordinary: bool) -> bool:
    """Every decision needs its reason, but keeping an ordinary account."""
    return decision is not None and not (decision is Decision.KEEP and ordinary)


def why_reason(decision: Decision, *, active: bool, admin: bool, flags: Collection[str]) -> str:
    """What makes a reason necessary, in words for the refusal."""
    if decision is not Decision.KEEP:
        return f"{decision.value} needs a reason"
    what = "an admin" if admin else "an inactive account" if not active else ""
    if not what:
        odd = sorted(word.replace("_", " ") for word in _STANDS_OUT & set(flags))
        what = f"an account that is {' and '.join(odd)}" if odd else "the root account"
    return f"keeping {what} needs a reason"


def verify(decision: Decision, was: tuple[str, bool, bool], now: tuple[str, bool, bool] | None) -> Verified:
    """What a later list shows of a removal. Before and after are role, admin, active; None: no longer listed.

    A role that was not read, before or after, shows no change.
    """
    if now is None:
        return Verified.GONE
    if was[2] and not now[2]:
        return Verified.DISABLED
    unread = any(roles.UNREAD in one[0] for one in (was, now))
    if decision is Decision.MODIFY and not unread and (fold(was[0]), was[1]) != (fold(now[0]), now[1]):
        return Verified.CHANGED
    return Verified.STILL_PRESENT


def proves(pulled_on: date, decided_on: date, done_on: date | None) -> bool:
    """Whether a list of that day can show the removal: made neither before the decision nor before the work."""
    return pulled_on >= (done_on or decided_on) and pulled_on >= decided_on


def state_of(phase: CampaignPhase, tally: Tally, systems: int, *, remarked: bool = False) -> CampaignState:
    """How far a campaign has come. Remarked: its signature stands over exceptions."""
    if phase is CampaignPhase.SIGNED:
        return CampaignState.SIGNED_WITH_EXCEPTIONS if remarked else CampaignState.SIGNED
    if phase is CampaignPhase.REOPENED:
        return CampaignState.REOPENED
    if tally.no_population:
        return CampaignState.DRAFT if tally.no_population == systems else CampaignState.COLLECTING
    return _of_its_lines(tally)


def _of_its_lines(tally: Tally) -> CampaignState:
    """Of a campaign that has all its lists: ready to sign when every line is decided and every removal is shown."""
    if tally.undecided or tally.missing or tally.self_reviewed or tally.unauthorised:
        return CampaignState.IN_REVIEW
    if tally.unproven or tally.still_present:
        return CampaignState.REMOVALS
    return CampaignState.READY_TO_SIGN


def fold(text: str) -> str:
    """How names and roles are compared: capitals and blanks do not matter."""
    return " ".join(text.split()).casefold()


def assumptions(found: Sequence[str]) -> list[str]:
    """How a file was read, and what was assumed of it."""
    return [text if text.startswith("read as ") else f"assumed: {text}" for text in found]
