"""What changes in the AI inventory, inside one unit of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.features import Feature, FeatureControl, FeatureModel, FeaturePrompt
from grcdesk.rules.controls.gap import person
from grcdesk.rules.features import features as rules
from grcdesk.rules.features.deciding import waited_for
from grcdesk.schemas.features.features import Derived, FeatureAnswers, ModelFacts
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.services.features import reading as lists
from grcdesk.terms import Answer, Applies, Invoker
from grcdesk.text import clean
from grcdesk.wording import count, join

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_NONE = frozenset({"none", "no", "nothing", "n/a", "n.a", "-"})
"""What people type into a list that holds nothing, without the full stop."""
Confirmer = tuple[str, date]
"""Who, and on which day."""


@dataclass(frozen=True, slots=True)
class DerivationCounts:
    """What a derivation found."""

    applies: int
    not_applicable: int
    open: int
    moved: int
    asked: tuple[str, ...] = ()
    """Fields whose answers decide those that are open."""

    def sentence(self, feature: str) -> str:
        """For one feature."""
        open_ = f", {self.open} wait for {count(len(self.asked), 'answer')}" if self.open else ""
        said = f"{feature}: {count(self.applies, 'control')} apply, {self.not_applicable} do not{open_}"
        return said if self.moved else f"{said}; as before"

    def doors(self, feature: str) -> tuple[str, ...]:
        """Where the answers are given that something waits for; empty when nothing does."""
        doors = [f"grcdesk features set {feature}"] if set(self.asked) - {"model"} else []
        # where a model runs is said of the model
        doors += [f"grcdesk features model add {feature}"] if {"model", "home_region"} & set(self.asked) else []
        told = f"they are given by {' and '.join(doors)}; grcdesk lacking show feature {feature} lists them"
        return (told,) if doors else ()


def add(session: Session, said: FeatureAnswers, models: Sequence[ModelFacts], today: date) -> Feature:
    """A new feature with its models."""
    values = {name: checked(name, getattr(said, name)) for name in lists.ANSWERS}
    _refuse_taken(session, str(values["name"]), "")
    refuse_ahead(f"{values['name']} was last reviewed on", values["last_reviewed"], today)
    name, number = next_id(session, Feature, "AIF")
    row = Feature(id=name, position=number, added_on=today, **values)
    _refuse_open(row, models)
    session.add(row)
    session.flush()
    for facts in models:
        add_model(session, name, facts)
    return row


def change(session: Session, row: Feature, wanted: Mapping[str, object], today: date) -> bool:
    """Set answers; whether anything moved."""
    values = {name: checked(name, value) for name, value in wanted.items()}
    moved = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not moved:
        return False
    if "name" in moved:
        _refuse_taken(session, str(moved["name"]), row.id)
    refuse_ahead(f"{row.name} was last reviewed on", values.get("last_reviewed"), today)
    models = models_of(session, row.id)  # asked before anything is set, so that our own words refuse it
    for name, value in moved.items():
        setattr(row, name, value)
    _refuse_open(row, models)
    row.version += 1
    return True


def models_of(session: Session, feature: str) -> list[ModelFacts]:
    """The models of one feature."""
    return list(lists.shelf(session, [feature]).facts(feature))


def add_model(session: Session, feature: str, facts: ModelFacts) -> FeatureModel:
    """A model of a feature."""
    said = {one.name: clean(str(getattr(facts, one.name)).strip(), one.name) for one in fields(facts)}
    if not said["model"]:
        raise Refused("a model needs its name", hint="--model NAME")
    known = session.scalars(select(FeatureModel).where(col(FeatureModel.feature) == feature)).all()
    same = ("vendor", "model", "plan", "region")
    if any(all(getattr(row, name) == said[name] for name in same) for row in known):
        raise Refused(f"{feature} has {said['model']} of {said['vendor'] or 'our own'} already")
    number = _next(known)
    row = FeatureModel(id=f"{feature}/m{number}", feature=feature, position=number, **said)
    session.add(row)
    return row


def add_prompt(session: Session, feature: str, said: tuple[str, str, str]) -> FeaturePrompt:
    """A prompt of a feature: name, version, version source."""
    name, version, source = (clean(part.strip(), "prompt") for part in said)
    if not name:
        raise Refused("a prompt needs its name")
    known = session.scalars(select(FeaturePrompt).where(col(FeaturePrompt.feature) == feature)).all()
    if any(row.name == name for row in known):
        raise Refused(f"{feature} has a prompt {name!r} already")
    number = _next(known)
    row = FeaturePrompt(
        id=f"{feature}/p{number}", feature=feature, name=name, version=version, version_source=source, position=number
    )
    session.add(row)
    return row


def _next(known: Iterable[Any]) -> int:
    return max((row.position for row in known), default=0) + 1


def derive(session: Session, row: Feature, derived: Sequence[Derived], today: date) -> DerivationCounts:
    """Keep what the answers say. A decision lapses when what it was about has changed."""
    stored = {
        one.control: one for one in session.scalars(select(FeatureControl).where(col(FeatureControl.feature) == row.id))
    }
    moved = 0
    for one in derived:
        held = stored.pop(one.control, None)
        if held is None:
            session.add(
                FeatureControl(
                    id=f"{row.id}/{one.control}", feature=row.id, control=one.control,
                    derived=one.applies, reason=one.reason, derived_on=today,
                )
            )  # fmt: skip
        elif (held.derived, held.reason) != (one.applies, one.reason):
            held.derived, held.reason, held.derived_on = one.applies, one.reason, today
            held.decided, held.decided_reason, held.decided_by, held.decided_on = None, "", "", None
        else:
            continue
        moved += 1
    for gone in stored.values():  # its catalog has left the desk
        session.delete(gone)
        moved += 1
    counted = Counter(one.applies for one in derived)
    asked = waited_for((one.control, one.reason) for one in derived if one.applies is Applies.OPEN)
    return DerivationCounts(
        counted[Applies.APPLIES], counted[Applies.NOT_APPLICABLE], counted[Applies.OPEN], moved, tuple(asked)
    )


def decide(
    stored: Sequence[FeatureControl], control: str, decision: Applies | None, reason: str, said: Confirmer
) -> None:
    """Decide one control, or confirm it as derived."""
    found = next((row for row in stored if row.control.casefold() == control.casefold()), None)
    if found is None:
        raise NotFound.of("derived control", control, tuple(row.control for row in stored))
    wanted = decision or found.derived
    if wanted is Applies.OPEN:
        raise Refused(f"{found.control} is open: {found.reason}", hint="answer the question, or --decide applies")
    if rules.softer(found.derived, wanted) and not reason:
        raise Refused(f"to set {found.control} aside against the answers needs a reason", hint="--reason TEXT")
    found.decided, found.decided_reason, (found.decided_by, found.decided_on) = wanted, reason, said


def confirm(feature: Feature, stored: Sequence[FeatureControl], said: Confirmer) -> None:
    """Confirm everything that nobody has decided yet, and the feature as a whole; what was decided stays as it was."""
    asked = [row for row in stored if row.decided is None]
    opened = tuple(f"{row.control}: {row.reason}" for row in asked if row.derived is Applies.OPEN)
    if opened:
        raise Refused(
            f"{count(len(opened), 'control')} cannot be derived yet",
            hint="grcdesk features set answers them; grcdesk features derive derives anew; or decide each by itself",
            reasons=opened,
        )
    if not asked and (feature.confirmed_by, feature.confirmed_on) == said:
        raise Refused("everything is confirmed already", hint="again on another day, or by another person: --by NAME")
    for row in asked:
        row.decided, (row.decided_by, row.decided_on) = row.derived, said
    feature.confirmed_by, feature.confirmed_on = said


def plain_name(given: str) -> str:
    """A name on one line, without double blanks."""
    return clean(" ".join(given.split()), "name")


def checked(name: str, value: Any) -> Any:
    """An answer as it may be stored.

    Raises:
        BadInput: when it is too long, an owner is no person, or a word is not one of its list.
    """
    if name == "name":
        return plain_name(value)
    if name in lists.LISTS:
        return texts(name, value)
    if not isinstance(value, str) or hasattr(value, "value"):
        return value
    text = clean(value.strip(), name)
    if len(text) > _LONG:
        raise BadInput(f"{name} has {len(text):,} characters", hint=f"at most {_LONG:,}; keep the rest in a document")
    return person(text, name) if name == "owner" else text


def texts(name: str, value: Iterable[str]) -> list[str]:
    """A list of texts, each once; a word that says there are none, alone, is an empty list."""
    found = list(dict.fromkeys(clean(" ".join(one.split()), name) for one in value if one.strip()))
    if len(found) == 1 and found[0].casefold().rstrip(".") in _NONE:
        return []
    if name == "invokers":
        for one in found:
            if one not in tuple(Invoker):
                raise BadInput(f"{one!r} is no invoker", hint=f"known are {', '.join(Invoker)}")
    return found


def _refuse_taken(session: Session, name: str, own: str) -> None:
    if not name:
        raise Refused("a feature needs a name")
    other = lists.named(session, name)
    if other is not None and other.id != own:
        hint = f"grcdesk features set {other.id} changes it"
        raise Refused(f"{other.id} is called {other.name!r} already", hint=hint)


def _refuse_open(row: Feature, models: Sequence[ModelFacts]) -> None:
    lacks = rules.lacking(lists.answers(row), models)
    if lacks and not rules.may_be_open(row.status):
        raise Refused(
            f"{row.name} leaves {count(len(lacks), 'question')} open: {join(list(lacks))}",
            hint="answer all six; only a feature with --status idea may leave some open",
            reasons=lacks,
        )
    if row.in_scope is Answer.NO and not row.reason_out:
        raise Refused(f"leaving {row.name} out of scope needs a reason", hint="--reason-out TEXT")
