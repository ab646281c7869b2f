"""Which accounts are meant: those a filter leaves, by one query whatever their number, or those a person names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, CampaignSystem
from grcdesk.models.tables import table_of
from grcdesk.rules.fields.accounts import ACCOUNT_FIELDS
from grcdesk.rules.filters import filters
from grcdesk.rules.reviews.reviews import fold
from grcdesk.schemas.keys import Keys
from grcdesk.services.reviews import reading
from grcdesk.services.reviews.reading import ACCOUNT, SYSTEM
from grcdesk.store import where
from grcdesk.terms.reviews import AccountFlag
from grcdesk.wording import join


def keys(session: Session, campaign: str, given: str, sort: str, today: date, *, me: str = "") -> Keys:
    """Ids of the accounts of a campaign that a filter leaves.

    Raises:
        FilterError: when it cannot be understood.
    """
    tree = filters.parse(f"{given} sort:{sort}" if sort else given, ACCOUNT_FIELDS, today)
    columns = _columns(me)
    order = where.order_by(tree, columns, ACCOUNT.position)
    query = (
        select(ACCOUNT.id)
        .select_from(table_of(Account).join(table_of(CampaignSystem), SYSTEM.id == ACCOUNT.system))
        .where(ACCOUNT.campaign == campaign, where.to_sql(tree, columns, today))
        .order_by(*order)
    )
    return where.keys(session.connection(), query)


def _columns(me: str) -> dict[str, Any]:
    return {
        "system": ACCOUNT.system_name,
        "account": ACCOUNT.account,
        "person": ACCOUNT.person,
        "mail": ACCOUNT.mail,
        "role": ACCOUNT.role,
        "kind": ACCOUNT.kind,
        "used": ACCOUNT.last_used,
        "decision": ACCOUNT.decision,
        "decided": ACCOUNT.decided_on,
        "assigned": ACCOUNT.assigned,
        "reviewer": ACCOUNT.reviewer,
        "reason": ACCOUNT.reason,
        "ticket": ACCOUNT.ticket,
        "done": ACCOUNT.done_on,
        "proof": ACCOUNT.verified,
        "is": {
            "undecided": ACCOUNT.decision.is_(None),
            "decided": ACCOUNT.decision.is_not(None),
            "missing": reading.IS_MISSING,
            "unproven": reading.IS_UNPROVEN,
            "self": sa.and_(ACCOUNT.self_review == 1, ACCOUNT.decision.is_not(None)),
            "unauthorised": sa.and_(ACCOUNT.unauthorised == 1, ACCOUNT.decision.is_not(None)),
            "admin": ACCOUNT.admin == 1,
            "inactive": ACCOUNT.active == 0,
            "mine": sa.func.lower(ACCOUNT.assigned) == fold(me),
            **{flag.value: _flagged(flag) for flag in AccountFlag},
        },
        "text": [
            *(ACCOUNT.account, ACCOUNT.person, ACCOUNT.mail, ACCOUNT.role, ACCOUNT.reason, ACCOUNT.last_used),
            *(where.worded(one) for one in (ACCOUNT.kind, ACCOUNT.decision, ACCOUNT.flags)),
            *(ACCOUNT.system_name, ACCOUNT.assigned, ACCOUNT.reviewer, ACCOUNT.ticket),
        ],
    }


def _flagged(flag: AccountFlag) -> Any:
    return sa.type_coerce(ACCOUNT.flags, sa.Text).contains(f'"{flag.value}"')


def find(session: Session, campaign: str, wanted: Sequence[str], system: str = "") -> list[Account]:
    """Accounts by id, by alias or mail, or as `system/id`, in the order asked for.

    Raises:
        NotFound: when one does not exist.
        BadInput: when a name fits several.
    """
    within = select(Account).where(col(Account.campaign) == campaign)
    if system:
        one = reading.require_system(session, campaign, system)
        within = within.where(col(Account.system) == one.id)
    found = []
    # in parts: SQLite takes a bounded number of values in one statement, and each name is asked for twice
    for start in range(0, len(wanted), 400):
        part = list(wanted[start : start + 400])
        hits = session.scalars(within.where(or_(col(Account.id).in_(part), col(Account.account).in_(part)))).all()
        by_name: dict[str, list[Account]] = {}
        for row in hits:
            for name in {row.id, row.account}:
                by_name.setdefault(name, []).append(row)
        for name in part:
            fits = by_name.get(name) or _near(session, within, campaign, name)
            if len(fits) > 1:
                told = f"{name!r} fits {join([f'{row.system_name}/{row.account}' for row in fits])}"
                raise BadInput(told, hint="write system/account, or give the system")
            found.append(fits[0])
    return list({row.id: row for row in found}.values())


def called(rows: Sequence[Account]) -> tuple[dict[str, str], dict[str, str]]:
    """What tells an account from others, and how people write it, by id."""
    titles = {row.id: " ".join(filter(None, (row.person, row.role, *row.flags))).replace("_", " ") for row in rows}
    return titles, {row.id: f"{row.system_name}/{row.account}" for row in rows}


def _near(session: Session, within: object, campaign: str, name: str) -> list[Account]:
    """By spelling, or by system and spelling."""
    place, slash, rest = name.partition("/")
    folded = fold(name)
    query = within.where(ACCOUNT.names.contains(f"\n{folded}\n", autoescape=True))  # type: ignore[attr-defined]
    fits = list(session.scalars(query))
    exact = [row for row in fits if fold(row.account) == folded]
    if not fits and slash:
        systems = [one for one in reading.systems_of(session, campaign) if fold(one.name) == fold(place)]
        return find(session, campaign, [rest], systems[0].name) if systems else _none(session, campaign, name)
    return exact or fits or _none(session, campaign, name)


def _none(session: Session, campaign: str, name: str) -> list[Account]:
    known = session.scalars(select(ACCOUNT.account).where(ACCOUNT.campaign == campaign).limit(2000)).all()
    raise NotFound.of(f"account in {campaign}", name, tuple(known))
