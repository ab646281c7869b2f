"""What was done has a day that is over: no verb takes one that is still to come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.features.features import FeatureChange
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.papers import (
    AgreementFacts,
    ClauseFacts,
    DocumentFacts,
    PackageFacts,
    ProjectFacts,
    ReportFacts,
    SubprocessorDecision,
    SubprocessorFacts,
)
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import LogOutcome
from grcdesk.terms.vendors import (
    Clause,
    ClauseAnswer,
    DocumentKind,
    Objection,
    Opinion,
    PackageItem,
    PackageStatus,
    Training,
)
from helpers.provider import NAME, late_provider

TODAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 22)
FIRST = date(2026, 1, 1)


def use(desk, folder):
    late_provider(desk, folder)
    desk.vendor_papers.add_document(NAME, DocumentFacts(DocumentKind.SOC2_TYPE2, covers_from=FIRST, covers_to=FIRST))
    desk.vendor_relations.add_subprocessor(NAME, SubprocessorFacts("Host"))


@pytest.fixture
def used(desk_after):
    return desk_after(use)


def changed(desk) -> int:
    return sum(entry.outcome is LogOutcome.SUCCESS for entry in desk.log.list(limit=0))


def covered(desk, day, kind=DocumentKind.SOC2_TYPE2):
    desk.vendor_papers.add_document(NAME, DocumentFacts(kind, covers_from=FIRST, covers_to=day))


def reported(desk, **days):
    desk.vendor_papers.review_report("DOC-2", ReportFacts(Opinion.UNMODIFIED, "fit", "Dana Reyes", **days))


def decided(desk, **days):
    decision = SubprocessorDecision(Objection.ACCEPTED, "Dana Reyes", **days)
    desk.vendor_relations.decide_subprocessor("VEN-1/s1", decision)


def read(desk, clause, **days):
    desk.agreements.set_clause("AGR-1", clause, ClauseFacts(ClauseAnswer.YES, **days))


def item(desk, status, **days):
    desk.vendor_papers.set_item(NAME, PackageItem.DPA, PackageFacts(status, document="DOC-1", **days))


WRITES = {
    "a document issued": lambda desk, day: desk.vendor_papers.add_document(
        NAME, DocumentFacts(DocumentKind.ISO27001, issued=day)
    ),
    "a report that ends": covered,
    "a report reviewed": lambda desk, day: reported(desk, on=day),
    "the end of a report as reviewed": lambda desk, day: reported(desk, period=Period(FIRST, day)),
    "a paper asked for": lambda desk, day: item(desk, PackageStatus.REQUESTED, asked_on=day),
    "a paper read": lambda desk, day: item(desk, PackageStatus.HAVE, reviewed_by="Dana Reyes", reviewed_on=day),
    "signed": lambda desk, day: desk.agreements.set("AGR-1", AgreementFacts(signed_by_them=day)),
    "a clause read": lambda desk, day: read(desk, Clause.PLAN, on=day),
    "a transfer assessed": lambda desk, day: read(desk, Clause.TRANSFER_ASSESSMENT, dated=day),
    "announced": lambda desk, day: desk.vendor_relations.add_subprocessor(
        NAME, SubprocessorFacts("New", announced=day, notice_days=30)
    ),
    "decided": lambda desk, day: decided(desk, on=day),
    "gone": lambda desk, day: decided(desk, removed=day),
    "settings seen": lambda desk, day: desk.vendor_relations.set_project(
        NAME, "chat", ProjectFacts(Training.OFF, as_of=day)
    ),
    "a vendor reviewed": lambda desk, day: desk.vendors.set([NAME], VendorFacts(last_review=day)),
    "a vendor checked": lambda desk, day: desk.vendors.set([NAME], VendorFacts(last_check=day)),
    "a feature reviewed": lambda desk, day: desk.features.set(["AIF-1"], FeatureChange(last_reviewed=day)),
}


@pytest.mark.slow(keep=8)
@pytest.mark.parametrize("what", WRITES)
def test_today_is_taken_and_tomorrow_is_not(used, what):
    before = changed(used)
    with pytest.raises(Refused, match="still to come") as refused:
        WRITES[what](used, TOMORROW)
    assert str(TODAY) in (refused.value.hint or ""), "the cure names the day"
    assert changed(used) == before, "nothing but the refusal was written"
    WRITES[what](used, TODAY)


ATTESTING = (
    DocumentKind.SOC2_TYPE1,
    DocumentKind.SOC2_TYPE2,
    DocumentKind.BRIDGE_LETTER,
    DocumentKind.PENETRATION_TEST,
)


@pytest.mark.parametrize("kind", ATTESTING)
def test_a_paper_that_attests_cannot_end_in_the_future_and_says_from_when_it_can(used, kind):
    with pytest.raises(Refused) as refused:
        covered(used, date(2026, 12, 31), kind)
    assert "it can be taken from 2027-01-01 on" in (refused.value.hint or "")


def test_a_contract_and_a_certificate_may_run_on(used):
    for kind in (DocumentKind.DPA, DocumentKind.ISO27001):
        covered(used, TODAY + timedelta(days=400), kind)
