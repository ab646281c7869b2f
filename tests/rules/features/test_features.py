"""Which controls follow from the answers: by hand for each rule, and by property for all answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.features import features as rules
from grcdesk.rules.features.deciding import waited_for
from grcdesk.schemas.features.features import CardFacts, ControlVerdict, Derived, FeatureAnswers, ModelFacts
from grcdesk.terms import Answer, Applies, Derivation, FeatureStatus, Invoker, Scope, Status

YES, NO = Answer.YES, Answer.NO
HOSTED = ModelFacts("gpt-4.1", "OpenAI", region="US")
PLAIN = FeatureAnswers(
    "Support reply",
    purpose="Drafts answers",
    data_in="Tickets",
    data_out="Ticket system",
    invoked_by="Support agents",
    invokers=(Invoker.STAFF,),
    if_wrong="An agent corrects it",
    personal_data=NO,
    customer_data=NO,
    user_facing=NO,
    automated_decision=NO,
    trains=NO,
    home_region="US",
)


def verdict(control: str, answers: FeatureAnswers = PLAIN, *models: ModelFacts) -> tuple[Applies, str]:
    (found,) = rules.derive(answers, models or (HOSTED,), [control])
    return found.applies, found.reason


@pytest.mark.parametrize(
    ("control", "change", "applies", "because"),
    [
        ("AI-PRIV-03", {"trains": NO}, Applies.NOT_APPLICABLE, "no model is trained"),
        ("AI-PRIV-03", {"trains": YES}, Applies.APPLIES, "trained or tuned"),
        ("AI-PRIV-03", {"trains": None}, Applies.OPEN, "is a model trained or tuned?"),
        ("AI-PI-05", {"irreversible": ()}, Applies.NOT_APPLICABLE, "no irreversible action"),
        ("AI-PI-05", {"irreversible": ("send the refund",)}, Applies.APPLIES, "send the refund"),
        ("AI-SEC-03", {"irreversible": ("send the refund",)}, Applies.APPLIES, "send the refund"),
        ("AI-SEC-03", {"invokers": (Invoker.AGENTS,)}, Applies.APPLIES, "agents can invoke"),
        ("AI-SEC-03", {"invokers": ()}, Applies.OPEN, "can agents invoke"),
        ("AI-SEC-04", {"stores": ("prompt log",)}, Applies.NOT_APPLICABLE, "neither customer nor personal"),
        ("AI-SEC-04", {"stores": ("prompt log",), "personal_data": YES}, Applies.APPLIES, "prompt log"),
        ("AI-CONF-03", {"stores": ("prompt log",)}, Applies.APPLIES, "prompt log"),
        ("AI-CONF-04", {"customer_data": YES}, Applies.APPLIES, "customer data"),
        ("AI-CONF-05", {"user_facing": YES, "customer_data": None}, Applies.APPLIES, "users meet it"),
        ("AI-CONF-05", {"user_facing": None}, Applies.OPEN, "do users meet it?"),
        ("AI-PI-03", {"automated_decision": YES}, Applies.APPLIES, "decides by itself"),
        ("AI-PI-01", {}, Applies.APPLIES, "change"),
        ("AI-PI-01", {"status": FeatureStatus.RETIRED}, Applies.NOT_APPLICABLE, "retired"),
        ("AI-PI-01", {"in_scope": NO, "reason_out": "own staff only"}, Applies.NOT_APPLICABLE, "own staff only"),
    ],
)
def test_an_answer_decides_its_control_and_says_why(control, change, applies, because):
    found, reason = verdict(control, replace(PLAIN, **change))
    assert found is applies
    assert because in reason


@pytest.mark.parametrize(
    ("home", "region", "applies"),
    [
        ("EU", "US", Applies.APPLIES),
        ("EU", "eu-west-1", Applies.NOT_APPLICABLE),
        ("European Union", "EU", Applies.NOT_APPLICABLE),
        ("EU", "", Applies.OPEN),
        ("", "US", Applies.OPEN),
        ("us", "us-east-1", Applies.NOT_APPLICABLE),
        ("us", "usa", Applies.NOT_APPLICABLE),
        ("eu", "europa", Applies.APPLIES),
    ],
)
def test_a_model_outside_the_home_region_asks_for_safeguards(home, region, applies):
    answers = replace(PLAIN, personal_data=YES, home_region=home)
    assert verdict("AI-PRIV-04", answers, replace(HOSTED, region=region))[0] is applies
    assert verdict("AI-PRIV-04", replace(answers, personal_data=NO), HOSTED)[0] is Applies.NOT_APPLICABLE


def test_a_model_of_our_own_needs_no_provider_controls():
    assert verdict("AI-CONF-02", PLAIN, ModelFacts("tiny-7b"))[0] is Applies.NOT_APPLICABLE
    assert verdict("AI-CONF-02", PLAIN, HOSTED) == (Applies.APPLIES, "relies on OpenAI")
    (open_,) = rules.derive(PLAIN, (), ["AI-CONF-02"])
    assert open_.applies is Applies.OPEN


def test_a_control_without_a_rule_is_left_to_people():
    assert rules.derive(PLAIN, (HOSTED,), ["OWN-01", "AI-PI-01"])[0].control == "AI-PI-01"


answers = st.builds(
    FeatureAnswers,
    name=st.just("x"),
    status=st.sampled_from(FeatureStatus),
    in_scope=st.sampled_from(Answer),
    reason_out=st.just("because"),
    invokers=st.lists(st.sampled_from([one.value for one in Invoker]), max_size=2).map(tuple),
    stores=st.lists(st.just("log"), max_size=1).map(tuple),
    irreversible=st.lists(st.just("pay"), max_size=1).map(tuple),
    home_region=st.sampled_from(["", "EU", "US"]),
    **dict.fromkeys(rules.ASKED, st.sampled_from([None, YES, NO])),
)
models = st.lists(
    st.builds(ModelFacts, st.just("m"), st.sampled_from(["", "OpenAI"]), region=st.sampled_from(["", "EU", "US"])),
    max_size=2,
)


@given(answers, models)
def test_every_control_gets_a_verdict_with_a_reason_and_answers_never_contradict_each_other(said, used):
    found = {one.control: one for one in rules.derive(said, used, rules.RULES)}
    assert set(found) == set(rules.RULES)
    assert all(one.reason for one in found.values())
    if said.status is FeatureStatus.RETIRED or said.in_scope is NO:
        assert {one.applies for one in found.values()} == {Applies.NOT_APPLICABLE}
        return
    assert (found["AI-PI-05"].applies is Applies.APPLIES) == bool(said.irreversible)
    assert found["AI-PRIV-03"].applies is found["AI-SEC-02"].applies
    unanswered = [one for one in found.values() if one.applies is Applies.OPEN]
    asked = waited_for((one.control, one.reason) for one in unanswered)
    assert {name for names in asked.values() for name in names} == {one.control for one in unanswered}
    assert all(getattr(said, name) is None for name in asked if name in rules.ASKED)
    assert not ("model" in asked and used), "a question that is answered is not asked"
    complete = all(getattr(said, name) is not None for name in rules.ASKED) and said.invokers and said.home_region
    if complete and used and all(one.region for one in used):
        assert unanswered == []


def test_the_questions_without_an_answer_are_named_and_records_can_answer():
    bare = FeatureAnswers("x")
    assert rules.lacking(bare, ()) == tuple(rules.QUESTIONS.values())
    said = replace(bare, invokers=(Invoker.STAFF,))
    assert set(rules.lacking(bare, ())) - set(rules.lacking(said, [HOSTED])) == {
        rules.QUESTIONS["invoked_by"],
        rules.QUESTIONS["relies_on"],
    }
    assert rules.lacking(replace(PLAIN, relies_on=" "), ()) == (rules.QUESTIONS["relies_on"],)


def held(derived: Applies, decided: Applies | None = None) -> ControlVerdict:
    on = date(2026, 11, 1)
    return ControlVerdict(
        "AIF-1", "C-1", "", (), Scope.IN, Status.PARTIAL, derived, "why", on, decided, "", "Dana" if decided else "", on
    )


@pytest.mark.parametrize(
    ("stored", "now", "state"),
    [
        ((), (), Derivation.NONE),
        ((held(Applies.APPLIES),), (Derived("C-1", Applies.APPLIES, "why"),), Derivation.TO_CONFIRM),
        ((held(Applies.APPLIES),), (Derived("C-1", Applies.APPLIES, "other"),), Derivation.OUTDATED),
        ((held(Applies.OPEN),), (Derived("C-1", Applies.OPEN, "why"),), Derivation.OPEN),
        ((held(Applies.OPEN, Applies.APPLIES),), (Derived("C-1", Applies.OPEN, "why"),), Derivation.CONFIRMED),
        ((held(Applies.APPLIES, Applies.APPLIES),), (), Derivation.CONFIRMED),
    ],
)
def test_how_far_the_controls_of_a_feature_are_settled(stored, now, state):
    assert rules.state(stored, now) is state


def test_a_card_lists_what_it_leaves_out():
    card = CardFacts("gpt-4.1", "1", limits="Invents sources", dated=date(2026, 1, 1))
    lacks = rules.card_lacking(card)
    assert "limits" not in lacks
    assert {"training data", "bias results", "owner", "links"} <= set(lacks)
