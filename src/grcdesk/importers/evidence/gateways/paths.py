"""Paths into a record: `a.b` is inside, `a[].b` of each in a list, `a.*.b` of each field of a record.

One record where a list could stand counts as a list of it, and JSON written into a field is read: both are how the same
program writes the same thing at another time, or in a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic_core import from_json

EACH, ANY = "[]", "*"
_LONGEST = 1 << 20
"""Characters of a field that is tried as JSON."""


@cache
def steps(path: str) -> tuple[str, ...]:
    """What a path is made of: `a[].b` is `a`, `[]`, `b`."""
    found: list[str] = []
    for part in path.split("."):
        name, each, rest = part.partition(EACH)
        if rest:
            name, each = part, ""
        found += [*([name] if name else []), *([EACH] if each else [])]
    return tuple(found)


@cache
def _parts(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def is_deep(path: str) -> bool:
    """Whether a path may lead to several values."""
    return EACH in path or ANY in path.split(".")


def lead(record: Mapping[str, Any], path: str) -> str:
    """The field of a record that a path begins in, also one with dots in its name; empty: it has none."""
    if path in record:
        return path
    parts = _parts(path)
    for cut in range(len(parts), 0, -1):
        name = ".".join(parts[:cut]).removesuffix(EACH)
        if name in record:
            return name
    return ""


def parted(path: str) -> tuple[str, str]:
    """A path cut behind its last `[]` or `*`: what leads to each, and what leads on from there."""
    parts = path.split(".")
    cut = max((place for place, part in enumerate(parts, 1) if part == ANY or part.endswith(EACH)), default=0)
    return ".".join(parts[:cut]), ".".join(parts[cut:])


def found(record: Any, path: str) -> list[Any]:
    """Every value a path leads to, those that are None left out."""
    return [value for _, value in named(record, path) if value is not None]


def first(record: Any, path: str) -> Any:
    """The first value a path leads to that says anything; None where there is none."""
    if record.__class__ is dict:
        value = record.get(path)
        if value is not None or len(steps(path)) == 1:
            return None if value == "" else value
    for _, value in named(record, path):
        if value is not None and value != "":
            return value
    return None


def named(record: Any, path: str) -> list[tuple[str, Any]]:
    """The same, each with the name of the field that the last `*` stood for."""
    there: list[tuple[str, Any]] = []
    if record.__class__ is dict:
        if path in record:
            return [("", record[path])]
        left = steps(path)
        if left[0] not in record and (begin := lead(record, path)):
            _walk(record[begin], steps(path.removeprefix(begin).removeprefix(".")), 0, "", there)
            return there
    _walk(record, steps(path), 0, "", there)
    return there


def _walk(here: Any, left: tuple[str, ...], place: int, name: str, there: list[tuple[str, Any]]) -> None:
    """Collect what stands behind the steps from a place on."""
    while place < len(left):
        step = left[place]
        here = _opened(here) if here.__class__ is str else here
        place += 1
        if step == EACH:
            _walk_each(here, left, place, name, there)
            return
        if here.__class__ is not dict:
            return
        if step == ANY:
            for key, one in here.items():
                _walk(one, left, place, str(key), there)
            return
        if step not in here:
            return
        here = here[step]
    there.append((name, here))


def _walk_each(here: Any, left: tuple[str, ...], place: int, name: str, there: list[tuple[str, Any]]) -> None:
    """The same behind each of a list; what is none stands for a list of itself."""
    for one in here if here.__class__ is list else [here]:
        if one is not None:
            _walk(one, left, place, name, there)


def _opened(here: str) -> Any:
    """Of a text that is JSON, what it says."""
    if here[:1] in ("{", "[") and len(here) <= _LONGEST:
        try:
            return from_json(here, allow_inf_nan=False)
        except ValueError:
            return None
    return here
