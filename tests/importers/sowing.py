"""Files with many sentences at once: each place of a sample holds one of its own, in a record of its own."""

from __future__ import annotations

import copy
import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

Say = Callable[[], str]
"""The next sentence."""
Way = tuple[Any, ...]
_IDS = re.compile(
    r"(?:^|_)id$|Id$|login|mail|uuid|principal|^arn$|^user$|account|key$|^key|event_id|number", re.IGNORECASE
)


def sown(path: Path, say: Say) -> Iterator[tuple[str, bytes]]:
    """How the sentences were put into a file, and the file. The first can always be read in part."""
    data = path.read_bytes()
    if path.suffix == ".csv":
        yield from _tables(data.decode(), say)
    elif path.suffix == ".xml":
        yield from _trees(data, say)
    elif path.suffix == ".jsonl":
        records = [json.loads(line) for line in data.splitlines() if line.strip()]
        lines = b"".join(json.dumps(one).encode() + b"\n" for one in _records(records, say))
        yield "records", lines
        yield "lines", lines + json.dumps(say()).encode() + b"\n" + say().encode() + b"\n"
    elif path.suffix == ".gz":
        yield from ((how, gzip.compress(one)) for how, one in _documents(json.loads(gzip.decompress(data)), say))
    elif path.suffix == ".eval":
        yield from _archives(data, say)
    else:
        yield from _documents(json.loads(data), say)


def _tables(text: str, say: Say) -> Iterator[tuple[str, bytes]]:
    split = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    head, *rows = csv.reader(io.StringIO(text), delimiter=split)

    def written(*parts: list[list[str]]) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=split).writerows(row for part in parts for row in part)
        return out.getvalue().encode()

    cells = [
        [
            say() if at == place else _own(name, cell, number * 100 + place)
            for at, (name, cell) in enumerate(zip(head, row, strict=True))
        ]
        for number, row in enumerate((rows[0], rows[-1]), 1)
        for place in range(len(head))
    ]
    yield "cells", written([head], rows, cells)
    yield "one cell", written([head], rows[:-1], [[*rows[-1][:-1], say()]])
    wider = [[*row, "", say() if number == 1 else "", ""] for number, row in enumerate([*rows, *cells])]
    yield "columns", written([[*head, "extra", "note", say()]], wider, [[*rows[0], "", "", "", say()], [say()]])
    yield "above", written([[say()], [say(), say()], []], [head], rows)
    yield "heading", written([[f"{name} [{say()}]" for name in head]], rows)


def _documents(document: Any, say: Say) -> Iterator[tuple[str, bytes]]:
    way = _longest(document)
    told = copy.deepcopy(document)
    if way is not None:
        _at(told, way)[:] = _records(_at(told, way), say)
    yield "records", json.dumps(told).encode()
    around = _around(document, way)
    told = copy.deepcopy(document)
    for place in around:
        here = _at(told, place)
        if isinstance(here, dict):
            here |= {"extra": say(), say(): 1, "deep": {"er": [say()]}, "content": say()}
        elif isinstance(here, list):
            here.append(say())
    yield "beside", json.dumps(told).encode()
    leaves = [place for place in around if place and not isinstance(_at(document, place), dict | list)]
    for half in (leaves[::2], leaves[1::2]):
        told = copy.deepcopy(document)
        for place in half:
            _at(told, place[:-1])[place[-1]] = say()
        if half:
            yield f"values from {'.'.join(map(str, half[0]))}", json.dumps(told).encode()


def _archives(data: bytes, say: Say) -> Iterator[tuple[str, bytes]]:
    """A zipped report: the sentences in each document of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        inside = {name: json.loads(box.read(name)) for name in box.namelist()}
    for number in range(4):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            for name, document in inside.items():
                made = list(_documents(document, say))
                box.writestr(name, made[number % len(made)][1])
        yield f"archive {number}", out.getvalue()


def _records(records: list[Any], say: Say) -> list[Any]:
    """The records, and for each place of the first and the last one more with a sentence there."""
    found = list(records)
    for record in (records[0], records[-1]):
        for way in _ways(record):
            told = _renamed(record, len(found) + 100)
            here = _at(told, way)
            if isinstance(here, dict):
                here |= {"extra": say(), say(): 1, "deep": {"er": [say()]}}
            elif isinstance(here, list):
                here.append(say())
            elif way:
                _at(told, way[:-1])[way[-1]] = say()
            found.append(told)
    return found


def _renamed(record: Any, number: int) -> Any:
    """A copy with other ids, at any depth."""
    if isinstance(record, dict):
        return {
            name: _renamed(value, number) if isinstance(value, dict | list) else _own(name, value, number)
            for name, value in record.items()
        }
    return [_renamed(one, number) for one in record] if isinstance(record, list) else record


def _own(name: str, value: Any, number: int) -> Any:
    """An id, or a value by which records are known, that no other record has."""
    if not value or not _IDS.search(name):
        return value
    return value + number * 1000 if isinstance(value, int) else f"{value[:1]}{number}{value[1:]}"


def _at(document: Any, way: Way) -> Any:
    for step in way:
        document = document[step]
    return document


def _ways(document: Any) -> list[Way]:
    """The way to each place; of a list to its first and last member."""
    found: list[Way] = []
    stack: list[tuple[Way, Any]] = [((), document)]
    while stack:
        way, here = stack.pop()
        found.append(way)
        if isinstance(here, dict):
            stack += [((*way, key), value) for key, value in here.items()]
        elif isinstance(here, list):
            stack += [((*way, place), here[place]) for place in sorted({0, len(here) - 1} if here else ())]
    return found


def _longest(document: Any) -> Way | None:
    """The way to the longest list of records."""
    lists = [way for way in _ways(document) if isinstance(here := _at(document, way), list) and here]
    lists = [way for way in lists if isinstance(_at(document, way)[0], dict)]
    return max(lists, key=lambda way: (len(_at(document, way)), -len(way)), default=None)


def _around(document: Any, way: Way | None) -> list[Way]:
    """All places that are not in that list."""
    return [one for one in _ways(document) if way is None or one[: len(way)] != way or one == way]


def _trees(data: bytes, say: Say) -> Iterator[tuple[str, bytes]]:
    def said(change: Callable[[ET.Element, Say], object], only: str = "") -> bytes:
        root = ET.fromstring(data)  # noqa: S314  our own sample
        for element in list(root.iter(only or None)):
            change(element, say)
        return ET.tostring(root)

    yield "beside", said(_beside) + f"<!-- {say()} --><?say {say()}?>".encode()
    yield "names", said(_named)
    for tag in ("testcase", "testsuite", "testsuites"):
        yield f"attributes of {tag}", said(_known, tag)


def _beside(element: ET.Element, say: Say) -> None:
    element.set("extra", say())
    element.text = say() + (element.text or "")
    ET.SubElement(element, "rerun").text = say()
    ET.SubElement(element, "property", {"name": say(), "value": say()})
    for child in element:
        child.tail = say() + (child.tail or "")


def _known(element: ET.Element, say: Say) -> None:
    for name in element.attrib:
        element.set(name, say())


def _named(element: ET.Element, say: Say) -> None:
    for name in {"name", "classname", "message", "type"} & element.attrib.keys():
        element.set(name, say())
