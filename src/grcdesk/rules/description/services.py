"""DC1 to DC3 of a description: the services that use AI, what was promised about it, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.rules.description.saying import engagement, feature, in_scope, listed, none_says, said, says
from grcdesk.schemas.exports.system_description import DescriptionFacts, Ref, Sentence
from grcdesk.schemas.features.features import FeatureAnswers, FeatureDetail, ModelFacts, ModelRow
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.wording import count, word

_ANSWERED = (
    ("user_facing", "users see what it answers", "users do not see what it answers", "whether users see its answers"),
    ("automated_decision", "it decides by itself", "it does not decide by itself", "whether it decides by itself"),
    ("personal_data", "personal data reaches it", "no personal data reaches it", "whether personal data reaches it"),
    ("customer_data", "data of customers reaches it", "no data of customers does", "whether data of customers does"),
    (
        "trains",
        "a model is trained or tuned for it",
        "no model is trained or tuned for it",
        "whether a model is trained",
    ),
)


def services(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC1: which services use AI, and what each does."""
    scope, held = facts.scope, in_scope(facts.features)
    here = engagement(scope)
    if scope.period is None:
        yield none_says("which period this description is about", here)
    if not held:
        yield none_says("that an AI feature is in use inside the engagement", here)
    else:
        names = listed(f"{one.answers.name} ({one.id})" for one in held)
        number = count(len(held), "AI feature")
        told = f"{scope.organisation} has {number} in use inside the engagement {scope.name}: {names}."
        yield says(told, here, *(feature(one) for one in held))
    for one in held:
        yield from _service(one)
    for one in facts.features:
        if one.answers.in_scope is Answer.NO:
            reason = f"{one.answers.name} ({one.id}) is outside the engagement; the reason given"
            yield said(reason, one.answers.reason_out, f"why {one.answers.name} is outside it", feature(one))
        elif one.answers.status is FeatureStatus.IDEA:
            yield says(f"{one.answers.name} ({one.id}) is an idea and not in use.", feature(one))


def _service(one: FeatureDetail) -> Iterator[Sentence]:
    held, name, ref = one.answers, one.answers.name, feature(one)
    yield says(f"{name} is in {word(held.status)}; it was written down on {one.added_on}.", ref)
    yield said(f"What {name} does", held.purpose, f"what {name} is for", ref)
    if held.invokers or held.invoked_by:
        who = listed(kind.replace("_", " ") for kind in held.invokers)
        by = "; ".join(part for part in (who, held.invoked_by) if part)
        yield says(f"{name} can be called by: {by}.", ref)
    else:
        yield none_says(f"who can call {name}", ref)
    yield _answers(one)
    yield said(f"When {name} is wrong", held.if_wrong, f"what happens when {name} is wrong", ref)
    yield said(f"How people check {name}", held.human_check, f"how people check what {name} answers", ref)


def _answers(one: FeatureDetail) -> Sentence:
    told, lacking = [], []
    for field, yes, no, lack in _ANSWERED:
        answer = getattr(one.answers, field)
        if answer is None:
            lacking.append(lack)
        else:
            told.append(yes if answer is Answer.YES else no)
    head = f"Of {one.answers.name} it is on record that {listed(told)}" if told else ""
    tail = f"{'; no' if head else 'Of ' + one.answers.name + ' no'} record says {listed(lacking)}" if lacking else ""
    return Sentence(f"{head}{tail}.", (feature(one),), absent=bool(lacking))


def commitments(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC2: what users and customers are told about AI, and how the service goes on without it."""
    held = in_scope(facts.features)
    for one in held:
        name, ref = one.answers.name, feature(one)
        yield said(f"What users of {name} are told", one.answers.notice, f"what users of {name} are told", ref)
        lack = f"what is disclosed to customers about {name}"
        yield said(f"What is disclosed to customers about {name}", one.answers.disclosure, lack, ref)
        yield said(f"Without {name}", one.answers.fallback, f"how the service goes on without {name}", ref)
    if not held:
        yield none_says("what was promised to anybody about AI", engagement(facts.scope))
    yield none_says("which terms of service levels about AI hold between us and customers", engagement(facts.scope))


def components(facts: DescriptionFacts) -> Iterator[Sentence]:
    """DC3: models, prompts, stores, systems, data, people and procedures."""
    here, held = engagement(facts.scope), in_scope(facts.features)
    if facts.scope.systems:
        refs = [Ref("system", f"{facts.scope.engagement}/{name}") for name in facts.scope.systems]
        yield says(f"Systems inside the engagement: {listed(facts.scope.systems)}.", *refs)
    else:
        yield none_says("which systems are inside the engagement", here)
    known = {one.detail.row.name: one for one in facts.vendors}
    for one in held:
        yield from _parts(one, known)
    yield from _people(facts, held)
    if facts.policies:
        names = listed(f"{one.title} ({one.id}, {one.dated})" for one in facts.policies)
        yield says(f"Policies on file: {names}.", *(Ref("evidence", one.id) for one in facts.policies))
    else:
        yield none_says("which policies rule the use of AI", here)


def _parts(one: FeatureDetail, known: dict[str, VendorFile]) -> Iterator[Sentence]:
    name, ref, held = one.answers.name, feature(one), one.answers
    for model in one.models:
        yield _model(name, model, known)
    if not one.models:
        yield none_says(f"which models {name} relies on", ref)
    for prompt in one.prompts:
        at = f", version {prompt.version}" if prompt.version else ", of which no record says the version"
        yield says(f"{name} uses the prompt “{prompt.name}”{at}.", Ref("feature_prompt", prompt.id))
    yield said(f"What enters {name}", held.data_in, f"what enters {name}", ref)
    yield said(f"Where answers of {name} go", held.data_out, f"where answers of {name} go", ref)
    yield _list(f"Classes of data in {name}", held.data_classes, f"which classes of data reach {name}", ref)
    yield _list(f"Stores that keep prompts or answers of {name}", held.stores, f"where {name} keeps them", ref)


def _model(name: str, model: ModelRow, known: dict[str, VendorFile]) -> Sentence:
    facts = model.facts
    vendor = known.get(facts.vendor)
    refs = [Ref("feature_model", model.id), *([Ref("vendor", vendor.detail.row.id)] if vendor else [])]
    whose = f"of {facts.vendor}" if facts.vendor else "of our own"
    more = (("version", facts.version), ("plan", facts.plan), ("region", facts.region))
    told = ", ".join(
        [f"{name} relies on the model “{facts.model}” {whose}", *(f"{a} {text}" for a, text in more if text)]
    )
    lacking = _unsaid(facts)
    stranger = "; no vendor record knows it" if facts.vendor and vendor is None else ""
    open_ = f"; no record says its {listed(lacking)}" if lacking else ""
    return Sentence(f"{told}{stranger}{open_}.", tuple(refs), absent=bool(lacking or stranger))


def _unsaid(facts: ModelFacts) -> list[str]:
    """What a reader needs to know of a model and no record says; a plan is told where there is one."""
    return [what for what, text in (("version", facts.version), ("region", facts.region)) if not text]


def _list(name: str, words: Sequence[str], lack: str, ref: Ref) -> Sentence:
    return says(f"{name}: {listed(words)}.", ref) if words else none_says(lack, ref)


def _people(facts: DescriptionFacts, held: Sequence[FeatureDetail]) -> Iterator[Sentence]:
    for one in held:
        yield _owner(one.answers, feature(one))
    yield from _owners(facts)


def _owners(facts: DescriptionFacts) -> Iterator[Sentence]:
    # controls without an owner are named as well: a description that leaves them out would read as complete
    owned = [row for row in facts.controls if row.owner]
    if owned:
        refs = [Ref("assessment", row.id) for row in owned]
        yield says(f"Controls are owned by: {listed(sorted({row.owner for row in owned}))}.", *refs)
    without = [row.id for row in facts.controls if not row.owner]
    if without:
        yield none_says(f"who owns {listed(without)}", *(Ref("assessment", name) for name in without))


def _owner(held: FeatureAnswers, ref: Ref) -> Sentence:
    return says(f"{held.owner} owns {held.name}.", ref) if held.owner else none_says(f"who owns {held.name}", ref)
