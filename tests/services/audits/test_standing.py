"""Setting, following and closing engagements; phase, plan and exposure from the records of a real desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.audits.audits import EngagementChange, EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import (
    Answer,
    Category,
    Design,
    DueKind,
    EvidenceKind,
    FeatureStatus,
    Implemented,
    Scope,
    Status,
    Verdict,
)
from grcdesk.terms.audits import EngagementKind, Exposed, Lane, Met, Phase, PlanName
from grcdesk.terms.vendors import Method, Tier

NEXT = Period(date(2027, 1, 1), date(2027, 12, 31))
DAY = Period(date(2026, 9, 30), date(2026, 9, 30))
SIX = {
    "purpose": "drafts answers", "data_in": "tickets", "data_out": "the customer", "invoked_by": "support",
    "relies_on": "Northlight", "if_wrong": "a person reads it first",
}  # fmt: skip


def state(desk, check: str) -> Met:
    return next(step.check.state for step in desk.standing.phase().steps if step.check.id == check)


def feature(desk, **more) -> None:
    said = SIX | {"status": FeatureStatus.PRODUCTION, "customer_data": Answer.YES, "trains": Answer.NO} | more
    desk.features.add(FeatureAnswers("Assistant", **said), models=[ModelFacts("nl-large", "Northlight", plan="team")])


# set, close, the next one


def test_fields_are_set_and_the_seed_keeps_the_first_name(desk):
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH, model_provider=True))
    change = EngagementChange(
        name="SOC 2 2026",
        kind=EngagementKind.SOC2_TYPE2,
        firm="Marlow & Finch",
        lead="Lin Chen",
        lane=Lane.FIXED,
        parameters=(("max_key_age", "60"), ("min_score", "0.9")),
        methods=(("Northlight", Method.CARVE_OUT),),
    )
    told = desk.audits.set("", change)
    assert told.sentence.startswith("ENG-1 SOC 2 2026 is about")
    found = desk.audits.show("soc 2 2026")
    assert (found.row.firm, found.row.lane, found.row.parameters) == (
        "Marlow & Finch", Lane.FIXED, ("max_key_age=60", "min_score=0.9"),
    )  # fmt: skip
    assert [(one.name, one.method) for one in found.methods] == [("Northlight", Method.CARVE_OUT)]
    with desk.store.read() as session:
        assert session.connection().exec_driver_sql("SELECT seed_name FROM engagement").scalar() == "SOC 2 Type II 2026"
    desk.audits.set("ENG-1", EngagementChange(parameters=(("max_key_age", ""),), methods=(("northlight", None),)))
    found = desk.audits.show()
    assert (found.row.parameters, found.methods) == (("min_score=0.9",), ())
    assert desk.log.verify().broken == ()


@pytest.mark.parametrize(
    ("change", "says", "error"),
    [
        (EngagementChange(kind=EngagementKind.SOC2_TYPE1), "judges one day", Refused),
        (EngagementChange(zone="Mars/Base"), "Mars/Base", BadInput),
        (EngagementChange(lead="the audit team"), "not a person", BadInput),
        (EngagementChange(parameters=(("Max Age", "60"),)), "no name of a parameter", BadInput),
        (EngagementChange(parameters=(("limit", "9" * 201),)), "longer than 200", BadInput),
        (EngagementChange(methods=(("Nobody", Method.INCLUSIVE),)), "vendor", NotFound),
        (EngagementChange(name="eng-1"), "", None),
        (EngagementChange(name=""), "needs a name", Refused),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(desk, change, says, error):
    before = desk.audits.show().row
    if error is None:
        desk.audits.set("", change)  # its own id is nobody else's name
        return
    with pytest.raises(error, match=says):
        desk.audits.set("", change)
    assert desk.audits.show().row == before


def test_one_day_stays_one_day_however_the_period_is_set(desk):
    desk.audits.new(EngagementPlan("Type I", EngagementKind.SOC2_TYPE1, period=DAY))
    with pytest.raises(Refused, match="judges one day"):
        desk.scope.set(period=NEXT)


def test_a_vendor_is_treated_as_the_engagement_in_force_says(desk):
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH, model_provider=True))
    desk.audits.new(EngagementPlan("Second"))
    desk.audits.set("", EngagementChange(methods=(("Northlight", Method.INCLUSIVE),)))
    assert [row.method for row in desk.vendors.list("method:inclusive")] == [Method.INCLUSIVE]
    assert desk.vendors.show("Northlight").row.method is Method.INCLUSIVE
    desk.audits.use("ENG-1")
    assert desk.vendors.list("method:inclusive") == []
    assert desk.vendors.show("Northlight").row.method is Method.VENDOR


def test_the_next_engagement_copies_scope_and_says_what_changed(desk):
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH, model_provider=True))
    desk.audits.set(
        "", EngagementChange(
            kind=EngagementKind.SOC2_TYPE2, firm="Marlow & Finch", categories=(Category.SECURITY, Category.PRIVACY),
            parameters=(("max_key_age", "60"),), methods=(("Northlight", Method.CARVE_OUT),),
        )
    )  # fmt: skip
    desk.scope.add_system("Gateway")
    desk.scope.exclude("Legacy chat", reason="sold")
    desk.scope.override("AI-SEC-01", Scope.OPTIONAL, reason="one feature only")
    desk.scope.declare("CC6.1", reason="read together", by="Omar Haddad")
    before = desk.scope.show()
    feature(desk)
    plan = EngagementPlan("SOC 2 2027", categories=(Category.SECURITY,), period=NEXT, follows="ENG-1")
    told = desk.audits.new(plan)
    found, after = desk.audits.show(), desk.scope.show()
    assert (found.row.kind, found.row.firm, found.row.follows) == (
        EngagementKind.SOC2_TYPE2, "Marlow & Finch", "ENG-1",
    )  # fmt: skip
    assert (found.row.parameters, [one.method for one in found.methods]) == (("max_key_age=60",), [Method.CARVE_OUT])
    assert (after.systems, [one.what for one in after.exclusions]) == (("Gateway",), ["Legacy chat"])
    assert [one.control for one in after.overrides] == ["AI-SEC-01"]
    assert {row.id for row in desk.scope.criteria() if row.declared_by} == {"CC6.1"}
    since = " | ".join(found.since)
    for what in ("period: 2026-01-01..2026-12-31 before", "18 dropped with privacy", "out of scope", "AIF-1 Assistant"):
        assert what in since
    assert any("period:" in one for one in told.warnings)
    desk.scope.include(after.exclusions[0].id)
    desk.audits.use("ENG-1")
    assert desk.scope.show().exclusions == before.exclusions, "a copy is a record of its own"
    assert desk.log.verify().broken == ()


def test_days_between_two_engagements_what_was_assessed_since_and_what_retired_is_told(desk):
    later = Period(date(2027, 3, 1), date(2027, 12, 31))
    desk.scope.override("AI-SEC-01", Scope.OPTIONAL, reason="one feature only")
    feature(desk, status=FeatureStatus.RETIRED)
    keys = desk.controls.keys("scope:in_scope")
    desk.controls.set(keys, ControlChange(status=Status.NOT_APPLICABLE, reason="x", approver="Max Roy"))
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Max Roy")
    desk.audits.new(EngagementPlan("SOC 2 2027", period=later, follows="ENG-1"))
    desk.scope.override("AI-SEC-01", None)
    desk.catalogs.add("ai-ext")
    since = desk.audits.show().since
    assert "period: 59 days between the two belong to neither; a bridge letter tells of them" in since
    assert "controls: 1 came into scope: AI-SEC-01" in since
    assert any("not in the last assessment, GAP-1: AI-EXT-" in one for one in since)
    assert "features: 1 retired: AIF-1 Assistant" in since


def test_how_a_vendor_is_treated_is_changed_and_forgotten(desk):
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH))
    for method, shown in ((Method.CARVE_OUT, ["carve_out"]), (Method.INCLUSIVE, ["inclusive"]), (None, []), (None, [])):
        desk.audits.set("", EngagementChange(methods=(("VEN-1", method),)))
        assert [one.method for one in desk.audits.show().methods] == shown
    desk.audits.set("", EngagementChange(zone=""))
    assert desk.scope.show().zone == "", "the computer's own again"


def test_it_follows_nothing_it_was_not_made_from(desk):
    desk.audits.new(EngagementPlan("Fresh"))
    assert desk.audits.show().since == ()
    with pytest.raises(NotFound):
        desk.audits.new(EngagementPlan("Other", follows="SOC 3"))


def test_closing_needs_a_reason_early_and_ends_its_tasks(desk):
    desk.standing.follow(PlanName.SHORT_LIST, date(2026, 11, 1))
    with pytest.raises(Refused, match="needs a reason"):
        desk.audits.close()
    assert desk.due.list(kinds=[DueKind.AUDIT_TASK])
    desk.audits.close(reason="withdrawn")
    assert desk.due.list(kinds=[DueKind.AUDIT_TASK]) == []
    for act in (
        lambda: desk.standing.move(Phase.GAP, reason="x"),
        lambda: desk.standing.follow(PlanName.EXTEND, date(2026, 11, 1)),
        lambda: desk.audits.close(reason="again"),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    desk.audits.close(again=True)
    assert not desk.audits.show().row.closed


# phases


def test_a_phase_is_left_early_with_a_reason_that_is_kept_and_logged(desk):
    with pytest.raises(Refused) as refused:
        desk.standing.move(Phase.GAP)
    assert any("Systems named" in reason for reason in refused.value.reasons)
    assert desk.standing.phase().phase is Phase.SCOPING
    told = desk.standing.move(Phase.GAP, reason="the firm waits")
    assert "not done: the firm waits" in told.sentence
    view = desk.standing.phase()
    assert (view.phase, view.reason, view.since) == (Phase.GAP, "the firm waits", date(2026, 11, 21))
    assert desk.log.list(resource="ENG-1")[0].reason == "the firm waits"
    with pytest.raises(Refused, match="back"):
        desk.standing.move(Phase.SCOPING)
    desk.standing.move(Phase.SCOPING, reason="a system was forgotten")
    with pytest.raises(Refused, match="already"):
        desk.standing.move(Phase.SCOPING)


def test_a_phase_is_left_without_a_reason_when_the_records_say_so(desk):
    desk.scope.add_system("Gateway")
    said = {"personal_data": Answer.NO, "user_facing": Answer.YES, "automated_decision": Answer.NO}
    feature(desk, **said, invokers=("staff",))
    assert state(desk, "confirmed") is Met.OPEN
    desk.features.derive(["AIF-1"])
    desk.features.confirm("AIF-1")
    assert state(desk, "methods") is Met.UNKNOWN, "a provider is named, and no vendor record knows it"
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH, model_provider=True))
    assert state(desk, "methods") is Met.OPEN
    desk.audits.set("", EngagementChange(methods=(("Northlight", Method.CARVE_OUT),)))
    view = desk.standing.phase()
    assert [step.check.id for step in view.steps if step.check.state is not Met.DONE] == []
    assert desk.standing.move(Phase.GAP).sentence == "ENG-1 SOC 2 Type II 2026: scoping to gap"
    assert desk.standing.phase().reason == ""


def test_gap_checks_follow_the_assessment(desk):
    desk.standing.move(Phase.GAP, reason="x")
    keys = desk.controls.keys()
    desk.controls.set(keys, ControlChange(status=Status.IN_PLACE, owner="Lin Chen"))
    desk.controls.set(keys[:2], ControlChange(status=Status.PARTIAL, gap="half"))
    assert {name: state(desk, name) for name in ("assessed", "owners", "planned", "snapshot")} == {
        "assessed": Met.DONE, "owners": Met.DONE, "planned": Met.OPEN, "snapshot": Met.OPEN,
    }  # fmt: skip
    for key in keys[:2]:
        desk.actions.add(key, "Mend it", owner="Lin Chen", due=date(2026, 12, 24))
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Max Roy")
    assert desk.standing.phase().lacking == 0
    desk.audits.new(EngagementPlan("Later"))
    desk.standing.move(Phase.GAP, reason="x")
    assert state(desk, "snapshot") is Met.DONE, "finalised on the day it was opened"


def test_the_report_counts_when_it_came_from_the_firm_after_the_period(desk, tmp_path: Path):
    desk.audits.set("", EngagementChange(kind=EngagementKind.SOC2_TYPE2, firm="Marlow"))
    desk.standing.move(Phase.REPORT, reason="x")

    def file(name: str, **facts) -> None:
        path = tmp_path / name
        path.write_bytes(name.encode())
        desk.evidence.add(path, Artefact(EvidenceKind.REPORT, **facts))

    file("draft.pdf", as_of=date(2026, 11, 20), source="Marlow & Finch")
    file("other.pdf", as_of=date(2026, 11, 20), source="Northlight")
    assert state(desk, "report") is Met.OPEN
    desk.audits.set("", EngagementChange(period=Period(date(2025, 11, 1), date(2026, 10, 31))))
    assert state(desk, "report") is Met.DONE


# plans and due


def test_the_tasks_of_a_plan_are_due_until_the_records_say_done(desk):
    assert desk.standing.plan().tasks == ()
    desk.audits.set("", EngagementChange(lead="Lin Chen", report_due=date(2027, 3, 1)))
    desk.standing.follow(PlanName.SHORT_LIST, date(2026, 11, 1))
    due = {row.id: row for row in desk.due.list(kinds=[DueKind.AUDIT_TASK])}
    assert {"ENG-1/inventory", "ENG-1/agreements", "ENG-1/report"} <= set(due)
    assert (due["ENG-1/inventory"].due, due["ENG-1/inventory"].owner) == (date(2026, 11, 8), "Lin Chen")
    feature(desk)
    desk.controls.set(desk.controls.keys(), ControlChange(owner="Lin Chen"))
    assert "ENG-1/inventory" not in {row.id for row in desk.due.list(kinds=[DueKind.AUDIT_TASK])}
    assert desk.standing.plan().tasks[0].state is Met.DONE
    desk.standing.unfollow()
    assert {row.id for row in desk.due.list(kinds=[DueKind.AUDIT_TASK])} == {"ENG-1/report"}
    with pytest.raises(Refused, match="follows no plan"):
        desk.standing.unfollow()


def test_each_engagement_follows_its_own_plan(desk):
    desk.standing.follow(PlanName.EXTEND, date(2026, 11, 1))
    desk.audits.new(EngagementPlan("Second"))
    desk.standing.follow(PlanName.SHORT_LIST, date(2026, 12, 1))
    assert (desk.standing.plan("ENG-1").plan, desk.standing.plan().plan) == (PlanName.EXTEND, PlanName.SHORT_LIST)
    assert {row.id.partition("/")[0] for row in desk.due.list(kinds=[DueKind.AUDIT_TASK])} == {"ENG-2"}


# exposure


def exposure(desk) -> dict[str, Exposed]:
    return {row.id: row.state for row in desk.standing.exposure()}


def test_exposure_is_read_from_the_records(desk, tmp_path: Path):
    assert set(exposure(desk).values()) == {Exposed.UNKNOWN, Exposed.EXPOSED}
    feature(desk, stores=("prompt log",))
    found = exposure(desk)
    assert found == {
        "F1": Exposed.UNKNOWN, "F2": Exposed.UNKNOWN, "F3": Exposed.UNKNOWN, "F4": Exposed.EXPOSED,
        "F5": Exposed.NOT_EXPOSED, "F6": Exposed.EXPOSED, "F7": Exposed.EXPOSED,
    }  # fmt: skip
    desk.sources.set("Prompt log", 0)
    assert exposure(desk)["F3"] is Exposed.EXPOSED
    desk.sources.set("Prompt log", 30)
    assert exposure(desk)["F3"] is Exposed.NOT_EXPOSED
    file = tmp_path / "exercise.pdf"
    file.write_bytes(b"%PDF exercise")
    desk.evidence.add(file, Artefact(EvidenceKind.TEST_RECORD, as_of=date(2026, 10, 1)), controls=["AI-AVL-03"])
    assert exposure(desk)["F6"] is Exposed.UNKNOWN, "exercised, and nobody assessed whether the plan knows AI"
    desk.controls.set(["AI-AVL-03"], ControlChange(status=Status.IN_PLACE))
    assert exposure(desk)["F6"] is Exposed.NOT_EXPOSED


# one day


def test_a_report_of_one_day_says_no_word_of_coverage(desk):
    said = ControlChange(design=Design.ADEQUATE, implemented=Implemented.YES)
    desk.controls.set(["AI-SEC-01"], said)
    desk.audits.new(EngagementPlan("Type I", EngagementKind.SOC2_TYPE1, period=DAY))
    rows = {row.id: row for row in desk.coverage.board()}
    assert {row.verdict for row in rows.values()} == {Verdict.DESIGN_ONLY}
    assert rows["AI-SEC-01"].sentence.startswith("Judged as of 2026-09-30: design adequate, implemented.")
    assert "design not assessed" in rows["AI-SEC-02"].sentence
    assert not any(row.due or row.slots or row.reach for row in rows.values())
    assert desk.due.list(kinds=[DueKind.EVIDENCE_SLOT]) == []
    assert {cell.state.value for row in desk.coverage.months().rows for cell in row.cells} == {"design_only"}


def test_evidence_of_the_year_before_the_day_bears_out_a_report_of_one_day(desk, tmp_path: Path):
    file = tmp_path / "review.pdf"
    file.write_bytes(b"%PDF signed")
    desk.evidence.add(file, Artefact(EvidenceKind.SIGN_OFF, as_of=date(2026, 6, 30)), controls=["AI-SEC-05"])
    have = desk.controls.show("AI-SEC-05").row.have
    assert have > 0
    desk.audits.new(EngagementPlan("Type I", EngagementKind.SOC2_TYPE1, period=DAY))
    assert desk.controls.show("AI-SEC-05").row.have == have
