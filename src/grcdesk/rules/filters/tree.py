"""A filter as a tree, how it prints, and what is wrong with one that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from grcdesk.errors import BadInput
from grcdesk.rules.filters.fields import Field, FieldKind
from grcdesk.text import show

# What reads back as itself without quotes, whatever the field.
_PLAIN = re.compile(r"[A-Za-z0-9_/@+][A-Za-z0-9_./@+-]*")
_RESERVED = frozenset({"none", "any"})


class FilterError(BadInput):
    """A filter that cannot be read: the sentence says why and what to write; `caret` shows where."""

    def __init__(self, message: str, text: str, column: int) -> None:
        super().__init__(message)
        self.text = text
        self.column = column
        """Index into `text`, from 0; its length when something is missing at the end."""

    @property
    def caret(self) -> str:
        """Two lines: the filter, and a caret below the place. Safe to show."""
        before = show(self.text[: self.column])
        cells = sum(_cells(character) for character in before)
        return f"{show(self.text)}\n{' ' * cells}^"


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Equals:
    """The value itself: contains for text, the word for a closed list, the day, month, quarter or year for a date."""

    value: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Before, after, fewer or more."""

    op: str
    """`<`, `<=`, `>` or `>=`."""
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """From the first of `low` to the last of `high`, both included."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """`none`: no value, an empty text, no item, or zero."""


@dataclass(frozen=True, slots=True)
class Anything:
    """`any`: the opposite of `none`."""


Test = Equals | Compare | Between | Nothing | Anything


@dataclass(frozen=True, slots=True)
class FilterTerm:
    """One condition: any of its tests holds, or, negated, none of them."""

    field: Field
    tests: tuple[Test, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """One key of the order."""

    field: Field
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """All of the terms hold; sorted by the keys. The empty filter lets everything through."""

    terms: tuple[FilterTerm, ...] = ()
    sort: tuple[Sort, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.sort)


def unparse(tree: Filter) -> str:
    """The filter as text; parsing it gives the same tree."""
    parts = [_term(term) for term in tree.terms]
    if tree.sort:
        parts.append("sort:" + ",".join("-" * key.descending + key.field.name for key in tree.sort))
    return " ".join(parts)


def _term(term: FilterTerm) -> str:
    sign = "-" if term.negated else ""
    if term.field.name == "text" and len(term.tests) == 1 and isinstance(term.tests[0], Equals):
        return sign + quote(term.tests[0].value)
    return f"{sign}{term.field.name}:" + ",".join(_test(test, term.field) for test in term.tests)


def _test(test: Test, field: Field) -> str:
    match test:
        case Equals(value):
            # a day in the past begins with a minus, and needs no quotes for it
            return value if field.kind is FieldKind.DATE else quote(value)
        case Compare(op, value):
            return op + value
        case Between(low, high):
            return f"{low}..{high}"
        case Nothing():
            return "none"
    return "any"


def quote(value: str) -> str:
    """The value as it can stand in a filter: in quotes when it holds anything but plain letters and digits."""
    if _PLAIN.fullmatch(value) and ".." not in value and value not in _RESERVED:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
