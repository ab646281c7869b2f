"""Checks, phases and plans: nothing is done unless the records say so."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.audits import checks, phases, plans
from grcdesk.schemas.audits.standing import AuditFacts
from grcdesk.schemas.programme import Period
from grcdesk.terms.audits import OF_A_DAY, EngagementKind, Exposed, Met, Phase, PlanName

TODAY = date(2027, 1, 15)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEVEN = {f"F{number}": Exposed.NOT_EXPOSED for number in range(1, 8)}
NAMES = {field.name for field in fields(AuditFacts) if str(field.type).startswith("Names")}
"""Fields that name what lacks."""
ALL_DONE = AuditFacts(
    today=TODAY,
    kind=EngagementKind.ISO_STAGE2,
    period=YEAR,
    firm="Marlow & Finch",
    systems=2,
    relied_on=1,
    controls=3,
    features=2,
    snapshot="GAP-1",
    logs=1,
    exercised=date(2026, 9, 1),
    clean_from=date(2025, 12, 1),
    requests=4,
    returned=0,
    exposure=SEVEN,
    report="EV-9",
    next="ENG-2",
    **dict.fromkeys(NAMES, ()),
)
ANY_OF = {
    "period": (None, Period(date(2027, 1, 1), date(2027, 12, 31))),
    "exercised": (None, TODAY - checks.YEAR),
    "clean_from": (None, date(2026, 1, 2)),
    "exposure": (None, SEVEN | {"F2": Exposed.UNKNOWN}, SEVEN | {"F1": Exposed.EXPOSED}, {}),
    "returned": (None, 1),
    "requests": (None, 0),
    **dict.fromkeys(("systems", "controls", "features", "logs"), (0,)),
    **dict.fromkeys(("firm", "snapshot", "report", "next"), ("",)),
    **dict.fromkeys(NAMES, (None, ("X-1",))),
}
"""Every way a fact can fall short."""
RANK = [Met.DONE, Met.UNKNOWN, Met.OPEN]


def states(facts: AuditFacts) -> dict[str, Met]:
    return {name: checks.judged(name, facts).state for name in checks.RULES}


def test_with_everything_on_record_every_check_is_done_and_says_why():
    found = [checks.judged(name, ALL_DONE) for name in checks.RULES]
    assert [one.id for one in found if one.state is not Met.DONE] == []
    assert all(one.why and one.what and one.door.place for one in found)


@given(st.sampled_from(sorted(ANY_OF)), st.data())
def test_whatever_falls_short_keeps_a_check_from_being_done(name, data):
    worse = replace(ALL_DONE, **{name: data.draw(st.sampled_from(ANY_OF[name]))})
    before, after = states(ALL_DONE), states(worse)
    assert before != after, f"no check asks for {name}"
    assert all(RANK.index(after[one]) >= RANK.index(before[one]) for one in after)


@given(st.fixed_dictionaries({name: st.sampled_from(ways) for name, ways in ANY_OF.items()}))
def test_facts_that_all_fall_short_leave_nothing_done(ways):
    left = {name for name, state in states(replace(ALL_DONE, **ways)).items() if state is Met.DONE}
    assert left <= {"period", "begun", "clean"}, "these ask for days alone, and a later period is a period"


def test_what_nothing_is_on_record_of_is_unknown():
    blank = AuditFacts(TODAY, EngagementKind.SOC2_TYPE2)
    unknown = {"submitted", "accepted", "walkthroughs", "final", "tested", "reviewed", "ruled", "answered", "rehearsed"}
    assert {one for one, state in states(blank).items() if state is Met.UNKNOWN} >= unknown


def test_own_models_need_no_provider_and_a_provider_nobody_recorded_is_unknown():
    own = replace(ALL_DONE, relied_on=0, providers_unplaced=None, agreements_unread=None)
    assert {states(own)[name] for name in ("methods", "agreements")} == {Met.DONE}
    named = replace(own, relied_on=1)
    assert {states(named)[name] for name in ("methods", "agreements")} == {Met.UNKNOWN}
    assert states(replace(own, features=0))["methods"] is Met.UNKNOWN


@pytest.mark.parametrize(
    ("today", "begun", "over"),
    [
        (date(2025, 12, 31), Met.OPEN, Met.OPEN),
        (date(2026, 1, 1), Met.DONE, Met.OPEN),
        (date(2026, 12, 31), Met.DONE, Met.OPEN),
        (date(2027, 1, 1), Met.DONE, Met.DONE),
    ],
)
def test_a_period_is_over_on_the_day_after_its_last(today, begun, over):
    found = states(replace(ALL_DONE, today=today))
    assert (found["begun"], found["over"]) == (begun, over)


def test_the_day_of_a_type_one_has_come_on_that_day():
    day = Period(date(2026, 9, 30), date(2026, 9, 30))
    facts = replace(ALL_DONE, kind=EngagementKind.SOC2_TYPE1, period=day, today=day.end)
    assert states(facts)["over"] is Met.DONE
    assert states(replace(facts, today=day.end - timedelta(days=1)))["over"] is Met.OPEN


# phases


@pytest.mark.parametrize("kind", list(EngagementKind))
def test_every_phase_can_be_left_when_all_is_done_and_asks_for_something(kind):
    for phase in Phase:
        asked = [*phases.entry(phase, ALL_DONE), *phases.leaving(phase, ALL_DONE)]
        assert asked or kind is EngagementKind.READINESS
    done = replace(ALL_DONE, kind=kind)
    assert phases.lacking(Phase.SCOPING, Phase.BETWEEN_REPORTS, done) == []


def test_a_jump_asks_for_everything_in_between_once():
    blank = AuditFacts(TODAY, EngagementKind.SOC2_TYPE2)
    found = [one.id for one in phases.lacking(Phase.SCOPING, Phase.FIELDWORK, blank)]
    assert len(found) == len(set(found))
    assert {"period", "assessed", "gaps", "holes", "walkthroughs", "requests"} <= set(found)
    assert not {"tested", "report"} & set(found)
    assert phases.lacking(Phase.FIELDWORK, Phase.SCOPING, blank) == []
    assert phases.is_back(Phase.FIELDWORK, Phase.SCOPING)
    assert not phases.is_back(Phase.GAP, Phase.GAP)


def test_what_a_kind_does_not_have_is_not_asked():
    def asked(kind):
        facts = replace(ALL_DONE, kind=kind)
        return {one.check.id for phase in Phase for one in phases.view("E", "N", phase, facts).steps}

    assert not {"firm", "requests", "accepted", "report"} & asked(EngagementKind.READINESS)
    assert {"soa"} == asked(EngagementKind.ISO_STAGE2) - asked(EngagementKind.SOC2_TYPE2)
    for kind in OF_A_DAY:
        assert not {"begun", "holes", "final"} & asked(kind)


def test_what_is_asked_is_what_is_read():
    for phase in Phase:
        shown = {step.check.id for step in phases.view("E", "N", phase, ALL_DONE).steps}
        assert shown <= phases.asked(phase)
        for to in Phase:
            blank = AuditFacts(TODAY, EngagementKind.ISO_STAGE2)
            assert {one.id for one in phases.lacking(phase, to, blank)} <= phases.asked(phase, to) or phases.is_back(
                phase, to
            )


def test_the_view_counts_what_is_not_done_and_knows_the_last_phase():
    view = phases.view("ENG-1", "SOC 2", Phase.SCOPING, replace(ALL_DONE, firm="", features_unconfirmed=("AIF-1",)))
    assert (view.lacking, view.next) == (2, Phase.GAP)
    assert len({step.check.id for step in view.steps}) == len(view.steps)
    last = phases.view("ENG-1", "SOC 2", Phase.BETWEEN_REPORTS, ALL_DONE)
    assert last.next is None
    assert {step.check.id for step in last.steps} == {"report", "next"}


# plans


@pytest.mark.parametrize("plan", list(PlanName))
def test_a_plan_is_dated_from_its_start_in_order_and_all_done_when_all_is_done(plan):
    start = date(2026, 11, 2)
    found = plans.tasks(plan, start, ALL_DONE)
    assert [task.due for task in found] == sorted(task.due for task in found)
    assert {task.state for task in found} == {Met.DONE}
    assert found[0].due == start + timedelta(days=plans.PLANS[plan][0].due)
    assert found[0].days == (found[0].due - TODAY).days
    assert len({task.id for task in found}) == len(found)
    assert plans.task_check_ids(plan) <= set(checks.RULES)


@pytest.mark.parametrize(("plan", "tasks", "weeks"), [("eight-weeks", 15, 8), ("extend", 7, 38), ("short-list", 6, 6)])
def test_plans_have_the_length_they_are_named_for(plan, tasks, weeks):
    found = plans.PLANS[PlanName(plan)]
    assert len(found) == tasks
    assert found[-1].due <= weeks * 7 < found[-1].due + 14


@given(st.lists(st.sampled_from([Met.DONE, Met.OPEN, Met.UNKNOWN]), min_size=1))
def test_a_task_is_as_far_as_the_worst_of_its_checks(found):
    asked = [replace(checks.judged("firm", ALL_DONE), state=state) for state in found]
    assert plans.state(asked) is max(found, key=RANK.index)


def test_a_task_names_what_is_open_and_leaves_out_what_is_done():
    facts = replace(ALL_DONE, unowned=("AI-SEC-01", "AI-SEC-02"))
    (task,) = [one for one in plans.tasks(PlanName.EIGHT_WEEKS, TODAY, facts) if one.id == "assess"]
    assert task.state is Met.OPEN
    assert "2 without an owner: AI-SEC-01 and AI-SEC-02" in task.why
    assert "assessed" not in task.why


E = Exposed


@pytest.mark.parametrize(
    ("exposure", "state", "told"),
    [
        (None, Met.UNKNOWN, "nothing is on record yet"),
        ({}, Met.UNKNOWN, "unknown: F1 and F2"),
        ({"F1": E.NOT_EXPOSED, "F2": E.NOT_EXPOSED}, Met.DONE, "not exposed: F1 and F2"),
        ({"F1": E.NOT_EXPOSED, "F2": E.UNKNOWN}, Met.UNKNOWN, "unknown: F2"),
        ({"F1": E.EXPOSED, "F2": E.NOT_EXPOSED}, Met.OPEN, "exposed: F1"),
        ({"F1": E.EXPOSED, "F2": E.UNKNOWN}, Met.OPEN, "exposed: F1; unknown: F2"),
    ],
)
def test_not_exposed_is_said_when_the_records_show_it_of_each_finding(exposure, state, told):
    assert checks._unexposed("F1 F2")(replace(ALL_DONE, exposure=exposure)) == (state, told)


@pytest.mark.parametrize(
    ("check", "change", "state", "told"),
    [
        ("clean", {"clean_from": None}, Met.UNKNOWN, "no control in scope limits the period"),
        ("clean", {"clean_from": YEAR.start}, Met.DONE, "clean from 2026-01-01"),
        ("exercised", {"exercised": None}, Met.OPEN, "no exercise is on record"),
        ("requested", {"requests": 0}, Met.OPEN, "the list is empty"),
        ("requested", {"requests": 1}, Met.DONE, "1 request on the list"),
        ("requested", {"requests": None}, Met.UNKNOWN, "no request list is on record"),
        ("rehearsed", {"returned": None}, Met.UNKNOWN, "no rehearsal was played yet"),
        ("rehearsed", {"returned": 0}, Met.DONE, "the last returned nothing"),
        ("rehearsed", {"returned": 1}, Met.OPEN, "the last returned 1"),
    ],
)
def test_a_check_at_its_bound(check, change, state, told):
    judge = getattr(checks, f"_{check}")
    assert judge(replace(ALL_DONE, **change)) == (state, told)


@pytest.mark.parametrize(
    ("kind", "state"), [(EngagementKind.SOC2_TYPE1, Met.DONE), (EngagementKind.SOC2_TYPE2, Met.OPEN)]
)
def test_a_period_is_over_after_its_last_day_and_a_day_on_it(kind, state):
    facts = replace(ALL_DONE, kind=kind, period=Period(TODAY, TODAY))
    assert checks._over(facts)[0] is state


@pytest.mark.parametrize(
    ("relied_on", "features", "state"), [(0, 2, Met.DONE), (1, 2, Met.UNKNOWN), (0, 0, Met.UNKNOWN)]
)
def test_without_a_provider_on_record_done_is_said_only_where_no_feature_names_one(relied_on, features, state):
    facts = replace(ALL_DONE, providers_unplaced=None, relied_on=relied_on, features=features)
    assert checks.judged("methods", facts).state is state
