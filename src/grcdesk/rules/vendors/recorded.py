"""What a person told of a conclusion, and what the desk recorded: both are said where they differ."""

from __future__ import annotations

from datetime import date

from grcdesk.schemas.vendor_reviews import ReviewRow

NEAR_DAYS = 1
"""A day apart is the same evening, typed in the morning."""


def recorded(review: ReviewRow) -> str:
    """Who wrote it down and when, where that is another person or more than a day apart; else nothing."""
    if not review.recorded_at or review.concluded_on is None:
        return ""
    apart = abs((date.fromisoformat(review.recorded_at[:10]) - review.concluded_on).days)
    if review.recorded_by == review.reviewer and apart <= NEAR_DAYS:
        return ""
    return f"recorded by {review.recorded_by}, {review.recorded_at}"
