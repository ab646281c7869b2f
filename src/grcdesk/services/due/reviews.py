"""Access reviews that wait for a signature, and systems of which no account list was ever read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from grcdesk.models.base import IsoDate
from grcdesk.rules.vendors.providers import plain
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common import in_force
from grcdesk.services.common.in_force import engagement
from grcdesk.terms import DueKind
from grcdesk.terms.reviews import CampaignPhase
from grcdesk.wording import count

# named and not imported: the models of reviews would cost every list of what is due 40 ms
_CAMPAIGN = sa.table(
    "campaign",
    *(sa.column(name) for name in ("id", "slot", "phase")),
    *(sa.column(name, IsoDate()) for name in ("due", "started")),
)
_SYSTEM = sa.table(
    "campaign_system", *(sa.column(name) for name in ("name", "campaign", "owner", "position", "population"))
)
_ACCOUNT = sa.table("account", *(sa.column(name) for name in ("campaign", "decision")))


def unsigned(session: Session, on: date) -> Iterator[DueDate]:
    """Access reviews that were opened by that day and are not signed."""
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for campaign, owner in session.execute(sa.select(_SYSTEM.c.campaign, _SYSTEM.c.owner).order_by(_SYSTEM.c.position)):
        if owner:
            owners[campaign][owner] = None
    decided = sa.select(_ACCOUNT.c.campaign, sa.func.count(), sa.func.count(_ACCOUNT.c.decision))
    counts = {name: (every, done) for name, every, done in session.execute(decided.group_by(_ACCOUNT.c.campaign))}
    query = sa.select(_CAMPAIGN.c.id, _CAMPAIGN.c.slot, _CAMPAIGN.c.due).where(
        _CAMPAIGN.c.phase != CampaignPhase.SIGNED.value, _CAMPAIGN.c.started <= on
    )
    for name, slot, due in session.execute(query):
        every, done = counts.get(name, (0, 0))
        why = f"not signed; {done} of {count(every, 'account')} decided" if every else "no account was read yet"
        yield DueDate(DueKind.ACCESS_REVIEW, name, f"Access review {slot}", ", ".join(owners[name]), due, why)


def systems(session: Session, on: date) -> Iterator[DueDate]:
    """Systems in scope of which no account list was ever read."""
    known: dict[str, str] = {}
    listed: set[str] = set()
    for name, owner, population in session.execute(sa.select(_SYSTEM.c.name, _SYSTEM.c.owner, _SYSTEM.c.population)):
        known[plain(name)] = owner or known.get(plain(name), "")
        if population:
            listed.add(plain(name))
    first = engagement(session).period_start or on
    for name in in_force.systems(session):
        if plain(name) not in listed:
            why = "in scope, and no account list of it was read"
            owner = known.get(plain(name), "")
            yield DueDate(DueKind.UNLISTED_SYSTEM, name, name, owner, min(first, on), why, never=True)
