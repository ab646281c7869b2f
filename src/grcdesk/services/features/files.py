"""Bringing features and model cards from files, inside one unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.features import Feature, FeatureModel, FeaturePrompt, ModelCard
from grcdesk.rules.controls.gap import person
from grcdesk.rules.features import features as rules
from grcdesk.rules.vendors.providers import known, plain
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, ModelFacts
from grcdesk.schemas.features.inventory import FeatureEntry, Inventory
from grcdesk.services.common.ids import next_id
from grcdesk.services.features import reading as lists
from grcdesk.services.features import writing as writes
from grcdesk.services.features.writing import texts
from grcdesk.terms import FeatureStatus
from grcdesk.text import clean
from grcdesk.wording import count, join

_OF_FILE = ("source", "sha256")


def keep_card(session: Session, facts: CardFacts) -> ModelCard:
    """A model card; one of the same model and version is replaced."""
    values = _values(facts)
    held = session.scalar(
        select(ModelCard).where(
            col(ModelCard.model) == values["model"],
            col(ModelCard.version) == values["version"],
            col(ModelCard.vendor) == values["vendor"],
        )
    )
    if held is None:
        name, number = next_id(session, ModelCard, "MC")
        held = ModelCard(id=name, position=number, **values)
        session.add(held)
    else:
        for name, value in values.items():
            if getattr(held, name) != value:
                setattr(held, name, value)
    session.flush()
    return held


def _values(facts: CardFacts) -> dict[str, Any]:
    said = {one.name: getattr(facts, one.name) for one in fields(facts)}
    values: dict[str, Any] = {
        name: clean(value.strip(), name) if isinstance(value, str) else value for name, value in said.items()
    }
    values["links"] = texts("links", facts.links)
    if not values["model"]:
        raise Refused("a model card needs the name of its model")
    values["owner"] = person(str(values["owner"]), "owner")
    return values


def _bring_cards(session: Session, cards: Sequence[CardFacts]) -> str:
    """Cards of a file. Of one that is there only what the file says is set; the file is noted where that moved it."""
    held = {_key(row.model, row.version, row.vendor): row for row in session.scalars(select(ModelCard))}
    _, number = next_id(session, ModelCard, "MC")
    added = moved = same = 0
    for facts in cards:
        values = _values(facts)
        key = _key(values["model"], values["version"], values["vendor"])
        row = held.get(key)
        if row is None:
            held[key] = ModelCard(id=f"MC-{number}", position=number, **values)
            session.add(held[key])
            number, added = number + 1, added + 1
        elif _change_card(row, values):
            moved += 1
        else:
            same += 1
    session.flush()
    return f"; model cards: {added:,} added, {moved:,} changed, {same:,} as before" if cards else ""


def _key(model: str, version: str, vendor: str) -> tuple[str, str, str]:
    return model.casefold(), version, vendor.casefold()


def _moves(row: ModelCard, name: str, value: object) -> bool:
    return name not in {*_OF_FILE, "model", "vendor", "version"} and getattr(row, name) != value


def providers_unknown(session: Session, found: Inventory) -> tuple[str, ...]:
    """The providers a file names that no vendor record knows, in one sentence, or nothing."""
    from grcdesk.services.vendors.reading import vendor_keys  # noqa: PLC0415

    named = [model.vendor for entry in found.features for model in entry.models] + [one.vendor for one in found.cards]
    records = known(vendor_keys(session))
    unknown = list(dict.fromkeys(name for name in named if name and plain(name) not in records))
    if not unknown:
        return ()
    told = f"{count(len(unknown), 'provider')} that no vendor record knows: {join(unknown, 10)}"
    return (f"{told}; grcdesk vendors add NAME, or grcdesk vendors set VENDOR --known-as NAME",)


def load(session: Session, found: Inventory, today: date) -> str:
    """Bring what a file holds; what was added and what moved."""
    added, moved, same = [], [], 0
    for entry in found.features:
        try:
            known = lists.named(session, entry.answers.name)
            if known is None:
                row = writes.add(session, _first(entry), entry.models, today)
                _bring(session, row.id, (), entry.prompts)
                added.append(row.id)
            elif _change(session, known, entry, today):
                moved.append(known.id)
            else:
                same += 1
        except (Refused, BadInput) as error:
            raise BadInput(
                error.message, hint=error.hint, reasons=error.reasons, file=found.file, line=entry.line
            ) from error
    cards = _bring_cards(session, found.cards)
    return f"{len(added)} added, {len(moved)} changed, {same} as before{cards}"


def _change(session: Session, row: Feature, entry: FeatureEntry, today: date) -> bool:
    """Make a feature what its entry says; what that does not speak of stays. Whether anything moved."""
    parts = _bring(session, row.id, entry.models, entry.prompts)
    answers = {name: getattr(entry.answers, name) for name in lists.ANSWERS if name in entry.said}
    return writes.change(session, row, answers, today) or parts


def _first(entry: FeatureEntry) -> FeatureAnswers:
    """The answers of a new feature: one that leaves questions open, and says nothing of its status, is an idea."""
    if "status" in entry.said or not rules.lacking(entry.answers, entry.models):
        return entry.answers
    return replace(entry.answers, status=FeatureStatus.IDEA)


def _change_card(row: ModelCard, values: Mapping[str, Any]) -> bool:
    """Set what the file says and the card does not; whether there was any."""
    news = {name: value for name, value in values.items() if value and _moves(row, name, value)}
    if not news:
        return False
    for name, value in (news | {name: values[name] for name in _OF_FILE}).items():
        setattr(row, name, value)
    return True


def _bring(
    session: Session, feature: str, models: Sequence[ModelFacts], prompts: Sequence[tuple[str, str, str]]
) -> bool:
    """Make models and prompts of a feature those of a file; whether anything moved."""
    # a file that names no model says nothing of models: those that are there stay
    moved = _bring_models(session, feature, models) if models else False
    moved = _bring_prompts(session, feature, prompts) or moved
    session.flush()
    return moved


def _bring_models(session: Session, feature: str, models: Sequence[ModelFacts]) -> bool:
    """Those the file does not name go; whether anything moved."""
    held = {row.facts: row.id for row in lists.shelf(session, [feature]).models[feature]}
    gone = [name for facts, name in held.items() if facts not in models]
    for name in gone:
        session.delete(session.get_one(FeatureModel, name))
    session.flush()  # the ids of those that go are free again before others take them
    new = [facts for facts in models if facts not in held]
    for facts in new:
        writes.add_model(session, feature, facts)
    return bool(gone or new)


def _bring_prompts(session: Session, feature: str, prompts: Sequence[tuple[str, str, str]]) -> bool:
    """Those the file names, by name; others stay. Whether anything moved."""
    query = select(FeaturePrompt).where(col(FeaturePrompt.feature) == feature)
    known = {row.name: row for row in session.scalars(query)}
    moved = False
    for name, version, source in prompts:
        row = known.get(name)
        if row is None:
            writes.add_prompt(session, feature, (name, version, source))
            moved = True
        elif (row.version, row.version_source) != (version, source):
            row.version, row.version_source = version, source
            moved = True
    return moved
