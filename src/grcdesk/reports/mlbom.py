"""The AI inventory as a CycloneDX bill of materials for machine learning. The same content gives the same bytes.

A feature is a service, a model a component with its card, and a dependency joins them. What CycloneDX has no field for
stands in properties named `grcdesk:…`, so that the file can be read back whole.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from grcdesk.rules.features import bom
from grcdesk.schemas.features.features import CardFacts, CardRow, FeatureAnswers, FeatureDetail, ModelFacts
from grcdesk.schemas.features.inventory import BomContent
from grcdesk.text import json_safe

BomJson = dict[str, Any]
_SPACE = uuid.UUID("9f6c0c3e-6d7f-5b0e-9f55-6b8f0a2b6e10")
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_UNSAID = "not classified"
"""The schema wants a class of every flow of data."""


def bom_file(content: BomContent) -> bytes:
    """The file as UTF-8 JSON."""
    models = _Models(content.cards)
    services = [_service(one) for one in content.features]
    edges = [
        {"ref": _ref("feature", one.id), "dependsOn": _each(models.ref(row.facts) for row in one.models)}
        for one in content.features
    ]
    for card in content.cards:
        models.ref_of_card(card.facts)
    root = {"type": "application", "bom-ref": "programme", "name": content.organisation or content.programme}
    if content.organisation:
        root["description"] = content.programme
    whole: BomJson = {
        "$schema": f"http://cyclonedx.org/schema/bom-{bom.SPEC}.schema.json",
        "bomFormat": bom.FORMAT,
        "specVersion": bom.SPEC,
        "version": 1,
        "metadata": {
            "timestamp": f"{content.dates.made.isoformat()}Z",
            "tools": {"components": [{"type": "application", "name": "grcdesk", "version": content.version}]},
            "component": root,
            "properties": [
                {"name": "grcdesk:records-as-of", "value": content.dates.records},
                {"name": "grcdesk:change-log-head", "value": content.dates.head},
                *({"name": "grcdesk:read-first", "value": mark} for mark in content.dates.marks),
            ],
        },
        "components": models.components,
        "services": services,
        "dependencies": [
            {"ref": "programme", "dependsOn": [_ref("feature", one.id) for one in content.features]},
            *edges,
        ],
    }
    # made of the content: a random one would make another file of the same inventory each time
    whole["serialNumber"] = f"urn:uuid:{uuid.uuid5(_SPACE, json.dumps(whole, sort_keys=True))}"
    return (json_safe(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n").encode()


class _Models:
    """Components of models, each once."""

    def __init__(self, cards: Iterable[CardRow]) -> None:
        self.components: list[BomJson] = []
        self._refs: dict[ModelFacts, str] = {}
        self._cards = [card.facts for card in cards]

    def ref(self, facts: ModelFacts) -> str:
        """The reference of a model; its component is made when it is first asked for."""
        if facts not in self._refs:
            self._refs[facts] = f"model-{len(self._refs) + 1}"
            self.components.append(_component(facts, self._refs[facts], self._card(facts)))
        return self._refs[facts]

    def ref_of_card(self, card: CardFacts) -> None:
        """A component for a card whose model no feature uses, or of a version none uses."""
        if not any(self._card(facts) is card for facts in self._refs):
            facts = ModelFacts(card.model, card.vendor, card.version)
            self._refs[facts] = f"model-{len(self._refs) + 1}"
            self.components.append(_component(facts, self._refs[facts], card))

    def _card(self, facts: ModelFacts) -> CardFacts | None:
        same = [
            card
            for card in self._cards
            if card.model.casefold() == facts.model.casefold()
            and (not card.vendor or card.vendor.casefold() == facts.vendor.casefold())
        ]
        # the card of that very version; else one of the model, which says more than none
        return next((card for card in same if card.version == facts.version), same[0] if same else None)


def _component(facts: ModelFacts, ref: str, card: CardFacts | None) -> BomJson:
    found: BomJson = {"type": bom.MODEL, "bom-ref": ref, "name": facts.model}
    if facts.vendor:
        found["supplier"] = {"name": facts.vendor}
    if facts.version:
        found["version"] = facts.version
    if card is not None:
        found |= _of_card(card)
    used = ((name, getattr(facts, name)) for name in ("version_source", "plan", "region"))
    return _with(found, (_property(bom.USE + name, value) for name, value in used if value))


def _of_card(card: CardFacts) -> BomJson:
    """What a card adds to the component of its model."""
    found: BomJson = {}
    if card.purpose:
        found["description"] = card.purpose
    # the schema takes addresses alone; a card may also name a folder, which stands among its properties
    links = [{"type": "documentation", "url": link} for link in card.links if _LINK.fullmatch(link)]
    if links:
        found["externalReferences"] = links
    return {**found, "modelCard": _card(card)}


def _card(card: CardFacts) -> BomJson:
    found: BomJson = {}
    if card.training_data:
        data = {"type": "dataset", "name": "training data", "description": card.training_data}
        found["modelParameters"] = {"datasets": [data]}
    if card.evaluation:
        found["quantitativeAnalysis"] = {
            "performanceMetrics": [{"type": "evaluation results", "value": card.evaluation}]
        }
    said: BomJson = {}
    if card.intended_use:
        said["useCases"] = [card.intended_use]
    if card.limits:
        said["technicalLimitations"] = [card.limits]
    if card.bias:
        said["ethicalConsiderations"] = [{"name": card.bias}]
    if said:
        found["considerations"] = said
    return _with(found, _plain(card))


def _plain(card: CardFacts) -> Iterator[BomJson]:
    for name in bom.CARD_PLAIN:
        value = getattr(card, name)
        for one in value if isinstance(value, tuple) else (value,):
            if one:
                yield _property(bom.CARD + name, str(one))


def _service(feature: FeatureDetail) -> BomJson:
    said = feature.answers
    found: BomJson = {"bom-ref": _ref("feature", feature.id), "name": said.name}
    if said.purpose:
        found["description"] = said.purpose
    flows = [("inbound", kind, said.data_in) for kind in said.data_classes or ((_UNSAID,) if said.data_in else ())]
    flows += [("outbound", _UNSAID, said.data_out)] if said.data_out else []
    if flows:
        found["data"] = [
            {"flow": flow, "classification": kind, **({"description": what} if what else {})}
            for flow, kind, what in flows
        ]
    return _with(found, (*_answers(said), *_prompts(feature)))


def _answers(said: FeatureAnswers) -> Iterator[BomJson]:
    for field in fields(FeatureAnswers):
        value = getattr(said, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if one and field.name != "name":
                yield _property(bom.ANSWER + field.name, str(one))


def _prompts(feature: FeatureDetail) -> Iterator[BomJson]:
    for number, prompt in enumerate(feature.prompts, 1):
        for name in ("name", "version", "version_source"):
            if getattr(prompt, name):
                yield _property(f"{bom.PROMPT}{number}:{name}", getattr(prompt, name))


def _with(found: BomJson, properties: Iterable[BomJson]) -> BomJson:
    kept = list(properties)
    return {**found, "properties": kept} if kept else found


def _property(name: str, value: str) -> BomJson:
    return {"name": name, "value": value}


def _each(refs: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(refs))


def _ref(kind: str, name: str) -> str:
    return f"{kind}-{name}"
