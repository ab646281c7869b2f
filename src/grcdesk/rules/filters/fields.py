"""What a list can be filtered and sorted by: one registry for the parser, SQL, completion, help and column widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from grcdesk.terms.read import also, pick


class FieldKind(StrEnum):
    """How the values of a field are written and compared."""

    TEXT = "text"
    """Contains; upper and lower case of a–z are one."""
    ENUM = "enum"
    """One word of a closed list."""
    DATE = "date"
    COUNT = "count"
    """A whole number from 0."""
    FLAG = "flag"
    """Words that hold or do not hold for a row."""
    LIST = "list"
    """Dotted ids: `CC6` finds CC6.1 and not CC61."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. Pure data: rows are read through getters, tables through columns, both keyed by `name`."""

    name: str
    kind: FieldKind
    title: str
    """Column header."""
    width: int = 0
    """Cells a column of it wants; 0: never a column."""
    rank: int = 99
    """Which columns stay when the terminal is narrow: the lowest stay longest, 0 always."""
    words: tuple[tuple[str, ...], ...] = ()
    """Values of a closed list, in order of sorting; each with its aliases after it."""
    aliases: tuple[str, ...] = ()
    """Other names of the field."""
    help: str = ""

    @property
    def sortable(self) -> bool:
        """Whether a list can be sorted by it: a row has one value, not several."""
        return self.kind not in {FieldKind.FLAG, FieldKind.LIST} and self.width > 0

    @property
    def values(self) -> tuple[str, ...]:
        """The words of a closed list without their aliases."""
        return tuple(word[0] for word in self.words)

    def canonical(self, word: str) -> str | None:
        """The value meant by a word as the one reader of words reads it; None when unknown."""
        return pick(word, self.words)


def find_field(fields: Mapping[str, Field], name: str) -> Field | None:
    """The field of that name or alias."""
    folded = name.casefold()
    if folded in fields:
        return fields[folded]
    return next((field for field in fields.values() if folded in field.aliases), None)


def words(terms: Iterable[StrEnum]) -> tuple[tuple[str, ...], ...]:
    """A closed list as words of a filter, each with what else people type for it."""
    return tuple((term.value, *also(term)) for term in terms)


def registry(*fields: Field) -> Mapping[str, Field]:
    """Fields by name, in their order."""
    return MappingProxyType({field.name: field for field in fields})
