"""The official schema of OSCAL, and what it has against a document."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

NIST = Path(__file__).parents[1] / "reports" / "oscal" / "nist"
FILES = {"catalog": "catalog", "mapping-collection": "mapping", "component-definition": "component"}


@cache
def validator(model: str) -> Draft7Validator:
    """Of one model. Classes of characters that Python's patterns do not have are put in its own words."""
    from jsonschema import Draft7Validator  # noqa: PLC0415  two seconds, in each process that collects tests

    text = (NIST / f"oscal_{FILES[model]}_schema.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")))


def faults(document: bytes | str) -> list[str]:
    """What the schema refuses; empty: nothing."""
    whole: dict[str, Any] = json.loads(document)
    (model,) = whole
    return [
        f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in validator(model).iter_errors(whole)
    ]


def values(node: Any, name: str) -> list[Any]:
    """Every value of a key, wherever it stands."""
    if isinstance(node, dict):
        return [one for key, below in node.items() for one in ([below] if key == name else values(below, name))]
    return [one for below in node for one in values(below, name)] if isinstance(node, list) else []
