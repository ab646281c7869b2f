"""A CycloneDX bill of materials: models with their cards, datasets, services, applications, and what needs what."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import unquote

from grcdesk.errors import BadInput
from grcdesk.importers.features.answers import LISTS, value
from grcdesk.importers.features.bill import Bill, BillPart, JsonMap, PartSort, named, table, tables, text, texts
from grcdesk.rules.features import bom
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, ModelFacts

_ANSWERS = frozenset(one.name for one in fields(FeatureAnswers))
_CARD = frozenset(bom.CARD_PLAIN)
_SERVICE = "service"
_BESIDE = {
    "vulnerabilities": "vulnerabilities and how they were judged (VEX)",
    "declarations": "declarations of conformity (attestation)",
    "definitions": "standards and patents",
    **{name: name for name in ("annotations", "compositions", "citations", "signature")},
}
"""Parts of a bill that say nothing of an inventory, and what they hold."""
_CARD_PARTS = {
    "modelParameters": frozenset({"datasets"}),
    "quantitativeAnalysis": frozenset({"performanceMetrics"}),
    "considerations": frozenset({"useCases", "technicalLimitations", "ethicalConsiderations"}),
}
"""What of a card is kept."""


def read(whole: JsonMap, source: tuple[str, str, str]) -> Bill:
    """The bill in a CycloneDX document.

    Args:
        whole: the document.
        source: the file, its name, and its SHA-256.

    Raises:
        BadInput: when its version is not known, or one of our properties holds what it cannot.
    """
    version = text(whole.get("specVersion"))
    if version not in bom.READ:
        said = f"is CycloneDX {version}, which is not known here" if version else "does not say its specVersion"
        raise BadInput(f"{said}: left unread", hint=bom.UNREAD, file=source[0])
    return _Reader(whole, source).bill


class _Reader:
    """The reading of one document."""

    def __init__(self, whole: JsonMap, source: tuple[str, str, str]) -> None:
        self.bill = Bill()
        self._source = source
        metadata = table(whole.get("metadata"))
        self.bill.ours = any(name.startswith(bom.OURS) for name in _properties(metadata))
        found = list(self._all(whole))
        self._data = {ref: _sets(one) for one, ref, kind, _ in found if kind == bom.DATA}
        for one, ref, kind, root in found:
            self.bill.parts.append(self._part(one, ref, kind, root))
        for edge in tables(whole.get("dependencies")):
            self.bill.needs.setdefault(text(edge.get("ref")), []).extend(texts(edge.get("dependsOn")))
        for name, what in _BESIDE.items():
            if whole.get(name):
                self.bill.unread[what] += len(whole[name]) if isinstance(whole[name], list) else 1

    def _all(self, whole: JsonMap) -> Iterator[tuple[JsonMap, str, str, bool]]:
        """Every component and service wherever it stands, with its reference and type; outer ones before inner."""
        root = table(whole.get("metadata")).get("component")
        waiting: deque[tuple[JsonMap, str, str]] = deque([(root, "", "")] if isinstance(root, dict) else [])
        made = [table(whole.get("declarations")).get("targets"), *tables(whole.get("formulation"))]
        for place in (whole, *(table(one) for one in made)):
            waiting += _inside(place, "")
        while waiting:
            one, kind, parent = waiting.popleft()
            is_root = one is root
            kind = kind or text(one.get("type")) or "unknown"
            ref = self.bill.refer(text(one.get("bom-ref")), kind)
            if parent:
                self.bill.needs[parent].append(ref)
            waiting += _inside(one, ref)
            yield one, ref, kind, is_root

    def _part(self, one: JsonMap, ref: str, kind: str, root: bool) -> BillPart:
        name = text(one.get("name"))
        if kind == bom.MODEL:
            return self._model(one, ref, name, root)
        if kind == bom.DATA:
            sort = PartSort.DATASET if _is_dataset(one) else PartSort.OTHER
            return BillPart(sort, kind, ref, name, _sets(one), root=root)
        said = _properties(one)
        own = any(key.startswith(bom.ANSWER) for key in said)
        provider = text(table(one.get("provider")).get("name"))
        sort = (
            PartSort.SERVICE
            if kind == _SERVICE
            else PartSort.APPLICATION
            if kind in bom.APPLICATIONS
            else PartSort.OTHER
        )
        part = BillPart(sort, kind, ref, name, named(name, owner=provider), own=own, root=root)
        if sort is not PartSort.OTHER or root:
            part.answers, part.prompts = self._answers(one, said, name), _prompts(said)
        return part

    def _model(self, one: JsonMap, ref: str, name: str, root: bool) -> BillPart:
        said = {key: given[0] for key, given in _properties(one).items()}
        used = {part: said[bom.USE + part] for part in ("version_source", "plan", "region") if bom.USE + part in said}
        facts = ModelFacts(name, _vendor(one), text(one.get("version")) or _purl(one)[1], **used)
        part = BillPart(
            PartSort.MODEL, bom.MODEL, ref, name, named(name, facts.version, facts.vendor), facts, root=root
        )
        card = one.get("modelCard")
        bases = [_base(other) for other in tables(table(one.get("pedigree")).get("ancestors"))]
        if name and (isinstance(card, dict) or any(bases)):
            part.card = self._card(one, table(card), facts, bases)
        return part

    def _card(self, one: JsonMap, card: JsonMap, facts: ModelFacts, bases: list[str]) -> CardFacts:
        considered, analysis = table(card.get("considerations")), table(card.get("quantitativeAnalysis"))
        trained = self._datasets(tables(table(card.get("modelParameters")).get("datasets")), facts.model)
        trained += [f"made from {base}" for base in bases if base]
        said: dict[str, Any] = {
            "version": facts.version,
            "purpose": text(one.get("description")),
            "training_data": "; ".join(trained),
            "evaluation": "; ".join(
                " ".join(texts([row.get("type"), row.get("value")]))
                for row in tables(analysis.get("performanceMetrics"))
            ),
            "limits": "; ".join(texts(considered.get("technicalLimitations"))),
            "bias": "; ".join(text(row.get("name")) for row in tables(considered.get("ethicalConsiderations"))),
            "intended_use": "; ".join(texts(considered.get("useCases"))),
            "links": tuple(texts([row.get("url") for row in tables(one.get("externalReferences"))])),
        }
        said |= self._own_card(card)  # goes before what the rest of the card was taken for
        self._note_unread(card)
        return CardFacts(facts.model, vendor=facts.vendor, **said, source=self._source[1], sha256=self._source[2])

    def _own_card(self, card: JsonMap) -> dict[str, Any]:
        """What a card says in properties of ours."""
        found = {}
        for name, given in _properties(card).items():
            part = name.removeprefix(bom.CARD)
            if name.startswith(bom.CARD) and part in _CARD:
                found[part] = value(part, given if part == "links" else given[0], self._source[0])
        return found

    def _note_unread(self, card: JsonMap) -> None:
        for place, kept in _CARD_PARTS.items():
            for key, told in table(card.get(place)).items():
                if told and key not in kept:
                    self.bill.unread[f"{key} of a model card"] += 1

    def _datasets(self, rows: list[JsonMap], model: str) -> list[str]:
        """What the card names as its data: told in place, or a reference to a component."""
        found = []
        for row in rows:
            ref = text(row.get("ref"))
            if ref in self._data:
                self.bill.named.add(ref)
            elif ref:
                self.bill.remarks.append(f"the card of {model} names a dataset that is not in the file: {ref}")
            label = self._data.get(ref) or ref or _dataset(row)
            if label:
                found.append(label)
            else:
                self.bill.remarks.append(f"the card of {model} names a dataset without a name")
        return found

    def _answers(self, one: JsonMap, said: dict[str, list[str]], name: str) -> dict[str, Any]:
        answers: dict[str, Any] = {"name": name}
        if purpose := text(one.get("description")):
            answers["purpose"] = purpose
        for flow, field in (("inbound", "data_in"), ("outbound", "data_out")):
            if data := _flowing(one, flow):
                answers[field] = data
        for key, given in said.items():
            part = key.removeprefix(bom.ANSWER)
            if key.startswith(bom.ANSWER) and part in _ANSWERS and part != "name":
                answers[part] = value(part, given if part in LISTS else given[0], self._source[0])
        return answers


def _flowing(one: JsonMap, flow: str) -> str:
    """The data of a service that flows this way, each kind once."""
    kinds: dict[str, None] = {}
    for row in tables(one.get("data")):
        if row.get("flow") in (flow, "bi-directional"):
            kinds[text(row.get("description")) or text(row.get("name")) or text(row.get("classification"))] = None
    return "; ".join(kind for kind in kinds if kind)


def _inside(one: JsonMap, ref: str) -> list[tuple[JsonMap, str, str]]:
    """Components and services that stand in it."""
    return [(each, "", ref) for each in tables(one.get("components"))] + [
        (each, _SERVICE, ref) for each in tables(one.get("services"))
    ]


def _vendor(one: JsonMap) -> str:
    """Who supplies it, as far as the file says."""
    for who in (one.get("supplier"), one.get("manufacturer")):
        if name := text(table(who).get("name")):
            return name
    return text(one.get("publisher")) or text(one.get("group")) or _purl(one)[0]


def _purl(one: JsonMap) -> tuple[str, str]:
    """Owner and version in the package address of a model, or nothing: `pkg:huggingface/OWNER/NAME@VERSION`."""
    kind, _, rest = text(one.get("purl")).partition("/")
    if kind.casefold() not in bom.MODEL_ADDRESSES:
        return "", ""
    path, _, version = rest.partition("?")[0].partition("#")[0].partition("@")
    owner, slash, _ = path.partition("/")
    return unquote(owner) if slash else "", unquote(version)


def _base(one: JsonMap) -> str:
    """A model that another was made from."""
    return named(text(one.get("name")), text(one.get("version")), _vendor(one)) if one.get("name") else ""


def _is_dataset(one: JsonMap) -> bool:
    kinds = [text(row.get("type")) for row in tables(one.get("data"))]
    return not kinds or any(kind in {"", "dataset", "other"} for kind in kinds)


def _sets(one: JsonMap) -> str:
    """A component of data, with the sets in it that have names of their own."""
    name = text(one.get("name"))
    inner = [told for row in tables(one.get("data")) if (told := text(row.get("name"))) and told != name]
    return named(name, owner="; ".join(dict.fromkeys(inner)))


def _dataset(row: JsonMap) -> str:
    """A dataset that stands in a card itself."""
    name, what = text(row.get("name")), text(row.get("description"))
    place = text(table(row.get("contents")).get("url"))
    return ": ".join(dict.fromkeys(part for part in (name, what) if part)) or place


def _prompts(said: dict[str, list[str]]) -> tuple[tuple[str, str, str], ...]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, given in said.items():
        number, _, part = name.removeprefix(bom.PROMPT).partition(":")
        if name.startswith(bom.PROMPT):
            found[number][part] = given[0]
    return tuple(
        (one["name"], one.get("version", ""), one.get("version_source", "")) for one in found.values() if "name" in one
    )


def _properties(one: JsonMap) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in tables(one.get("properties")):
        found[text(row.get("name"))].append(text(row.get("value")))
    return found
