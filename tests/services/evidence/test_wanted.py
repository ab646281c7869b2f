"""What is wanted and what is there; where what waits may belong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.vendors.papers import DocumentFacts
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Design, EvidenceKind, Implemented, Status, Support
from grcdesk.terms.vendors import CheckAnswer, Conclusion, DocumentKind, Tier
from helpers.backing import bear_out
from helpers.queries import watch_queries

LINK = "https://acme.example/"


def test_wanted_against_have(desk, tmp_path: Path):
    one = desk.wanted.list(["AI-SEC-01"])[0]
    kinds = [row.kind for row in one.wanted]
    assert EvidenceKind.CONFIG_SNAPSHOT in kinds
    assert (one.evidence, one.newest) == (0, None)
    assert set(one.missing) == {row.kind for row in one.wanted if row.mandatory}
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    config = Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 6, 1))
    desk.evidence.add(tmp_path / "a.txt", config, controls=["AI-SEC-01"])
    desk.evidence.add(
        tmp_path / "b.txt", Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 9, 1)), controls=["AI-SEC-01"]
    )
    span = Artefact(EvidenceKind.LOG_EXPORT, period_from=date(2026, 1, 1), period_to=date(2026, 10, 31))
    desk.evidence.add(LINK + "c", span, controls=["AI-SEC-01"])
    one = desk.wanted.list(["AI-SEC-01"])[0]
    have = {row.kind: (row.have, row.newest, row.linked, row.why) for row in one.wanted}
    assert have[EvidenceKind.CONFIG_SNAPSHOT] == (2, date(2026, 9, 1), 2, "")
    assert have[EvidenceKind.LOG_EXPORT] == (0, None, 1, "EV-3: link only")
    assert EvidenceKind.LOG_EXPORT in one.missing
    assert one.newest == date(2026, 9, 1)
    desk.evidence.reject("EV-2", reason="wrong tenant")
    assert desk.wanted.list(["AI-SEC-01"])[0].wanted[kinds.index(EvidenceKind.CONFIG_SNAPSHOT)].have == 1
    assert desk.controls.show("AI-SEC-01").wanted == desk.wanted.list(["AI-SEC-01"])[0].wanted


def test_in_place_without_all_its_evidence_stays_a_claim_or_a_part(desk, tmp_path: Path):
    done = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES)
    desk.controls.set(["AI-SEC-01"], done)

    def level() -> Support | None:
        return desk.wanted.list(["AI-SEC-01"])[0].support

    assert level() is Support.CLAIM_ONLY
    for kind in {row.kind for row in desk.controls.show("AI-SEC-01").wanted}:
        desk.evidence.add(f"{LINK}{kind.value}", Artefact(kind, as_of=date(2026, 6, 1)), controls=["AI-SEC-01"])
    assert level() is Support.CLAIM_ONLY, "links, and be they of every kind"
    bear_out(desk, tmp_path, "AI-SEC-01", day=date(2023, 2, 1))
    assert level() is Support.CLAIM_ONLY, "years before the period"
    bear_out(desk, tmp_path, "AI-SEC-01", but=1)
    assert level() is Support.SUPPORTED_IN_PART
    bear_out(desk, tmp_path, "AI-SEC-01", day=date(2026, 6, 2))
    assert level() is Support.SUPPORTED


def test_all_in_scope_and_applicable_by_a_fixed_number_of_queries(desk):
    desk.controls.set(
        ["AI-SEC-02"], ControlChange(status=Status.NOT_APPLICABLE, reason="no datasets", approver="Omar Haddad")
    )
    seen = watch_queries(desk.store)
    found = desk.wanted.list()
    assert [one.id for one in found] == [key for key in desk.controls.keys("scope:in") if key != "AI-SEC-02"]
    assert len([one for one in seen if "SELECT" in one]) < 16
    with pytest.raises(NotFound):
        desk.wanted.list(["AI-SEC-99"])


@pytest.fixture
def waiting(desk, tmp_path: Path):
    """EV-1 placed; EV-2 of its source waits; EV-3 names its control; EV-4 says nothing."""
    ticket = Artefact(EvidenceKind.TICKET, as_of=date(2026, 6, 1), source="Jira LLM")
    desk.evidence.add(LINK + "t/1", ticket, controls=["AI-SEC-02"])
    desk.evidence.add(LINK + "t/2", ticket)
    file = tmp_path / "AI-PI-02 notes.txt"
    file.write_text("x")
    desk.evidence.add(file, Artefact(EvidenceKind.DOCUMENT, as_of=date(2026, 6, 1)))
    desk.evidence.add(LINK + "z", Artefact(EvidenceKind.CONSENT_RECORD, title="zz", as_of=date(2026, 6, 1)))
    return desk


def test_what_waits_is_suggested_a_place(waiting):
    found = waiting.wanted.suggest()
    assert list(found) == ["EV-2", "EV-3", "EV-4"]
    assert found["EV-2"][0].control == "AI-SEC-02"
    assert "EV-1 of the same source" in found["EV-2"][0].reason
    assert found["EV-3"][0].control == "AI-PI-02"
    assert waiting.wanted.suggest(["EV-1"]) == {}, "what is placed needs none"
    assert waiting.evidence.show("EV-3").suggestions == found["EV-3"]


def test_suggestions_are_taken_on_a_persons_word(waiting):
    dry = waiting.evidence.place(["EV-2", "EV-3"], suggested=True, dry_run=True)
    assert dry.sentence == "EV-2 placed for AI-SEC-02 and EV-3 for AI-PI-02"
    assert waiting.evidence.keys("is:unplaced") == ["EV-2", "EV-3", "EV-4"]
    waiting.evidence.place(["EV-2", "EV-3"], suggested=True)
    assert waiting.evidence.keys("is:unplaced") == ["EV-4"]
    lost = waiting.wanted.suggest(["EV-4"])["EV-4"]
    if not lost:
        with pytest.raises(Refused, match="place EV-4 where"):
            waiting.evidence.place(["EV-4"], suggested=True)


def test_what_belongs_to_a_vendor_is_placed_there_and_may_still_stand_behind_a_control(desk):
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH))
    paper = DocumentFacts(DocumentKind.DPA, issued=date(2026, 2, 1))
    desk.vendor_papers.add_document("VEN-1", paper, source=LINK + "dpa")
    desk.evidence.add(LINK + "minutes", Artefact(EvidenceKind.DOCUMENT, as_of=date(2026, 6, 1)))
    desk.evidence.add(LINK + "ground", Artefact(EvidenceKind.DOCUMENT, as_of=date(2026, 6, 2)))
    assert list(desk.evidence.keys("is:unplaced")) == ["EV-2", "EV-3"] == list(desk.wanted.suggest())
    assert list(desk.evidence.keys("is:placed")) == ["EV-1"] == list(desk.evidence.keys("vendor:north"))
    assert list(desk.evidence.keys("vendor:VEN-2")) == []
    found = desk.evidence.show("EV-1")
    assert (found.row.vendors, found.row.placed, found.vendor_names) == (("VEN-1",), True, {"VEN-1": "Northlight"})
    desk.vendor_reviews.start("VEN-1", reviewer="Dana Reyes")
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "report by March", evidence=("EV-3",)))
    assert list(desk.evidence.keys("vendor:VEN-1")) == ["EV-1", "EV-3"]
    assert list(desk.evidence.keys("vendor:none")) == ["EV-2", "EV-4"], "the facts of the review wait for a control"
    desk.evidence.place(["EV-1"], controls=["AI-CONF-02"])
    assert desk.evidence.show("EV-1").row.controls == ("AI-CONF-02",)
