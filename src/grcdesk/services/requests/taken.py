"""A list that is being taken in, and what became of its rows, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from grcdesk.models.requests import RequestList
from grcdesk.schemas.requests.lists import RequestsFile
from grcdesk.terms.requests import Settling
from grcdesk.wording import count, join

_NAMED = 50
"""Conflicts that are told one by one."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """A list, and what is said of it."""

    file: RequestsFile
    source: RequestList
    name: str
    """Of the file."""
    told_by: str
    """Whose word its statuses are."""
    on: date
    settle: Settling | None


@dataclass
class ListTaken:
    """What became of its rows, in words."""

    added: int = 0
    changed: int = 0
    same: int = 0
    gone: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """What each row did, by its row in the file."""
    left: Counter[str] = field(default_factory=Counter)
    """What was left out, and in how many rows."""

    @property
    def sentence(self) -> str:
        """`40 requests added, 3 changed, 12 as before; 2 conflicts, 1 gone from the list`."""
        more = [count(len(self.conflicts), "conflict")] if self.conflicts else []
        more += [f"{len(self.gone)} gone from the list"] if self.gone else []
        rest = f"; {', '.join(more)}" if more else ""
        return f"{count(self.added, 'request')} added, {self.changed} changed, {self.same} as before{rest}"

    @property
    def warnings(self) -> list[str]:
        """Everything a person should know of it."""
        found = self.conflicts[:_NAMED]
        if len(self.conflicts) > _NAMED:
            found.append(f"{len(self.conflicts) - _NAMED} more conflicts; the filter is:conflict shows them")
        if self.gone:
            found.append(f"no longer on the list, kept here: {join(self.gone, _NAMED)}")
        return [*found, *(f"{what} ({count(number, 'row')})" for what, number in self.left.items())]
