"""Lists the desk itself records: slots of periodic controls, access reviews, the AI inventory, providers.

They are written out row by row and frozen like any other list, so that a check runs over them, and anybody can do so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.agreements import Agreement
from grcdesk.models.base import col
from grcdesk.models.features import Feature, FeatureModel
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem
from grcdesk.models.unreadable import stored_day
from grcdesk.models.vendors import Vendor
from grcdesk.rules.reviews.reviews import deadline
from grcdesk.rules.vendors.providers import plain
from grcdesk.services.common.in_force import systems
from grcdesk.services.coverage.coverage import judged, question
from grcdesk.services.features.reading import Shelf, shelf
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.terms.reviews import Decision
from grcdesk.terms.vendors import AgreementKind

DeskRow = dict[str, Any]


def control_slots(session: Session, today: date) -> Iterator[DeskRow]:
    """Every slot of every periodic control in scope, with the run that counts for it."""
    asked = question(session, today)
    for row in judged(session, asked) if asked is not None else ():
        for slot in row.slots:
            yield {
                "slot_id": f"{row.id}/{slot.slot}",
                "control": row.id,
                "slot": slot.slot,
                "starts_on": slot.start,
                "ends_on": slot.end,
                "required": slot.required,
                "performed_on": slot.performed_on,
                "days_late": slot.days_late,
                "state": slot.state.value,
            }


def _inside(session: Session) -> Sequence[Campaign]:
    """Access reviews whose slot ends in the period of the engagement, or all while there is none."""
    asked = question(session, date.max)
    rows = session.scalars(select(Campaign).order_by(col(Campaign.position))).all()
    return [row for row in rows if asked is None or asked.period.start <= row.slot_end <= asked.period.end]


def review_systems(session: Session, _today: date) -> Iterator[DeskRow]:
    """Every system of every access review, and systems in scope that a review leaves out."""
    wanted = systems(session)
    lists = {row.id: row for row in session.scalars(select(AccountList))}
    for campaign in _inside(session):
        query = select(CampaignSystem).where(col(CampaignSystem.campaign) == campaign.id)
        rows = list(session.scalars(query.order_by(col(CampaignSystem.position))))
        accounts = select(col(Account.system)).where(col(Account.campaign) == campaign.id)
        reviewed = Counter(session.scalars(accounts))
        for row in rows:
            yield {
                "system_id": row.id,
                "campaign": campaign.id,
                "slot": campaign.slot,
                "system": row.name,
                "owner": row.owner,
                "accounts_reviewed": reviewed[row.id],
                **_listed(lists.get(row.population)),
            }
        left = set(wanted) - {row.name for row in rows}
        for number, name in enumerate(filter(left.__contains__, wanted), 1):
            key = f"{campaign.id}/left-out-{number}"
            yield {"system_id": key, "campaign": campaign.id, "slot": campaign.slot, "system": name}


def _listed(one: AccountList | None) -> DeskRow:
    """What is known of the list of a system; a column is there for a system without one, and empty."""
    if one is None:
        return {"list_on": None, "accounts_listed": None, "lost": None, "whole": False}
    return {
        "list_on": one.pulled_at[:10],
        # what the file itself says there are counts where it says more: the rest was never looked at
        "accounts_listed": max(one.accounts, one.stated or 0),
        "lost": one.lost,
        "whole": not one.marks,
    }


def review_accounts(session: Session, _today: date) -> Iterator[DeskRow]:
    """Every account of every access review, who decided what about it, and what became of a removal."""
    for campaign in _inside(session):
        holidays = [stored_day(day) for day in campaign.holidays]
        query = (
            select(Account, CampaignSystem)
            .join(CampaignSystem, col(CampaignSystem.id) == col(Account.system))
            .where(col(Account.campaign) == campaign.id)
            .order_by(col(Account.position))
        )
        for row, system in session.execute(query):
            removed_on = row.decided_on if row.decision not in (None, Decision.KEEP) else None
            due = deadline(removed_on, campaign.removal_days, holidays) if removed_on else None
            yield {
                "row_id": row.id,
                "campaign": campaign.id,
                "system": row.system_name,
                "account": row.account,
                "subject": row.person or row.account,
                "reviewer": row.reviewer,
                "owner": system.owner,
                "delegate": system.delegate,
                "decision": row.decision.value if row.decision else "",
                "decided_on": row.decided_on,
                "removal_due_on": due,
                "done_on": row.done_on,
                "verified": row.verified.value if row.verified else "",
                "self_review": row.self_review,
                "unauthorised": row.unauthorised,
            }


def ai_features(session: Session, _today: date) -> Iterator[DeskRow]:
    """Every AI feature in scope, and what its answers say."""
    found: Shelf = shelf(session)
    vendors = list(session.scalars(select(FeatureModel)))
    for row in found.features:
        if row.in_scope is Answer.NO:
            continue
        yield {
            "feature_id": row.id,
            "name": row.name,
            "status": row.status.value,
            "owner": row.owner,
            "models": sum(one.feature == row.id for one in vendors),
            "fallback_named": bool(row.fallback.strip()),
            "notice_named": bool(row.notice.strip()),
            "disclosure_named": bool(row.disclosure.strip()),
            "user_facing": _said(row.user_facing),
            "customer_data": _said(row.customer_data),
            "open_questions": _open(found, row),
            "added_on": row.added_on,
            "last_reviewed_on": row.last_reviewed,
        }


def _open(found: Shelf, row: Feature) -> int:
    from grcdesk.rules.features.features import lacking  # noqa: PLC0415  as the inventory counts them
    from grcdesk.services.features.reading import answers  # noqa: PLC0415

    return len(lacking(answers(row), found.facts(row.id)))


def _said(answer: Answer | None) -> bool | None:
    return None if answer is None else answer is Answer.YES


def providers(session: Session, today: date) -> Iterator[DeskRow]:
    """Model providers in scope and those that features in production name: first use, agreement, last review.

    An agreement counts from the day it took effect, and only when both sides have signed it.
    """
    effective = _in_effect_since(session, today)
    known: set[str] = set()
    for one in session.scalars(select(Vendor).order_by(col(Vendor.position))):
        known |= {plain(name) for name in (one.id, one.name, one.legal_name, *one.known_as.split(";"))}
        if one.model_provider and one.in_scope and (one.offboarded is None or one.offboarded > today):
            yield {
                "provider": one.name,
                "first_used_at": _midnight(one.first_use),
                "agreement_effective_at": _midnight(effective.get(one.id)),
                "last_review_on": one.last_review,
            }
    running = select(col(FeatureModel.vendor)).join(Feature, col(Feature.id) == col(FeatureModel.feature))
    named = session.scalars(
        running.where(col(Feature.status) == FeatureStatus.PRODUCTION, col(FeatureModel.vendor) != "")
    )
    for name in sorted(set(named)):
        # one that no record knows is a row with nothing in it: left out, it would pass every check
        if plain(name) not in known:
            yield {"provider": name}


def _in_effect_since(session: Session, today: date) -> dict[str, date]:
    """By vendor the first day on which a data agreement that still runs took effect."""
    found: dict[str, date] = {}
    for row in session.scalars(select(Agreement).where(col(Agreement.kind) == AgreementKind.DPA)):
        if row.effective and row.signed_by_us and row.signed_by_them and (row.ended is None or row.ended > today):
            found[row.vendor] = min(row.effective, found.get(row.vendor, row.effective))
    return found


def _midnight(day: date | None) -> str | None:
    return f"{day}T00:00:00Z" if day is not None else None


LISTS: dict[str, Callable[[Session, date], Iterator[DeskRow]]] = {
    "control_slots": control_slots,
    "review_systems": review_systems,
    "review_accounts": review_accounts,
    "ai_features": ai_features,
    "providers": providers,
}
"""What the desk can write out, by the role it has in the tests."""
