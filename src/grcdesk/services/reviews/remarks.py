"""Gathering what is to be remarked over a signature: lists, the order of days, leavers, bulk. None of it is a bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem
from grcdesk.models.unreadable import stored_day, stored_json
from grcdesk.rules.reviews import proofs
from grcdesk.rules.reviews import remarks as rules
from grcdesk.rules.reviews.reviews import DISAGREES, fold, verify
from grcdesk.schemas.reviews.checks import Remark
from grcdesk.services.reviews import reading, roster, sync
from grcdesk.services.reviews.reading import ACCOUNT, REMOVALS
from grcdesk.terms.reviews import Decision, ListPurpose, ReviewException, Verified
from grcdesk.wording import count, join

_NAMED = 10


def of_lists(session: Session, campaign: Campaign, systems: Sequence[CampaignSystem]) -> Iterator[Remark]:
    """What speaks against the lists: not told, not whole, not agreeing, drawn before the review began."""
    for one in systems:
        for name in (one.population, one.proof):
            listed = session.get(AccountList, name) if name else None
            if listed is not None:
                yield from _list(one, listed, campaign.started)
        if one.proof:
            yield from (Remark(ReviewException.NOT_WHOLE, one.name, "", text) for text in _lost(session, one))
            yield from _too_early(session, one)


def _not_told(told: Mapping[str, object]) -> str:
    """What nobody said of a list, in words; empty: all is told."""
    return join([what for what, value in told.items() if not value])


def _list(system: CampaignSystem, one: AccountList, started: date) -> Iterator[Remark]:
    told = {"query": one.query, "who drew it": one.pulled_by, "how it is known to be complete": one.completeness}
    if lacking := _not_told(told):
        yield Remark(ReviewException.NOT_TOLD, system.name, "", f"of {one.id} is not told: {lacking}")
    # of a later list the same signs are part of its doubt, which is named below
    if one.purpose is ListPurpose.REVIEW and (signs := proofs.not_whole(sync.claim(one))):
        yield Remark(ReviewException.NOT_WHOLE, system.name, "", f"{one.id} is a page, not a whole list: {join(signs)}")
    if DISAGREES in one.completeness:
        yield Remark(ReviewException.DISAGREES, system.name, "", f"{one.id}: {one.completeness}")
    if one.doubt:
        yield Remark(ReviewException.NOT_WHOLE, system.name, "", f"{one.id}: {one.doubt}")
    if one.lost:
        yield Remark(ReviewException.LOST, system.name, "", f"{count(one.lost, 'row')} of {one.id} became no account")
    if one.believed:
        told_by = f"{one.id} is taken for whole by {one.believed_by}: {one.believed}"
        yield Remark(ReviewException.BELIEVED, system.name, "", told_by)
    if early := rules.before_start(f"{one.id} was drawn", reading.drawn_on(one), started):
        yield Remark(ReviewException.BEFORE_START, system.name, "", early)


def lost(session: Session, system: CampaignSystem) -> list[str]:
    """The same for a warning: accounts that were to stay and that the newest later list does not hold."""
    return [f"{system.name}: {text}" for text in _lost(session, system)]


def _lost(session: Session, system: CampaignSystem) -> list[str]:
    proof = session.get(AccountList, system.proof)
    if proof is None or proof.doubt:
        return []
    query = select(ACCOUNT.account).where(
        ACCOUNT.system == system.id, ACCOUNT.decision.in_((Decision.KEEP, Decision.MODIFY))
    )
    stay = list(session.scalars(query.order_by(ACCOUNT.position)))
    gone = proofs.lacking(stay, stored_json(proof.holding, dict[str, Any]()))
    if not gone:
        return []
    told = f"{len(gone):,} of {count(len(stay), 'account')} that were to stay not in {system.proof} either"
    return [f"{told}: {join(gone, _NAMED)}"]


def _too_early(session: Session, system: CampaignSystem) -> Iterator[Remark]:
    """Removals that a list made after the day they were told done still shows; the newest list is judged elsewhere."""
    earlier = _earlier(session, system)
    if not earlier:
        return
    done = and_(ACCOUNT.system == system.id, ACCOUNT.decision.in_(REMOVALS), ACCOUNT.done_on.is_not(None))
    query = select(Account, ACCOUNT.decision, ACCOUNT.done_on).where(done).order_by(ACCOUNT.position)
    for row, decision, done_on in session.execute(query):
        was = (row.role, row.admin, row.active)
        for name, pulled, holding in earlier:
            now = sync.held(holding.get(fold(row.account)))
            if pulled > done_on and now and verify(decision, was, now) is Verified.STILL_PRESENT:
                told = f"told done on {done_on}, still there in {name} of {pulled}"
                yield Remark(ReviewException.TOO_EARLY, system.name, row.account, told)
                break  # the newest of them is enough


def _earlier(session: Session, system: CampaignSystem) -> list[tuple[str, date, dict[str, Any]]]:
    lists = session.scalars(
        select(AccountList)
        .where(
            col(AccountList.system) == system.id,
            col(AccountList.purpose) == ListPurpose.PROOF,
            col(AccountList.id) != system.proof,
        )
        .order_by(col(AccountList.pulled_at).desc(), col(AccountList.position).desc())
    )
    return [(one.id, reading.drawn_on(one), stored_json(one.holding, dict[str, Any]())) for one in lists]


def of_order(session: Session, campaign: Campaign, systems: Sequence[CampaignSystem]) -> Iterator[Remark]:
    """Decisions dated before the review began or before their list was drawn; removals made before the decision."""
    for one in systems:
        listed = session.get(AccountList, one.population) if one.population else None
        bounds = [(ReviewException.BEFORE_START, campaign.started, f"the review began on {campaign.started}")]
        if listed is not None:
            day = reading.drawn_on(listed)
            bounds.append((ReviewException.OUT_OF_ORDER, day, f"{listed.id} was drawn on {day}"))
        for kind, day, since in bounds:
            query = select(ACCOUNT.reviewer, func.count(), func.min(ACCOUNT.decided_on)).where(
                ACCOUNT.system == one.id, ACCOUNT.decided_on < day
            )
            for who, number, first in session.execute(query.group_by(ACCOUNT.reviewer).order_by(ACCOUNT.reviewer)):
                told = f"{count(number, 'decision')} of {who} dated from {first} on, before {since}"
                yield Remark(kind, one.name, "", told)
    query = select(ACCOUNT.system_name, ACCOUNT.account, ACCOUNT.done_on, ACCOUNT.decided_on).where(
        ACCOUNT.campaign == campaign.id, ACCOUNT.decision.in_(REMOVALS), ACCOUNT.done_on < ACCOUNT.decided_on
    )
    for system, account, done, decided in session.execute(query.order_by(ACCOUNT.position)):
        told = f"told done on {done}, before it was decided on {decided}"
        yield Remark(ReviewException.OUT_OF_ORDER, system, account, told)


def of_leavers(session: Session, campaign: Campaign, systems: Sequence[CampaignSystem]) -> Iterator[Remark]:
    """Accounts of people who have left: how long they stayed active, and whether they were used afterwards."""
    holidays = reading.holidays_of(campaign)
    for _, facts in leavers(session, systems):
        yield from rules.leaver(facts, limit=campaign.removal_days, holidays=holidays)


def leavers(session: Session, systems: Sequence[CampaignSystem]) -> Iterator[tuple[Account, rules.LeaverFacts]]:
    """Accounts of people who have left, with what lists and decisions tell of them."""
    for one in systems:
        listed = session.get(AccountList, one.population) if one.population else None
        if listed is None:
            continue
        later = session.get(AccountList, one.proof) if one.proof else None
        later_on = reading.drawn_on(later) if later else None
        holding = stored_json(later.holding, dict[str, Any]()) if later else {}
        of_leavers = and_(ACCOUNT.system == one.id, ACCOUNT.left_on.is_not(None))
        query = select(Account, ACCOUNT.left_on).where(of_leavers).order_by(ACCOUNT.position)
        for row, left_on in session.execute(query):
            active, used = _in_later(holding.get(fold(row.account)))
            yield row, rules.LeaverFacts(
                one.name, row.account, left_on, row.decision, row.done_on, reading.drawn_on(listed), row.active,
                row.last_used, row.verified, later_on, active, used,
            )  # fmt: skip


def _in_later(now: list[Any] | None) -> tuple[bool, date | None]:
    """Whether an account is active in the later list, and when it was last used; lists of 0.1.0 do not tell that."""
    if now is None:
        return False, None
    _, _, active, *used = now
    return bool(active), stored_day(used[0]) if used and used[0] else None


def of_roster(session: Session, systems: Sequence[CampaignSystem]) -> Iterator[Remark]:
    """A list of people that is missing, or of which nobody says when and whence it came."""
    found = roster.in_force(session)
    if found is None:
        text = "there is no list of people with its source and day: leavers are not looked for"
        yield Remark(ReviewException.ROSTER, "", "", text)
        return
    told = {"source": found.source, "day it was drawn": found.pulled_on, "who drew it": found.pulled_by}
    if lacking := _not_told(told):
        yield Remark(ReviewException.ROSTER, "", "", f"of the list of people {found.id} is not told: {lacking}")
    if found.confirmed:
        text = f"{found.id} takes away {found.gone:,} people; confirmed by {found.loaded_by}: {found.confirmed}"
        yield Remark(ReviewException.ROSTER, "", "", text)
    if not any(text.startswith(("left = ", "status = ", "event = ")) for text in found.columns):
        text = f"no column of {found.id} tells who has left: leavers are not looked for"
        yield Remark(ReviewException.ROSTER, "", "", text)
    newest = _newest_list(session, systems)
    if found.pulled_on is not None and newest is not None and found.pulled_on < newest:
        text = (
            f"{found.id} of {found.pulled_on} is older than the lists of accounts, {newest}: who left since is not seen"
        )
        yield Remark(ReviewException.ROSTER, "", "", text)


def _newest_list(session: Session, systems: Sequence[CampaignSystem]) -> date | None:
    query = select(AccountList).where(col(AccountList.id).in_([one.population for one in systems]))
    return max(map(reading.drawn_on, session.scalars(query)), default=None)
