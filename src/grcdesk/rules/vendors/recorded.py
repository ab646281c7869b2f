"""What a person told of a conclusion, and what the desk recorded: both are said where they differ."""

from __future__ import annotations

from grcdesk.rules.evidence import told
from grcdesk.schemas.vendors.reviews import ReviewRow


def recorded(review: ReviewRow) -> str:
    """Who wrote it down and when, where that is another person or more than a day apart; else nothing."""
    if review.concluded_on is None:
        return ""
    return told.recorded(review.reviewer, review.concluded_on, review.recorded_by, review.recorded_at)
