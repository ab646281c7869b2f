"""Incidents and exercises on a real desk: moments in order, decisions on notice, closing, and what that proves."""

from __future__ import annotations

import json
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.rules.audits.roles import ROLES
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.schemas.findings.findings import FindingFacts, FindingOrigin
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.incidents import EntityFacts, IncidentChange, IncidentFacts, NoticeFacts
from grcdesk.schemas.programme import ProgrammeNames
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, Notified, TimeMark
from helpers.queries import watch_queries

LEAK = IncidentFacts(
    "Figures of another tenant", IncidentKind.DATA_LEAK, Severity.HIGH, detected="2026-11-03T08:00Z",
    happened="The assistant showed figures of J. Alm", people=("Lin Chen",), lead="Mara Roy",
)  # fmt: skip
DRILL = IncidentFacts(
    "Injected instructions in a ticket", IncidentKind.PROMPT_INJECTION, Severity.MEDIUM, exercise=True,
    scenario="A ticket tells the assistant to send a file", detected="2026-11-10T09:00Z",
    people=("Lin Chen", "Mara Roy"), lessons="Nobody knew who switches it off",
)  # fmt: skip
NO = NoticeFacts(Notified.CUSTOMERS, Answer.NO, "Mara Roy", reason="no data of theirs")


def timed(desk, name="INC-1", day="2026-11-10"):
    for hour, mark in ((10, TimeMark.CONTAINED), (11, TimeMark.ASSESSED), (12, TimeMark.REMEDIATED)):
        desk.incidents.mark(name, mark, at=f"{day}T{hour}:00Z")
    desk.incidents.notice(name, NO)
    desk.incidents.notice(name, NoticeFacts(Notified.AUTHORITY, Answer.NO, "Mara Roy", reason="not reportable"))


def close_drill(desk, kind=IncidentKind.PROMPT_INJECTION):
    desk.incidents.add(DRILL)
    desk.incidents.set(["INC-1"], IncidentChange(kind=kind))
    timed(desk)
    desk.remediation.add("INC-1", RemediationFacts("Name who switches it off", "Lin Chen", date(2026, 12, 1)))
    return desk.incidents.close("INC-1", by="Mara Roy")


def state_of(desk, control):
    (row,) = desk.coverage.board(controls=[control])
    return row.slots[0].state


def test_moments_stand_in_order_and_are_read_in_the_zone_of_the_desk(desk):
    desk.scope.set(names=ProgrammeNames(zone="Europe/Berlin"))
    desk.incidents.add(LEAK)
    assert (
        "contained at 2026-11-03 08:30Z"
        in desk.incidents.mark("inc-1", TimeMark.CONTAINED, at="2026-11-03 09:30").sentence
    )
    for mark, at, why in (
        (TimeMark.REMEDIATED, "2026-11-03T08:15Z", "remediated at 2026-11-03 08:15Z lies before contained"),
        (TimeMark.ASSESSED, "2026-11-03T07:00Z", "lies before detected"),
        (TimeMark.ASSESSED, "2026-12-01", "is still to come"),
        (TimeMark.CONTAINED, "2026-11-03T08:40Z", "was contained at 2026-11-03 08:30Z"),
    ):
        with pytest.raises(Refused, match=why):
            desk.incidents.mark("INC-1", mark, at=at)
    with pytest.raises(BadInput, match="is not a time"):
        desk.incidents.mark("INC-1", TimeMark.ASSESSED, at="noon")
    desk.incidents.mark("INC-1", TimeMark.CONTAINED, at="2026-11-03T08:40Z", reason="the log says so")
    desk.incidents.mark("INC-1", TimeMark.NOTE, at="2026-11-03T08:20Z", note="provider called")
    told = [(one.mark, one.at[11:16], one.replaced) for one in desk.incidents.show("INC-1").marks]
    assert told == [
        ("detected", "08:00", False), ("note", "08:20", False),
        ("contained", "08:30", True), ("contained", "08:40", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (IncidentChange(title=" "), "an incident needs a title"),
        (IncidentChange(scenario="A ticket asks for a file"), "scenario"),
        (IncidentChange(root_cause="x" * 32_001), "characters"),
    ],
)
def test_what_makes_no_incident_is_refused_and_changes_nothing(desk, change, why):
    desk.incidents.add(LEAK)
    before = desk.incidents.show("INC-1")
    with pytest.raises((Refused, BadInput), match=why):
        desk.incidents.set(["INC-1"], change)
    assert desk.incidents.show("INC-1") == before


def test_a_note_says_something_and_nothing_lies_ahead(desk):
    desk.incidents.add(LEAK)
    for act, why in (
        (lambda: desk.incidents.mark("INC-1", TimeMark.NOTE, at="2026-11-03T09:00Z"), "a note says something"),
        (lambda: desk.incidents.mark("INC-1", TimeMark.NOTE, at="2026-12-03T09:00Z", note="x"), "is still to come"),
        (lambda: desk.incidents.touch("INC-1", EntityFacts(EntityKind.SYSTEM, " ")), r"what was touched\?"),
    ):
        with pytest.raises(Refused, match=why):
            act()


def test_closing_names_every_time_and_decision_that_is_missing(desk):
    desk.incidents.add(LEAK)
    with pytest.raises(Refused) as refused:
        desk.incidents.close("INC-1")
    told = " ".join(refused.value.reasons)
    for what in (
        "contained",
        "assessed",
        "remediated",
        "customers are told",
        "authority is told",
        "root cause",
        "lessons",
    ):
        assert what in told
    timed(desk, day="2026-11-03")
    desk.incidents.set(["INC-1"], IncidentChange(root_cause="one cache for all", lessons="one cache a tenant"))
    desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.YES, "Mara Roy"))
    with pytest.raises(Refused, match="no time says that it was done"):
        desk.incidents.close("INC-1")
    with pytest.raises(Refused, match="nobody was told at 2026-11-03 07:00Z"):
        desk.incidents.notice(
            "INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.YES, "Mara Roy", told="2026-11-03T07:00Z")
        )
    desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.YES, "Mara Roy", told="2026-11-03T15:00Z"))
    assert "closed at 2026-11-21 09:00Z by Dana Reyes" in desk.incidents.close("INC-1").sentence
    for act in (
        lambda: desk.incidents.mark("INC-1", TimeMark.NOTE, note="late"),
        lambda: desk.incidents.set(["INC-1"], IncidentChange(lead="Lin Chen")),
        lambda: desk.incidents.notice("INC-1", NO),
        lambda: desk.remediation.add("INC-1", RemediationFacts("More", "Lin Chen", date(2026, 12, 1))),
    ):
        with pytest.raises(Refused, match="closed"):
            act()


def test_a_decision_is_somebodys_and_a_no_has_its_reason(desk):
    desk.incidents.add(LEAK)
    with pytest.raises(Refused, match="needs a reason"):
        desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.NO, "Mara Roy"))
    with pytest.raises(Refused, match="who"):
        desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.YES, ""))
    with pytest.raises(BadInput, match="not a person"):
        desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.YES, "legal team"))


@pytest.mark.parametrize(
    ("kind", "control"),
    [
        (IncidentKind.PROMPT_INJECTION, "AI-EXT-01"),
        (IncidentKind.HARMFUL_OUTPUT, "AI-EXT-01"),
        (IncidentKind.OUTAGE, "AI-AVL-03"),
        (IncidentKind.WRONG_OUTPUT, "AI-AVL-03"),
        (IncidentKind.ACCESS, ""),
    ],
)
def test_a_closed_exercise_is_a_run_of_the_control_it_rehearses_and_of_no_other(desk, kind, control):
    desk.catalogs.add("ai-ext")
    close_drill(desk, kind)
    (row,) = desk.evidence.list()
    assert (row.kind, row.performed_on, row.controls) == (
        "test_record",
        date(2026, 11, 10),
        tuple(filter(None, [control])),
    )
    states = {name: state_of(desk, name) for name in ("AI-EXT-01", "AI-AVL-03")}
    assert {name for name, state in states.items() if state == "covered"} == set(filter(None, [control]))
    facts = json.loads((desk.paths.vault / row.sha256[:2] / row.sha256).read_text())["facts"]
    assert (facts["people"], facts["actions"][0][1]) == (["Lin Chen", "Mara Roy"], "Lin Chen")
    assert DRILL.lessons not in json.dumps(facts)


def test_a_real_incident_is_no_rehearsal(desk):
    desk.incidents.add(LEAK)
    desk.incidents.set(
        ["INC-1"], IncidentChange(kind=IncidentKind.OUTAGE, root_cause="their zone", lessons="a second one")
    )
    timed(desk, day="2026-11-03")
    done = desk.incidents.close("INC-1", by="Mara Roy")
    assert "lies with AI-AVL-03; it is no exercise" in done.warnings[0]
    (row,) = desk.evidence.list()
    assert (row.kind, row.title) == ("report", "Incident INC-1, outage")
    assert state_of(desk, "AI-AVL-03") == "claimed"


def test_reopening_takes_the_evidence_out_of_force(desk):
    close_drill(desk, IncidentKind.OUTAGE)
    with pytest.raises(Refused, match="needs a reason"):
        desk.incidents.reopen("INC-1", reason=" ")
    assert "EV-1 is out of force" in desk.incidents.reopen("INC-1", reason="wrong day").sentence
    assert state_of(desk, "AI-AVL-03") != "covered"
    desk.incidents.close("INC-1", by="Mara Roy")
    assert [row.id for row in desk.evidence.list() if not row.rejected] == ["EV-2"]
    assert desk.incidents.show("INC-1").row.evidence == "EV-2"


def test_the_register_as_a_population_has_the_columns_of_its_role_and_no_exercise(desk):
    desk.incidents.add(DRILL)
    desk.incidents.add(LEAK)
    (row,) = desk.incidents.population()
    assert tuple(row) == tuple(column.name for column in ROLES["incidents"].columns)
    assert (row["incident_id"], row["class"], row["detected_at"]) == ("INC-2", "data_leak", "2026-11-03T08:00:00.000Z")
    assert desk.incidents.population(date(2026, 11, 4), None) == []
    drawn = desk.log.list(action="export.incidents")
    assert len(drawn) == 2


def test_what_was_touched_is_a_record_of_the_desk_with_its_window(desk):
    desk.features.add(FeatureAnswers("Support reply", status=FeatureStatus.IDEA))
    desk.incidents.add(LEAK)
    desk.incidents.touch(
        "INC-1", EntityFacts(EntityKind.FEATURE, "support reply", "2026-11-03T06:00Z", "2026-11-03T08:30Z")
    )
    desk.incidents.touch("INC-1", EntityFacts(EntityKind.SYSTEM, "Model gateway"))
    first, second = desk.incidents.show("INC-1").entities
    assert (first.entity, first.name, second.name) == ("AIF-1", "Support reply", "Model gateway")
    with pytest.raises(NotFound, match="vendor"):
        desk.incidents.touch("INC-1", EntityFacts(EntityKind.VENDOR, "Nobody"))
    with pytest.raises(Refused, match="ends before"):
        desk.incidents.touch("INC-1", EntityFacts(EntityKind.SYSTEM, "Gateway", "", "2026-11-03"))
    desk.incidents.untouch("INC-1/e1")
    assert [one.id for one in desk.incidents.show("INC-1").entities] == ["INC-1/e2"]


def test_what_happened_stands_in_the_log_as_a_hash_alone(desk):
    desk.incidents.add(LEAK)
    desk.incidents.mark("INC-1", TimeMark.NOTE, note="J. Alm called")
    assert b"Alm" not in desk.log.lines()
    assert desk.incidents.show("INC-1").happened == LEAK.happened


def test_a_finding_is_drafted_from_an_incident_without_its_private_texts(desk):
    desk.incidents.add(LEAK)
    found = desk.findings.draft(FindingOrigin(incident="inc-1"))
    assert (found.links, found.owner, found.severity) == (("INC-1",), "Mara Roy", Severity.HIGH)
    assert "Alm" not in found.condition
    desk.findings.add(found)
    assert desk.incidents.show("INC-1").findings == ("F-1",)
    assert isinstance(found, FindingFacts)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (IncidentFacts("", IncidentKind.OUTAGE, Severity.LOW), "a title"),
        (IncidentFacts("x", IncidentKind.OUTAGE, Severity.LOW, exercise=True), "its scenario"),
        (IncidentFacts("x", IncidentKind.OUTAGE, Severity.LOW, scenario="y"), "played in an exercise"),
        (IncidentFacts("x", IncidentKind.OUTAGE, Severity.LOW, detected="2026-12-24"), "still to come"),
        (IncidentFacts("x", IncidentKind.OUTAGE, Severity.LOW, people=("on-call team",)), "not a person"),
    ],
)
def test_what_is_no_incident_is_refused(desk, facts, why):
    with pytest.raises((Refused, BadInput), match=why):
        desk.incidents.add(facts)
    assert desk.incidents.list() == []


def test_lists_cost_the_same_for_one_and_for_many(desk):
    desk.incidents.add(LEAK)
    seen = watch_queries(desk.store)
    desk.incidents.list()
    one = len(seen)
    for _ in range(4):
        desk.incidents.add(DRILL)
    seen.clear()
    assert len(desk.incidents.list("is:exercise sort:-detected")) == 4
    assert len(seen) == one
