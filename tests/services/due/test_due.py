"""Every date of a real desk in one list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.rules.due.due import LATE
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.reviews.reviews import CampaignPlan
from grcdesk.schemas.vendors.papers import AgreementFacts, DocumentFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.due.sources import SOURCES
from grcdesk.terms import DueKind, DueState, EvidenceKind, Status, Verb
from grcdesk.terms.vendors import DocumentKind, Tier
from helpers.queries import watch_queries

TODAY = date(2026, 11, 21)


@pytest.fixture
def busy(desk):
    """A desk with a date of most kinds."""
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, owner="Lin Chen", due=date(2026, 11, 18)))
    desk.controls.set(
        ["AI-PRIV-03"], ControlChange(status=Status.NOT_APPLICABLE, reason="none", approver="Omar Haddad")
    )
    desk.actions.add("AI-SEC-01", "Rotate", owner="Lin Chen", due=date(2026, 11, 25))
    desk.risks.accept("AI-SEC-02", reason="small", approver="Omar Haddad", expires=date(2027, 1, 10))
    answers = FeatureAnswers("Reply", "a", "b", data_out="c", invoked_by="d", if_wrong="e")
    desk.features.add(answers, models=[ModelFacts("claude", "Anthropic")])
    desk.vendors.add(
        "Anthropic", VendorFacts(tier=Tier.CRITICAL, onboarded=date(2025, 3, 1), last_review=date(2025, 11, 9))
    )
    return desk


def kinds(desk, **asked) -> dict[DueKind, list]:
    found: dict[DueKind, list] = {}
    for row in desk.due.list(**asked):
        found.setdefault(row.kind, []).append(row)
    return found


def test_dates_of_every_kind_stand_in_one_list(busy):
    found = kinds(busy)
    assert [(row.id, row.days, row.state) for row in found[DueKind.ACTION]] == [("ACT-1", 4, DueState.DUE_7)]
    assert [(row.id, row.state) for row in found[DueKind.GAP]] == [("AI-SEC-01", DueState.OVERDUE)]
    assert [(row.id, row.due) for row in found[DueKind.NA_APPROVAL]] == [("AI-PRIV-03", date(2027, 11, 21))]
    assert [(row.id, row.owner) for row in found[DueKind.RISK_ACCEPTANCE]] == [("RA-1", "Omar Haddad")]
    assert [(row.id, row.state) for row in found[DueKind.FEATURE_REVIEW]] == [("AIF-1", DueState.NEVER_REVIEWED)]
    vendor = next(iter(found[DueKind.VENDOR_REVIEW]))
    assert (vendor.title, vendor.due, vendor.days) == ("Anthropic", date(2026, 11, 9), -12)
    assert {row.state for row in found[DueKind.CONTROL_REVIEW]} == {DueState.NEVER_REVIEWED, DueState.OK}
    rows = busy.due.list()
    assert [row.days for row in rows] == sorted(row.days for row in rows)


def test_evidence_asks_for_the_oldest_open_slot_and_the_coming_one(busy):
    rows = {row.id: row for row in kinds(busy)[DueKind.EVIDENCE_SLOT]}
    first, coming = rows["AI-SEC-05/2026Q1"], rows["AI-SEC-05/2026Q4"]
    assert (first.due, first.state) == (date(2026, 3, 31), DueState.OVERDUE)
    assert "2 later slots" in first.why
    assert (coming.due, coming.state) == (date(2026, 12, 31), DueState.DUE_60)
    assert rows["AI-SEC-02/2026-01"].due == date(2026, 1, 31)
    assert rows["AI-PI-01/population"].due == date(2026, 12, 31)
    assert not [name for name in rows if name.startswith("AI-PRIV-03")], "what does not apply needs no evidence"


def test_days_that_a_source_soon_holds_no_more_have_a_date(desk, tmp_path):
    record = Artefact(
        EvidenceKind.CHANGE_RECORD, period_from=date(2026, 1, 1), period_to=date(2026, 9, 14),
        source="GitHub audit log", query="all", pulled_at="2026-11-20T10:00:00Z", completeness="ids follow each other",
    )  # fmt: skip
    file = tmp_path / "changes.csv"
    file.write_text("id,at\n", encoding="utf-8")
    desk.evidence.add(file, record, controls=["AI-SEC-02"])
    shot = tmp_path / "policy.json"
    shot.write_text("{}", encoding="utf-8")
    desk.evidence.add(shot, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 1, 1)), controls=["AI-SEC-02"])
    (row,) = kinds(desk)[DueKind.EVIDENCE_LOSS]
    # 15 September and 180 days is 14 March
    assert (row.id, row.due) == ("AI-SEC-02/2026-09", date(2027, 3, 14))
    (row,) = kinds(desk, as_of=date(2027, 3, 16))[DueKind.EVIDENCE_LOSS]
    assert (row.days, row.state) == (-2, DueState.OVERDUE)
    assert "2 of 108 days are gone already" in row.why
    desk.sources.set("GitHub audit log", 0)
    assert DueKind.EVIDENCE_LOSS not in kinds(desk)


def test_any_day_can_be_asked_and_a_missed_run_is_caught_up(busy):
    for back in (0, 1, 30, 400):
        day = TODAY + timedelta(days=back)
        (row,) = kinds(busy, as_of=day)[DueKind.ACTION]
        assert row.days == 4 - back
        assert (row.state is DueState.OVERDUE) == (back > 4)
    busy.actions.close("ACT-1", proof="ticket 12")
    assert DueKind.ACTION not in kinds(busy)
    assert DueKind.ACTION not in kinds(busy, as_of=TODAY - timedelta(days=1)), "it was not there then"


def test_an_open_access_review_is_due_until_it_is_signed(busy):
    busy.reviews.open(CampaignPlan("2026Q4", ("Gateway",), owners={"Gateway": "Lin Chen"}, due=date(2026, 12, 15)))
    (row,) = kinds(busy)[DueKind.ACCESS_REVIEW]
    assert (row.id, row.title, row.owner, row.due) == ("AR-1", "Access review 2026Q4", "Lin Chen", date(2026, 12, 15))
    assert row.why == "no account was read yet"
    assert DueKind.ACCESS_REVIEW not in kinds(busy, as_of=TODAY - timedelta(days=1)), "it was not open then"


PAPERS = (DueKind.CERTIFICATE, DueKind.REPORT, DueKind.BRIDGE_LETTER)


def papers(desk, **asked) -> list[tuple[str, DueKind, date]]:
    return sorted((row.id, row.kind, row.due) for row in desk.due.list(kinds=PAPERS, **asked))


@pytest.fixture
def used(desk):
    """A vendor in use, and what adds documents to it."""
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.HIGH, onboarded=date(2025, 3, 1), owner="Lee Chen"))

    def add(kind: DocumentKind, to: date | None = None, expires: date | None = None, **more):
        facts = DocumentFacts(kind, covers_from=to and date(2025, 1, 1), covers_to=to, expires=expires, **more)
        return desk.vendor_papers.add_document("Example", facts)

    return add


def test_a_paper_is_due_when_it_expires_and_only_without_that_when_what_it_covers_ends(desk, used):
    early, late, over = date(2026, 12, 31), date(2027, 6, 30), date(2026, 10, 31)
    used(DocumentKind.ISO27001, early, late)
    used(DocumentKind.ISO42001, late, early)
    used(DocumentKind.SOC2_TYPE2, over)
    used(DocumentKind.BRIDGE_LETTER, None, late)
    used(DocumentKind.SOC2_TYPE1, issued=over)
    used(DocumentKind.PENETRATION_TEST, over, late)
    assert papers(desk) == [
        ("DOC-1", DueKind.CERTIFICATE, late),
        ("DOC-2", DueKind.CERTIFICATE, early),
        ("DOC-3", DueKind.REPORT, over),
        ("DOC-4", DueKind.BRIDGE_LETTER, late),
    ]
    rows = {row.id: row for row in desk.due.list(kinds=PAPERS)}
    assert (rows["DOC-1"].title, rows["DOC-1"].owner) == ("Example Models: ISO 27001", "Lee Chen")
    assert (rows["DOC-1"].why, rows["DOC-3"].why) == (
        "expires on 2027-06-30", "covers up to 2026-10-31; ask for the next one",
    )  # fmt: skip


def test_a_paper_that_was_replaced_and_one_of_a_vendor_that_left_are_silent(desk, used):
    used(DocumentKind.ISO27001, expires=date(2026, 12, 31))
    used(DocumentKind.ISO27001, expires=date(2029, 12, 31), replaces="DOC-1")
    assert papers(desk) == [("DOC-2", DueKind.CERTIFICATE, date(2029, 12, 31))]
    with pytest.raises(Refused, match="replaced by DOC-2 already"):
        used(DocumentKind.ISO27001, replaces="DOC-1")
    desk.vendors.offboard("Example", reason="replaced", on=TODAY)
    assert papers(desk) == []
    assert papers(desk, as_of=TODAY - timedelta(days=1)) == [("DOC-2", DueKind.CERTIFICATE, date(2029, 12, 31))]


def test_an_agreement_is_due_when_it_expires_until_the_day_it_ended(desk, used):
    desk.agreements.add("Example", AgreementFacts(effective=date(2026, 1, 1), expires=date(2026, 12, 31)))
    desk.agreements.add("Example", AgreementFacts(effective=date(2026, 1, 1)))
    (row,) = kinds(desk)[DueKind.AGREEMENT]
    assert (row.id, row.due, row.why) == ("AGR-1", date(2026, 12, 31), "ends on 2026-12-31")
    desk.agreements.set("AGR-1", AgreementFacts(ended=TODAY))
    assert DueKind.AGREEMENT not in kinds(desk)
    assert DueKind.AGREEMENT in kinds(desk, as_of=TODAY - timedelta(days=1))


def test_the_check_of_a_critical_vendor_has_a_date_of_its_own_and_the_never_reviewed_say_so(desk):
    reviewed = VendorFacts(tier=Tier.CRITICAL, last_review=date(2026, 6, 30))
    desk.vendors.add("Example Models", reviewed)
    desk.vendors.add("Ticket Desk", VendorFacts(tier=Tier.LOW, onboarded=date(2026, 9, 1)))
    found = kinds(desk)
    assert [(row.id, row.due) for row in found[DueKind.VENDOR_CHECK]] == [("VEN-1", date(2026, 12, 30))]
    assert {(row.id, row.due, row.state) for row in found[DueKind.VENDOR_REVIEW]} == {
        ("VEN-1", date(2027, 6, 30), DueState.OK), ("VEN-2", date(2026, 9, 1), DueState.NEVER_REVIEWED),
    }  # fmt: skip


def test_the_list_is_narrowed(busy):
    assert {row.kind for row in busy.due.list(kinds=[DueKind.ACTION, DueKind.GAP])} == {DueKind.ACTION, DueKind.GAP}
    assert {row.owner for row in busy.due.list(owner="lin")} == {"Lin Chen"}
    assert all(row.days <= 7 for row in busy.due.list(within=7))


def test_an_acknowledgement_is_told_and_a_snooze_hides_until_its_day(busy):
    busy.due.acknowledge(DueKind.ACTION, "act-1", reason="under way")
    (row,) = kinds(busy)[DueKind.ACTION]
    assert "acknowledged by Dana Reyes: under way" in row.why
    busy.due.snooze(DueKind.GAP, "AI-SEC-01", date(2026, 12, 1), reason="Lin is ill")
    assert DueKind.GAP not in kinds(busy)
    assert DueKind.GAP in kinds(busy, snoozed=True)
    assert DueKind.GAP in kinds(busy, as_of=date(2026, 12, 1))
    assert {(one.kind, one.reason) for one in busy.due.notes()} == {
        (DueKind.ACTION, "under way"),
        (DueKind.GAP, "Lin is ill"),
    }
    busy.actions.move("ACT-1", date(2026, 12, 24), reason="late")
    assert [one.kind for one in busy.due.notes()] == [DueKind.GAP], "the date has moved"
    busy.due.resume(DueKind.GAP, "AI-SEC-01")
    assert DueKind.GAP in kinds(busy)
    assert [entry.action for entry in busy.log.list(action="due")] == [
        Verb.DUE_RESUME, Verb.DUE_SNOOZE, Verb.DUE_ACKNOWLEDGE,
    ]  # fmt: skip
    assert busy.log.verify().clean


def test_what_is_not_due_cannot_be_put_off_and_a_reason_is_needed(busy):
    with pytest.raises(NotFound):
        busy.due.acknowledge(DueKind.ACTION, "ACT-9", reason="x")
    with pytest.raises(Refused, match="needs a reason"):
        busy.due.acknowledge(DueKind.ACTION, "ACT-1", reason="  ")
    with pytest.raises(Refused, match="not to come"):
        busy.due.snooze(DueKind.ACTION, "ACT-1", TODAY, reason="x")
    with pytest.raises(NotFound):
        busy.due.resume(DueKind.ACTION, "ACT-1")


def test_the_number_of_queries_does_not_grow(busy):
    seen = watch_queries(busy.store)
    busy.due.list(as_of=TODAY)
    one = len(seen)
    for number in range(6):
        busy.vendors.add(f"Vendor {number}", VendorFacts(tier=Tier.LOW, onboarded=date(2026, 1, 1)))
        busy.actions.add("AI-SEC-01", f"Do {number}", owner="Lin Chen", due=date(2026, 12, 1))
    seen.clear()
    assert len([row for row in busy.due.list(as_of=TODAY) if row.kind is DueKind.VENDOR_REVIEW]) == 7
    assert len(seen) == one


def test_a_desk_without_a_period_still_answers(desk):
    assert {row.state for row in desk.due.list() if row.kind is DueKind.CONTROL_REVIEW} <= LATE
    assert len(SOURCES) > 4
