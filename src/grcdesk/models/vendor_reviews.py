"""Reviews of vendors: started by somebody, concluded by somebody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, number, term, text, words
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind, ReviewStatus


class VendorReview(Row):
    """One review of one vendor."""

    __tablename__ = "vendor_review"
    __table_args__ = (
        CheckConstraint("status <> 'concluded' OR conclusion IS NOT NULL AND concluded_on IS NOT NULL"),
        CheckConstraint("conclusion IS NULL OR conclusion <> 'conditions' OR conditions <> ''"),
        CheckConstraint("reviewer <> ''"),
    )
    id: str = key()
    vendor: str = text(index=True)
    kind: ReviewKind = term(ReviewKind, "kind")
    status: ReviewStatus = term(ReviewStatus, "status")
    started_on: date = day("started_on", null=False)
    reviewer: str = text()
    conclusion: Conclusion | None = term(Conclusion, "conclusion", null=True)
    conditions: str = text()
    note: str = text()
    concluded_on: date | None = day("concluded_on")
    approver: str = text()
    failing: list[str] = words()
    """What failed on the day it was concluded."""
    evidence: list[str] = words()
    """Ids of artefacts."""
    next_due: date | None = day("next_due")
    facts: str = text()
    """The vendor's file as it stood when it was concluded, as JSON; empty: open, or concluded before that was kept."""
    position: int = number(name="position")


class VendorCheck(Row):
    """One line of a review's checklist."""

    __tablename__ = "vendor_check"
    id: str = key()
    """`review/k<n>`."""
    review: str = text(index=True)
    question: str = text()
    answer: CheckAnswer | None = term(CheckAnswer, "answer", null=True)
    note: str = text()
    position: int = number(name="position")
