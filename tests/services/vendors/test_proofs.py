"""Work on vendors proves itself: in its slot, for the whole, by two persons, until it is undone or no longer so."""

from __future__ import annotations

import json
from datetime import date

import pytest

from grcdesk.schemas.vendors.papers import AgreementFacts, ClauseFacts, DocumentFacts
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind
from grcdesk.terms.vendors import CheckAnswer, Clause, ClauseAnswer, Conclusion, DocumentKind, ReviewKind, Tier

TODAY = date(2026, 11, 21)


@pytest.fixture
def two(desk):
    """Two model providers, and the catalog that asks for reviews of them."""
    desk.catalogs.add("ai-ext")
    for name in ("Aster", "Brio"):
        desk.vendors.add(name, VendorFacts(tier=Tier.HIGH, model_provider=True, onboarded=date(2026, 1, 5)))
    return desk


def conclude(desk, name, *, approver="Max Roy", on=TODAY, kind=ReviewKind.REVIEW):
    desk.vendor_reviews.start(name, reviewer="Dana Reyes", on=on, kind=kind)
    key = desk.vendor_reviews.list(vendor=name)[0].id
    desk.vendor_reviews.answer(key, "all", CheckAnswer.YES)
    return desk.vendor_reviews.conclude(key, ReviewVerdict(Conclusion.CONDITIONS, "mend it", approver=approver, on=on))


def made(desk):
    rows = [desk.evidence.show(row.id).row for row in desk.evidence.list("")]
    return [row for row in rows if row.importer == "facts"]


def runs(desk, control):
    """In-force sign-offs behind a control."""
    detail = [desk.evidence.show(row.id) for row in desk.evidence.list("")]
    return [
        one.row.id
        for one in detail
        if control in one.row.controls and one.row.kind is EvidenceKind.SIGN_OFF and not one.row.rejected
    ]


def test_one_of_two_providers_is_a_note_and_both_are_the_run(two):
    told = conclude(two, "Aster")
    assert "1 of 2 model providers reviewed" in told.warnings[0]
    assert "not: Brio (no review concluded since" in told.warnings[0]
    (note,) = made(two)
    assert (note.kind, note.controls) == (EvidenceKind.DOCUMENT, ("AI-EXT-03",))
    assert runs(two, "AI-EXT-03") == []
    conclude(two, "Brio", on=date(2026, 11, 20))
    assert len(runs(two, "AI-EXT-03")) == 1
    run = made(two)[-1]
    assert (run.performed_on, run.kind) == (TODAY, EvidenceKind.SIGN_OFF), "done when the last of them was"


def test_without_a_second_person_it_is_no_approval_and_a_check_is_no_review(two):
    two.vendors.offboard("Brio", reason="replaced")
    conclude(two, "Aster", kind=ReviewKind.CHECK)
    assert made(two) == []
    for approver in ("", "dana  reyes"):
        conclude(two, "Aster", approver=approver)
        assert runs(two, "AI-EXT-03") == []
    conclude(two, "Aster")
    assert len(runs(two, "AI-EXT-03")) == 1


def test_undo_takes_it_out_of_force_and_the_file_holds_names_dates_and_counts(two):
    two.vendors.offboard("Brio", reason="replaced")
    conclude(two, "Aster")
    (run,) = made(two)
    told = json.loads(vault.blob(two.paths, run.sha256).read_bytes())
    assert (told["format"], told["from"], told["by"]) == ("grcdesk facts 1", "vendor_review", "Max Roy")
    assert told["facts"]["review"]["conclusion"] == "conditions"
    assert told["log"]["entry"] > 0
    assert "mend it" not in json.dumps(told), "no free text"
    two.log.undo()
    assert made(two) == []


def test_without_the_catalog_it_waits_to_be_placed(desk):
    desk.vendors.add("Aster", VendorFacts(tier=Tier.HIGH, model_provider=True, onboarded=date(2026, 1, 5)))
    told = conclude(desk, "Aster")
    assert "EV-1 waits to be placed" in told.warnings[0]
    (one,) = made(desk)
    assert one.controls == ()


@pytest.fixture
def read(desk, tmp_path):
    """A provider whose agreement has a document, and what answers a clause of it."""
    desk.vendors.add("Aster", VendorFacts(tier=Tier.HIGH, model_provider=True, onboarded=date(2026, 1, 5)))
    file = tmp_path / "dpa.pdf"
    file.write_bytes(b"%PDF one")
    desk.vendor_papers.add_document("Aster", DocumentFacts(DocumentKind.DPA, issued=date(2026, 1, 5)), source=file)
    desk.agreements.add("Aster", AgreementFacts(document="DOC-1", effective=date(2026, 1, 5)))

    def answer(clause, answer=ClauseAnswer.YES, on=TODAY):
        facts = ClauseFacts(answer, place="1", reviewer="Dana Reyes", on=on)
        return desk.agreements.set_clause("AGR-1", clause, facts)

    return answer


@pytest.mark.slow
def test_an_agreement_read_to_the_end_is_a_run_and_one_clause_less_is_none(desk, read):
    *most, last = Clause
    for clause in most:
        read(clause)
        assert runs(desk, "AI-CONF-02") == []
    told = read(last, ClauseAnswer.SILENT)
    assert told.warnings == ("EV-2 stands for AI-CONF-02",)
    assert runs(desk, "AI-CONF-02") == ["EV-2"]
    assert desk.evidence.show("EV-2").row.performed_on == TODAY


def test_another_document_behind_it_takes_the_reading_out_of_force(desk, read, tmp_path):
    for clause in Clause:
        read(clause)
    file = tmp_path / "new.pdf"
    file.write_bytes(b"%PDF two")
    desk.vendor_papers.add_document("Aster", DocumentFacts(DocumentKind.DPA, issued=TODAY), source=file)
    told = desk.agreements.set("AGR-1", AgreementFacts(document="DOC-2"))
    assert told.warnings == ("EV-2 is out of force: AGR-1 is no longer read to the end",)
    assert runs(desk, "AI-CONF-02") == []
    assert "no longer read to the end" in desk.evidence.show("EV-2").row.rejected


def test_a_clause_read_in_an_earlier_cycle_is_not_read_in_this_one(desk, read):
    for clause in Clause:
        read(clause, on=date(2025, 6, 1) if clause is Clause.PLAN else TODAY)
    assert runs(desk, "AI-CONF-02") == []
    read(Clause.PLAN)
    assert len(runs(desk, "AI-CONF-02")) == 1


def test_two_providers_need_two_readings(desk, read):
    desk.vendors.add("Brio", VendorFacts(tier=Tier.HIGH, model_provider=True, onboarded=date(2026, 1, 5)))
    for clause in Clause:
        told = read(clause)
    assert told.warnings == (
        "1 of 2 model providers read to the end since 2026-01-01; not: Brio (no data agreement in force)",
    )
    assert runs(desk, "AI-CONF-02") == []
