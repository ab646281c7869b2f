"""Files with one sentence planted in them: in every place a file of that form has."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

SAMPLES = Path(__file__).parents[2] / "samples" / "evidence"
DOCUMENTS = {"dataset-manifest.yaml", "model-card.md", "gateway-old-format-map.yaml"}
"""Attached documents, which are kept as they are, and a column map."""
HOSTS = {path.name: path for path in sorted(SAMPLES.iterdir()) if path.name not in DOCUMENTS}
NAMED = {"release-population.csv": "population"}
"""Files that do not tell what they are."""


def plants(name: str, sentence: str) -> Iterator[tuple[str, bytes]]:
    """Where the sentence is put, and the file with it there."""
    data = HOSTS[name].read_bytes()
    if name.endswith(".csv"):
        yield from _in_table(data.decode(), sentence)
    elif name.endswith(".xml"):
        yield from _in_xml(data, sentence)
    elif name.endswith(".jsonl"):
        records = [json.loads(line) for line in data.splitlines() if line.strip()]
        for where, changed in _in_json(records, sentence):
            yield where, "".join(json.dumps(one) + "\n" for one in changed).encode()
        yield "a line that is no record", data + json.dumps(sentence).encode() + b"\n"
        yield "a line that is no JSON", data + sentence.encode() + b"\n"
    else:
        for where, changed in _in_json(json.loads(data), sentence):
            yield where, json.dumps(changed).encode()


def _in_table(text: str, sentence: str) -> Iterator[tuple[str, bytes]]:
    split = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=split))

    def said(changed: list[list[str]]) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=split).writerows(changed)
        return out.getvalue().encode()

    for place, column in enumerate(rows[0]):
        for which in {1, len(rows) - 1}:
            changed = copy.deepcopy(rows)
            changed[which][place] = sentence
            yield f"row {which} of {column}", said(changed)
    for header in ("extra", "input", "note", sentence):
        for few in (True, False):
            added = [[*row, sentence if number == 1 or (number and not few) else ""] for number, row in enumerate(rows)]
            yield f"a column {'of one' if few else 'full'}: {header[:8]}", said([[*rows[0], header], *added[1:]])
    yield "a header without values", said([[*rows[0], sentence], *[[*row, ""] for row in rows[1:]]])
    yield "a row above", said([[sentence], [], *rows])
    yield "a row too long", said([*rows, [*rows[-1], sentence]])
    yield "a row too short", said([*rows, [sentence]])
    yield "a row twice, in it", said([*rows, [*rows[-1][:-1], sentence]])


def _in_json(document: Any, sentence: str) -> Iterator[tuple[str, Any]]:
    for path in _paths(document):
        changed = copy.deepcopy(document)
        here = changed
        for step in path[:-1]:
            here = here[step]
        last = path[-1] if path else None
        below = here[last] if path else here
        if isinstance(below, dict):
            for key, value in (("extra", sentence), (sentence, 1), ("deep", {"er": [sentence]})):
                told = copy.deepcopy(changed)
                inside = told
                for step in path:
                    inside = inside[step]
                inside[key] = value
                yield f"{'.'.join(map(str, path))} + {key[:8]}", told
        elif isinstance(below, list):
            told = copy.deepcopy(changed)
            inside = told
            for step in path:
                inside = inside[step]
            inside.append(sentence)
            yield f"{'.'.join(map(str, path))} + item", told
        else:
            here[last] = sentence
            yield ".".join(map(str, path)), changed


def _paths(document: Any) -> list[tuple[Any, ...]]:
    """One path for every place of the first and the last record."""
    found: list[tuple[Any, ...]] = []
    stack: list[tuple[tuple[Any, ...], Any]] = [((), document)]
    while stack:
        path, here = stack.pop()
        found.append(path)
        if isinstance(here, dict):
            stack += [((*path, key), value) for key, value in here.items()]
        elif isinstance(here, list):
            stack += [((*path, place), here[place]) for place in sorted({0, len(here) - 1} if here else ())]
    return found


def _in_xml(data: bytes, sentence: str) -> Iterator[tuple[str, bytes]]:
    count = len(list(ET.fromstring(data).iter()))  # noqa: S314
    for number in range(count):
        for how in ("attribute", "known", "text", "tail", "element", "name"):
            root = ET.fromstring(data)  # noqa: S314
            element = list(root.iter())[number]
            if how == "attribute":
                element.set("extra", sentence)
            elif how == "known" and element.attrib:
                element.set(next(iter(element.attrib)), sentence)
            elif how == "text":
                element.text = sentence + (element.text or "")
            elif how == "tail" and number:
                element.tail = sentence + (element.tail or "")
            elif how == "element":
                ET.SubElement(element, "rerun").text = sentence
            elif how == "name" and number:
                ET.SubElement(element, "property", {"name": "x", "value": sentence})
            else:
                continue
            yield f"{how} of element {number}", ET.tostring(root)
    yield "a comment", data.replace(b"</testsuites>", f"<!-- {sentence} --></testsuites>".encode())
    yield "an instruction", data.replace(b"</testsuites>", f"<?say {sentence}?></testsuites>".encode())
    yield "behind the end", data + f"<!-- {sentence} -->".encode()
