"""The model card of a repository on Hugging Face: Markdown whose YAML head holds the facts. Its text is not read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.features.bill import table, tables, text, texts
from grcdesk.importers.reading.strict_yaml import YamlMapping, load
from grcdesk.schemas.features.features import CardFacts
from grcdesk.schemas.features.inventory import Inventory
from grcdesk.wording import count, join

_HEAD = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(?:Model [Cc]ard (?:for|of) )?(.+?)[ \t#]*$", re.MULTILINE)
_BLANK = re.compile(r"^[ \t-]*[\w-]*:?[ \t]*\{\w+\}", re.MULTILINE)
"""A place of a template that nobody has filled in."""
_KEPT = frozenset(
    {"language", "datasets", "base_model", "pipeline_tag", "model-index", "model_name", "model_id", "license_link"}
)
_MOST = 40
"""Results that a card is given; the file holds the others."""


def head_of(content: str) -> str:
    """The YAML head of a Markdown file; empty when it has none. One document of YAML alone is no head."""
    found = _HEAD.match(content)
    return found[1] if found else ""


def read(content: str, path: Path, sha256: str) -> Inventory:
    """The card in such a file.

    Raises:
        BadInput: when the head cannot be read, is a template, or nothing names the model.
    """
    file, head = str(path), head_of(content)
    if blank := _BLANK.search(head):
        line = content[: content.index(head)].count("\n") + head[: blank.start()].count("\n") + 1
        hint = "replace what stands in braces, or leave those lines out"
        raise BadInput("is a template of a model card that is not filled in", hint=hint, file=file, line=line)
    tree = load("\n" + head, file)
    results = tables(tree.get("model-index"))
    name, said = _name(tree, results, content[len(head) :], path)
    if not name:
        hint = "give it a heading, `# NAME`, or model-index: - name: NAME"
        raise BadInput("names no model", hint=hint, file=file)
    card = CardFacts(
        name,
        training_data="; ".join((*texts(tree.get("datasets")), *_made_from(tree))),
        evaluation="; ".join(_results(results)),
        intended_use="; ".join(_uses(tree)),
        links=tuple(link for link in texts(tree.get("license_link")) if "://" in link),
        source=path.name,
        sha256=sha256,
    )
    return Inventory(file, (), (card,), tuple(_told(tree, said)))


def _name(tree: YamlMapping, results: list[dict[str, Any]], below: str, path: Path) -> tuple[str, str]:
    """What the model is called, and by what."""
    names = [name for one in results if (name := text(one.get("name")))]
    names += [name for key in ("model_id", "model_name") if (name := text(tree.get(key)))]
    if names:
        return names[0], "its head"
    if heading := _HEADING.search(below):
        return heading[1].strip("*` "), "its heading"
    stem = path.name.removesuffix(path.suffix)
    return ("", "") if stem.casefold() == "readme" else (stem, "the name of the file")


def _made_from(tree: YamlMapping) -> list[str]:
    return [f"made from {base}" for base in texts(tree.get("base_model"))]


def _results(models: list[dict[str, Any]]) -> list[str]:
    """Measured values, each with who says so: a token that is there was not checked here."""
    found = []
    for row in (row for one in models for row in tables(one.get("results"))):
        task, data = table(row.get("task")), table(row.get("dataset"))
        about = " on ".join(filter(None, (_called(task), _called(data))))
        for metric in tables(row.get("metrics")):
            value = " ".join((_called(metric), *texts(metric.get("value")))).strip()
            by = "with a verify token, not checked" if metric.get("verifyToken") else "self-reported"
            found.append(f"{f'{about}: ' if about else ''}{value} ({by})")
    left = len(found) - _MOST
    return [*found[:_MOST], *([f"and {left} more in the file"] if left > 0 else [])]


def _called(one: dict[str, Any]) -> str:
    return text(one.get("name")) or text(one.get("type"))


def _uses(tree: YamlMapping) -> list[str]:
    languages = texts(tree.get("language"))
    told = texts(tree.get("pipeline_tag"))
    return [*told, f"in {join(languages, _MOST)}"] if languages else told


def _told(tree: YamlMapping, said: str) -> list[str]:
    lines = [f"the model is called so by {said}; the text below the head was not read"]
    if unread := [key for key in tree if key not in _KEPT]:
        lines.append(f"not read, without a place here: {count(len(unread), 'field')} of its head: {join(unread, 12)}")
    return lines
