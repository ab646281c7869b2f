"""A CycloneDX bill of materials: its models, their cards, and the services or application that rely on them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.features.answers import LISTS, value
from grcdesk.importers.reading.jsons import BadJson, loads
from grcdesk.rules.features import bom
from grcdesk.schemas.features import CardFacts, FeatureAnswers, ModelFacts
from grcdesk.schemas.inventory import FeatureEntry, Inventory
from grcdesk.wording import count

JsonMap = dict[str, Any]
_ANSWERS = frozenset(one.name for one in fields(FeatureAnswers))
_CARD = frozenset(bom.CARD_PLAIN)


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    models: dict[str, ModelFacts] = field(default_factory=dict)
    """By reference."""
    cards: list[CardFacts] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)
    """Components of other types."""


def read(content: bytes, file: str, name: str) -> Inventory:
    """The inventory of a bill of materials in JSON.

    Raises:
        BadInput: when it is none, or says nothing of a model.
    """
    try:
        whole = loads(content)
    except BadJson as error:
        raise BadInput(
            f"cannot be read as JSON: {error}", hint="export it again as CycloneDX JSON", file=file
        ) from None
    if not isinstance(whole, dict) or whole.get("bomFormat") != bom.FORMAT:
        hint = "give a CycloneDX bill of materials, or our own YAML"
        raise BadInput("is no CycloneDX bill of materials", hint=hint, file=file)
    found = _Found()
    source = (name, hashlib.sha256(content).hexdigest())
    for number, one in enumerate(_all(whole.get("components"))):
        _component(one, f"#{number}", found, source)
    features = list(_features(whole, found, file))
    if not features and not found.cards and not found.models:
        raise BadInput(
            "names no model and no AI feature", hint="is it a bill of materials of plain software?", file=file
        )
    passed = tuple(f"passed over: {count(number, 'component')} of type {kind}" for kind, number in found.other.items())
    return Inventory(file, tuple(features), tuple(_once(found)), passed)


def _all(parts: Any) -> Iterable[JsonMap]:
    """Components with those inside them."""
    waiting = _tables(parts)
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting += _tables(one.get("components"))


def _component(one: JsonMap, spare: str, found: _Found, source: tuple[str, str]) -> None:
    if one.get("type") != bom.MODEL:
        found.other[_text(one.get("type")) or "unknown"] += 1
        return
    said = _properties(one)
    vendor = one.get("supplier") or one.get("manufacturer")
    name = _text(vendor.get("name")) if isinstance(vendor, dict) else ""
    name = name or _text(one.get("publisher")) or _text(one.get("group"))
    facts = ModelFacts(
        _text(one.get("name")), name, _text(one.get("version")),
        **{part: said[bom.USE + part][0] for part in ("version_source", "plan", "region") if bom.USE + part in said},
    )  # fmt: skip
    found.models[_text(one.get("bom-ref")) or spare] = facts
    card = one.get("modelCard")
    if isinstance(card, dict):
        found.cards.append(_card(one, card, facts, source))


def _card(one: JsonMap, card: JsonMap, facts: ModelFacts, source: tuple[str, str]) -> CardFacts:
    file = source[0]
    told = card.get("considerations")
    considered: JsonMap = told if isinstance(told, dict) else {}
    parameters, analysis = card.get("modelParameters"), card.get("quantitativeAnalysis")
    data = _tables(parameters.get("datasets")) if isinstance(parameters, dict) else []
    metrics = _tables(analysis.get("performanceMetrics")) if isinstance(analysis, dict) else []
    said: dict[str, Any] = {
        "version": facts.version,
        "purpose": _text(one.get("description")),
        "training_data": "; ".join(_text(row.get("description")) or _text(row.get("name")) for row in data),
        "evaluation": "; ".join(" ".join(_texts([row.get("type"), row.get("value")])) for row in metrics),
        "limits": "; ".join(_texts(considered.get("technicalLimitations"))),
        "bias": "; ".join(_text(row.get("name")) for row in _tables(considered.get("ethicalConsiderations"))),
        "intended_use": "; ".join(_texts(considered.get("useCases"))),
        "links": tuple(_text(row.get("url")) for row in _tables(one.get("externalReferences"))),
    }
    for name, texts in _properties(card).items():
        part = name.removeprefix(bom.CARD)
        if name.startswith(bom.CARD) and part in _CARD:
            said[part] = value(part, texts if part == "links" else texts[0], file)
    return CardFacts(facts.model, vendor=facts.vendor, **said, source=file, sha256=source[1])


def _features(whole: JsonMap, found: _Found, file: str) -> Iterable[FeatureEntry]:
    """Services that say they are features or rely on a model; else the application that does."""
    needs: dict[str, list[str]] = defaultdict(list)
    for edge in _tables(whole.get("dependencies")):
        needs[_text(edge.get("ref"))] += _texts(edge.get("dependsOn"))
    used: set[str] = set()
    for service in _tables(whole.get("services")):
        refs = [ref for ref in needs[_text(service.get("bom-ref"))] if ref in found.models]
        said = _properties(service)
        if refs or any(name.startswith(bom.ANSWER) for name in said):
            used.update(refs)
            yield _feature(service, said, [found.models[ref] for ref in refs], file)
    metadata = whole.get("metadata")
    root = metadata.get("component") if isinstance(metadata, dict) else None
    if isinstance(root, dict) and not used and found.models and root.get("type") != bom.MODEL:
        refs = [ref for ref in needs[_text(root.get("bom-ref"))] if ref in found.models] or list(found.models)
        yield _feature(root, _properties(root), [found.models[ref] for ref in refs], file)


def _feature(one: JsonMap, said: dict[str, list[str]], models: list[ModelFacts], file: str) -> FeatureEntry:
    answers: dict[str, Any] = {"name": _text(one.get("name"))}
    if not answers["name"]:
        raise BadInput("a service or application has no name", hint="name it", file=file)
    if _text(one.get("description")):
        answers["purpose"] = _text(one.get("description"))
    for flow, name in (("inbound", "data_in"), ("outbound", "data_out")):
        rows = [row for row in _tables(one.get("data")) if row.get("flow") in (flow, "bi-directional")]
        texts = dict.fromkeys(
            _text(row.get("description")) or _text(row.get("name")) or _text(row.get("classification")) for row in rows
        )
        if any(texts):
            answers[name] = "; ".join(text for text in texts if text)
    for name, given in said.items():
        part = name.removeprefix(bom.ANSWER)
        if name.startswith(bom.ANSWER) and part in _ANSWERS and part != "name":
            answers[part] = value(part, given if part in LISTS else given[0], file)
    return FeatureEntry(FeatureAnswers(**answers), frozenset(answers), tuple(dict.fromkeys(models)), _prompts(said))


def _prompts(said: dict[str, list[str]]) -> tuple[tuple[str, str, str], ...]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, texts in said.items():
        number, _, part = name.removeprefix(bom.PROMPT).partition(":")
        if name.startswith(bom.PROMPT):
            found[number][part] = texts[0]
    return tuple(
        (one["name"], one.get("version", ""), one.get("version_source", "")) for one in found.values() if "name" in one
    )


def _once(found: _Found) -> Iterable[CardFacts]:
    """A card stands at every component of its model; it is brought once."""
    return {(card.model.casefold(), card.vendor.casefold(), card.version): card for card in found.cards}.values()


def _properties(one: JsonMap) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _tables(one.get("properties")):
        found[_text(row.get("name"))].append(_text(row.get("value")))
    return found


def _tables(found: Any) -> list[JsonMap]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _texts(found: Any) -> list[str]:
    return [one.strip() for one in found if isinstance(one, str) and one.strip()] if isinstance(found, list) else []


def _text(found: Any) -> str:
    return found.strip() if isinstance(found, str) else ""
