"""Papers that run out, what a message asks a vendor for, and what of traffic is no finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.request import request
from grcdesk.rules.vendors.running_out import late
from grcdesk.schemas.vendors.file import JudgedFile, VendorFile
from grcdesk.schemas.vendors.vendors import ContactRow, ReviewDue
from grcdesk.terms import DueKind, DueState
from grcdesk.terms.vendors import ContactKind, DocumentKind, Objection
from reports import vendor_records as records

TODAY, DAY = date(2026, 11, 21), timedelta(days=1)
FILE = replace(records.provider(), documents=(), agreements=(), subprocessors=())


def of(**changes: object) -> JudgedFile:
    return judge(replace(FILE, **changes), TODAY)


def kinds(judged: JudgedFile) -> list[DueKind]:
    return [one.kind for one in late(judged)]


def paper(kind: DocumentKind, **changes: object) -> JudgedFile:
    return of(documents=(records.document("DOC-1", kind, **changes),))


@pytest.mark.parametrize(
    ("judged", "found"),
    [
        (of(), []),
        (paper(DocumentKind.SOC2_TYPE2, covers_to=TODAY - DAY), [DueKind.REPORT]),
        (paper(DocumentKind.SOC2_TYPE2, covers_to=TODAY), []),
        (paper(DocumentKind.SOC2_TYPE2, covers_to=TODAY - DAY, replaced_by="DOC-2"), []),
        (paper(DocumentKind.SOC2_TYPE1, covers_to=TODAY - DAY, expires=TODAY), []),
        (paper(DocumentKind.BRIDGE_LETTER, covers_to=TODAY - DAY), [DueKind.BRIDGE_LETTER]),
        (paper(DocumentKind.ISO27001, expires=TODAY - DAY), [DueKind.CERTIFICATE]),
        (paper(DocumentKind.ISO42001, expires=TODAY - DAY), [DueKind.CERTIFICATE]),
        (paper(DocumentKind.DPA, expires=TODAY - DAY), []),
        (paper(DocumentKind.ISO27001), []),
        (of(agreements=(records.agreement(expires=TODAY - DAY),)), [DueKind.AGREEMENT]),
        (of(agreements=(records.agreement(expires=TODAY - DAY, ended=TODAY),)), []),
        (of(agreements=(records.agreement(expires=TODAY - DAY, ended=TODAY + DAY),)), [DueKind.AGREEMENT]),
        (of(agreements=(records.agreement(),)), []),
    ],
)
def test_a_paper_is_late_from_the_day_after_its_last(judged, found):
    assert kinds(judged) == found


def new(**changes: object) -> JudgedFile:
    return of(subprocessors=(replace(records.provider().subprocessors[0], object_by=TODAY - DAY, **changes),))


def test_a_new_subprocessor_nobody_judged_in_time_is_late():
    assert kinds(new()) == [DueKind.SUBPROCESSOR_OBJECTION]
    assert kinds(new(decision=Objection.ACCEPTED)) == []
    assert kinds(new(removed=TODAY)) == []


def reviewed(due: date | None, check: date | None) -> JudgedFile:
    row = FILE.detail.row
    told = [None if day is None else ReviewDue(day, 0, DueState.OK, "") for day in (due, check)]
    gone = ReviewDue(None, None, DueState.OFFBOARDED, "")
    return of(detail=replace(FILE.detail, row=replace(row, review=told[0] or gone, check=told[1])))


def test_reviews_and_checks_are_late_longest_first_and_a_vendor_that_left_owes_nothing():
    both = late(reviewed(TODAY - DAY, TODAY - 2 * DAY))
    assert [(one.kind, one.days) for one in both] == [(DueKind.VENDOR_CHECK, 2), (DueKind.VENDOR_REVIEW, 1)]
    assert kinds(reviewed(TODAY, None)) == []
    assert kinds(reviewed(None, TODAY - DAY)) == []


# -- what a message asks for ----------------------------------------------------------------------


def contact(kind: ContactKind, mail: str) -> ContactRow:
    return ContactRow("VEN-1/c1", kind, "Desk", mail, "")


@pytest.mark.parametrize(
    ("contacts", "address"),
    [
        ((), ""),
        ((contact(ContactKind.SECURITY, ""),), ""),
        (
            (contact(ContactKind.SUPPORT, "help@x.example"), contact(ContactKind.LEGAL, "law@x.example")),
            "law@x.example",
        ),
        ((contact(ContactKind.SUPPORT, "help@x.example"), contact(ContactKind.SECURITY, "")), "help@x.example"),
    ],
)
def test_a_message_goes_to_who_can_answer_most_of_it(contacts, address):
    assert request(of(contacts=contacts)).to == address


def asked(made: VendorFile) -> str:
    return request(judge(made, TODAY)).body


def test_only_what_the_vendor_can_mend_is_asked_for():
    body = asked(FILE)
    assert "SOC 2 Type II report" in body
    assert "Export of our account settings" not in body
    assert "Exit plan" not in body
    assert "We need it for our review of 2027-05-01." in body
    assert "Kind regards\nInes Okafor" in body


def test_a_stale_paper_is_asked_for_by_its_date():
    old = records.document("DOC-1", DocumentKind.QUESTIONNAIRE, issued=date(2025, 1, 1))
    subprocessors = records.document("DOC-2", DocumentKind.SUBPROCESSORS, issued=date(2025, 1, 1))
    body = asked(replace(FILE, documents=(old, subprocessors)))
    assert "List of subprocessors: a current one in place of that of 2025-01-01" in body


def test_days_no_report_covers_are_asked_for_by_their_dates():
    report = records.document(
        "DOC-1", DocumentKind.SOC2_TYPE2, covers_from=date(2026, 1, 1), covers_to=date(2026, 6, 30)
    )
    assert "your next SOC 2 report or a bridge letter for 2026-07-01..2026-12-31" in asked(
        replace(FILE, documents=(report,))
    )


def test_terms_left_open_are_asked_without_the_name_of_our_record():
    body = asked(replace(FILE, agreements=(records.agreement(),)))
    assert "- within how many hours you tell us of a breach" in body
    assert "AGR-1" not in body


def test_a_vendor_of_whom_nothing_is_missing_is_told_so():
    row = replace(FILE.detail.row, model_provider=False, tier=records.Tier.LOW)
    detail = replace(FILE.detail, row=row, data=records.Data.NONE)
    made = request(judge(replace(FILE, detail=detail, uses=(), projects=(), expected=(), reports=()), TODAY))
    assert made.asks == 0
    assert "Nothing is missing on your side." in made.body
    assert "We need it" not in made.body
