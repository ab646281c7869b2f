"""Cells of a list of accounts or of people that read as text somebody wrote: they are kept nowhere, and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grcdesk.importers.keeping import content, looks, persons
from grcdesk.rules.reviews import roles
from grcdesk.wording import count

_PEOPLE = frozenset({"account", "aliases", "person", "first", "last", "name", "id", "manager"})
_GROUPS = frozenset({"role", "kind", "status"})
_MARKED = frozenset({"role", "status", "active", "disabled"})
_SAID = {
    "role": ("role", "roles"),
    "status": ("status", "statuses"),
    "aliases": ("alias", "aliases"),
    "mail": ("mail address", "mail addresses"),
    "person": ("name", "names"),
    "name": ("name", "names"),
    "id": ("id", "ids"),
    "manager": ("manager", "managers"),
    "kind": ("kind", "kinds"),
}
_OPEN = {
    "role": "nobody knows whether they give special rights",
    "status": "these accounts count as active",
    "active": "these accounts count as active",
    "disabled": "these accounts count as active",
}
"""What follows of it."""


@dataclass(slots=True)
class TextCells:
    """Which cells read as text."""

    counts: Counter[str] = field(default_factory=Counter)

    def admit(self, what: str, text: str) -> str:
        """What may be kept of a cell: the text, or of one that reads as text a mark or nothing."""
        if fits(what, text):
            return text
        self.counts[what] += 1
        return roles.UNREAD if what in _MARKED else ""

    def told(self) -> list[str]:
        """How many of each were not kept, and what follows."""
        return [
            f"{count(number, *_SAID.get(what, (f'value of {what}', f'values of {what}')))} read as text and"
            f" {'was' if number == 1 else 'were'} not kept{': ' + _OPEN[what] if what in _OPEN else ''}"
            for what, number in sorted(self.counts.items())
        ]


def fits(what: str, text: str) -> bool:
    """Whether a cell can be what its column is known to tell."""
    if not text.strip():
        return True
    if what in _PEOPLE:
        return looks.is_id(text.replace("\\", "/", 1)) or persons.is_person(text)  # DOMAIN\name of Windows
    if what in _GROUPS:
        return persons.is_group(text)
    if what == "mail":
        return (
            all(map(_is_mail, re.split(r"[;,\s]+", text.strip(";, ")))) or looks.is_id(text) or persons.is_person(text)
        )
    return not content.reads_as_text(text)


def _is_mail(text: str) -> bool:
    return "@" in text and looks.is_id(text)


def any_in(rows: Iterable[tuple[int, Mapping[str, str]]], meant: Mapping[str, str]) -> bool:
    """Whether any cell of a list reads as text, in whatever column; `meant` is column → what it tells."""
    return any(not fits(meant.get(column, ""), text) for _, row in rows for column, text in row.items())
