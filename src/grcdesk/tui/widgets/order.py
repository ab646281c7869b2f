"""Sorting a list by what one of its columns shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grcdesk.tui.widgets.columns import ListColumn

_NUMBER = re.compile(r"\d+")
_MARKS = re.compile(r"^[^\w(]+")
"""A glyph before the words."""

_NOTHING: tuple[object, ...] = (None, "", ())

SortValue = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Order:
    """The column that a list is sorted by."""

    column: str
    falling: bool = False


def arranged(keys: Sequence[str], rows: Sequence[Any], columns: tuple[ListColumn, ...], order: Order) -> Sequence[str]:
    """The keys in that order: rows without a value last, and equal ones as they came."""
    column = next((one for one in columns if one.name == order.column), None)
    if column is None:
        return keys
    value = column.value or _shown(column)
    there: list[tuple[Any, str]] = []
    without: list[str] = []
    for key, row in zip(keys, rows, strict=True):
        found = value(row)
        # they stand apart, so that they are last falling as well: what is not known is neither much nor little
        if found in _NOTHING:
            without.append(key)
        else:
            there.append((found, key))
    there.sort(key=lambda pair: pair[0], reverse=order.falling)
    return [key for _, key in there] + without


def _shown(column: ListColumn) -> SortValue:
    """What a cell says, its numbers by size: `CC6.10` comes after `CC6.2`."""

    def value(row: Any) -> tuple[tuple[int, int, str], ...]:
        said = _MARKS.sub("", column.cell(row).text.strip()).casefold().replace(",", "")
        parts = re.split(r"(\d+)", said)
        return tuple((0, int(part), "") if _NUMBER.fullmatch(part) else (1, 0, part) for part in parts if part)

    return value
