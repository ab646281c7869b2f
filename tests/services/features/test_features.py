"""The AI inventory on a real desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.rules.filters.filters import FilterError
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, FeatureChange, ModelFacts
from grcdesk.terms import Answer, Applies, Category, Derivation, FeatureStatus
from helpers.queries import watch_queries

REPLY = FeatureAnswers(
    "Support reply",
    purpose="Drafts answers",
    data_in="Tickets",
    data_out="Ticket system",
    invoked_by="Support agents",
    invokers=("staff",),
    if_wrong="An agent corrects it",
    personal_data=Answer.YES,
    customer_data=Answer.YES,
    user_facing=Answer.NO,
    automated_decision=Answer.NO,
    trains=Answer.NO,
    home_region="EU",
)
CLAUDE = ModelFacts("claude", "Anthropic", plan="enterprise", region="US")


@pytest.fixture
def stocked(desk):
    desk.features.add(REPLY, models=[CLAUDE])
    return desk


def test_a_feature_needs_all_six_answers_unless_it_is_an_idea(desk):
    with pytest.raises(Refused) as refused:
        desk.features.add(FeatureAnswers("Churn", purpose="Forecasts"))
    assert len(refused.value.reasons) == 5
    assert desk.features.list() == []
    assert "still open" in desk.features.add(FeatureAnswers("Churn", status=FeatureStatus.IDEA)).sentence
    with pytest.raises(Refused, match="leaves 6 questions open"):
        desk.features.set(["Churn"], FeatureChange(status=FeatureStatus.PILOT))


def test_a_feature_is_known_by_id_and_name_and_a_name_is_taken_once(stocked):
    assert stocked.features.show("support REPLY").id == stocked.features.show("aif-1").id == "AIF-1"
    with pytest.raises(Refused, match="is called 'Support reply' already"):
        stocked.features.add(REPLY, models=[CLAUDE])
    with pytest.raises(NotFound) as missed:
        stocked.features.show("Suport reply")
    assert "Support reply" in missed.value.hint


def test_what_is_derived_is_kept_with_its_reason_and_confirmed_by_a_person(stocked):
    told = stocked.features.derive(["AIF-1"])
    assert "controls apply" in told.sentence
    found = stocked.features.show("AIF-1")
    by = {one.control: one for one in found.controls}
    assert by["AI-PRIV-04"].effective is Applies.APPLIES
    assert "US (Anthropic)" in by["AI-PRIV-04"].reason
    assert by["AI-PRIV-03"].derived is Applies.NOT_APPLICABLE
    assert by["AI-CONF-02"].categories[0] is Category.SECURITY
    assert found.derivation is Derivation.TO_CONFIRM
    stocked.features.confirm("AIF-1")
    found = stocked.features.show("AIF-1")
    assert found.derivation is Derivation.CONFIRMED
    assert {(one.decided_by, one.decided_on.isoformat()) for one in found.controls} == {("Dana Reyes", "2026-11-21")}
    assert stocked.features.derive(["AIF-1"]).sentence.endswith("as before")
    with pytest.raises(Refused, match="confirmed already"):
        stocked.features.confirm("AIF-1")


def test_a_derivation_says_what_the_open_controls_wait_for(desk):
    desk.features.add(replace(REPLY, trains=None, relies_on="Claude"))
    told = desk.features.derive()
    assert told.sentence.endswith("wait for 3 answers")
    (doors,) = told.warnings
    assert doors.startswith("they are given by grcdesk features set AIF-1 and grcdesk features model add AIF-1; ")
    assert doors.endswith("grcdesk lacking show feature AIF-1 lists them")
    desk.features.set(["AIF-1"], FeatureChange(trains=Answer.NO))
    desk.features.add_model("AIF-1", CLAUDE)
    assert "wait" not in desk.features.derive().sentence
    assert desk.features.derive().warnings == ()


@pytest.mark.parametrize("said", ["none", "No", "nothing", "N/A", "n.a.", "-"])
def test_a_list_that_says_it_holds_nothing_is_empty(stocked, said):
    stocked.features.set(["AIF-1"], FeatureChange(irreversible=("refund",), invokers=("staff",)))
    stocked.features.set(["AIF-1"], FeatureChange(irreversible=(said,), invokers=(said,)))
    assert stocked.features.show("AIF-1").answers.irreversible == ()
    assert stocked.features.show("AIF-1").answers.invokers == ()
    stocked.features.set(["AIF-1"], FeatureChange(irreversible=("refund", said)))
    assert stocked.features.show("AIF-1").answers.irreversible == ("refund", said)


def test_less_than_derived_needs_a_reason_and_more_is_free(stocked):
    stocked.features.derive()
    with pytest.raises(Refused, match="needs a reason"):
        stocked.features.confirm("AIF-1", control="AI-CONF-04", decision=Applies.NOT_APPLICABLE)
    stocked.features.confirm("AIF-1", control="AI-CONF-04", decision=Applies.NOT_APPLICABLE, reason="One tenant")
    stocked.features.confirm("AIF-1", control="ai-priv-03", decision=Applies.APPLIES)
    by = {one.control: one for one in stocked.features.matrix()}
    assert (by["AI-CONF-04"].effective, by["AI-CONF-04"].decided_reason) == (Applies.NOT_APPLICABLE, "One tenant")
    assert by["AI-PRIV-03"].effective is Applies.APPLIES
    with pytest.raises(NotFound):
        stocked.features.confirm("AIF-1", control="AI-SEC-99")


def test_a_changed_answer_outdates_what_was_derived_and_asks_again_only_for_what_it_touches(stocked):
    stocked.features.derive()
    stocked.features.confirm("AIF-1")
    stocked.features.set(["AIF-1"], FeatureChange(irreversible=("refund",)))
    found = stocked.features.show("AIF-1")
    assert found.derivation is Derivation.OUTDATED
    assert {one.control for one in found.moved} == {"AI-PI-05", "AI-SEC-03"}
    with pytest.raises(Refused, match="moved on"):
        stocked.features.confirm("AIF-1")
    stocked.features.derive(["AIF-1"])
    open_ = {one.control for one in stocked.features.show("AIF-1").controls if one.decided is None}
    assert open_ == {"AI-PI-05", "AI-SEC-03"}


def test_open_questions_keep_it_from_being_confirmed(desk):
    desk.features.add(replace(REPLY, trains=None), models=[CLAUDE])
    with pytest.raises(Refused, match="nothing was derived"):
        desk.features.confirm("AIF-1")
    desk.features.derive()
    with pytest.raises(Refused) as refused:
        desk.features.confirm("AIF-1")
    assert [reason.partition(":")[0] for reason in refused.value.reasons] == ["AI-SEC-02", "AI-PRIV-03"]


def test_models_prompts_and_cards(stocked):
    stocked.features.add_model("Support reply", ModelFacts("gpt-4.1", "OpenAI", version_source="app.toml"))
    stocked.features.add_prompt("AIF-1", "system", version="14", version_source="prompts/reply.md")
    with pytest.raises(Refused, match="already"):
        stocked.features.add_model("AIF-1", CLAUDE)
    with pytest.raises(Refused, match="already"):
        stocked.features.add_prompt("AIF-1", "system")
    stocked.features.add_card(CardFacts("Claude", "4", limits="Invents"))
    assert "complete" not in stocked.features.add_card(CardFacts("Claude", "4", limits="Invents sources")).sentence
    found = stocked.features.show("AIF-1")
    assert [row.id for row in found.models] == ["AIF-1/m1", "AIF-1/m2"]
    assert [(card.id, card.facts.limits, card.features) for card in found.cards] == [
        ("MC-1", "Invents sources", ("AIF-1",))
    ]
    stocked.features.drop_model("AIF-1/m2")
    stocked.features.drop_prompt("AIF-1/p1")
    with pytest.raises(NotFound):
        stocked.features.drop_prompt("AIF-1/p1")
    assert stocked.features.list()[0].models == ("claude",)


def test_what_has_no_name_is_refused_and_what_is_long_is_for_a_document(stocked):
    for act, why in (
        (lambda: stocked.features.add(replace(REPLY, name=" "), models=[CLAUDE]), "a feature needs a name"),
        (lambda: stocked.features.add_model("AIF-1", ModelFacts(" ", "Anthropic")), "a model needs its name"),
        (lambda: stocked.features.add_prompt("AIF-1", " ", version="3"), "a prompt needs its name"),
        (lambda: stocked.features.add_card(CardFacts(" ")), "a model card needs the name of its model"),
        (lambda: stocked.features.set(["AIF-1"], FeatureChange(purpose="x" * 32_001)), "purpose has 32,001 characters"),
    ):
        with pytest.raises((Refused, BadInput), match=why):
            act()
    stocked.features.add(replace(REPLY, name="Route"), models=[CLAUDE])
    with pytest.raises(Refused, match="AIF-1 is called 'Support reply' already"):
        stocked.features.set(["Route"], FeatureChange(name="support  reply"))


def test_a_list_is_filtered_and_sorted(stocked):
    stocked.features.add(replace(REPLY, name="Claim triage", automated_decision=Answer.YES, owner="Lin Chen"),
                         models=[ModelFacts("gpt", "OpenAI")])  # fmt: skip
    names = [row.name for row in stocked.features.list("vendor:OpenAI decides:yes")]
    assert names == ["Claim triage"]
    assert [row.name for row in stocked.features.list(sort="name")] == ["Claim triage", "Support reply"]
    assert [row.name for row in stocked.features.list("owner:none")] == ["Support reply"]
    with pytest.raises(FilterError):
        stocked.features.list("colour:red")


def test_answers_are_checked(stocked):
    with pytest.raises(BadInput, match="no invoker"):
        stocked.features.set(["AIF-1"], FeatureChange(invokers=("robots",)))
    with pytest.raises(BadInput, match="not a person"):
        stocked.features.set(["AIF-1"], FeatureChange(owner="AI team"))
    with pytest.raises(Refused, match="needs a reason"):
        stocked.features.set(["AIF-1"], FeatureChange(in_scope=Answer.NO))
    assert stocked.features.set(["AIF-1"], FeatureChange(home_region="EU")).batch == ""


def test_everything_is_undone_and_the_log_holds(stocked):
    batch = stocked.features.derive().batch
    stocked.log.undo(batch)
    assert stocked.features.matrix() == []
    assert stocked.log.verify().clean


def test_the_number_of_queries_does_not_grow(stocked):
    seen = watch_queries(stocked.store)
    stocked.features.list()
    one = len(seen)
    for number in range(5):
        stocked.features.add(replace(REPLY, name=f"Feature {number}"), models=[CLAUDE])
    stocked.features.derive()
    seen.clear()
    stocked.features.list()
    assert len(seen) == one
