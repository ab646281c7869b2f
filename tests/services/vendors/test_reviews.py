"""Reviews of vendors: begun, answered, concluded by a person, and the day of the next."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.vendors.papers import DocumentFacts, ProjectFacts
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms.vendors import CheckAnswer, Conclusion, DocumentKind, ReviewKind, ReviewStatus, Tier, Training
from helpers.provider import NAME, late_provider

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


def concluded(desk, kind: ReviewKind, on: date, **more) -> None:
    told = desk.vendor_reviews.start("Example", reviewer="Dana Reyes", kind=kind, on=on)
    name = told.sentence.partition(":")[0]
    desk.vendor_reviews.answer(name, "all", CheckAnswer.YES)
    desk.vendor_reviews.conclude(name, ReviewVerdict(Conclusion.CONDITIONS, "none open", on=on, **more))


def test_a_check_on_the_day_of_the_review_moves_nothing_and_a_later_one_only_itself(desk, vendors):
    reviewed = date(2026, 6, 30)
    concluded(desk, ReviewKind.REVIEW, reviewed)
    before = desk.vendors.show("Example").row
    assert (before.review.due, before.check.due) == (date(2027, 6, 30), date(2026, 12, 30))
    concluded(desk, ReviewKind.CHECK, reviewed)
    same = desk.vendors.show("Example")
    assert (same.last_check, same.row.review, same.row.check) == (reviewed, before.review, before.check)
    concluded(desk, ReviewKind.CHECK, date(2026, 7, 1))
    later = desk.vendors.show("Example").row
    assert (later.review, later.check.due) == (before.review, date(2027, 1, 1))


def test_a_check_of_an_earlier_day_takes_no_later_one_back(desk, vendors):
    concluded(desk, ReviewKind.REVIEW, date(2026, 6, 1))
    concluded(desk, ReviewKind.CHECK, date(2026, 9, 1))
    concluded(desk, ReviewKind.CHECK, date(2026, 8, 1))
    detail = desk.vendors.show("Example")
    assert (detail.last_check, detail.row.check.due) == (date(2026, 9, 1), date(2027, 3, 1))


def test_a_second_review_of_the_same_day_counts_and_one_of_an_earlier_day_does_not(desk, vendors):
    on, by = date(2026, 6, 30), date(2026, 9, 1)
    concluded(desk, ReviewKind.REVIEW, on, next_due=by)
    assert desk.vendors.show("Example").row.review.due == by
    concluded(desk, ReviewKind.REVIEW, date(2026, 6, 29), next_due=date(2026, 8, 1))
    row = desk.vendors.show("Example").row
    assert (row.last_review, row.review.due) == (on, by), "an older review does not become the last"
    concluded(desk, ReviewKind.REVIEW, on)
    row = desk.vendors.show("Example").row
    assert (row.last_review, row.review.due) == (on, date(2027, 6, 30)), "it no longer asks for an earlier one"
    concluded(desk, ReviewKind.REVIEW, on, next_due=date(2027, 6, 30))
    assert desk.vendors.show("Example").row.review.due == date(2027, 6, 30), "the day the cadence asks for may be said"


def test_a_review_begins_today_at_the_latest_and_is_concluded_between_then_and_today(desk, vendors):
    start = desk.vendor_reviews.start
    with pytest.raises(Refused, match="still to come"):
        start("Example", reviewer="Dana Reyes", on=date(2026, 11, 22))
    with pytest.raises(Refused, match="needs a reviewer"):
        start("Example", reviewer=" ")
    start("Example", reviewer="Dana Reyes", on=date(2026, 11, 3))
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    for wrong in (date(2026, 11, 2), date(2026, 11, 22)):
        with pytest.raises(Refused, match=f"cannot be concluded on {wrong}"):
            desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "none open", on=wrong))
    desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "none open", on=date(2026, 11, 4)))
    row = desk.vendors.show("Example").row
    assert (row.last_review, row.review.due) == (date(2026, 11, 4), date(2027, 11, 4))


def test_the_next_review_counts_from_the_day_it_was_concluded_not_begun(desk, vendors):
    desk.vendor_reviews.start("Example", reviewer="Dana Reyes", on=date(2026, 11, 1))
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    latest = date(2027, 11, 21)
    desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "none open", next_due=latest))
    assert desk.vendors.show("Example").row.review.due == latest


def test_what_fails_is_judged_on_the_day_of_the_conclusion(desk_after):
    desk = desk_after(late_provider)
    desk.vendor_reviews.start(NAME, reviewer="Dana Reyes", on=date(2026, 3, 10))
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    with pytest.raises(Refused) as refused:
        desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.APPROVE, on=date(2026, 3, 19)))
    why = "fails: Data processing agreement: none is in force: AGR-1 (enterprise) binds from 2026-03-20"
    assert why in refused.value.reasons


def test_of_a_vendor_that_leaves_today_no_review_begins(desk, vendors):
    desk.vendors.offboard("Example", reason="replaced", on=TODAY)
    with pytest.raises(Refused, match="offboarded on 2026-11-21"):
        desk.vendor_reviews.start("Example", reviewer="Dana Reyes")


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


def test_a_conclusion_keeps_what_was_on_file_and_a_later_paper_is_no_part_of_it(desk_after, fake_clock):
    desk = desk_after(late_provider)
    desk.vendor_reviews.start(NAME, reviewer="Dana Reyes", on=date(2026, 4, 1))
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    desk.vendor_papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=date(2026, 5, 2)))
    verdict = ReviewVerdict(Conclusion.CONDITIONS, "mend it", approver="Max Roy", on=date(2026, 4, 9))
    desk.vendor_reviews.conclude("VR-1", verdict)
    one = desk.vendor_reviews.show("VR-1")
    assert one.frozen is not None
    assert [paper["id"] for paper in one.frozen["papers"]] == ["DOC-1"], "the certificate came a month later"
    assert one.frozen["review"]["approver"] == "Max Roy"
    assert one.frozen["counts"]["fails"] == len(one.failing)
    assert one.frozen["agreements"][0]["clauses"] == {}, "nobody had read it by then"
    assert any("nobody has read it" in why for why in one.failing)
    assert (one.recorded_by, one.recorded_at[:10]) == (desk.actor, "2026-11-21")
    fake_clock.advance(days=30)
    desk.vendor_relations.set_project(NAME, "evaluation", ProjectFacts(Training.OFF))
    assert desk.vendor_reviews.show("VR-1").frozen == one.frozen, "what is kept does not move"
    assert desk.vendor_reviews.show("VR-1").failing == one.failing


def test_a_conclusion_dated_back_is_refused_for_what_fails_now(desk_after):
    desk = desk_after(late_provider)
    desk.vendor_reviews.start(NAME, reviewer="Dana Reyes", on=date(2026, 4, 1))
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    with pytest.raises(Refused) as refused:
        desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.APPROVE, on=date(2026, 4, 9)))
    assert any("Account settings" in why for why in refused.value.reasons), "seen today, and it fails"


def test_an_open_review_was_recorded_by_nobody_and_undo_takes_the_facts_away(reviews, desk):
    assert (reviews.show("VR-1").recorded_by, reviews.show("VR-1").frozen) == ("", None)
    reviews.answer("VR-1", "all", CheckAnswer.YES)
    reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "report by March"))
    assert reviews.show("VR-1").frozen
    desk.log.undo()
    assert (reviews.show("VR-1").recorded_by, reviews.show("VR-1").frozen) == ("", None)
