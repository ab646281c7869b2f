"""Around a vendor: subprocessors judged by a person and with a reason, contacts, expected controls, projects."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.vendors import Subprocessor
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.vendors.papers import (
    AgreementFacts,
    ExpectedFacts,
    ProjectFacts,
    SubprocessorDecision,
    SubprocessorFacts,
)
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.vendors import reading, relation_writing
from grcdesk.terms import DueKind, EvidenceKind, LogOutcome, Verb
from grcdesk.terms.vendors import ContactKind, Expectation, Objection, Tier, Training
from helpers.provider import NAME, late_provider

TODAY = date(2026, 11, 21)
ANNOUNCED = date(2026, 11, 2)
SETTINGS = Artefact(EvidenceKind.EXPORT, as_of=date(2026, 11, 1))


@pytest.fixture
def relations(desk):
    desk.vendors.add(NAME, VendorFacts(tier=Tier.HIGH, onboarded=date(2025, 3, 1), owner="Lee Chen"))
    return desk.vendor_relations


@pytest.fixture
def announced(relations):
    """A subprocessor that was announced, with 30 days to object."""
    relations.add_subprocessor(NAME, SubprocessorFacts("New Host", announced=ANNOUNCED, notice_days=30))
    return relations


def subprocessors(desk):
    return {one.id: one for one in desk.vendor_papers.file(NAME).file.subprocessors}


def objections(desk) -> list[tuple[str, date]]:
    return [(row.id, row.due) for row in desk.due.list(kinds=[DueKind.SUBPROCESSOR_OBJECTION])]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_objecting_needs_a_reason(desk, announced, reason: str):
    with pytest.raises(Refused, match="objecting to New Host needs a reason"):
        announced.decide_subprocessor("VEN-1/s1", SubprocessorDecision(Objection.OBJECTED, "Dana Reyes", reason))
    assert subprocessors(desk)["VEN-1/s1"].decision is Objection.OPEN
    refused = desk.log.list(limit=1)[0]
    assert (refused.action, refused.outcome) == (Verb.VENDOR_SUBPROCESSOR, LogOutcome.DENIED)
    assert objections(desk) == [("VEN-1/s1", date(2026, 12, 2))], "the time to object still runs"


def test_an_objection_keeps_its_person_its_day_and_its_reason(desk, announced):
    said = SubprocessorDecision(Objection.OBJECTED, "Dana Reyes", "No transfer tool", date(2026, 11, 20))
    announced.decide_subprocessor("VEN-1/s1", said)
    row = subprocessors(desk)["VEN-1/s1"]
    assert (row.decision, row.decided_by, row.decided_on, row.reason) == (
        Objection.OBJECTED, "Dana Reyes", date(2026, 11, 20), "No transfer tool",
    )  # fmt: skip
    assert desk.log.list(limit=1)[0].reason == said.reason
    assert objections(desk) == []


@pytest.mark.parametrize("decision", [Objection.ACCEPTED, Objection.OBJECTED])
def test_deciding_needs_a_person(desk, announced, decision: Objection):
    with pytest.raises(Refused, match="needs a person"):
        announced.decide_subprocessor("VEN-1/s1", SubprocessorDecision(decision, " ", "No transfer tool"))
    assert subprocessors(desk)["VEN-1/s1"].decision is Objection.OPEN


def test_accepting_needs_no_reason_and_opening_again_no_person(desk, announced):
    announced.decide_subprocessor("VEN-1/s1", SubprocessorDecision(Objection.ACCEPTED, "Dana Reyes"))
    row = subprocessors(desk)["VEN-1/s1"]
    assert (row.decision, row.decided_by, row.decided_on) == (Objection.ACCEPTED, "Dana Reyes", TODAY)
    announced.decide_subprocessor("VEN-1/s1", SubprocessorDecision(Objection.OPEN, ""))
    row = subprocessors(desk)["VEN-1/s1"]
    assert (row.decision, row.decided_by, row.decided_on) == (Objection.OPEN, "", None)
    announced.decide_subprocessor("VEN-1/s1", SubprocessorDecision(Objection.OPEN, "Dana Reyes", on=TODAY))
    row = subprocessors(desk)["VEN-1/s1"]
    assert (row.decided_by, row.decided_on) == ("", None), "what is open, nobody has decided"


def test_one_that_is_gone_asks_for_nothing_and_may_come_again(desk, announced):
    with pytest.raises(Refused, match="already"):
        announced.add_subprocessor(NAME, SubprocessorFacts("new  HOST"))
    announced.decide_subprocessor("VEN-1/s1", SubprocessorDecision(Objection.OPEN, "", removed=date(2026, 11, 20)))
    assert subprocessors(desk)["VEN-1/s1"].removed == date(2026, 11, 20)
    assert objections(desk) == []
    announced.add_subprocessor(NAME, SubprocessorFacts("New Host"))
    assert subprocessors(desk).keys() == {"VEN-1/s1", "VEN-1/s2"}


def test_one_that_was_there_from_the_start_has_no_time_to_object(desk, relations):
    told = relations.add_subprocessor(NAME, SubprocessorFacts("Far Cloud", region="US"))
    assert told.sentence == f"VEN-1/s1: Far Cloud for {NAME}"
    assert subprocessors(desk)["VEN-1/s1"].object_by is None
    assert objections(desk) == []
    with pytest.raises(Refused, match="how many days we may object"):
        relations.add_subprocessor(NAME, SubprocessorFacts("New Host", announced=ANNOUNCED))
    with pytest.raises(NotFound):
        relations.decide_subprocessor("VEN-1/s9", SubprocessorDecision(Objection.ACCEPTED, "Dana Reyes"))


def test_the_days_to_object_are_those_of_the_agreement_unless_said(desk_after):
    desk = desk_after(late_provider)
    add = desk.vendor_relations.add_subprocessor
    add(NAME, SubprocessorFacts("New Host", announced=ANNOUNCED))
    told = add(NAME, SubprocessorFacts("Far Cloud", announced=ANNOUNCED, notice_days=10))
    assert told.sentence.endswith("10 days from 2026-11-02 to object")
    assert [(one.notice_days, one.object_by) for one in subprocessors(desk).values()] == [
        (30, date(2026, 12, 2)), (10, date(2026, 11, 12)),
    ]  # fmt: skip
    assert sorted(objections(desk)) == [("VEN-1/s1", date(2026, 12, 2)), ("VEN-1/s2", date(2026, 11, 12))]


def test_an_agreement_that_has_ended_gives_no_days_to_object(desk_after):
    desk = desk_after(late_provider)
    desk.agreements.set("AGR-1", AgreementFacts(ended=date(2026, 11, 1)))
    with pytest.raises(Refused, match="no agreement says how many days we may object"):
        desk.vendor_relations.add_subprocessor(NAME, SubprocessorFacts("New Host", announced=ANNOUNCED))


def test_a_contact_is_a_name_or_an_address_and_can_be_dropped(desk, relations):
    relations.add_contact(NAME, ContactKind.SECURITY, mail="security@models.example")
    relations.add_contact(NAME, ContactKind.LEGAL, name="Max Roy")
    with pytest.raises(Refused, match="a name or a mail address"):
        relations.add_contact(NAME, ContactKind.SUPPORT, name=" ", phone="123")
    relations.drop_contact("VEN-1/c1")
    assert [one.id for one in desk.vendor_papers.file(NAME).file.contacts] == ["VEN-1/c2"]
    with pytest.raises(NotFound):
        relations.drop_contact("VEN-1/c1")


def test_an_accepted_gap_needs_an_approver_and_a_report_must_be_there(desk, relations):
    with pytest.raises(Refused, match="needs words"):
        relations.expect(NAME, ExpectedFacts(Expectation.CUEC, " "))
    with pytest.raises(NotFound, match="report review"):
        relations.expect(NAME, ExpectedFacts(Expectation.CUEC, "Keys are ours", report="RR-1"))
    relations.expect(NAME, ExpectedFacts(Expectation.CUEC, "Keys are ours"))
    with pytest.raises(Refused, match="needs an approver"):
        relations.answer_expected("VEN-1/u1", accepted="no such accounts", approver=" ")
    with pytest.raises(NotFound):
        relations.answer_expected("VEN-1/u1", controls=("AI-NO-01",))
    relations.answer_expected("VEN-1/u1", accepted="no such accounts", approver="Max Roy")
    (row,) = desk.vendor_papers.file(NAME).file.expected
    assert (row.accepted, row.approver, row.controls) == ("no such accounts", "Max Roy", ())


def test_a_project_keeps_what_a_later_look_does_not_say(desk, relations):
    desk.evidence.add("https://models.example/settings", SETTINGS, controls=["AI-SEC-01"])
    relations.set_project(NAME, "chat", ProjectFacts(Training.ON, "EU", date(2026, 11, 1), "EV-1"))
    relations.set_project(NAME, "Chat", ProjectFacts(Training.OFF))
    (row,) = desk.vendor_papers.file(NAME).file.projects
    assert (row.training, row.as_of, row.region, row.evidence) == (Training.OFF, TODAY, "EU", "EV-1")
    with pytest.raises(NotFound):
        relations.set_project(NAME, "chat", ProjectFacts(Training.OFF, evidence="EV-9"))


def test_what_is_no_subprocessor_is_refused(desk, relations):
    with pytest.raises(Refused, match="a subprocessor needs a name"):
        relations.add_subprocessor(NAME, SubprocessorFacts(" "))
    with pytest.raises(BadInput, match="service has 32,001 characters"):
        relations.add_subprocessor(NAME, SubprocessorFacts("Host", service="x" * 32_001))
    with pytest.raises(Refused, match="no agreement says how many days"):
        relations.add_subprocessor(NAME, SubprocessorFacts("Host", announced=ANNOUNCED))
    relations.add_subprocessor(NAME, SubprocessorFacts("Host"))
    with pytest.raises(Refused, match="needs a name"), desk.store.work(Verb.VENDOR_SUBPROCESSOR) as work:
        relation_writing.change_subprocessor(work.session.get_one(Subprocessor, "VEN-1/s1"), {"name": " "})


def test_a_control_that_nobody_expects_is_not_answered(relations):
    with pytest.raises(NotFound, match="expected control"):
        relations.answer_expected("VEN-1/e9", controls=("AI-SEC-01",))


def test_a_project_has_a_name(relations):
    with pytest.raises(Refused, match="a project needs a name"):
        relations.set_project(NAME, " ", ProjectFacts(Training.OFF))


def test_of_several_announced_at_once_the_days_of_the_agreement_are_looked_up_once(desk_after):
    desk = desk_after(late_provider)
    with desk.store.read() as session:
        listed = relation_writing.SubprocessorList(session, reading.find(session, NAME), TODAY)
        days = [listed.add(SubprocessorFacts(name, announced=ANNOUNCED)).notice_days for name in ("One", "Two")]
        session.rollback()
    assert days[0] == days[1] > 0
