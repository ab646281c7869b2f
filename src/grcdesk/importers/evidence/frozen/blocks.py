"""Rows by the block, column after column: what holds of most values of a column is said of all of them at once.

It says the same as `Guard.see` does row by row, ten times as fast; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.evidence.lists import people
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import Guard, leaves
from grcdesk.importers.keeping.measuring import counted, see_values

ROWS = 2000
"""Rows of a block."""
_NESTED: frozenset[type] = frozenset({dict, list})
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


def see_column(guard: Guard, kinds: KindSeen, path: str, values: Sequence[Any]) -> re.Pattern[str] | None:
    """Measure a block of one column; the form that all of its values have, if they have one."""
    form = see_values(guard, path, values)
    if form is not None:
        kinds.see(values[:1])  # the others are of the same kinds
    elif not kinds.settled:
        for value, _ in counted(values):
            kinds.see((value,))
    return form
