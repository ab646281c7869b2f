"""Forms about AI features, their models, prompts and cards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
        return Ask(name, LISTS[name], "; ".join(value), f"{SEVERAL}; empty: none", kind=_KINDS.get(name, WORDS))
    label, hint = ANSWERS.get(name) or name.replace("_", " ").capitalize(), _HINTS.get(name, "")
    kind = YES_NO if name in ANSWERS else _KINDS.get(name, WORDS)
    return Ask(name, label, str(value or ""), hint, kind=kind)


_KINDS = {
    "invokers": term(Invoker, "; "),
    "status": term(FeatureStatus),
    "in_scope": YES_NO,
    "last_reviewed": DAY,
    "owner": PERSON,
}
"""What a field takes that is neither a yes or no nor free words."""
_HINTS = {"in_scope": "yes, or no with a reason"}


def read(texts: Texts) -> dict[str, Any]:
    """The texts of such fields as answers."""
    return {name: _READERS.get(name, str)(given) for name, given in texts.items()}


def _list(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(";") if part.strip())


def _answer(name: str, given: str) -> Answer | None:
    answer = one_of(given, tuple(Answer), name.replace("_", " "))
    return Answer(answer) if answer else None


def _in_scope(given: str) -> Answer:
    answer = _answer("in_scope", given)
    if answer is None:
        raise BadInput("in scope is yes or no")
    return answer


def _status(given: str) -> FeatureStatus:
    return FeatureStatus(one_of(given or FeatureStatus.PILOT, tuple(FeatureStatus), "status"))


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(LISTS, _list),
    **{name: partial(_answer, name) for name in ANSWERS},
    "in_scope": _in_scope,
    "status": _status,
    "last_reviewed": optional_date,
}
"""How the text of a field becomes an answer; any other field is the text itself."""


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
        return _change(texts, found.answers)

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


def answer(app: Shell, found: FeatureDetail, part: str) -> None:
    """The form in which one question is answered: that of a model, where a record of a model answers it."""
    if part == "model" or (part == "home_region" and found.answers.home_region):
        add_model(app, found.id)
    else:
        edit(app, found, part)


def _change(texts: Texts, held: FeatureAnswers) -> FeatureChange:
    """What was typed over; the rest is left as it is."""
    said = read(texts)
    return FeatureChange(**{name: value if value != getattr(held, name) else UNSET for name, value in said.items()})


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
        said["links"] = _list(texts["links"])
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
