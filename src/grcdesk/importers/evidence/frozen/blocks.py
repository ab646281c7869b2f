"""Rows by the block, column after column: what holds of most values of a column is said of all of them at once.

It says the same as `Guard.see` does row by row, ten times as fast; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from grcdesk.importers.evidence.approvals import people
from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import Guard, leaves
from grcdesk.importers.keeping.measuring import ValueForm, counted, see_values
from grcdesk.importers.reading.many.plain_rows import Columns, Stretch

ROWS = 4096
"""Rows of a block, at most."""
_NESTED: frozenset[type] = frozenset({dict, list})
Forms = dict[str, ValueForm]
"""Path → what every value of a block is known to be."""


def blocks(found: Iterable[Stretch], persons: frozenset[str]) -> Iterator[tuple[Sequence[int], Columns]]:
    """Rows in blocks: their lines, and column by column what stands in them.

    Args:
        found: rows, many at a time.
        persons: plain names of fields in which lists and records are people.
    """
    for lines, rows in found:
        for start in range(0, len(lines), ROWS):
            part = slice(start, start + ROWS)
            if isinstance(rows, list):
                yield lines[part], columns(rows[part], persons)
            else:
                yield lines[part], {path: values[part] for path, values in rows.items()}


def columns(records: list[dict[str, Any]], persons: frozenset[str]) -> Columns:
    """Records column by column; those inside a record have columns of their own, a list is a tuple of its values."""
    found = _aligned(records)
    if any(not _NESTED.isdisjoint(map(type, values)) for values in found.values()):
        return _aligned([flat(record, persons) for record in records])
    return found


def _aligned(records: list[dict[str, Any]]) -> Columns:
    shapes = set(map(tuple, records))
    if len(shapes) == 1:
        return dict(zip(shapes.pop(), zip(*map(dict.values, records), strict=True), strict=True))
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


def see_column(guard: Guard, kinds: KindSeen, path: str, values: Sequence[Any]) -> ValueForm | None:
    """Measure a block of one column; the form that all of its values have, if they have one."""
    form = see_values(guard, path, values)
    if form is not None:
        kinds.see(values[:1])  # the others are of the same kinds
    elif not kinds.settled:
        for value, _ in counted(values):
            kinds.see((value,))
    return form
