"""An OSCAL component definition as the AI inventory: its services and software, with what it says of their models."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.features.answers import LISTS, value
from grcdesk.importers.reading.oscal.document import Document, OscalMap, oddities, opened, own, own_all, tables, text
from grcdesk.importers.reading.oscal.texts import line, unmarked
from grcdesk.importers.reading.oscal.unread import unread
from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.features.inventory import FeatureEntry, Inventory
from grcdesk.wording import count

_ANSWERS = frozenset(one.name for one in fields(FeatureAnswers))
_MODEL = tuple(one.name for one in fields(ModelFacts))
_PROMPT = ("name", "version", "version_source")
_LIKE_FEATURES = frozenset({"service", "software", "system", "this-system"})
_WHOLE = "components.control-implementations"
_READ = (
    *("components.uuid", "components.type", "components.title", "components.description", "components.purpose"),
    *("components.props own", _WHOLE),
)


def read(path: Path) -> Inventory:
    """The inventory of a component definition.

    Raises:
        BadInput: when it is none, or holds no component that could be a feature.
    """
    document = opened(path)
    if document.model != "component-definition":
        wrong = f"an OSCAL {oscal.READ[document.model]} holds no features"
        raise BadInput(wrong, hint=f"grcdesk catalogs add {path.name}", file=document.file)
    found, other = [], Counter[str]()
    requirements = 0
    for one in tables(document.body.get("components")):
        kind = own(one).get("kind") or text(one.get("type")) or "without type"
        requirements += _requirements(one)
        if kind == "feature":
            found.append(_ours(one, document.file))
        elif kind in _LIKE_FEATURES:
            found.append(_theirs(one, document.file))
        else:
            other[kind] += 1
    told = [document.why, *oddities(document), *_passed(other, requirements)]
    told += unread(document.body, (*_READ, "back-matter"), ("components",))
    if not found:
        hint = "components of type service or software are read as features"
        raise BadInput("holds no component that could be a feature", hint=hint, reasons=tuple(told), file=document.file)
    return Inventory(document.file, tuple(_each_once(found, document)), (), tuple(told))


def _each_once(found: list[FeatureEntry], document: Document) -> Iterator[FeatureEntry]:
    seen = set()
    for one in found:
        if one.answers.name.casefold() in seen:
            told = f"two components are called {one.answers.name[:80]!r}"
            raise BadInput(told, hint="give each its own title", file=document.file)
        seen.add(one.answers.name.casefold())
        yield one


def _requirements(component: OscalMap) -> int:
    return sum(
        len(tables(one.get("implemented-requirements"))) for one in tables(component.get("control-implementations"))
    )


def _passed(other: Counter[str], requirements: int) -> Iterator[str]:
    for kind, number in sorted(other.items()):
        what = "vendor" if kind == "vendor" else f"component of type {kind[:40]}"
        told = "is no feature" if number == 1 else "are no features"
        yield f"passed over: {count(number, what)} {told}"
    if requirements:
        yield (
            f"not taken: {count(requirements, 'implemented requirement')}; which controls apply is derived from the "
            "answers, and how they stand is said here by a person"
        )


def _theirs(component: OscalMap, file: str) -> FeatureEntry:
    """A component of others: its name, and what it is for."""
    purpose = text(component.get("purpose")) or text(component.get("description"))
    answers = FeatureAnswers(name=_name(component, file), purpose=unmarked(purpose))
    return FeatureEntry(answers, frozenset({"name", "purpose"}))


def _ours(component: OscalMap, file: str) -> FeatureEntry:
    """A feature that grcdesk wrote."""
    answers = _answers(component, file)
    answers.setdefault("name", _name(component, file))
    models = [ModelFacts(**one) for one in _grouped(component, "model", _MODEL) if "model" in one]
    prompts = [_prompt(one) for one in _grouped(component, "prompt", _PROMPT) if "name" in one]
    return FeatureEntry(FeatureAnswers(**answers), frozenset(answers), tuple(models), tuple(prompts))


def _grouped(component: OscalMap, kind: str, known: Collection[str]) -> Iterable[dict[str, str]]:
    """Models or prompts, each from the properties of one group; what it is called itself goes by its kind alone."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, given, group in own_all(component):
        first, _, part = name.partition("_")
        field = part or kind
        if first == kind and field in known:
            found[group][field] = given
    return found.values()


def _answers(component: OscalMap, file: str) -> dict[str, Any]:
    """What people answered about it, each answer in its type."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, given, _ in own_all(component):
        first, _, part = name.partition("_")
        if first == "answer" and part in _ANSWERS:
            texts[part].append(given)
    return {name: value(name, some if name in LISTS else some[0], file) for name, some in texts.items()}


def _prompt(one: Mapping[str, str]) -> tuple[str, str, str]:
    """Name, version, and where the version comes from."""
    return one["name"], one.get("version", ""), one.get("version_source", "")


def _name(component: OscalMap, file: str) -> str:
    name = line(text(component.get("title")))
    if not name:
        raise BadInput("a component has no title", hint="give it one", file=file)
    return name
