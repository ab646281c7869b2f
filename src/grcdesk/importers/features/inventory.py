"""Files of the AI inventory: our own YAML, a bill of materials, a model card. No database here."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from pathlib import Path

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.features import cyclonedx, judging, model_card, oscal, spdx
from grcdesk.importers.features.answers import value
from grcdesk.importers.features.bill import Bill
from grcdesk.importers.reading.jsons import BadJson, loads
from grcdesk.importers.reading.oscal.document import suspected
from grcdesk.importers.reading.small_files import MAX_BYTES, file_bytes, file_text, head_of
from grcdesk.importers.reading.strict_yaml import YamlList, YamlMapping, load
from grcdesk.rules.features import bom
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, ModelFacts
from grcdesk.schemas.features.inventory import FeatureEntry, Inventory

MAX_BILL = 64 * 1024 * 1024
"""Bytes of a bill of materials: 50,000 components with their licences and hashes."""
_SIGNS = 2000
"""Bytes at the beginning that tell a format."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NAMES = ("CycloneDX", "SPDX")
_AS_JSON = "export it as JSON, or convert it: cyclonedx convert --input-file FILE --output-format json"
_TOP = ("features", "cards")
_ANSWERS = tuple(one.name for one in fields(FeatureAnswers))
_MODEL = tuple(one.name for one in fields(ModelFacts))
_PROMPT = ("name", "version", "version_source")
_CARD = tuple(one.name for one in fields(CardFacts) if one.name not in {"source", "sha256"})


def read(path: Path) -> Inventory:
    """What a file holds: OSCAL (known by its outermost key), a bill of materials, a model card, else our YAML.

    Raises:
        BadInput: with file, line and cure.
    """
    if suspected(head_of(path)):
        return oscal.read(path)
    content = file_bytes(path, most=MAX_BILL)
    sha256 = hashlib.sha256(content).hexdigest()
    begins = content[:_SIGNS].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith(b"{") or content[:2] in _UTF_16:
        return judging.inventory(_bill(content, (str(path), path.name, sha256)), str(path))
    if begins.startswith(b"<"):
        what = next((f"{name} in XML" for name in _NAMES if name.casefold().encode() in begins.lower()), "XML")
        raise BadInput(f"is {what}; bills of materials are read as JSON", hint=_AS_JSON, file=str(path))
    if begins.startswith(b"SPDXVersion:"):
        said = "is SPDX 2 as tags and values, which has no place for models and datasets: left unread"
        raise BadInput(said, hint="export it as SPDX 3 (JSON-LD) or as CycloneDX", file=str(path))
    if len(content) > MAX_BYTES:
        raise BadInput("larger than 2 MB", hint="split it into several files", file=str(path))
    text = file_text(content, str(path))
    if model_card.head_of(text):
        return model_card.read(text, path, sha256)
    return _yaml(load(text, str(path)), path, sha256)


def _bill(content: bytes, source: tuple[str, str, str]) -> Bill:
    file = source[0]
    try:
        whole = loads(content)
    except BadJson as error:
        raise BadInput(f"cannot be read as JSON: {error}", hint="export it again", file=file) from None
    if isinstance(whole, dict) and whole.get("bomFormat") == bom.FORMAT:
        return cyclonedx.read(whole, source)
    if isinstance(whole, dict) and spdx.is_spdx(whole):
        return spdx.read(whole, source)
    raise BadInput(
        "is no bill of materials in CycloneDX or SPDX", hint="or give our own YAML: grcdesk help features", file=file
    )


def _yaml(tree: YamlMapping, path: Path, sha256: str) -> Inventory:
    file = str(path)
    _known(tree, _TOP, file)
    features = [_feature(one, file) for one in _rows(tree, "features", file)]
    cards = []
    for one in _rows(tree, "cards", file):
        _known(one, _CARD, file)
        said = {name: value(name, one[name], file, one.lines[name]) for name in one}
        if not said.get("model"):
            raise BadInput("a card names its model", hint="model: NAME", file=file, line=one.line)
        cards.append(CardFacts(**said, source=path.name, sha256=sha256))
    if not features and not cards:
        raise BadInput("holds neither features nor cards", hint="begin with features:", file=file)
    return Inventory(file, tuple(features), tuple(cards))


def _feature(one: YamlMapping, file: str) -> FeatureEntry:
    _known(one, (*_ANSWERS, "models", "prompts"), file)
    said = {name: value(name, one[name], file, one.lines[name]) for name in one if name in _ANSWERS}
    if not said.get("name"):
        raise BadInput("a feature needs its name", hint="name: TEXT", file=file, line=one.line)
    models = []
    for model in _rows(one, "models", file):
        _known(model, _MODEL, file)
        facts = {name: value(name, model[name], file, model.lines[name]) for name in model}
        if not facts.get("model"):
            raise BadInput("a model needs its name", hint="model: NAME", file=file, line=model.line)
        models.append(ModelFacts(**facts))
    prompts = []
    for prompt in _rows(one, "prompts", file):
        _known(prompt, _PROMPT, file)
        parts = [str(value(name, prompt.get(name, ""), file, prompt.line)) for name in _PROMPT]
        prompts.append((parts[0], parts[1], parts[2]))
    return FeatureEntry(FeatureAnswers(**said), frozenset(said), tuple(models), tuple(prompts), one.line)


def _rows(tree: YamlMapping, name: str, file: str) -> list[YamlMapping]:
    found = tree.get(name) or []
    if not isinstance(found, YamlList | list) or not all(isinstance(one, YamlMapping) for one in found):
        hint = "write `- name: …` below it, one dash a record"
        raise BadInput(f"{name} is a list of records", hint=hint, file=file, line=tree.lines.get(name, tree.line))
    return list(found)


def _known(tree: YamlMapping, names: tuple[str, ...], file: str) -> None:
    for name in tree:
        if name not in names:
            hint = did_you_mean(name, names) or f"one of {', '.join(names)}"
            raise BadInput(f"unknown field {name!r}", hint=hint, file=file, line=tree.lines[name])
