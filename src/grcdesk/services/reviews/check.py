"""Everything that speaks against signing a campaign, account by account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.reviews import AccountList, Campaign, CampaignSystem
from grcdesk.models.tables import table_of
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.reviews.checks import Blocking, Late, Remark, SignCheck
from grcdesk.services.common import in_force
from grcdesk.services.reviews import bulk, reading, remarks
from grcdesk.services.reviews.reading import ACCOUNT, SYSTEM
from grcdesk.terms.reviews import Decision, ReviewException, Verified
from grcdesk.wording import count

_KINDS = {
    "missing": (reading.IS_MISSING, "is in the list of the system and missing from the rows"),
    "undecided": (reading.IS_UNDECIDED, "is undecided"),
    "self_reviewed": (
        and_(ACCOUNT.self_review == 1, ACCOUNT.decision.is_not(None)),
        "was decided by {reviewer}, whose account it is",
    ),
    "unauthorised": (
        and_(ACCOUNT.unauthorised == 1, ACCOUNT.decision.is_not(None)),
        "was decided by {reviewer}, who is neither owner nor delegate",
    ),
    "unproven": (reading.IS_UNPROVEN, "{decision}: no later list of the system proves it{why}"),
    "still_present": (reading.IS_STILL_PRESENT, "{decision}: the later list still shows it as it was"),
}


def check(session: Session, campaign: Campaign) -> SignCheck:
    """Whether the campaign can be signed. One query per kind of reason, whatever its size."""
    systems = reading.systems_of(session, campaign.id)
    query = select(AccountList).where(col(AccountList.campaign) == campaign.id)
    lists = {one.id: one for one in session.scalars(query)}
    tally = reading.tallies(session, [campaign.id])[campaign.id]
    twice = reading.known_twice(session, campaign.id)
    empty = tuple(one.name for one in systems if not one.population)
    against = _against(session, campaign.id, _doubts(systems, lists))
    blocking = [Blocking("no_population", name, "", "has no list of accounts") for name in empty]
    for found in against.values():
        blocking += found
    took = tuple(late(session, campaign, twice, {name: reading.drawn_on(one) for name, one in lists.items()}))
    return SignCheck(
        campaign=campaign.id,
        state=rules.state_of(campaign.phase, tally, len(systems)),
        no_population=empty,
        **{kind: reading.names(((one.system, one.account) for one in found), twice) for kind, found in against.items()},
        late=took,
        decisions={
            "keep": tally.keep,
            "revoke": tally.revoke,
            "modify": tally.modify,
            "undecided": tally.undecided,
        },
        signable=not blocking,
        blocking=tuple(blocking),
        exceptions=tuple(_exceptions(session, campaign, systems, took)),
    )


def _doubts(systems: list[CampaignSystem], lists: Mapping[str, AccountList]) -> dict[str, str]:
    """Why the newest later list of a system proves nothing, to be told beside each removal it leaves unproven."""
    newest = {one.name: lists[one.proof].doubt for one in systems if one.proof}
    return {system: f"; {doubt}" for system, doubt in newest.items() if doubt}


def _against(session: Session, campaign: str, doubts: Mapping[str, str]) -> dict[str, list[Blocking]]:
    """What bars the signature, by kind."""
    found: dict[str, list[Blocking]] = {}
    for kind, (condition, text) in _KINDS.items():
        found[kind] = [
            Blocking(
                kind, system, account, text.format(reviewer=reviewer, decision=decision, why=doubts.get(system, ""))
            )
            for system, account, reviewer, decision in _matching(session, campaign, condition)
        ]
    return found


def _exceptions(
    session: Session, campaign: Campaign, systems: list[CampaignSystem], took: tuple[Late, ...]
) -> Iterator[Remark]:
    """Everything that is to be remarked over a signature, the most harmful first."""
    yield from remarks.of_leavers(session, campaign, systems)
    for one in took:
        text = f"removed after {count(one.business_days, 'business day')}, {campaign.removal_days} allowed"
        yield Remark(ReviewException.LATE, one.system, one.account.removeprefix(f"{one.system}/"), text)
    yield from remarks.of_lists(session, campaign, systems)
    yield from remarks.of_order(session, campaign, systems)
    yield from remarks.of_roster(session, systems)
    yield from bulk.of_bulk(session, campaign.id)
    yield from _scope(session, systems)
    yield from bulk.of_history(session, campaign)


def _scope(session: Session, systems: list[CampaignSystem]) -> Iterator[Remark]:
    for one in systems:
        if not one.owner:
            yield Remark(ReviewException.OWNER, one.name, "", "has no owner: who may decide on it is not checked")
    known = {rules.fold(one.name) for one in systems}
    for name in in_force.systems(session):
        if rules.fold(name) not in known:
            yield Remark(ReviewException.LEFT_OUT, name, "", "is in scope and not in this review")


def _matching(session: Session, campaign: str, condition: object) -> list[tuple[str, str, str, str]]:
    query = (
        select(ACCOUNT.system_name, ACCOUNT.account, ACCOUNT.reviewer, ACCOUNT.decision)
        .select_from(ACCOUNT.id.table.join(table_of(CampaignSystem), SYSTEM.id == ACCOUNT.system))
        .where(ACCOUNT.campaign == campaign, condition)  # type: ignore[arg-type]  # a condition of SQL
        .order_by(ACCOUNT.position)
    )
    rows = session.execute(query)
    return [(system, account, who, decided.value if decided else "") for system, account, who, decided in rows]


def late(session: Session, campaign: Campaign, twice: frozenset[str], pulled: Mapping[str, date]) -> list[Late]:
    """Removals that took more business days than the campaign allows: from the decision to the day it was done.

    Without a day of its own, a removal counts as done when the list that proves it was made.
    """
    holidays = reading.holidays_of(campaign)
    found = []
    for system, account, decided, done in removals(session, campaign.id, pulled):
        days = rules.business_days(decided, done, holidays)
        if days > campaign.removal_days:
            name = f"{system}/{account}" if account in twice else account
            found.append(Late(name, days, system))
    return found


def removals(session: Session, campaign: str, pulled: Mapping[str, date]) -> list[tuple[str, str, date, date]]:
    """System, account, decided on and done on of every removal that is done."""
    query = (
        select(
            ACCOUNT.system_name, ACCOUNT.account, ACCOUNT.decided_on, ACCOUNT.done_on, ACCOUNT.proof, ACCOUNT.verified
        )
        .where(ACCOUNT.campaign == campaign, ACCOUNT.decision.in_((Decision.REVOKE, Decision.MODIFY)))
        .order_by(ACCOUNT.position)
    )
    found = []
    for system, account, decided, done, proof, verified in session.execute(query):
        # a list that still shows the account has judged the removal, and has not seen it done
        shown = proof and verified is not Verified.STILL_PRESENT
        day = done or (pulled[proof] if shown else None)
        if decided is not None and day is not None:
            found.append((system, account, decided, day))
    return found


def drawn(session: Session, campaign: str) -> dict[str, date]:
    """List → the day it was drawn."""
    rows = session.scalars(select(AccountList).where(col(AccountList.campaign) == campaign))
    return {one.id: reading.drawn_on(one) for one in rows}
