"""The seven findings auditors raise most about AI, asked of the records: exposed, not exposed, or unknown, and why.

Not exposed needs proof: a final list in which nothing fails, or an answer of every feature. What nobody can tell is
unknown, and stands before what is fine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grcdesk.rules.audits.checks import YEAR
from grcdesk.schemas.audits.standing import AskedFeature, Door, ExposedRow, ExposureFacts, ExposureRow, SeenList
from grcdesk.terms import Answer, Status
from grcdesk.terms.audits import Exposed
from grcdesk.wording import count, join, word

_SHOWN = 3
TITLES = {
    "F1": "Changes of models or prompts without approval",
    "F2": "Material changes without an evaluation report",
    "F3": "Prompts or answers kept without a limit",
    "F4": "Customer data at a provider before an agreement",
    "F5": "Training runs without a manifest of their data",
    "F6": "Incident plan without AI, or not exercised",
    "F7": "Customers not told that their data meets a model",
}
_ORDER = tuple(Exposed)
_NO_FEATURE = "no AI feature in use is written down"


def seven(facts: ExposureFacts) -> list[ExposureRow]:
    """All seven, in their order."""
    return [
        _of_list("F1", facts.approvals, "approval", "model changes", Door("changes")),
        _of_list("F2", facts.evaluations, "evaluation", "model changes", Door("changes")),
        _stores(facts),
        _providers(facts),
        _runs(facts),
        _incidents(facts),
        _disclosed(facts),
    ]


def _row(name: str, rows: Sequence[ExposedRow], fine: str, door: Door, lacks: str = "") -> ExposureRow:
    """The worst of the rows; without any that is bad it is fine, unless the list may not hold everything."""
    state = min((row.state for row in rows), key=_ORDER.index, default=Exposed.NOT_EXPOSED)
    if state is Exposed.NOT_EXPOSED:
        # what is bad in a list that may lack rows is bad all the same; what is fine in it is not known
        state, why = (Exposed.UNKNOWN, lacks) if lacks else (state, fine)
    else:
        found = [row for row in rows if row.state is state]
        why = f"{len(found)}: " + join([f"{row.id}: {row.why}" for row in found], _SHOWN)
    worst_first = sorted(rows, key=lambda row: _ORDER.index(row.state))
    return ExposureRow(name, TITLES[name], state, why, tuple(worst_first), door)


def _of_list(name: str, seen: SeenList | None, noun: str, role: str, door: Door) -> ExposureRow:
    if seen is None:
        return _row(name, (), "", door, f"no tested list of {role} is on file")
    rows = [
        ExposedRow(item.id, item.failed or f"{noun} shown", Exposed.EXPOSED if item.failed else Exposed.NOT_EXPOSED)
        for item in seen.items
    ]
    lacks = f"{seen.source}: {seen.lacks}" if seen.lacks else ""
    return _row(name, rows, f"{seen.source}: none without {noun}", door, lacks)


def _stores(facts: ExposureFacts) -> ExposureRow:
    users: dict[str, list[str]] = {}
    for feature in facts.features:
        for store in feature.stores:
            users.setdefault(store, []).append(feature.id)
    rows = []
    for store, features in users.items():
        days = facts.kept_days.get(store.casefold())
        behind = f" ({join(features, _SHOWN)})"
        if days is None:
            rows.append(ExposedRow(store, f"nobody said how long it keeps{behind}", Exposed.UNKNOWN))
        elif days == 0:
            rows.append(ExposedRow(store, f"keeps everything{behind}", Exposed.EXPOSED))
        else:
            rows.append(ExposedRow(store, f"keeps {count(days, 'day')}{behind}", Exposed.NOT_EXPOSED))
    fine = f"{count(len(users), 'store')}, each with a limit" if users else "no feature in use names a store"
    return _row("F3", rows, fine, Door("features"), "" if facts.features else _NO_FEATURE)


def _providers(facts: ExposureFacts) -> ExposureRow:
    rows = []
    for one in facts.providers:
        state = Exposed.EXPOSED if one.failing else Exposed.UNKNOWN if one.unsure else Exposed.NOT_EXPOSED
        told = "; ".join(one.failing or one.unsure) or "agreement in force since before the first use"
        rows.append(ExposedRow(one.name, told, state))
    fine = "no provider gets customer data"
    if rows:
        fine = f"{count(len(rows), 'provider')} with customer data, each under an agreement in time"
    return _row("F4", rows, fine, Door("vendors"), "" if facts.features else _NO_FEATURE)


def _runs(facts: ExposureFacts) -> ExposureRow:
    door = Door("tests")
    training = [one for one in facts.features if one.trains is Answer.YES]
    # where a feature trains, only the list of its runs can tell; where none does, the answers do
    if training and facts.runs is not None:
        return _of_list("F5", facts.runs, "manifest", "training runs", door)
    rows = _unanswered(facts.features, "trains", "whether it trains or tunes a model")
    if training:
        rows += [ExposedRow(one.label, "trains or tunes a model", Exposed.UNKNOWN) for one in training]
        return _row("F5", rows, "", door, "no tested list of training runs is on file")
    fine = f"{count(len(facts.features), 'feature')} in use, none trains or tunes a model"
    return _row("F5", rows, fine, door, "" if facts.features else _NO_FEATURE)


def _incidents(facts: ExposureFacts) -> ExposureRow:
    rows = []
    for control, status in facts.branch.items():
        # a branch said not to apply is a claim nobody tested
        unsure = status in (Status.NOT_ASSESSED, Status.NOT_APPLICABLE)
        state = Exposed.UNKNOWN if unsure else Exposed.NOT_EXPOSED if status is Status.IN_PLACE else Exposed.EXPOSED
        rows.append(ExposedRow(control, f"is {word(status)}", state))
    if facts.exercised is None:
        rows.append(ExposedRow("exercise", "none is on record", Exposed.EXPOSED))
    else:
        recent = facts.exercised > facts.today - YEAR
        why = f"{facts.exercise} on {facts.exercised}" + ("" if recent else ", more than 12 months ago")
        rows.append(ExposedRow("exercise", why, Exposed.NOT_EXPOSED if recent else Exposed.EXPOSED))
    fine = f"AI is in the plan ({join(list(facts.branch), _SHOWN)}), exercised on {facts.exercised}"
    lacks = "" if facts.branch else "no control in scope puts AI into the incident plan"
    return _row("F6", rows, fine, Door("incidents"), lacks)


def _disclosed(facts: ExposureFacts) -> ExposureRow:
    rows = _unanswered(facts.features, "customer_data", "whether customer data enters")
    for one in facts.features:
        if one.customer_data is Answer.YES and not one.disclosure:
            rows.append(ExposedRow(one.label, "names no place where customers are told", Exposed.EXPOSED))
        elif one.customer_data is Answer.YES:
            rows.append(ExposedRow(one.label, f"told in {one.disclosure}", Exposed.NOT_EXPOSED))
    touched = sum(one.customer_data is Answer.YES for one in facts.features)
    fine = f"{count(touched, 'feature')} with customer data, each disclosed"
    return _row("F7", rows, fine, Door("features"), "" if facts.features else _NO_FEATURE)


def _unanswered(features: Iterable[AskedFeature], field: str, what: str) -> list[ExposedRow]:
    """A row for each feature that leaves a question open."""
    return [
        ExposedRow(one.label, f"does not say {what}", Exposed.UNKNOWN)
        for one in features
        if getattr(one, field) is None
    ]
