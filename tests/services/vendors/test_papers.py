"""Papers of a vendor: their bytes are in the vault, their dates run forwards, a waived item has its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.papers import DocumentFacts, PackageFacts, ReportFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind
from grcdesk.terms.vendors import DocumentKind, Opinion, PackageItem, PackageStatus, Tier

NAME = "Example Models"
DAY = date(2026, 6, 30)


@pytest.fixture
def papers(desk):
    desk.vendors.add(NAME, VendorFacts(tier=Tier.HIGH, onboarded=date(2025, 3, 1)))
    return desk.vendor_papers


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(b"%PDF certificate")
    return path


def package(desk):
    return {one.item: one for one in desk.vendor_papers.file(NAME).file.package}


def test_bytes_cleared_away_before_the_document_is_written_down_are_taken_in_again(desk, papers, pdf, monkeypatch):
    keep = vault.keep

    def keep_then_clear(paths, source):
        found = keep(paths, source)
        monkeypatch.setattr(vault, "keep", keep)
        assert desk.vault.clear().sentence.startswith("1 file removed")
        return found

    monkeypatch.setattr(vault, "keep", keep_then_clear)
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY), source=pdf)
    assert desk.vault.verify().clean
    assert desk.vault.orphans() == []


def test_a_document_becomes_evidence_of_what_it_covers_until_it_expires(desk, papers, pdf):
    start, expires = date(2025, 7, 1), date(2027, 3, 31)
    covering = DocumentFacts(DocumentKind.SOC2_TYPE2, covers_from=start, covers_to=DAY, expires=expires)
    papers.add_document(NAME, covering, source=pdf)
    row = desk.evidence.show("EV-1").row
    assert (row.kind, row.period_from, row.period_to, row.as_of) == (EvidenceKind.REPORT, start, DAY, None)
    assert row.valid_until == expires
    half = DocumentFacts(DocumentKind.ISO27001, issued=DAY, covers_to=expires)
    pdf.write_bytes(b"%PDF another")
    papers.add_document(NAME, half, source=pdf)
    row = desk.evidence.show("EV-2").row
    assert (row.period_from, row.period_to, row.as_of) == (None, None, DAY), "from when it covers is not said"


def test_dates_that_run_backwards_are_refused_and_a_single_day_is_none(papers):
    papers.add_document(NAME, DocumentFacts(DocumentKind.SOC2_TYPE2, covers_from=DAY, covers_to=DAY))
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY, expires=DAY))
    before = date(2026, 6, 29)
    with pytest.raises(Refused, match="covers nothing"):
        papers.add_document(NAME, DocumentFacts(DocumentKind.SOC2_TYPE2, covers_from=DAY, covers_to=before))
    with pytest.raises(Refused, match="before it was issued"):
        papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY, expires=before))


@pytest.mark.parametrize(
    ("reason", "approver", "lacks"),
    [
        ("", "", ("a reason", "an approver")),
        (" ", "Max Roy", ("a reason",)),
        ("seen in the trust portal", " ", ("an approver",)),
    ],
)
def test_waiving_needs_a_reason_and_an_approver(desk, papers, reason, approver, lacks):
    waived = PackageFacts(PackageStatus.WAIVED, reason, approver)
    with pytest.raises(Refused, match="waiving ISO 27001 certificate needs") as refused:
        papers.set_item(NAME, PackageItem.ISO27001, waived)
    assert refused.value.reasons == lacks
    assert package(desk) == {}


def test_a_new_document_waits_to_be_read(desk, papers, pdf):
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY), source=pdf)
    read = PackageFacts(PackageStatus.HAVE, reviewed_by="Dana Reyes", reviewed_on=DAY, result="in order")
    papers.set_item(NAME, PackageItem.ISO27001, read)
    entry = package(desk)[PackageItem.ISO27001]
    assert (entry.document, entry.reviewed_by, entry.reviewed_on, entry.result) == (
        "DOC-1", "Dana Reyes", DAY, "in order",
    )  # fmt: skip
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY, evidence="EV-1"))
    entry = package(desk)[PackageItem.ISO27001]
    assert (entry.status, entry.document) == (PackageStatus.HAVE, "DOC-2")
    assert (entry.reviewed_by, entry.reviewed_on, entry.result) == ("", None, "")


def test_a_document_is_found_however_its_id_is_written_and_only_at_its_vendor(desk, papers):
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY))
    papers.set_item(NAME, PackageItem.ISO27001, PackageFacts(PackageStatus.HAVE, document="doc-1"))
    assert package(desk)[PackageItem.ISO27001].document == "DOC-1"
    papers.set_item(NAME, PackageItem.ISO27001, PackageFacts(PackageStatus.HAVE))
    assert package(desk)[PackageItem.ISO27001].document == "DOC-1", "what is not said stays"
    with pytest.raises(NotFound, match="no document 'DOC-9'"):
        papers.set_item(NAME, PackageItem.ISO27001, PackageFacts(PackageStatus.HAVE, document="DOC-9"))
    desk.vendors.add("Other", VendorFacts(tier=Tier.LOW))
    with pytest.raises(BadInput, match="DOC-1 is a document of VEN-1, not of Other"):
        papers.set_item("Other", PackageItem.ISO27001, PackageFacts(PackageStatus.HAVE, document="DOC-1"))
    papers.set_item(NAME, PackageItem.ISO27001, PackageFacts(PackageStatus.REQUESTED))
    entry = package(desk)[PackageItem.ISO27001]
    assert (entry.document, entry.asked_on) == ("", date(2026, 11, 21))


def test_a_report_is_reviewed_by_somebody_with_a_conclusion_and_is_a_report(papers):
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY))
    papers.add_document(NAME, DocumentFacts(DocumentKind.SOC2_TYPE2, covers_from=date(2025, 7, 1), covers_to=DAY))
    with pytest.raises(Refused, match="no report to review"):
        papers.review_report("DOC-1", ReportFacts(Opinion.UNMODIFIED, conclusion="fine", reviewer="Lee Chen"))
    with pytest.raises(Refused) as refused:
        papers.review_report("DOC-2", ReportFacts(Opinion.UNMODIFIED, conclusion=" ", reviewer=""))
    assert refused.value.reasons == ("a conclusion", "a reviewer")
    ahead = Period(date(2026, 1, 1), date(2026, 12, 31))
    with pytest.raises(Refused, match="the report DOC-2"):
        papers.review_report(
            "DOC-2", ReportFacts(Opinion.UNMODIFIED, conclusion="fine", reviewer="Lee Chen", period=ahead)
        )


def test_a_document_is_replaced_once(papers):
    for _ in range(2):
        papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY))
    papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY, replaces="DOC-1"))
    with pytest.raises(Refused, match="DOC-1 was replaced by DOC-3 already"):
        papers.add_document(NAME, DocumentFacts(DocumentKind.ISO27001, issued=DAY, replaces="DOC-1"))
