"""Of one record: what keeps its act from being done is what the act itself is refused for."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers, FeatureChange, ModelFacts
from grcdesk.schemas.findings.findings import CheckFacts, FindingFacts, ResponseFacts
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.incidents import IncidentFacts, NoticeFacts
from grcdesk.schemas.requests.requests import RequestFacts
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Answer, EvidenceKind, FeatureStatus
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity
from grcdesk.terms.incidents import IncidentKind, Notified, TimeMark
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.terms.soa import Implementation, InclusionReason
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ContactKind, Tier
from helpers import change_story, review_writes


def told(found):
    return [one.what for one in found.lacks if one.bars]


def test_a_finding_lacks_what_closing_it_is_refused_for(desk, tmp_path):
    desk.findings.add(FindingFacts("No limit", FindingSource.AUDITOR, "It is old.", Severity.HIGH, owner="Ada Okafor"))
    found = desk.readiness.show(WorkPlace.FINDING, "F-1")
    with pytest.raises(Refused) as refused:
        desk.finding_moves.close("F-1")
    assert told(found) == list(refused.value.reasons)
    assert desk.readiness.show(WorkPlace.FINDINGS).numbers(bars=True), "in the list it stands with what comes next"
    file = tmp_path / "limit.json"
    file.write_text("{}")
    desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, "Limit", date(2026, 11, 21)))
    desk.finding_moves.respond("F-1", ResponseFacts(Answer.YES, "We set it.", "Mara Roy"))
    desk.remediation.add("F-1", RemediationFacts("Set it", "Ada Okafor", date(2026, 12, 1)))
    desk.finding_moves.move("F-1", FindingStatus.IN_REMEDIATION)
    desk.remediation.done("F-1/1", proof="EV-1")
    desk.finding_moves.move("F-1", FindingStatus.READY_TO_VERIFY)
    desk.finding_moves.close("F-1", CheckFacts("Tomas Beck", ("EV-1",)))
    done = desk.readiness.show(WorkPlace.FINDING, "f-1")
    assert (done.lacks, done.done) == ((), "closed on 2026-11-21")


def test_an_incident_lacks_what_closing_it_is_refused_for(desk):
    facts = IncidentFacts("Leak", IncidentKind.DATA_LEAK, Severity.HIGH, detected="2026-11-03T08:00Z", lead="Mara Roy")
    desk.incidents.add(facts)
    found = desk.readiness.show(WorkPlace.INCIDENT, "INC-1")
    with pytest.raises(Refused) as refused:
        desk.incidents.close("INC-1", by="Mara Roy")
    assert told(found) == list(refused.value.reasons)
    assert set(found.numbers(bars=True)) == {
        LackKind.INCIDENT_TIME, LackKind.INCIDENT_NOTICE, LackKind.INCIDENT_TEXT,
    }  # fmt: skip
    for hour, mark in ((10, TimeMark.CONTAINED), (11, TimeMark.ASSESSED), (12, TimeMark.REMEDIATED)):
        desk.incidents.mark("INC-1", mark, at=f"2026-11-03T{hour}:00Z")
    for whom in Notified:
        desk.incidents.notice("INC-1", NoticeFacts(whom, Answer.NO, "Mara Roy", reason="not needed"))
    assert set(desk.readiness.show(WorkPlace.INCIDENT, "INC-1").numbers(bars=True)) == {LackKind.INCIDENT_TEXT}


def test_an_access_review_lacks_what_signing_it_is_refused_for(desk, tmp_path):
    review_writes.half_decided(desk, tmp_path)
    found = desk.readiness.show(WorkPlace.REVIEW, "AR-1")
    with pytest.raises(Refused) as refused:
        review_writes.sign(desk, tmp_path)
    assert len(told(found)) == len(refused.value.reasons)
    assert (found.looked, LackKind.ACCESS_ACCOUNT in found.numbers(bars=True)) == (2, True)
    assert desk.readiness.show(WorkPlace.REVIEWS).numbers(bars=True) == {LackKind.ACCESS_SIGNATURE: 1}
    review_writes.decide(desk, tmp_path)
    review_writes.prove(desk, tmp_path)
    review_writes.sign(desk, tmp_path)
    done = desk.readiness.show(WorkPlace.REVIEW, "AR-1")
    assert (told(done), done.done) == ([], "signed")
    exceptions = [one.what for one in done.lacks]
    assert exceptions
    assert all(one.endswith(": an exception") for one in exceptions)
    assert desk.readiness.show(WorkPlace.REVIEWS).numbers(bars=True) == {}


def test_a_vendor_lacks_its_review_and_what_fails_in_its_file(desk):
    desk.vendors.add("Brio", VendorFacts(tier=Tier.LOW, onboarded=date(2024, 1, 1)))
    late = desk.readiness.show(WorkPlace.VENDOR, "VEN-1")
    assert told(late)
    assert (late.record, late.done, late.ready) == ("VEN-1", "", False)
    desk.vendor_reviews.start("Brio", reviewer="Dana Reyes")
    asked = desk.readiness.show(WorkPlace.VENDOR, "Brio").numbers(bars=True)
    assert asked[LackKind.VENDOR_QUESTION] == len(desk.vendor_reviews.show("VR-1").checks)
    desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    found = desk.readiness.show(WorkPlace.VENDOR, "Brio")
    assert LackKind.VENDOR_CONCLUSION in found.numbers(bars=True)
    with pytest.raises(Refused):
        desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.APPROVE, approver="Max Roy"))
    desk.vendor_relations.add_contact("Brio", ContactKind.SECURITY, mail="security@brio.example")
    desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.APPROVE, approver="Max Roy"))
    assert told(desk.readiness.show(WorkPlace.VENDOR, "Brio")) == []
    desk.vendors.offboard("Brio", reason="replaced")
    assert desk.readiness.show(WorkPlace.VENDOR, "Brio").done == "offboarded on 2026-11-21"


def test_a_feature_lacks_what_its_confirmation_is_refused_for(desk):
    desk.features.add(FeatureAnswers("Reply", purpose="Drafts answers", status=FeatureStatus.IDEA))
    idea = desk.readiness.show(WorkPlace.FEATURE, "AIF-1")
    assert idea.done == "idea, not in use and in scope"
    asked = idea.numbers(bars=True)
    assert {LackKind.FEATURE_QUESTION, LackKind.FEATURE_OWNER, LackKind.FEATURE_CONTROLS} <= asked.keys()
    with pytest.raises(Refused):
        desk.features.confirm("AIF-1")
    answers = FeatureAnswers(
        "Route", purpose="Sorts", data_in="Tickets", data_out="Queue", invoked_by="Support", invokers=("staff",),
        if_wrong="A person sorts", owner="Lee Chen", personal_data=Answer.NO, customer_data=Answer.NO,
        user_facing=Answer.NO, automated_decision=Answer.NO, trains=Answer.NO, home_region="EU",
        status=FeatureStatus.PRODUCTION,
    )  # fmt: skip
    desk.features.add(answers, models=[ModelFacts("claude", "Anthropic", plan="enterprise", region="EU")])
    desk.features.derive(["AIF-2"])
    assert LackKind.FEATURE_CONFIRMATION in desk.readiness.show(WorkPlace.FEATURE, "AIF-2").numbers(bars=True)
    assert desk.readiness.show(WorkPlace.FEATURE, "AIF-2").done == ""


def test_a_feature_lacks_each_answer_its_controls_wait_for(desk):
    answers = FeatureAnswers(
        "Route", purpose="Sorts", data_in="Tickets", data_out="Queue", invoked_by="Support", relies_on="a model",
        if_wrong="A person sorts", owner="Lee Chen", status=FeatureStatus.PRODUCTION,
    )  # fmt: skip
    desk.features.add(answers)
    desk.features.derive(["AIF-1"])

    def asked() -> list[str]:
        found = desk.readiness.show(WorkPlace.FEATURE, "AIF-1")
        return [one.part for one in found.lacks if one.kind is LackKind.FEATURE_QUESTION]

    assert asked() == [
        *("personal_data", "customer_data", "user_facing", "automated_decision", "trains"),
        *("invokers", "model", "home_region"),
    ]
    desk.features.set(["AIF-1"], FeatureChange(personal_data=Answer.NO, invokers=("staff",)))
    assert not {"personal_data", "invokers", "home_region"} & set(asked()), "nor before it is derived anew"
    assert "model" in asked()


def test_a_work_sheet_lacks_what_concluding_it_is_refused_for(desk_after):
    desk = desk_after(change_story.ran_over)
    found = desk.readiness.show(WorkPlace.SHEET, "AI-PI-01")
    assert {LackKind.POPULATION, LackKind.DEVIATION} & found.numbers(bars=True).keys()
    assert found.done == ""
    names = [row.id for row in desk.deviations.list("control:AI-PI-01")]
    assert [one.part for one in found.lacks if one.kind is LackKind.DEVIATION] == names


def test_requests_lack_an_owner_evidence_or_their_submission(desk):
    desk.requests.add(RequestFacts("Key list"))
    desk.requests.add(RequestFacts("Rotation", owner="Lin Chen"))
    desk.evidence.add("https://acme.example/keys", Artefact(EvidenceKind.EXPORT, "Keys", date(2026, 11, 1)))
    desk.requests.evidence("REQ-2", ["EV-1"])
    found = desk.readiness.show(WorkPlace.REQUESTS)
    assert [(one.kind, one.about) for one in found.lacks] == [
        (LackKind.REQUEST_OWNER, "REQ-1"),
        (LackKind.REQUEST_EVIDENCE, "REQ-1"),
        (LackKind.REQUEST_SUBMISSION, "REQ-2"),
    ]
    desk.requests.submit(["REQ-2"])
    assert {one.about for one in desk.readiness.show(WorkPlace.REQUESTS).lacks} == {"REQ-1"}


def test_evidence_lacks_a_place_its_bytes_and_what_waits_in_a_watched_folder(desk, tmp_path):
    file = tmp_path / "limit.json"
    file.write_text("{}")
    desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, "Limit", date(2026, 11, 21)))
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "grcdesk-sync.yaml").write_text("settle: 0\nrules:\n  - {files: '*.csv', as: keys}\n")
    (watched / "odd.txt").write_text("nothing")
    desk.sync.run(watched)
    next(path for path in desk.paths.vault.rglob("*") if path.is_file()).unlink()
    desk.vault.verify()
    found = {one.kind: one for one in desk.readiness.show(WorkPlace.EVIDENCE).lacks}
    assert found[LackKind.UNPLACED].what == "Limit: stands behind no control"
    assert found[LackKind.LOST].what == "Limit: its bytes are missing"
    assert found[LackKind.WAITING_FILE].what.startswith("no rule names it")
    assert found[LackKind.WAITING_FILE].part == str(watched)


def test_without_a_period_coverage_says_that_first(desk):
    desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    (lack,) = desk.readiness.show(WorkPlace.COVERAGE).lacks
    assert (lack.kind, lack.what) == (LackKind.NO_PERIOD, "the engagement has no period")
    assert not desk.readiness.show(WorkPlace.COVERAGE).ready
    assert [one.kind for one in desk.readiness.show(WorkPlace.WARNINGS).lacks] == [LackKind.NO_PERIOD]


def test_a_statement_that_moved_since_its_approval_says_what(desk):
    whole = SoaChange(
        reasons=(InclusionReason.RISK_TREATMENT,), implemented=Implementation.YES, owner="Lee Chen", measures="The book"
    )
    desk.soa.set([row.item for row in desk.soa.list("is:applicable")], whole)
    (lack,) = desk.readiness.show(WorkPlace.SOA).lacks
    assert (lack.kind, lack.what, lack.bars) == (LackKind.SOA_APPROVAL, "no version of it is approved", False)
    desk.soa.approve("Dana Reyes")
    assert desk.readiness.show(WorkPlace.SOA).lacks == ()
    desk.soa.set(["A.7.4"], SoaChange(exclusion="No premises"))
    (lack,) = desk.readiness.show(WorkPlace.SOA).lacks
    assert (lack.what, lack.bars) == ("changed since V1: A.7.4", False)
