"""What a record says of the finding that comes from it: it repeats what is on file, and judges nothing."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.findings.findings import FindingOrigin
from grcdesk.schemas.reviews.reviews import ListFacts, RosterFacts, Ruling
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms.findings import FindingSource
from grcdesk.terms.reviews import Decision
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ContactKind, Tier
from helpers import change_story, review_writes


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        (FindingOrigin(gap="AI-NO-01"), "no control 'AI-NO-01'"),
        (FindingOrigin(review="AR-9"), "no access review 'AR-9'"),
        (FindingOrigin(vendor_review="VR-9"), "no vendor review 'VR-9'"),
        (FindingOrigin(incident="INC-9"), "no incident 'INC-9'"),
        (FindingOrigin(deviations=("DEV-9",)), "no deviation 'DEV-9'"),
    ],
)
def test_a_record_that_is_not_there_is_named(desk, origin, why):
    with pytest.raises(NotFound, match=why):
        desk.findings.draft(origin)


def test_a_signed_access_review_gives_its_exceptions_line_by_line(desk, tmp_path):
    review_writes.decided(desk, tmp_path)
    with pytest.raises(Refused, match="AR-1 is not signed: its exceptions are not known yet"):
        desk.findings.draft(FindingOrigin(review="ar-1"))
    review_writes.prove(desk, tmp_path)
    review_writes.sign(desk, tmp_path)
    lines = desk.reviews.show("AR-1").sign_offs[-1].exceptions
    assert any("Gateway" in line for line in lines)
    found = desk.findings.draft(FindingOrigin(review="ar-1"))
    assert found.source is FindingSource.ACCESS_REVIEW
    assert found.condition == "\n".join(lines)
    assert [(one.item, one.link, one.what) for one in found.items] == [
        (f"AR-1.{number}", "AR-1", line) for number, line in enumerate(lines, 1)
    ]
    assert (found.severity, found.links) == (None, ("AR-1",))
    assert (found.period_from, found.period_to) == (date(2026, 4, 1), date(2026, 6, 30))


def test_an_access_review_without_exceptions_gives_no_finding(desk, tmp_path):
    review_writes.opened(desk, tmp_path)
    desk.reviews.assign("AR-1", review_writes.SYSTEM, owner="Mara Roy")
    people = tmp_path / "people.csv"
    people.write_text("name,email,status\nMara Roy,mara@acme.example,active\nLin Chen,lin@acme.example,active\n")
    desk.accounts.roster(people, RosterFacts("the HR system", date(2026, 11, 21), "Lin Chen"))
    drawn = ListFacts(
        "2026-11-21T08:00:00Z", query="GET /users", completeness="1 of 1 in the console", puller="Lin Chen", expected=1
    )
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("account_id,email,role\na,lin@acme.example,reader\n")
    desk.accounts.load("AR-1", review_writes.SYSTEM, accounts, drawn)
    desk.accounts.decide("AR-1", ["a"], Ruling(Decision.KEEP, "Mara Roy"))
    review_writes.sign(desk, tmp_path)
    with pytest.raises(Refused, match="AR-1 was signed without exceptions"):
        desk.findings.draft(FindingOrigin(review="AR-1"))


def test_a_concluded_vendor_review_gives_what_fails_or_its_condition(desk):
    desk.catalogs.add("ai-ext")
    desk.vendors.add("Aster", VendorFacts(tier=Tier.HIGH, model_provider=True, owner="Lin Chen"))
    desk.vendor_reviews.start("VEN-1", reviewer="Dana Reyes")
    with pytest.raises(Refused, match="VR-1 is open: it concludes nothing"):
        desk.findings.draft(FindingOrigin(vendor_review="vr-1"))
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "mend it", approver="Max Roy"))
    row = desk.vendor_reviews.show("VR-1")
    found = desk.findings.draft(FindingOrigin(vendor_review="vr-1"))
    assert (found.source, found.owner) == (FindingSource.VENDOR, "Lin Chen")
    assert (found.links, found.control) == (("VR-1", "VEN-1"), "AI-EXT-03")
    assert row.failing
    assert found.condition == "\n".join(row.failing)
    assert [one.what for one in found.items] == list(row.failing)


def test_a_vendor_review_without_a_failing_point_gives_its_condition_or_nothing(desk):
    desk.vendors.add("Brio", VendorFacts(tier=Tier.LOW))
    desk.vendor_relations.add_contact("Brio", ContactKind.SECURITY, mail="security@brio.example")
    for number, conditions in ((1, ""), (2, "the papers by March")):
        desk.vendor_reviews.start("VEN-1", reviewer="Dana Reyes")
        desk.vendor_reviews.answer(f"VR-{number}", "all", CheckAnswer.YES)
        desk.vendor_reviews.conclude(f"VR-{number}", ReviewVerdict(Conclusion.APPROVE, conditions, approver="Max Roy"))
    with pytest.raises(Refused, match="VR-1 was concluded without a failing point or a condition"):
        desk.findings.draft(FindingOrigin(vendor_review="VR-1"))
    found = desk.findings.draft(FindingOrigin(vendor_review="VR-2"))
    assert (found.title, found.condition, found.items) == ("Brio: 1 point of VR-2", "the papers by March", ())
    # no catalog of the desk asks for the review of vendors: the finding is of no control, and a person may name one
    assert (found.control, found.criterion) == ("", "")


def test_deviations_of_two_controls_are_two_findings(desk_after):
    desk = desk_after(change_story.ran_over)
    names = [desk.deviations.list(f"test:{test}")[0].id for test in ("AI-PI-01.T1", "AI-PI-02.T1")]
    desk.deviations.confirm(names, by="Mara Roy")
    with pytest.raises(Refused, match="deviations of AI-PI-01 and AI-PI-02 are findings of their own"):
        desk.findings.draft(FindingOrigin(deviations=tuple(names)))
    assert desk.findings.draft(FindingOrigin(deviations=tuple(names[:1]))).control == "AI-PI-01"
