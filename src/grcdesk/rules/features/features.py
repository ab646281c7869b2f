"""Which controls an AI feature needs, derived from its answers, and what its record still lacks.

The answers decide; a person confirms. An answer that is missing decides nothing: the control stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grcdesk.schemas.features.features import CardFacts, ControlVerdict, Derived, FeatureAnswers, ModelFacts
from grcdesk.terms import Answer, Applies, Derivation, FeatureStatus, Invoker
from grcdesk.wording import join

QUESTIONS = {
    "purpose": "what it does",
    "data_in": "what data enters the prompt",
    "data_out": "where data goes",
    "invoked_by": "who or what can invoke it",
    "relies_on": "which vendors and models it relies on",
    "if_wrong": "what happens if it is wrong",
}
"""The six questions, by the field that answers them."""
CARD_PARTS = {
    "version": "version",
    "purpose": "purpose",
    "training_data": "training data",
    "evaluation": "evaluation results",
    "limits": "limits",
    "bias": "bias results",
    "intended_use": "intended use",
    "barred_use": "barred use",
    "owner": "owner",
    "dated": "date",
    "links": "links",
}
"""What a complete model card has, by field."""
_BROAD = {
    "europe": "eu", "european union": "eu", "eea": "eu", "usa": "us", "united states": "us", "uk": "gb",
    "united kingdom": "gb",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeatureFacts:
    """The answers that decide."""

    answers: FeatureAnswers
    models: tuple[ModelFacts, ...]

    @property
    def vendors(self) -> tuple[str, ...]:
        """Vendors of its models, each once."""
        return tuple(dict.fromkeys(model.vendor for model in self.models if model.vendor))


def lacking(answers: FeatureAnswers, models: Sequence[ModelFacts]) -> tuple[str, ...]:
    """The questions that have no answer."""
    found = [field for field in QUESTIONS if not getattr(answers, field).strip()]
    if models and "relies_on" in found:
        found.remove("relies_on")
    if answers.invokers and "invoked_by" in found:
        found.remove("invoked_by")
    return tuple(QUESTIONS[field] for field in found)


def may_be_open(status: FeatureStatus) -> bool:
    """Whether questions may stay open: an idea may be written down before it is thought through."""
    return status is FeatureStatus.IDEA


def card_lacking(card: CardFacts) -> tuple[str, ...]:
    """Parts a complete card has and this one has not."""
    return tuple(name for field, name in CARD_PARTS.items() if not getattr(card, field))


def same_region(one: str, other: str) -> bool:
    """Whether two ways of writing a region mean the same, or one lies in the other: EU holds eu-west-1."""
    first, second = _region(one), _region(other)
    return first == second or second.startswith(first + "-") or first.startswith(second + "-")


def _region(name: str) -> str:
    plain = " ".join(name.casefold().replace("_", "-").split())
    return _BROAD.get(plain, plain.replace(" ", "-"))


def outside_home(region: str, home: str) -> bool | None:
    """Whether data leaves its home region; None when either is not known."""
    return None if not region.strip() or not home.strip() else not same_region(region, home)


def derive(answers: FeatureAnswers, models: Sequence[ModelFacts], controls: Iterable[str]) -> list[Derived]:
    """Whether each control applies, with the reason. Controls without a rule are left to people.

    Source of the rules: what each control is about, read against the six questions.
    """
    facts = FeatureFacts(answers, tuple(models))
    aside = _aside(answers)
    found = []
    for control in controls:
        rule = RULES.get(control)
        if rule is not None:
            applies, reason = aside or rule(facts)
            found.append(Derived(control, applies, reason))
    return found


def state(controls: Sequence[ControlVerdict], now: Sequence[Derived]) -> Derivation:
    """How far the controls of a feature are settled; `now` is what the answers say today."""
    if not controls:
        return Derivation.NONE
    if moved(controls, now):
        return Derivation.OUTDATED
    if any(one.effective is Applies.OPEN for one in controls):
        return Derivation.OPEN
    return Derivation.CONFIRMED if all(one.decided for one in controls) else Derivation.TO_CONFIRM


def moved(controls: Sequence[ControlVerdict], now: Sequence[Derived]) -> tuple[Derived, ...]:
    """What the answers say now, where it differs from what was derived."""
    stored = {one.control: (one.derived, one.reason) for one in controls}
    return tuple(one for one in now if stored.get(one.control) != (one.applies, one.reason))


def softer(derived: Applies, decided: Applies) -> bool:
    """Whether a decision asks for less than the answers do; that needs a reason."""
    return decided is Applies.NOT_APPLICABLE and derived is not Applies.NOT_APPLICABLE


Applicability = tuple[Applies, str]
Rule = Callable[[FeatureFacts], Applicability]


def _aside(answers: FeatureAnswers) -> Applicability | None:
    """Retired, or out of scope: then nothing applies."""
    if answers.status is FeatureStatus.RETIRED:
        return Applies.NOT_APPLICABLE, "the feature is retired"
    if answers.in_scope is Answer.NO:
        return Applies.NOT_APPLICABLE, f"the feature is out of scope: {answers.reason_out}"
    return None


def _always(why: str) -> Rule:
    return lambda _facts: (Applies.APPLIES, why)


def _asked(field: str, yes: str, no: str) -> Rule:
    """Decided by one yes or no."""

    def rule(facts: FeatureFacts) -> Applicability:
        answer = getattr(facts.answers, field)
        if answer is None:
            return Applies.OPEN, f"not answered: {ASKED[field]}"
        return (Applies.APPLIES, yes) if answer is Answer.YES else (Applies.NOT_APPLICABLE, no)

    return rule


def _either(fields: tuple[str, ...], yes: Mapping[str, str], no: str) -> Rule:
    """Applies when any of the answers is yes; not when all are no."""

    def rule(facts: FeatureFacts) -> Applicability:
        said = {field: getattr(facts.answers, field) for field in fields}
        for field, answer in said.items():
            if answer is Answer.YES:
                return Applies.APPLIES, yes[field]
        missing = [ASKED[field] for field, answer in said.items() if answer is None]
        if missing:
            return Applies.OPEN, f"not answered: {join(missing)}"
        return Applies.NOT_APPLICABLE, no

    return rule


ASKED = {
    "personal_data": "does personal data enter the prompt?",
    "customer_data": "does customer data enter the prompt?",
    "user_facing": "do users meet it?",
    "automated_decision": "does it decide by itself?",
    "trains": "is a model trained or tuned?",
}
"""The yes-or-no questions that decide controls, by field."""
ASKED_TOO = {
    "invokers": "can agents invoke it?",
    "model": "which vendors and models does it rely on?",
    "home_region": "home region of the data, and region of each model",
}
"""What else decides controls: fields, and the records of models."""


def _provider(facts: FeatureFacts) -> Applicability:
    if facts.vendors:
        return Applies.APPLIES, f"relies on {join(list(facts.vendors))}"
    if facts.models:
        return Applies.NOT_APPLICABLE, "its models are our own; no provider is called"
    return Applies.OPEN, f"no model is recorded: {ASKED_TOO['model']}"


def _stores(facts: FeatureFacts) -> Applicability:
    stores = facts.answers.stores
    if stores:
        return Applies.APPLIES, f"prompts or answers are kept in {join(list(stores))}"
    return Applies.NOT_APPLICABLE, "no store of prompts or answers is named"


def _encryption(facts: FeatureFacts) -> Applicability:
    applies, reason = _stores(facts)
    said = (facts.answers.personal_data, facts.answers.customer_data)
    if applies is Applies.APPLIES and said == (Answer.NO, Answer.NO):
        return Applies.NOT_APPLICABLE, "its stores hold neither customer nor personal data"
    return applies, reason


def _tools(facts: FeatureFacts) -> Applicability:
    if Invoker.AGENTS in facts.answers.invokers:
        return Applies.APPLIES, "agents can invoke it"
    if facts.answers.irreversible:
        return Applies.APPLIES, f"it acts by itself: {join(list(facts.answers.irreversible))}"
    if not facts.answers.invokers:
        return Applies.OPEN, f"not answered: {ASKED_TOO['invokers']}"
    return (
        Applies.NOT_APPLICABLE,
        f"invoked by {join(list(facts.answers.invokers))}, not by agents, and starts no action",
    )


def _irreversible(facts: FeatureFacts) -> Applicability:
    if facts.answers.irreversible:
        return Applies.APPLIES, f"can start what cannot be undone: {join(list(facts.answers.irreversible))}"
    return Applies.NOT_APPLICABLE, "no irreversible action is named"


def _transfer(facts: FeatureFacts) -> Applicability:
    answers = facts.answers
    external = [model for model in facts.models if model.vendor]
    if facts.models and not external:
        return Applies.NOT_APPLICABLE, "its models are our own; no provider is called"
    if answers.personal_data is Answer.NO:
        return Applies.NOT_APPLICABLE, "no personal data enters the prompt"
    if places := _away(external, answers.home_region):
        return Applies.APPLIES, f"data leaves {answers.home_region} for {join(places)}"
    if not external or not answers.home_region or _has_nowhere(external):
        return Applies.OPEN, f"not answered: {ASKED_TOO['home_region']}"
    return Applies.NOT_APPLICABLE, f"every model runs in the home region {answers.home_region}"


def _has_nowhere(models: Iterable[ModelFacts]) -> bool:
    """Whether nobody says of one of them where it runs: it may be anywhere."""
    return any(not model.region for model in models)


def _away(models: Iterable[ModelFacts], home: str) -> list[str]:
    """Regions outside the home region, each with its provider, once."""
    away = (model for model in models if outside_home(model.region, home))
    return list(dict.fromkeys(f"{model.region} ({model.vendor})" for model in away))


RULES: dict[str, Rule] = {
    "AI-SEC-01": _provider,
    "AI-SEC-02": _asked("trains", "a model is trained or tuned", "no model is trained or tuned"),
    "AI-SEC-03": _tools,
    "AI-SEC-04": _encryption,
    "AI-SEC-05": _always("every AI system belongs into the access review"),
    "AI-AVL-01": _provider,
    "AI-AVL-02": _either(
        ("user_facing", "automated_decision"),
        {"user_facing": "users meet it", "automated_decision": "it decides by itself"},
        "no user journey and no decision depends on it",
    ),
    "AI-AVL-03": _provider,
    "AI-AVL-04": _always("every call of a model is watched"),
    "AI-PI-01": _always("models and prompts change"),
    "AI-PI-02": _always("models and prompts change"),
    "AI-PI-03": _asked("automated_decision", "it decides by itself", "a person decides; it only proposes"),
    "AI-PI-04": _always("its answers can be wrong"),
    "AI-PI-05": _irreversible,
    "AI-CONF-01": _always("data enters its prompts"),
    "AI-CONF-02": _provider,
    "AI-CONF-03": _stores,
    "AI-CONF-04": _asked("customer_data", "customer data enters the prompt", "no customer data enters the prompt"),
    "AI-CONF-05": _either(
        ("customer_data", "user_facing"),
        {"customer_data": "customer data enters the prompt", "user_facing": "users meet it"},
        "no customer data enters the prompt and no user meets it",
    ),
    "AI-PRIV-01": _asked("user_facing", "users meet it", "no user meets it"),
    "AI-PRIV-02": _asked("personal_data", "personal data enters the prompt", "no personal data enters the prompt"),
    "AI-PRIV-03": _asked("trains", "a model is trained or tuned", "no model is trained or tuned"),
    "AI-PRIV-04": _transfer,
    "AI-EXT-01": _always("its output can do harm or leak"),
    "AI-EXT-02": _always("every feature belongs into the inventory"),
    "AI-EXT-03": _provider,
    "AI-EXT-04": _asked("trains", "a model is trained or tuned", "no model is trained or tuned"),
    "AI-EXT-05": _always("a model version can need to be taken back"),
    "AI-EXT-06": _asked("automated_decision", "it decides by itself", "a person decides; it only proposes"),
    "AI-EXT-07": _always("its answers can drift"),
    "AI-EXT-08": _always("it can be attacked through its prompts"),
}
"""How each shipped control is decided."""
