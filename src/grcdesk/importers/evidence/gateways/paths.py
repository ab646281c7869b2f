"""Paths into a record: `a.b` is inside, `a[].b` of each in a list, `a.*.b` of each field of a record.

One record where a list could stand counts as a list of it, and JSON written into a field is read: both are how the same
program writes the same thing at another time, or in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def is_deep(path: str) -> bool:
    """Whether a path may lead to several values."""
    return EACH in path or ANY in path.split(".")


def lead(record: Mapping[str, Any], path: str) -> str:
    """The field of a record that a path begins in, also one with dots in its name; empty: it has none."""
    if path in record:
        return path
    parts = path.split(".")
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
    return next((value for value in found(record, path) if value != ""), None)


def named(record: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The same, each with the name of the field that the last `*` stood for."""
    if isinstance(record, Mapping):
        if path in record:
            yield "", record[path]
            return
        begin = lead(record, path)
        if "." in begin:
            yield from _walk(record[begin], steps(path.removeprefix(begin).removeprefix(".")), "")
            return
    yield from _walk(record, steps(path), "")


def _walk(here: Any, left: tuple[str, ...], name: str) -> Iterator[tuple[str, Any]]:
    if not left:
        yield name, here
        return
    here = _opened(here)
    step, rest = left[0], left[1:]
    if step == EACH:
        for one in here if isinstance(here, list) else [here]:
            if one is not None:
                yield from _walk(one, rest, name)
    elif isinstance(here, Mapping):
        if step == ANY:
            for key, one in here.items():
                yield from _walk(one, rest, str(key))
        elif step in here:
            yield from _walk(here[step], rest, name)


def _opened(here: Any) -> Any:
    """What stands there; of a text that is JSON, what it says."""
    if isinstance(here, str) and here[:1] in ("{", "[") and len(here) <= _LONGEST:
        try:
            return from_json(here, allow_inf_nan=False)
        except ValueError:
            return None
    return here
