"""Reviews of vendors: begun, answered, concluded by a person, and the day of the next."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.vendor_reviews import ReviewVerdict
from grcdesk.schemas.vendors import VendorFacts
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind, ReviewStatus, Tier

TODAY = date(2026, 11, 21)


@pytest.fixture
def vendors(desk):
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.CRITICAL, last_review=date(2025, 3, 31)))
    return desk.vendors


@pytest.fixture
def reviews(desk, vendors):
    desk.vendor_reviews.start("Example", reviewer="Dana Reyes")
    return desk.vendor_reviews


def test_a_concluded_review_moves_the_next_one_and_undo_takes_it_back(desk, reviews):
    reviews.answer("VR-1", "all", CheckAnswer.YES)
    told = reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "report by March"))
    assert told.sentence.endswith("approved with conditions; next review due 2027-11-21")
    row = desk.vendors.show("Example").row
    assert (row.last_review, row.review.due) == (TODAY, date(2027, 11, 21))
    assert row.check is not None
    assert row.check.due == date(2027, 5, 21)
    one = reviews.show("vr-1")
    assert (one.status, one.conclusion, one.concluded_on) == (ReviewStatus.CONCLUDED, Conclusion.CONDITIONS, TODAY)
    desk.log.undo()
    assert desk.vendors.show("Example").row.review.due == date(2026, 3, 31)
    assert reviews.show("VR-1").status is ReviewStatus.OPEN


def test_a_review_may_ask_for_an_earlier_next_one_only(desk, reviews):
    reviews.answer("VR-1", "all", CheckAnswer.YES)
    with pytest.raises(Refused, match="2027-11-21 at the latest"):
        reviews.conclude("VR-1", ReviewVerdict(Conclusion.STOP, note="trains on our data", next_due=date(2029, 1, 1)))
    reviews.conclude("VR-1", ReviewVerdict(Conclusion.STOP, note="trains on our data", next_due=date(2027, 1, 15)))
    row = desk.vendors.show("Example").row
    assert row.review.due == date(2027, 1, 15)
    assert "the last review asked for 2027-01-15" in row.review.why


def test_every_question_is_answered_and_a_no_has_its_note(reviews):
    with pytest.raises(Refused) as error:
        reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "later"))
    assert len(error.value.reasons) == len(reviews.show("VR-1").checks)
    with pytest.raises(Refused, match="needs a note"):
        reviews.answer("VR-1", "2", CheckAnswer.NO)
    reviews.answer("VR-1", "2", CheckAnswer.NO, note="tier to be set anew")
    reviews.answer("VR-1", "all", CheckAnswer.YES)
    assert reviews.show("VR-1").checks[1].answer is CheckAnswer.NO
    with pytest.raises(Refused, match="needs the conditions"):
        reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS))
    with pytest.raises(Refused, match="says why"):
        reviews.conclude("VR-1", ReviewVerdict(Conclusion.STOP))
    with pytest.raises(NotFound, match="no question 40"):
        reviews.answer("VR-1", "40", CheckAnswer.YES)
    with pytest.raises(NotFound):
        reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "later", evidence=("EV-9",)))


def test_a_check_moves_the_check_alone(desk, vendors):
    told = desk.vendor_reviews.start("Example", reviewer="Dana Reyes", kind=ReviewKind.CHECK, on=date(2026, 11, 1))
    assert "check of Example Models begun" in told.sentence
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "none open", on=date(2026, 11, 3)))
    detail = desk.vendors.show("Example")
    assert detail.last_check == date(2026, 11, 3)
    assert detail.row.last_review == date(2025, 3, 31)


def test_one_open_review_at_a_time_and_none_of_a_vendor_that_left(desk, reviews):
    with pytest.raises(Refused, match="VR-1 of Example Models is open"):
        reviews.start("Example", reviewer="Dana Reyes")
    with pytest.raises(Refused, match="needs a reason"):
        reviews.drop("VR-1", reason="")
    reviews.drop("VR-1", reason="wrong vendor")
    with pytest.raises(Refused, match="dropped"):
        reviews.answer("VR-1", "1", CheckAnswer.YES)
    desk.vendors.offboard("Example", reason="replaced")
    with pytest.raises(Refused, match="offboarded"):
        reviews.start("Example", reviewer="Dana Reyes")
    assert [one.id for one in reviews.list(status=ReviewStatus.OPEN)] == []
    assert [one.id for one in reviews.list(vendor="Example")] == ["VR-1"]
