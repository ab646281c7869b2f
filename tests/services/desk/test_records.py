"""One question finds records of every kind by id or words."""

from __future__ import annotations

from datetime import date

from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.schemas.findings.findings import FindingFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import EvidenceKind, Via
from grcdesk.terms.features import FeatureStatus
from grcdesk.terms.findings import FindingSource, Severity
from grcdesk.terms.vendors import Tier


def nouns(desk, words):
    return [(one.noun, one.id) for one in desk.records.find(words)]


def test_records_of_every_kind_are_found_by_id_and_words(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(owner="Lee Chen"))
    desk.vendors.add("Northlight Models", VendorFacts(tier=Tier.HIGH, service="Inference"))
    desk.features.add(FeatureAnswers("Support reply", status=FeatureStatus.IDEA))
    run = Artefact(EvidenceKind.TEST_RECORD, "Evaluation of release 812", date(2026, 11, 2), source="CI")
    desk.evidence.add("https://ci.example/run/812", run)
    assert nouns(desk, "ai-sec-01")[0] == ("control", "AI-SEC-01")
    assert nouns(desk, "northlight")[0][0] == "vendor"
    assert nouns(desk, "inference")[0][0] == "vendor", "what it is used for finds it as well"
    assert nouns(desk, "support reply") == [("feature", "AIF-1")]
    assert nouns(desk, "release 812") == [("evidence", "EV-1")]
    assert nouns(desk, "lee") == [("person", "Lee Chen")]
    assert nouns(desk, "engagement") == [("engagement", "ENG-1")], "the kind is a word too"
    assert nouns(desk, "zebra") == []


def test_a_person_is_told_with_what_they_own(desk):
    desk.controls.set(["AI-SEC-01", "AI-SEC-02"], ControlChange(owner="Lee Chen"))
    desk.vendors.add("Northlight Models", VendorFacts(tier=Tier.HIGH, owner="Max Roy"))
    people = {one.name: one.about for one in desk.records.find() if one.noun == "person"}
    assert people == {"Lee Chen": "owns 2 controls", "Max Roy": "owns no control"}


def test_without_a_word_everything_is_listed_once(desk):
    found = [(one.noun, one.id) for one in desk.records.find()]
    assert len(found) == len(set(found))
    assert {noun for noun, _ in found} >= {"control", "engagement"}


def test_actions_tests_papers_and_criteria_are_found_with_where_they_are_shown(desk):
    desk.actions.add("AI-SEC-01", "Rotate the gateway's keys", owner="Lee Chen", due=date(2026, 12, 1))
    found = desk.records.find()
    action = next(one for one in found if one.noun == "action")
    assert (action.name, action.place) == ("Rotate the gateway's keys", "AI-SEC-01")
    tests = [one for one in found if one.noun == "test"]
    assert {one.place for one in tests} == {one.id for one in found if one.noun == "control"}
    assert desk.records.find("cc6.1")[0].noun == "criterion"
    assert [row.id for row in desk.controls.list(desk.records.find("cc6.1")[0].place)] == [
        row.id for row in desk.controls.list('tsc:"CC6.1"')
    ]


def test_what_belongs_to_another_engagement_is_told_with_it(desk):
    desk.findings.add(
        FindingFacts("Keys are shared", FindingSource.AUDITOR, "One key for all", Severity.HIGH, control="AI-SEC-01")
    )
    first = next(one for one in desk.records.find() if one.noun == "finding")
    assert first.place == ""
    desk.audits.new(EngagementPlan(name="Next year"))
    other = next(one for one in desk.records.find(first.id) if one.noun == "finding")
    assert (other.id, other.place) == (first.id, "ENG-1")
    assert other.name.startswith("Keys are shared (")


def test_every_noun_that_has_a_record_is_found_by_its_words(full_root):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    audit = next(row for row in desk.audits.list() if not row.current)
    found = {one.noun: one for one in desk.records.find()}
    assert set(found) >= {
        "access review", "agreement", "clause", "document", "exercise", "finding", "population", "request", "sample",
        "test", "vendor", "walkthrough",
    }  # fmt: skip
    assert found["access review"].name.startswith("Access review 20")
    assert found["clause"].place == found["agreement"].place != ""
    assert found["request"].name.endswith(f"({audit.name})"), "those of another engagement are told with it"
    desk.close()
