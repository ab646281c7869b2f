"""Whether a row passes a filter, and the order of rows. The SQL of `store.where` says the same of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from grcdesk.rules.filters.fields import Field, FieldKind
from grcdesk.rules.filters.tree import Anything, Compare, Equals, Filter, Nothing, Sort, Test
from grcdesk.rules.filters.words import span

Getter = Callable[[Any], Any]
"""Reads a field from a row. TEXT: str, or several of them; ENUM: str or None; DATE: date or None; COUNT: int or None;
LIST and FLAG: a collection of str."""

Row = TypeVar("Row")

# Only a–z: databases differ on the rest of Unicode, and both sides must agree.
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def fold(text: str) -> str:
    """The text with A–Z made small, and nothing else."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def item_within(item: str, value: str) -> bool:
    """Whether a dotted id is `value` or lies below it: CC6 holds CC6.1 and not CC61; CC holds both, C neither."""
    item, value = fold(item), fold(value)
    if not item.startswith(value):
        return False
    rest = item[len(value) :]
    if not rest or not value or rest[0] in ".-_":
        return True
    return "a" <= value[-1] <= "z" and "0" <= rest[0] <= "9"


def match(tree: Filter, row: Any, getters: Mapping[str, Getter], today: date) -> bool:
    """Whether the row passes every term."""
    return all(
        any(_holds(test, getters[term.field.name](row), term.field, today) for test in term.tests) is not term.negated
        for term in tree.terms
    )


def arrange(tree: Filter, rows: Iterable[Row], getters: Mapping[str, Getter], tie: str = "id") -> list[Row]:
    """The rows in the order of the filter's keys; rows without a value last, equals by `tie`."""
    found = sorted(rows, key=lambda row: str(getters[tie](row)))
    for key in reversed(tree.sort):
        found = _sorted(key, found, getters[key.field.name])
    return found


def _sorted(key: Sort, rows: list[Row], getter: Getter) -> list[Row]:
    field = key.field

    def place(row: Row) -> tuple[Any, ...]:
        value = getter(row)
        if field.kind is FieldKind.ENUM:
            return (field.values.index(value),)
        return (fold(value), value) if field.kind is FieldKind.TEXT else (value,)

    with_value = [row for row in rows if getter(row) is not None and getter(row) != ""]
    without = [row for row in rows if getter(row) is None or getter(row) == ""]
    # equal rows keep their order when reversed as well, so ties stay in rising order
    return sorted(with_value, key=place, reverse=key.descending) + without


def _holds(test: Test, value: Any, field: Field, today: date) -> bool:
    match test:
        case Nothing():
            return _empty(value)
        case Anything():
            return not _empty(value)
        case Equals(wanted):
            return _equals(wanted, value, field, today)
        case Compare(op, word):
            return _compares(op, word, value, field, today)
    return _compares(">=", test.low, value, field, today) and _compares("<=", test.high, value, field, today)


def _empty(value: Any) -> bool:
    if isinstance(value, Collection) and not isinstance(value, str):
        return not any(value)
    return not value


def _equals(wanted: str, value: Any, field: Field, today: date) -> bool:
    if field.kind is FieldKind.TEXT:
        return _contains(value, wanted)
    if field.kind is FieldKind.LIST:
        return any(item_within(item, wanted) for item in value)
    if field.kind is FieldKind.FLAG:
        return wanted in value
    if field.kind is FieldKind.COUNT:
        return (value or 0) == int(wanted)
    if field.kind is FieldKind.DATE:
        first, last = span(wanted, today)
        return value is not None and first <= value <= last
    return bool(value == wanted)


def _contains(value: Any, wanted: str) -> bool:
    """Whether a text, or one of several, holds the words, capitals aside."""
    needle = fold(wanted)
    parts = (value,) if isinstance(value, str) or value is None else value
    return any(needle in fold(part) for part in parts if part is not None)


def _compares(op: str, word: str, value: Any, field: Field, today: date) -> bool:
    first: Any
    last: Any
    if field.kind is FieldKind.COUNT:
        value = value or 0
        first = last = int(word)
    else:
        if value is None:
            return False
        first, last = span(word, today)
    holds: dict[str, bool] = {
        "<": value < first,
        "<=": value <= last,
        ">": value > last,
        ">=": value >= first,
    }
    return holds[op]
