"""What is late of a vendor: its line and the list of dates say the same."""

from __future__ import annotations

from datetime import date

from grcdesk.schemas.vendors.papers import AgreementFacts, DocumentFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import DueKind, DueState
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.terms.vendors import DocumentKind, Tier

OF_VENDORS = {
    DueKind.VENDOR_REVIEW, DueKind.VENDOR_CHECK, DueKind.REPORT, DueKind.BRIDGE_LETTER, DueKind.CERTIFICATE,
    DueKind.AGREEMENT, DueKind.SUBPROCESSOR_OBJECTION,
}  # fmt: skip


def late_things(desk) -> None:
    """A vendor whose review is far off while its check, report, letter, certificate and agreement are past."""
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.CRITICAL, last_review=date(2026, 4, 1)))
    for paper in (
        DocumentFacts(DocumentKind.SOC2_TYPE2, "Report", covers_from=date(2025, 8, 1), covers_to=date(2026, 7, 31)),
        DocumentFacts(DocumentKind.BRIDGE_LETTER, "Letter", covers_from=date(2026, 8, 1), covers_to=date(2026, 10, 31)),
        DocumentFacts(DocumentKind.ISO27001, "Certificate", expires=date(2026, 11, 1)),
        DocumentFacts(DocumentKind.PENETRATION_TEST, "Test", expires=date(2026, 11, 1)),
    ):
        desk.vendor_papers.add_document("Example Models", paper)
    desk.agreements.add("Example Models", AgreementFacts(expires=date(2026, 11, 20)))
    desk.agreements.add("Example Models", AgreementFacts(expires=date(2026, 11, 19), ended=date(2026, 11, 19)))
    desk.vendors.add(
        "Left",
        VendorFacts(tier=Tier.LOW, onboarded=date(2019, 1, 1), last_review=date(2020, 1, 1)),
        offboarded=date(2026, 1, 31),
    )


def test_vendors_with_something_late_are_those_whose_line_says_so(desk):
    late_things(desk)
    desk.vendors.add("Good Ltd", VendorFacts(tier=Tier.LOW, onboarded=date(2026, 11, 1), last_review=date(2026, 11, 1)))
    shown = desk.vendors.rows(desk.vendors.keys())
    assert desk.due.late_vendors() == {one.row.id for one in shown if one.late}
    assert len(desk.due.late_vendors()) == 1


def test_the_line_of_a_vendor_and_the_list_of_dates_agree(desk):
    late_things(desk)
    due = {(one.kind, -one.days) for one in desk.due.list() if one.kind in OF_VENDORS and one.state is DueState.OVERDUE}
    (line, left) = desk.vendors.rows(desk.vendors.keys())
    assert {(one.kind, one.days) for one in line.late} == due
    assert {one.kind for one in line.late} == OF_VENDORS - {DueKind.VENDOR_REVIEW, DueKind.SUBPROCESSOR_OBJECTION}
    assert [one.days for one in line.late] == sorted((one.days for one in line.late), reverse=True)
    assert left.late == ()


def test_a_late_check_is_lacking_as_a_late_review_is(desk):
    late_things(desk)
    lacks = desk.readiness.show(WorkPlace.VENDORS).lacks
    assert [one.about for one in lacks if one.kind is LackKind.VENDOR_REVIEW] == ["VEN-1"]
