"""What a description says it says from records, and where none says it, that is said."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from grcdesk.rules.description.controls import controls, incidents
from grcdesk.rules.description.parties import changes, left_out, parties
from grcdesk.rules.description.parts import described
from grcdesk.rules.description.services import commitments, components, services
from grcdesk.schemas.programme import Period
from grcdesk.terms import Answer, Category, CriterionAnswer, FeatureStatus, Scope, Status, Support
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import IncidentKind
from grcdesk.terms.vendors import Expectation, Method

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def of(**said: object) -> SimpleNamespace:
    return SimpleNamespace(**said)


def facts(**said: object) -> SimpleNamespace:
    scope = {
        "organisation": "Acme AI",
        "name": "SOC 2",
        "engagement": "ENG-1",
        "period": YEAR,
        "categories": (Category.SECURITY,),
        "systems": (),
        "exclusions": (),
    }
    rest = {"features": (), "vendors": (), "controls": (), "criteria": (), "incidents": (), "policies": ()}
    rest |= {"changes": None, "moves": ()}
    return of(
        scope=of(**{name: said.get(name, value) for name, value in scope.items()}),
        **{name: said.get(name, value) for name, value in rest.items()},
    )


def texts(found) -> list[str]:
    return [("" if one.absent else "+") + one.text for one in found]


# -- incidents -----------------------------------------------------------------------------------


def incident(name: str, on: str, **said: object) -> SimpleNamespace:
    whole = {"title": "Leak", "kind": IncidentKind.DATA_LEAK, "severity": Severity.HIGH, "exercise": False}
    whole |= {"contained_at": "", "assessed_at": "", "remediated_at": "", "closed_at": ""}
    return of(id=name, detected_at=f"{on}T08:00:00Z", **(whole | said))


NONE = "No record says that an incident with AI was detected from 2026-01-01 to 2026-12-31."


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ([], [NONE]),
        ([incident("INC-1", "2025-12-31")], [NONE]),
        ([incident("INC-1", "2027-01-01")], [NONE]),
        (
            [incident("INC-1", "2026-12-31")],
            ["+INC-1, Leak: data leak, severity high, detected 2026-12-31; not closed."],
        ),
        (
            [incident("INC-1", "2026-01-01", contained_at="2026-01-02T", closed_at="2026-01-09T")],
            ["+INC-1, Leak: data leak, severity high, detected 2026-01-01, contained 2026-01-02; closed 2026-01-09."],
        ),
        (
            [incident("INC-1", "2026-02-01", exercise=True)],
            [NONE, "+INC-1 was an exercise, held on 2026-02-01 (data leak); not closed."],
        ),
    ],
)
def test_incidents_of_the_period_and_exercises_apart_from_them(held, told):
    assert texts(incidents(facts(incidents=tuple(held)))) == told


def test_without_a_period_no_incident_can_be_said_to_fall_into_it():
    held = (incident("INC-1", "2026-02-01"),)
    assert texts(incidents(facts(incidents=held, period=None))) == [
        "No record says which incidents fall into the period, as none is set."
    ]


# -- controls and criteria -------------------------------------------------------------------------


def control(name: str, status: Status, support: Support | None = None, scope: Scope = Scope.IN) -> SimpleNamespace:
    return of(id=name, title="Keys", status=status, support=support, scope=scope, owner="")


def test_controls_are_told_by_how_far_they_are_borne_out_and_optional_ones_not_at_all():
    rows = (
        control("C-1", Status.IN_PLACE, Support.SUPPORTED),
        control("C-2", Status.IN_PLACE, Support.CLAIM_ONLY),
        control("C-3", Status.NOT_ASSESSED),
        control("C-4", Status.MISSING, scope=Scope.OPTIONAL),
    )
    found = texts(controls(facts(controls=rows)))
    assert found[1] == "+3 controls in scope: 1 not assessed and 2 in place."
    assert any("claim only: C-2 Keys" in one for one in found)
    assert "+Not assessed: C-3 Keys." in found
    assert not any("C-4" in one for one in found)


def test_no_control_and_no_criterion_in_scope_is_said():
    optional = (control("C-1", Status.IN_PLACE, scope=Scope.OPTIONAL),)
    outside = (of(id="CC1.1", in_scope=False, answered=None, declared_by="", reason_out=""),)
    found = texts(controls(facts(controls=optional, criteria=outside)))
    assert found[1:] == ["No record says that a control is in scope."]


def test_criteria_are_counted_by_how_far_they_are_answered():
    held = tuple(
        of(id=f"CC1.{number}", in_scope=True, answered=answer, declared_by=by, reason_out="")
        for number, (answer, by) in enumerate(
            [(CriterionAnswer.IN_FULL, "Lin"), (CriterionAnswer.NOT_MAPPED, ""), (CriterionAnswer.NOT_MAPPED, "")]
        )
    )
    found = list(controls(facts(criteria=held)))[1]
    assert found.text.startswith("3 criteria in scope: 1 in full; 2 not mapped. ")
    assert [ref.id for ref in found.refs if ref.kind == "declaration"] == ["ENG-1/CC1.0"]


# -- vendors ------------------------------------------------------------------------------------------


def vendor(name: str, *expected: SimpleNamespace, **said: object) -> SimpleNamespace:
    row = {"id": name, "name": f"{name} Ltd", "offboarded": None, "in_scope": True, "method": Method.CARVE_OUT}
    row |= {"service": "", "model_provider": False}
    return of(detail=of(row=of(**(row | said))), expected=expected)


def expects(kind: Expectation, **said: object) -> SimpleNamespace:
    return of(id="X-1", kind=kind, what="keys are rotated", **({"controls": (), "accepted": "", "approver": ""} | said))


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ([], ["No record says that a vendor stands as a subservice organisation."]),
        (
            [vendor("V-1", offboarded=date(2026, 1, 1))],
            ["No record says that a vendor stands as a subservice organisation."],
        ),
        ([vendor("V-1", in_scope=False)], ["No record says that a vendor stands as a subservice organisation."]),
        (
            [vendor("V-1", method=Method.VENDOR, model_provider=True)],
            [
                "No record says that a vendor stands as a subservice organisation.",
                "+Model providers that stand as vendors, not as subservice organisations: V-1 Ltd (V-1).",
            ],
        ),
    ],
)
def test_who_stands_as_a_subservice_organisation(held, told):
    assert texts(parties(facts(vendors=tuple(held)))) == told


def test_what_is_counted_on_and_what_answers_it_is_told():
    held = vendor(
        "V-1",
        expects(Expectation.CSOC),
        expects(Expectation.CUEC, controls=("C-1",)),
        expects(Expectation.CUEC, accepted="one tenant", approver="Sam"),
        expects(Expectation.CUEC),
        service="models",
    )
    found = texts(parties(facts(vendors=(held,))))
    assert found[0].endswith("method, for: models.")
    assert found[1:] == [
        "+We count on V-1 Ltd for: keys are rotated.",
        "+V-1 Ltd counts on us for: keys are rotated; answered by C-1.",
        "+V-1 Ltd counts on us for: keys are rotated; accepted by Sam.",
        "V-1 Ltd counts on us for: keys are rotated; no record says what answers it.",
    ]
    bare = texts(parties(facts(vendors=(vendor("V-1"),))))
    assert bare[1] == "No record says which controls we count on V-1 Ltd for."


def test_what_is_left_out_has_its_reason_or_that_is_said():
    outside = [of(id=f"A1.{number}", in_scope=False, reason_out=why) for number, why in enumerate(["not sold", ""])]
    gone = of(id="E-1", what="the pilot", reason="ended")
    found = texts(left_out(facts(criteria=tuple(outside), exclusions=(gone,))))
    assert found == [
        "+1 criterion out of scope (A1.0): not sold.",
        "No record says why A1.1 are out of scope.",
        "+the pilot is left out; the reason given: “ended”",
    ]
    assert texts(left_out(facts())) == ["No record says that anything is left out."]


def move(kind: str, before: dict[str, object], after: dict[str, object]) -> SimpleNamespace:
    return of(kind=kind, id="M-1", seq=7, ts="2026-03-04T08:00:00Z", before=before, after=after)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (move("feature_model", {}, {"model": "large"}), "the model “large” was added as M-1 (entry 7)."),
        (move("feature_model", {"model": "large"}, {}), "the model “large” was removed (M-1, entry 7)."),
        (move("feature", {}, {"name": "Reply"}), "the feature “Reply” was added as M-1 (entry 7)."),
        (move("feature_prompt", {}, {"version": "2"}), "the prompt “M-1” was added as M-1 (entry 7)."),
        (
            move("feature_model", {"version": "1", "note": "a"}, {"version": "2", "note": "b"}),
            "M-1 changed: version from “1” to “2” (entry 7).",
        ),
    ],
)
def test_a_change_of_the_system_in_the_log(one, told):
    assert texts(changes(facts(moves=(one,))))[1:] == [f"+On 2026-03-04 {told}"]


def test_a_change_of_a_note_is_no_change_of_the_system():
    note = move("feature_model", {"note": "a"}, {"note": "b"})
    found = texts(changes(facts(moves=(note,))))
    assert found[1].startswith("No record says that a model, a prompt or a feature was changed in this desk from")


def test_the_frozen_list_of_changes_is_named():
    frozen = of(id="POP-1", rows=3, first=date(2026, 1, 2), last=date(2026, 2, 3))
    found = texts(changes(facts(changes=frozen, period=None)))
    assert found == [
        "+POP-1 is the newest frozen list of changes of models and prompts: 3 rows, 2026-01-02 to 2026-02-03.",
        "No record says which changes fall into the period, as none is set.",
    ]


# -- features -------------------------------------------------------------------------------------------


def feature(**said: object) -> SimpleNamespace:
    answers = dict.fromkeys(
        ("user_facing", "automated_decision", "personal_data", "customer_data", "trains", "irreversible_any"), None
    )
    answers |= dict.fromkeys(("purpose", "if_wrong", "human_check", "notice", "disclosure", "fallback"), "")
    answers |= dict.fromkeys(("data_in", "data_out", "owner", "home_region", "invoked_by", "reason_out"), "")
    answers |= dict.fromkeys(("data_classes", "stores", "invokers", "irreversible", "segments"), ())
    answers |= {"name": "Reply", "in_scope": Answer.YES, "status": FeatureStatus.PRODUCTION}
    return of(
        id="AIF-1",
        added_on=date(2026, 1, 5),
        answers=of(**(answers | {name: value for name, value in said.items() if name in answers})),
        models=said.get("models", ()),
        prompts=said.get("prompts", ()),
    )


IS_THERE = [
    "Acme AI has 1 AI feature in use inside the engagement SOC 2: Reply (AIF-1).",
    "Reply is in production; it was written down on 2026-01-05.",
]


def test_of_a_feature_nobody_described_every_lack_is_said():
    held = facts(features=(feature(),))
    for part in (services, commitments, components):
        found = list(part(held))
        told = [one.text for one in found if not one.absent]
        assert told == (IS_THERE if part is services else [])


@pytest.mark.parametrize("said", [{"in_scope": Answer.NO}, {"in_scope": None}, {"status": FeatureStatus.IDEA}])
def test_what_is_not_in_use_or_not_in_scope_is_not_described(said):
    assert not any("Reply" in one.text for one in commitments(facts(features=(feature(**said),))))


def model(vendor: str, version: str = "", plan: str = "", region: str = "") -> SimpleNamespace:
    return of(id="M-1", facts=of(model="large", vendor=vendor, version=version, plan=plan, region=region))


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (model(""), "Reply relies on the model “large” of our own; no record says its version and region."),
        (
            model("V-1 Ltd", "2", "Scale", "EU"),
            "+Reply relies on the model “large” of V-1 Ltd, version 2, plan Scale, region EU.",
        ),
        (
            model("Unknown", "2", "", "EU"),
            "Reply relies on the model “large” of Unknown, version 2, region EU; no vendor record knows it.",
        ),
        (model("V-1 Ltd", "2"), "Reply relies on the model “large” of V-1 Ltd, version 2; no record says its region."),
    ],
)
def test_a_model_a_feature_relies_on(one, told):
    held = facts(features=(feature(models=(one,)),), vendors=(vendor("V-1"),))
    assert told in texts(components(held))


def test_owners_of_controls_and_those_without_are_named():
    rows = tuple(of(id=f"C-{number}", owner=owner) for number, owner in enumerate(["Lin", "", "Ada"]))
    found = texts(components(facts(controls=rows)))
    assert "+Controls are owned by: Ada and Lin." in found
    assert "No record says who owns C-1." in found


def test_every_part_stands_there_though_nothing_is_on_record():
    found = described(facts())
    assert [part.code for part in found] == [f"DC{number}" for number in range(1, 10)]
    assert all(part.sentences for part in found)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"in_scope": Answer.NO}, "No record says why Reply is outside it."),
        (
            {"in_scope": Answer.NO, "reason_out": "a trial"},
            "+Reply (AIF-1) is outside the engagement; the reason given, as recorded: “a trial”.",
        ),
        ({"status": FeatureStatus.IDEA}, "+Reply (AIF-1) is an idea and not in use."),
    ],
)
def test_features_that_are_not_described_are_named_with_the_reason(said, told):
    found = texts(services(facts(features=(feature(**said),), period=None)))
    assert found[:2] == [
        "No record says which period this description is about.",
        "No record says that an AI feature is in use inside the engagement.",
    ]
    assert found[2] == told


def test_what_is_answered_of_a_feature_is_told_beside_what_is_not():
    held = feature(personal_data=Answer.NO, trains=Answer.YES, invokers=("agents",), invoked_by="the desk")
    found = texts(services(facts(features=(held,))))
    assert "+Reply can be called by: agents; the desk." in found
    (answered,) = [one for one in found if "it is on record that" in one]
    assert "no personal data reaches it" in answered
    assert "no record says" in answered
    assert not answered.startswith("+")
