"""Rows by the block, column after column: what holds of most values of a column is said of all of them at once.

It says the same as `Guard.see` does row by row, ten times as fast; a test compares the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.evidence.lists import people
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import Guard, leaves
from grcdesk.importers.keeping.holds import Holds
from grcdesk.terms.bounds import lies_within

ROWS = 2000
"""Rows of a block."""
_NESTED: frozenset[type] = frozenset({dict, list})
_TRIED = 64
"""Values that tell whether a column has few different ones."""
TIMES = re.compile(r"(?:[12]\d{3}-[01]\d-[0-3]\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\n)+", re.ASCII)
"""Times as they are kept, if there are such days."""
HEX = re.compile(r"(?:[0-9a-f]{40}\n)+")
"""Names of commits."""
IDS = re.compile(
    r"(?:(?![A-Za-z]*(?:gh[pousr]_|sk-|hf_|live_|npm_)|[eE]-?\d{1,3}\n)[A-Za-z]{1,12}[-_#/.]?[0-9]{1,12}\n"
    r"|[0-9a-f]{40}\n)+",
    re.ASCII,
)
"""Ids beyond doubt: letters and digits as `CHG-0007`, and the names of commits; no key, no `e5`, which is a number."""
_FIT_IDS = frozenset({None, Holds.ID, Holds.NAME, Holds.WORD, Holds.NUMBER})

Columns = dict[str, Sequence[Any]]
"""Path → its value in every row of a block, None where a row has none."""
Forms = dict[str, re.Pattern[str]]
"""Path → `TIMES` or `IDS`, where every value of a block is known to be one."""


def blocks(rows: Iterable[tuple[int, dict[str, Any]]], persons: frozenset[str]) -> Iterator[tuple[list[int], Columns]]:
    """Rows in blocks: their lines, and column by column what stands in them.

    Args:
        rows: by line.
        persons: plain names of fields in which lists and records are people.
    """
    source = iter(rows)
    while found := list(islice(source, ROWS)):
        yield [line for line, _ in found], columns([record for _, record in found], persons)


def columns(records: list[dict[str, Any]], persons: frozenset[str]) -> Columns:
    """Records column by column; those inside a record have columns of their own, a list is a tuple of its values."""
    found = _aligned(records)
    if any(not _NESTED.isdisjoint(map(type, values)) for values in found.values()):
        return _aligned([flat(record, persons) for record in records])
    return found


def _aligned(records: list[dict[str, Any]]) -> Columns:
    shapes = set(map(tuple, records))
    if len(shapes) == 1:
        return dict(zip(shapes.pop(), zip(*(record.values() for record in records), strict=True), strict=True))
    paths = dict.fromkeys(chain.from_iterable(records))
    return {path: [record.get(path) for record in records] for path in paths}


def flat(record: Mapping[str, Any], persons: frozenset[str]) -> dict[str, Any]:
    """A record without records inside: path → value, a list as a tuple of its values."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        if value.__class__ in _NESTED and content.plain(name) in persons:
            found[name] = ", ".join(sorted(people(value))) or None
            continue
        for path, leaf in leaves({name: value}):
            if path not in found or found[path] is None:
                found[path] = leaf
            elif leaf is not None:
                before = found[path]
                found[path] = (*before, leaf) if before.__class__ is tuple else (before, leaf)
    return found


def few(values: Sequence[Any]) -> bool:
    """Whether a column seems to have few different values."""
    return len(set(values[:_TRIED])) * 2 <= min(len(values), _TRIED)


def sure(values: Sequence[Any], pattern: re.Pattern[str]) -> bool:
    """Whether every value is a text of that form."""
    try:
        text = "\n".join(values) + "\n"
        return text.count("\n") == len(values) and bool(pattern.fullmatch(text))  # two lines are one value
    except TypeError:
        return False


def times(values: Sequence[Any]) -> bool:
    """Whether every value is a time as it is kept."""
    return sure(values, TIMES) and all(map(_is_day, {value[:10] for value in values}))


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        return lies_within(date.fromisoformat(text))
    except ValueError:
        return False


def see_column(guard: Guard, kinds: KindSeen, path: str, values: Sequence[Any]) -> re.Pattern[str] | None:
    """Measure a block of one column; the form that all of its values have, if they have one."""
    if not few(values):
        holds = guard.holds(path)
        if times(values):
            guard.measure(path).filled += len(values)
            kinds.see(values[:1])  # the others are of the same kinds
            return TIMES
        if holds in _FIT_IDS and sure(values, IDS):
            found = guard.measure(path)
            found.filled += len(values)
            found.named += len(values)
            kinds.see(values[:1])
            return IDS
    for value, number in _counted(values):
        for leaf in value if value.__class__ is tuple else (value,):
            guard.take(path, leaf, number)
        if not kinds.settled:
            kinds.see((value,))
    return None


def _counted(values: Sequence[Any]) -> Iterable[tuple[Any, int]]:
    """Different values and how often each stands there; true, 1 and 1.0 are not the same here."""
    if bool in set(map(type, values)):
        return ((value, 1) for value in values)
    return Counter(values).items()
