"""Reading reviews of vendors, with their checklists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.log import LogLine
from grcdesk.models.unreadable import stored_json
from grcdesk.models.vendor_reviews import VendorCheck, VendorReview
from grcdesk.models.vendors import Vendor
from grcdesk.schemas.vendors.reviews import ChecklistLine, ReviewRow
from grcdesk.terms import LogOutcome, Verb
from grcdesk.terms.vendors import ReviewStatus


def views(session: Session, *, vendors: Sequence[str] = (), status: ReviewStatus | None = None) -> list[ReviewRow]:
    """Reviews with their checklists, newest first; in three queries whatever their number."""
    query = select(VendorReview, col(Vendor.name)).join(Vendor, col(Vendor.id) == col(VendorReview.vendor))
    if vendors:
        query = query.where(col(VendorReview.vendor).in_(vendors))
    if status is not None:
        query = query.where(col(VendorReview.status) == status)
    found = session.execute(query.order_by(col(VendorReview.position).desc())).all()
    recorded = _recorded(session)
    # of all reviews their number is unbounded: they are not named one by one in a statement
    checks = checklists(session, [row.id for row, _ in found] if vendors or status else None)
    return [
        ReviewRow(
            row.id,
            row.vendor,
            name,
            row.kind,
            row.status,
            row.started_on,
            row.reviewer,
            row.conclusion,
            row.conditions,
            row.note,
            row.concluded_on,
            row.approver,
            tuple(row.failing),
            tuple(row.evidence),
            row.next_due,
            tuple(checks[row.id]),
            *(recorded.get(row.id, ("", "")) if row.status is ReviewStatus.CONCLUDED else ("", "")),
            stored_json(row.facts, dict[str, Any]()) if row.facts else None,
        )
        for row, name in found
    ]


def checklists(session: Session, reviews: Sequence[str] | None) -> dict[str, list[ChecklistLine]]:
    """Checklists by review; of all reviews for None."""
    found: dict[str, list[ChecklistLine]] = defaultdict(list)
    query = select(VendorCheck).order_by(col(VendorCheck.review), col(VendorCheck.position))
    if reviews is not None:
        query = query.where(col(VendorCheck.review).in_(reviews))
    for row in session.scalars(query):
        found[row.review].append(ChecklistLine(row.position, row.question, row.answer, row.note))
    return found


def _recorded(session: Session) -> dict[str, tuple[str, str]]:
    """By review: who wrote its conclusion down, and when; the last time, when it was undone in between."""
    last = (
        select(func.max(col(LogLine.seq)))
        .where(
            col(LogLine.kind) == VendorReview.__tablename__,
            col(LogLine.action) == Verb.VENDOR_REVIEW_CONCLUDE,
            col(LogLine.outcome) == LogOutcome.SUCCESS,
        )
        .group_by(col(LogLine.resource))
    )
    query = select(col(LogLine.resource), col(LogLine.actor), col(LogLine.ts)).where(col(LogLine.seq).in_(last))
    return {name: (actor, at) for name, actor, at in session.execute(query)}
