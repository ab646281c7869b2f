"""What reports, letters and expected controls come to for us: on file is not enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.paper_outcomes import document_outcomes, expected_outcomes
from grcdesk.schemas.programme import Period
from grcdesk.terms import Status, Support
from grcdesk.terms.vendors import DocumentKind, Expectation, Opinion, PackageItem, PackageStatus, PaperOutcome
from reports import vendor_records as records
from reports.factory import detail

TODAY = date(2026, 11, 21)
FILE = records.provider()
CONTROL = replace(detail("AI-SEC-01", 0).row, status=Status.IN_PLACE, support=Support.SUPPORTED)


def papers(made=FILE, today=TODAY):
    return {one.document.id: one for one in document_outcomes(judge(made, today))}


def with_document(key, **changes):
    return replace(FILE, documents=tuple(replace(one, **changes) if one.id == key else one for one in FILE.documents))


def with_opinion(opinion):
    return replace(FILE, reports=tuple(replace(one, opinion=opinion) for one in FILE.reports))


def test_a_report_that_is_kept_read_unmodified_and_about_our_period_meets_and_its_days_are_ours():
    report = papers()["DOC-1"]
    assert (report.outcome, report.days) == (PaperOutcome.MEETS, 181)


@pytest.mark.parametrize(
    ("made", "level"),
    [
        (with_document("DOC-1", sha256=""), PaperOutcome.CLAIM_ONLY),
        (with_document("DOC-1", replaced_by="DOC-9"), PaperOutcome.REPLACED),
        (with_document("DOC-1", kind=DocumentKind.SOC2_TYPE1), PaperOutcome.WEAK),
        (with_document("DOC-1", expires=date(2026, 11, 20)), PaperOutcome.FAILS),
        (with_document("DOC-1", covers_from=date(2024, 1, 1), covers_to=date(2025, 12, 31)), PaperOutcome.FAILS),
        (with_document("DOC-1", covers_from=None), PaperOutcome.NO_RULE),
        (replace(FILE, period=None), PaperOutcome.NO_RULE),
        (replace(FILE, reports=()), PaperOutcome.NOT_READ),
        (with_opinion(Opinion.QUALIFIED), PaperOutcome.WEAK),
        (with_opinion(Opinion.ADVERSE), PaperOutcome.FAILS),
    ],
)
def test_each_fact_a_report_lacks_takes_the_green_away(made, level):
    report = papers(made)["DOC-1"]
    assert report.outcome is level
    assert report.why


def test_a_bridge_letter_is_never_more_than_the_vendors_word():
    assert papers()["DOC-3"].outcome is PaperOutcome.CLAIM_ONLY
    assert papers(with_document("DOC-3", covers_from=None))["DOC-3"].outcome is PaperOutcome.FAILS
    assert papers(with_document("DOC-3", covers_to=date(2026, 11, 20)))["DOC-3"].outcome is PaperOutcome.WEAK


def test_a_certificate_meets_when_somebody_looked_at_it_and_it_still_holds():
    paper = records.document("DOC-7", DocumentKind.ISO27001, expires=date(2027, 1, 1))
    seen = replace(FILE.package[0], item=PackageItem.ISO27001, status=PackageStatus.HAVE, document="DOC-7")
    looked = replace(seen, reviewed_by="Tom L", result="Scope holds our service")
    levels = []
    for one, package in ((paper, (looked,)), (paper, (seen,)), (replace(paper, expires=None), (looked,))):
        levels.append(papers(replace(FILE, documents=(one,), package=package))["DOC-7"].outcome)
    assert levels == [PaperOutcome.MEETS, PaperOutcome.NOT_READ, PaperOutcome.WEAK]


@pytest.mark.parametrize(
    ("status", "support", "level"),
    [
        (Status.IN_PLACE, Support.SUPPORTED, PaperOutcome.MEETS),
        (Status.IN_PLACE, Support.SUPPORTED_IN_PART, PaperOutcome.WEAK),
        (Status.IN_PLACE, Support.CLAIM_ONLY, PaperOutcome.CLAIM_ONLY),
        (Status.PARTIAL, None, PaperOutcome.FAILS),
        (Status.NOT_ASSESSED, None, PaperOutcome.FAILS),
    ],
)
def test_what_a_report_expects_of_us_is_met_as_far_as_our_control_is(status, support, level):
    row = replace(CONTROL, status=status, support=support)
    first, second = expected_outcomes(judge(FILE, TODAY), {"AI-SEC-01": row})
    assert first.outcome is level
    assert first.why.startswith("AI-SEC-01 ")
    assert (second.outcome, second.why) == (PaperOutcome.FAILS, "no control of ours answers it")


def test_a_control_nobody_knows_answers_nothing_and_an_acceptance_is_told_as_one():
    lost = replace(FILE, expected=(FILE.expected[0], replace(FILE.expected[1], accepted="One tenant", approver="T L")))
    first, second = expected_outcomes(judge(lost, TODAY), {})
    assert (first.outcome, first.why) == (PaperOutcome.FAILS, "AI-SEC-01 is no control of this desk")
    assert (second.outcome, second.why) == (PaperOutcome.ACCEPTED, "One tenant (T L)")


def test_what_the_vendor_is_to_do_needs_its_report_beside_our_control():
    asked = replace(FILE, expected=(replace(FILE.expected[0], kind=Expectation.CSOC),))
    known = {"AI-SEC-01": CONTROL}
    assert expected_outcomes(judge(asked, TODAY), known)[0].outcome is PaperOutcome.MEETS
    bare = expected_outcomes(judge(replace(asked, reports=()), TODAY), known)[0]
    assert bare.outcome is PaperOutcome.CLAIM_ONLY
    assert "no report that meets our rule" in bare.why


def test_days_to_come_are_no_days_a_report_speaks_of():
    early = papers(replace(FILE, period=Period(date(2026, 1, 1), date(2026, 12, 31))), date(2026, 3, 1))["DOC-1"]
    assert early.days == 29
