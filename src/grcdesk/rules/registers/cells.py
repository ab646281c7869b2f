"""Fields of registers as text, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.wording import word

CLEARS = frozenset({"none", "-", "–", "—"})
"""A cell that says so takes a value away."""


def text_of(value: object) -> str:
    """A field as canonical text: days as 2026-01-31, words as they are stored, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return "; ".join(text_of(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def spoken(column: RegisterColumn, text: str) -> str:
    """A canonical text as people read it: words of closed lists as they are written elsewhere."""
    return word(column.terms(text)) if column.terms is not None and text in set(column.terms) else text


def value_of(column: RegisterColumn, text: str) -> object:
    """A canonical text as the field is stored; an empty one is nothing."""
    kind = column.kind
    if kind is CellKind.LIST:
        return tuple(one.strip() for one in text.split(";") if one.strip())
    if kind is CellKind.FLAG:
        return text == "yes"
    if kind not in _READ:
        return text
    return _READ[kind](column, text) if text else None


def _term(column: RegisterColumn, text: str) -> object:
    return text if column.terms is None else column.terms(text)


def _day(_column: RegisterColumn, text: str) -> date:
    return date.fromisoformat(text)


def _number(_column: RegisterColumn, text: str) -> int:
    """The number a cell begins with: behind it may stand what it counts."""
    return int(text.split(maxsplit=1)[0])


_READ: Mapping[CellKind, Callable[[RegisterColumn, str], object]] = {
    CellKind.TERM: _term,
    CellKind.DAY: _day,
    CellKind.NUMBER: _number,
    CellKind.MONTHS: _number,
}
"""How a cell that is not empty is read; kinds that are not here are texts."""
