"""Told and recorded: both are said when they differ by name, or by more than one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors.recorded import recorded
from reports.vendor_records import REVIEW

TOLD = REVIEW.concluded_on or date.min


@given(st.integers(-400, 400), st.sampled_from([REVIEW.reviewer, "root"]))
def test_it_is_silent_only_when_name_and_day_agree(days, who):
    at = f"{TOLD + timedelta(days=days)}T10:00:00Z"
    said = recorded(replace(REVIEW, recorded_by=who, recorded_at=at))
    assert bool(said) == (who != REVIEW.reviewer or abs(days) > 1)
    if said:
        assert said == f"recorded by {who}, {at[:10]} 10:00Z"


def test_an_open_review_was_recorded_by_nobody():
    assert recorded(replace(REVIEW, concluded_on=None, recorded_at="")) == ""
