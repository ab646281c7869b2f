"""Which accounts a filter leaves, in order: one query, whatever the number of accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

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
