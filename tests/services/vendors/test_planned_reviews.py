"""A next review that a person sets against the cadence: shown with who and why, and spent by the next review."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import DueKind, DueState
from grcdesk.terms.vendors import CheckAnswer, Conclusion, Tier

LAST, SOON, LATE = date(2026, 1, 31), date(2026, 12, 5), date(2027, 6, 1)


@pytest.fixture
def vendor(desk):
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.HIGH, onboarded=LAST, last_review=LAST))
    return desk


def planned(on: date | None, reason: str = "they move house") -> VendorFacts:
    return VendorFacts(planned_review=on, planned_reason=reason)


def review(desk):
    return desk.vendors.list()[0].review


@pytest.mark.parametrize("on", [SOON, LATE])
def test_it_beats_the_cadence_both_ways_and_is_due_then(vendor, on):
    done = vendor.vendors.set(["VEN-1"], planned(on))
    who = vendor.vendors.show("VEN-1").planned_by
    assert review(vendor).due == on
    assert review(vendor).why == f"set to {on} by {who} on 2026-11-21: they move house; last reviewed on 2026-01-31"
    (due,) = [one for one in vendor.due.list(kinds=[DueKind.VENDOR_REVIEW], within=400) if one.id == "VEN-1"]
    assert (due.due, due.why) == (on, review(vendor).why)
    assert [row.id for row in vendor.vendors.list(f"due:{on}")] == ["VEN-1"]
    vendor.log.undo(done.batch)
    assert review(vendor).due == date(2027, 1, 31)


def test_the_next_concluded_review_spends_it(vendor):
    vendor.vendors.set(["VEN-1"], planned(LATE))
    vendor.vendor_reviews.start("VEN-1", reviewer="Omar Haddad")
    vendor.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    done = vendor.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "the papers by March"))
    assert review(vendor).due == date(2027, 11, 21)
    assert vendor.vendors.show("VEN-1").planned_reason == ""
    vendor.log.undo(done.batch)
    assert review(vendor).due == LATE


def test_a_review_noted_by_hand_spends_it_too(vendor):
    vendor.vendors.set(["VEN-1"], planned(LATE))
    vendor.vendors.set(["VEN-1"], VendorFacts(last_review=date(2026, 11, 1)))
    assert review(vendor).due == date(2027, 11, 1)


def test_never_reviewed_stays_never_reviewed(desk):
    desk.vendors.add("New Host", VendorFacts(tier=Tier.LOW, planned_review=LATE, planned_reason="bought in May"))
    assert (review(desk).due, review(desk).state) == (LATE, DueState.NEVER_REVIEWED)
    assert "bought in May; never reviewed" in review(desk).why


def test_it_is_cleared_and_needs_its_reason(vendor):
    with pytest.raises(Refused, match="needs a reason"):
        vendor.vendors.set(["VEN-1"], planned(LATE, ""))
    with pytest.raises(Refused, match="needs its day"):
        vendor.vendors.set(["VEN-1"], VendorFacts(planned_reason="soon"))
    with pytest.raises(Refused, match="the last was on 2026-01-31"):
        vendor.vendors.set(["VEN-1"], planned(LAST))
    vendor.vendors.set(["VEN-1"], planned(LATE))
    assert vendor.vendors.set(["VEN-1"], planned(LATE)).batch == ""
    vendor.vendors.set(["VEN-1"], planned(None))
    assert review(vendor).due == date(2027, 1, 31)
