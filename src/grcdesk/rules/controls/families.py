"""Families of controls: those whose ids begin alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_NAMES = {
    "AI-SEC": "Security",
    "AI-AVL": "Availability",
    "AI-PI": "Processing integrity",
    "AI-CONF": "Confidentiality",
    "AI-PRIV": "Privacy",
    "AI-EXT": "Extension",
}
"""Of the catalogs that come with the program."""


def family(control: str) -> str:
    """`AI-SEC-01` → `AI-SEC`; an id of one part is a family of its own."""
    return control.rpartition("-")[0] or control


def family_name(name: str) -> str:
    """What people call it; one of a catalog of their own by its id."""
    return _NAMES.get(name, name)


def by_family(rows: Iterable[T], control: Callable[[T], str]) -> dict[str, list[T]]:
    """Rows by the family of their control, families in the order of their first row."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(family(control(row)), []).append(row)
    return found
