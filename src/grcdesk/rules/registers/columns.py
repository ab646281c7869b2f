"""What a register is: its columns, each a field with its kind, and what tells one row from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from grcdesk.terms.interchange import DeskRegister


class CellKind(Enum):
    """What the cells of a column hold."""

    LINE = auto()
    """A text of one line."""
    TEXT = auto()
    """A text that keeps its line breaks."""
    PERSON = auto()
    DAY = auto()
    TERM = auto()
    """A word of a closed list."""
    FLAG = auto()
    NUMBER = auto()
    MONTHS = auto()
    """A cadence: `12 months`, `annual`."""
    LIST = auto()
    """Several texts with semicolons between."""


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column of a register."""

    name: str
    """The field."""
    title: str
    """Its heading in our sheets."""
    kind: CellKind = CellKind.LINE
    help: str = ""
    width: float = 18
    aliases: tuple[str, ...] = ()
    """Other headings it goes by elsewhere, without blanks and capitals."""
    terms: type[StrEnum] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """What else people write for a term."""
    taken: bool = True
    """Whether it is taken back; else it is shown beside the others."""
    given: bool = True
    """Whether our sheets hold it."""
    clears: bool = True
    """Whether it may be emptied."""
    most: int = 0
    """Of a number."""
    called: str = ""
    """How messages call it, where not by its field."""

    @property
    def label(self) -> str:
        """How messages call it."""
        return self.called or self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """One register."""

    register: DeskRegister
    noun: str
    """What one row is, for sentences."""
    columns: tuple[RegisterColumn, ...]
    key: tuple[str, ...] = ()
    """Columns that together name a row where no id does."""
    adds: bool = True
    """Whether an unknown row becomes a new record."""
    of_vendor: bool = False
    """Whether it belongs to one vendor, who must be named."""

    def __iter__(self) -> Iterator[RegisterColumn]:
        return iter(self.columns)

    def column(self, name: str) -> RegisterColumn:
        """The column of a field."""
        return next(one for one in self.columns if one.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(one.name for one in self.columns)

    @property
    def needed(self) -> tuple[str, ...]:
        """Of these columns a file must have at least one set: the id, or else all of the key."""
        return ("id",) if not self.key else self.key


def ident(noun: str, *aliases: str) -> RegisterColumn:
    """The column of ids."""
    return RegisterColumn("id", "ID", CellKind.LINE, f"Id of the {noun}; do not change it", 12, aliases, taken=False)
