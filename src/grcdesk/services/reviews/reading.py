"""Reading access reviews: tallies, systems, accounts, and everything that keeps one from being signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem, SignOff
from grcdesk.models.tables import table_of
from grcdesk.models.unreadable import stored_day
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.reviews.reviews import AccountRow, CampaignRow, Tally
from grcdesk.services.common.in_force import engagement
from grcdesk.terms.reviews import AccountKind, Decision, Verified

ACCOUNT = table_of(Account).c
SYSTEM = table_of(CampaignSystem).c
REMOVALS = (Decision.REVOKE, Decision.MODIFY)
# a system is `listed` once a reviewer's own list of it came in: an account that list left out was not looked at
IS_MISSING = and_(ACCOUNT.decision.is_(None), SYSTEM.listed == 1, ACCOUNT.listed == 0)
"""Needs a join with the account's system."""
IS_UNDECIDED = and_(ACCOUNT.decision.is_(None), or_(SYSTEM.listed == 0, ACCOUNT.listed == 1))
IS_UNPROVEN = and_(ACCOUNT.decision.in_(REMOVALS), ACCOUNT.verified.is_(None))
IS_STILL_PRESENT = and_(ACCOUNT.decision.in_(REMOVALS), ACCOUNT.verified == Verified.STILL_PRESENT)
_VIEW = (
    "id", "system_name", "account", "kind", "person", "mail", "role", "admin", "active", "status", "last_used", "flags",
    "assigned", "reviewer", "decision", "decided_on", "reason", "ticket", "done_on", "verified", "self_review",
    "unauthorised", "mfa",
)  # fmt: skip


def require(session: Session, campaign: str) -> Campaign:
    """The campaign of that id, or of that slot.

    Raises:
        NotFound: when there is none.
    """
    row = session.get(Campaign, campaign)
    if row is None:
        rows = session.scalars(select(Campaign).order_by(col(Campaign.position))).all()
        named = [one for one in rows if campaign.casefold() in (one.id.casefold(), one.slot.casefold())]
        if len(named) != 1:
            raise NotFound.of("access review", campaign, tuple(one.id for one in rows))
        row = named[0]
    return row


def systems_of(session: Session, campaign: str) -> list[CampaignSystem]:
    """Its systems in order."""
    query = select(CampaignSystem).where(col(CampaignSystem.campaign) == campaign)
    return list(session.scalars(query.order_by(col(CampaignSystem.position))))


def require_system(session: Session, campaign: str, name: str) -> CampaignSystem:
    """The system of that name in a campaign; a start that fits one alone is enough.

    Raises:
        NotFound: when none or several fit.
    """
    rows = systems_of(session, campaign)
    folded = rules.fold(name)
    for fits in (
        [row for row in rows if rules.fold(row.name) == folded],
        [row for row in rows if rules.fold(row.name).startswith(folded)],
    ):
        if folded and len(fits) == 1:
            return fits[0]
    raise NotFound.of(f"system in {campaign}", name, tuple(row.name for row in rows))


def tallies(session: Session, campaigns: Sequence[str]) -> dict[str, Tally]:
    """Every campaign in numbers; two queries whatever their size."""

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    counted = (
        func.count(),
        *(count(ACCOUNT.decision == word) for word in Decision),
        count(IS_UNDECIDED),
        count(IS_MISSING),
        count(and_(ACCOUNT.self_review == 1, ACCOUNT.decision.is_not(None))),
        count(and_(ACCOUNT.unauthorised == 1, ACCOUNT.decision.is_not(None))),
        count(IS_UNPROVEN),
        count(IS_STILL_PRESENT),
    )
    query = (
        select(ACCOUNT.campaign, *counted)
        .select_from(table_of(Account).join(table_of(CampaignSystem), SYSTEM.id == ACCOUNT.system))
        .where(ACCOUNT.campaign.in_(campaigns))
        .group_by(ACCOUNT.campaign)
    )
    found: dict[str, list[int]] = {row[0]: [int(part) for part in row[1:]] for row in session.execute(query)}
    empty = select(SYSTEM.campaign, func.count()).where(SYSTEM.campaign.in_(campaigns), SYSTEM.population == "")
    without = {row[0]: row[1] for row in session.execute(empty.group_by(SYSTEM.campaign))}
    none = [0] * len(counted)
    counts = {name: [*found.get(name, none), without.get(name, 0)] for name in campaigns}
    return {name: Tally(*numbers) for name, numbers in counts.items()}


def campaign_rows(session: Session) -> list[CampaignRow]:
    """All campaigns, newest slot first."""
    rows = session.scalars(
        select(Campaign).order_by(col(Campaign.slot_start).desc(), col(Campaign.position).desc())
    ).all()
    names = [row.id for row in rows]
    numbers = tallies(session, names)
    systems: dict[str, list[str]] = {name: [] for name in names}
    for one in session.scalars(select(CampaignSystem).order_by(col(CampaignSystem.position))):
        systems[one.campaign].append(one.name)
    signed = _signed(session)
    found = []
    for row in rows:
        sign = signed.get(row.id)
        state = rules.state_of(
            row.phase, numbers[row.id], len(systems[row.id]), remarked=bool(sign and sign.exceptions)
        )
        found.append(
            CampaignRow(
                row.id,
                row.slot,
                state,
                row.started,
                row.due,
                tuple(systems[row.id]),
                numbers[row.id],
                sign.signed_on if sign else None,
                sign.name if sign else "",
            )
        )
    return found


def _signed(session: Session) -> dict[str, SignOff]:
    """Campaign → the signature in force; one that was taken back stays on record and signs nothing."""
    query = select(SignOff).where(col(SignOff.reopened_on).is_(None)).order_by(col(SignOff.position))
    return {one.campaign: one for one in session.scalars(query)}


def drawn_on(one: AccountList) -> date:
    """Day a list was drawn, in the desk's zone."""
    return one.pulled_on or stored_day(one.pulled_at[:10])


def zone(session: Session) -> str:
    """IANA name of the zone whose calendar counts; empty: the computer's own."""
    return engagement(session).zone


def remarked(session: Session, campaign: str) -> bool:
    """Whether the signature in force stands over exceptions."""
    query = select(SignOff).where(col(SignOff.campaign) == campaign, col(SignOff.reopened_on).is_(None))
    return any(one.exceptions for one in session.scalars(query))


def plain_day(found: date | str) -> date:
    """Smallest and largest of a column of days come as text from some databases."""
    return found if isinstance(found, date) else stored_day(found)


def holidays_of(row: Campaign) -> tuple[date, ...]:
    """Days that are no business days in it."""
    return tuple(stored_day(day) for day in row.holidays)


def previous_systems(session: Session, row: Campaign) -> dict[str, str]:
    """System name → id of that system in the newest earlier campaign that has a list of it."""
    query = (
        select(SYSTEM.name, SYSTEM.id)
        .join(table_of(Campaign), table_of(Campaign).c.id == SYSTEM.campaign)
        .where(table_of(Campaign).c.slot_start < row.slot_start, SYSTEM.population != "")
        .order_by(table_of(Campaign).c.slot_start, table_of(Campaign).c.position)
    )
    # in the order of slots, so that a newer one takes the place of an older
    return {row[0]: row[1] for row in session.execute(query)}


def account_rows(session: Session, ids: Sequence[str]) -> list[AccountRow]:
    """Those accounts in that order; one query per 500."""
    found: dict[str, AccountRow] = {}
    for start in range(0, len(ids), 500):
        wanted = ids[start : start + 500]
        query = select(*(ACCOUNT[name] for name in _VIEW)).where(ACCOUNT.id.in_(wanted))
        for row in session.execute(query):
            found[row[0]] = account_row(row)
    return [found[name] for name in ids if name in found]


def account_row(row: Any) -> AccountRow:
    """A row of the columns of an account as it is shown."""
    values = list(row)
    values[3] = AccountKind(values[3])
    values[11] = tuple(values[11])
    return AccountRow(*values)


def names(rows: Iterable[tuple[str, str]], twice: frozenset[str]) -> tuple[str, ...]:
    """Accounts by id; by `system/id` when two systems know the id. Pairs are system and account."""
    return tuple(f"{system}/{account}" if account in twice else account for system, account in rows)


def known_twice(session: Session, campaign: str) -> frozenset[str]:
    """Account ids that more than one system of the campaign knows."""
    query = select(ACCOUNT.account).where(ACCOUNT.campaign == campaign).group_by(ACCOUNT.account)
    return frozenset(session.scalars(query.having(func.count() > 1)))
