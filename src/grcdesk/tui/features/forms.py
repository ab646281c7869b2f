"""Forms about AI features, their models, prompts and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grcdesk.errors import BadInput
from grcdesk.rules.features.features import QUESTIONS
from grcdesk.schemas.features.features import (
    CardFacts,
    ControlVerdict,
    FeatureAnswers,
    FeatureChange,
    FeatureDetail,
    ModelFacts,
)
from grcdesk.schemas.unset import UNSET
from grcdesk.terms import Answer, Applies, FeatureStatus, Invoker
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON, PROVIDER, WORDS, YES_NO, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_DECIDED = (Applies.APPLIES, Applies.NOT_APPLICABLE)
SEVERAL = "several with ; between"
LISTS = {"data_classes": "Classes of data", "stores": "Stores of prompts or answers", "invokers": "Invokers",
         "irreversible": "Actions it can start that cannot be undone", "segments": "Customer segments"}  # fmt: skip
ANSWERS = {
    "personal_data": "Personal data enters the prompt?",
    "customer_data": "Customer data enters the prompt?",
    "user_facing": "Do users meet it?",
    "automated_decision": "Does it decide by itself?",
    "trains": "Is a model trained or tuned?",
    "reversible": "Can a wrong answer be undone?",
}
GROUPS = {
    "six": ("The six questions", tuple(QUESTIONS)),
    "decides": (
        "What decides its controls",
        (*(name for name in ANSWERS if name != "reversible"), "invokers", "stores", "irreversible", "home_region"),
    ),
    "facts": (
        "Name, owner, status, scope",
        ("name", "owner", "status", "in_scope", "reason_out", "last_reviewed", "segments", "disclosure", "notice"),
    ),
    "harm": (
        "Data and harm in more detail",
        ("data_classes", "data_sources", "reversible", "who_notices", "human_check", "fallback"),
    ),
}
"""Answers asked together."""


def field(name: str, said: FeatureAnswers) -> Ask:
    """One answer as a field with what stands there."""
    value = getattr(said, name)
    if name in QUESTIONS:
        question = QUESTIONS[name]
        return Ask(name, question[:1].upper() + question[1:], value)
    if name in LISTS:
        kind = term(Invoker, "; ") if name == "invokers" else WORDS
        return Ask(name, LISTS[name], "; ".join(value), SEVERAL, kind=kind)
    if name in ANSWERS:
        return Ask(name, ANSWERS[name], value or "", kind=YES_NO)
    if name == "status":
        return Ask(name, "Status", value, kind=term(FeatureStatus))
    if name == "in_scope":
        return Ask(name, "In scope", value, "yes, or no with a reason", kind=YES_NO)
    kind = DAY if name == "last_reviewed" else PERSON if name == "owner" else WORDS
    return Ask(name, name.replace("_", " ").capitalize(), str(value or ""), kind=kind)


def read(texts: Texts) -> dict[str, Any]:
    """The texts of such fields as answers."""
    found: dict[str, Any] = {}
    for name, given in texts.items():
        if name in LISTS:
            found[name] = tuple(part.strip() for part in given.split(";") if part.strip())
        elif name in ANSWERS or name == "in_scope":
            answer = one_of(given, tuple(Answer), name.replace("_", " "))
            if name == "in_scope" and not answer:
                raise BadInput("in scope is yes or no")
            found[name] = Answer(answer) if answer else None
        elif name == "status":
            found[name] = FeatureStatus(one_of(given or FeatureStatus.PILOT, tuple(FeatureStatus), "status"))
        elif name == "last_reviewed":
            found[name] = optional_date(given)
        else:
            found[name] = given
    return found


def add(app: Shell) -> None:
    """A new feature: name and the six questions."""
    blank = FeatureAnswers("")
    fields = [Ask("name", "Name", needed=True), *(field(name, blank) for name in QUESTIONS), field("status", blank)]

    def build(texts: Texts) -> Act:
        answers = FeatureAnswers(**read(texts))
        return lambda desk: desk.features.add(answers)

    ask_and_do(app, "New AI feature", fields, build, note="An idea may leave questions open; nothing else may.")


def edit(app: Shell, found: FeatureDetail, begin: str = "") -> None:
    """Pick what to answer, then answer it; with the name of a field that is asked for at once."""

    def picked(group: str | None) -> None:
        if group is not None:
            title, names = GROUPS[group]
            fields = [field(name, found.answers) for name in names]
            app.push_screen(Form(f"{title}: {found.answers.name}", fields, build, begin=begin), built)

    def build(texts: Texts) -> FeatureChange:
        said = read(texts)
        return FeatureChange(
            **{name: value if value != getattr(found.answers, name) else UNSET for name, value in said.items()}
        )

    def built(change: FeatureChange | None) -> None:
        if change == FeatureChange():
            app.tell("nothing was changed")
        elif change is not None:
            app.with_desk("setting", lambda desk: desk.features.set([found.id], change))

    asked = next((group for group, (_, names) in GROUPS.items() if begin in names), "")
    if asked:
        picked(asked)
        return
    choices = [Choice(name, title, str(number)) for number, (name, (title, _)) in enumerate(GROUPS.items(), 1)]
    app.push_screen(Pick(f"Answers of {found.answers.name}", choices), picked)


def add_model(app: Shell, feature: str) -> None:
    """A model the feature relies on."""
    fields = [
        Ask("model", "Model", needed=True),
        Ask("vendor", "Vendor", "", "empty: a model of our own", kind=PROVIDER),
        Ask("version", "Version in use"),
        Ask("version_source", "Where that version can be read"),
        Ask("plan", "Plan or tier"),
        Ask("region", "Region it runs in"),
    ]

    def build(texts: Texts) -> Act:
        facts = ModelFacts(**texts)
        return lambda desk: desk.features.add_model(feature, facts)

    ask_and_do(app, f"Model of {feature}", fields, build)


def add_prompt(app: Shell, feature: str) -> None:
    """A prompt the feature uses."""
    fields = [
        Ask("name", "Prompt", "", "its name, never its text", needed=True),
        Ask("version", "Version in use"),
        Ask("source", "Where that version can be read"),
    ]

    def build(texts: Texts) -> Act:
        return lambda desk: desk.features.add_prompt(
            feature, texts["name"], version=texts["version"], version_source=texts["source"]
        )

    ask_and_do(app, f"Prompt of {feature}", fields, build)


def drop_part(app: Shell, name: str) -> None:
    """Take a model or prompt from its feature."""
    if name.rpartition("/")[2].startswith("m"):
        app.with_desk("dropping", lambda desk: desk.features.drop_model(name))
    else:
        app.with_desk("dropping", lambda desk: desk.features.drop_prompt(name))


def add_card(app: Shell, model: str = "", vendor: str = "") -> None:
    """A model card."""
    names = (
        "version",
        "purpose",
        "training_data",
        "evaluation",
        "limits",
        "bias",
        "intended_use",
        "barred_use",
        "owner",
    )
    fields = [
        Ask("model", "Model", model, needed=True),
        Ask("vendor", "Vendor", vendor, kind=PROVIDER),
        *(Ask(name, name.replace("_", " ").capitalize(), kind=PERSON if name == "owner" else WORDS) for name in names),
        Ask("dated", "Dated", kind=DAY),
        Ask("links", "Links", "", SEVERAL),
    ]

    def build(texts: Texts) -> Act:
        said: dict[str, Any] = dict(texts)
        said["dated"] = optional_date(texts["dated"])
        said["links"] = tuple(part.strip() for part in texts["links"].split(";") if part.strip())
        facts = CardFacts(**said)
        return lambda desk: desk.features.add_card(facts)

    ask_and_do(app, "Model card", fields, build)


def decide(app: Shell, one: ControlVerdict) -> None:
    """Decide one control against, or with, what was derived."""
    fields = [
        Ask("decision", "Applies or not", one.effective, "empty: as derived", kind=term(_DECIDED)),
        Ask("reason", "Reason", one.decided_reason, "needed to ask for less than derived"),
        Ask("by", "Decided by", app.desk.actor if app.desk else "", kind=PERSON),
    ]  # fmt: skip

    def build(texts: Texts) -> Act:
        given = one_of(texts["decision"], _DECIDED, "decision")
        decision = Applies(given) if given else None
        return lambda desk: desk.features.confirm(
            one.feature, control=one.control, decision=decision, reason=texts["reason"], by=texts["by"]
        )

    ask_and_do(
        app, f"{one.control} for {one.feature}", fields, build, note=f"Derived: {word(one.derived)}, {one.reason}"
    )
