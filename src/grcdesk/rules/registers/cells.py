"""Fields of registers as text, and back."""

from __future__ import annotations

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
    if kind is CellKind.TERM and column.terms is not None:
        return column.terms(text) if text else None
    if kind is CellKind.DAY:
        return date.fromisoformat(text) if text else None
    if kind in (CellKind.NUMBER, CellKind.MONTHS):
        return int(text.split(maxsplit=1)[0]) if text else None
    return text == "yes" if kind is CellKind.FLAG else text
