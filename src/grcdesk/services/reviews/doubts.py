"""What the lists of a campaign say against what was told of them: no bar to signing, but exceptions by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk.models.reviews import Account, AccountList, CampaignSystem
from grcdesk.rules.reviews import reviews as rules
from grcdesk.services.reviews.reading import ACCOUNT, REMOVALS
from grcdesk.terms.reviews import Decision, ListPurpose, Verified
from grcdesk.wording import count, join

_NAMED = 10


def doubts(session: Session, systems: Sequence[CampaignSystem]) -> list[str]:
    """Lists not known to be whole, kept accounts a later list does not hold, removals told done too early."""
    found = []
    for one in systems:
        listed = session.get(AccountList, one.population) if one.population else None
        if listed is not None and rules.DISAGREES in listed.completeness:
            found.append(f"{one.name}: {listed.completeness}")
        elif listed is not None and not listed.completeness:
            found.append(f"{one.name}: how its list is known to be complete is not told")
        if one.proof:
            found += [*lost(session, one), *_too_early(session, one)]
    return found


def lost(session: Session, system: CampaignSystem) -> list[str]:
    """Accounts that were kept, and that the newest later list does not hold: a list in parts would prove anything."""
    proof = session.get(AccountList, system.proof)
    holding = json.loads(proof.holding) if proof else {}
    query = select(ACCOUNT.account).where(ACCOUNT.system == system.id, ACCOUNT.decision == Decision.KEEP)
    rows = list(session.scalars(query.order_by(ACCOUNT.position)))
    gone = [account for account in rows if rules.fold(account) not in holding]
    if not gone:
        return []
    told = f"{len(gone):,} of {count(len(rows), 'kept account')} not in {system.proof} either: {join(gone, _NAMED)}"
    return [f"{system.name}: {told}; is that list whole?"]


def _too_early(session: Session, system: CampaignSystem) -> list[str]:
    """Removals that a list made after the day they were told done still shows; the newest list is judged elsewhere."""
    earlier = _earlier(session, system)
    if not earlier:
        return []
    query = select(Account).where(
        col(Account.system) == system.id, col(Account.decision).in_(REMOVALS), col(Account.done_on).is_not(None)
    )
    found = []
    for row in session.scalars(query.order_by(col(Account.position))):
        for name, pulled, holding in earlier:
            now = holding.get(rules.fold(row.account))
            if row.decision is None or row.done_on is None or pulled <= row.done_on or now is None:
                continue
            after = (str(now[0]), bool(now[1]), bool(now[2]))
            if rules.verify(row.decision, (row.role, row.admin, row.active), after) is Verified.STILL_PRESENT:
                told = f"told done on {row.done_on}, still there in {name} of {pulled}"
                found.append(f"{system.name}/{row.account}: {told}")
                break
    return found


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
    return [(one.id, date.fromisoformat(one.pulled_at[:10]), json.loads(one.holding)) for one in lists]
