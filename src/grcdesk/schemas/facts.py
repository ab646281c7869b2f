"""What every face says of one field of a record, told once beside the field itself.

Options, forms, pages, columns of registers and of workbooks, filters and checks are made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from types import MappingProxyType


class FactKind(Enum):
    """What a field holds: how it is asked for, checked and shown follows from it."""

    LINE = auto()
    """A text of one line."""
    TEXT = auto()
    """A text that keeps its line breaks."""
    LINK = auto()
    """An address of the web; another text is refused."""
    SITE = auto()
    """Where somebody is found on the web: an address, or only a name such as example.com."""
    PERSON = auto()
    DAY = auto()
    TERM = auto()
    """A word of a closed list."""
    FLAG = auto()


@dataclass(frozen=True, slots=True)
class FieldFact:
    """One field that a person fills in."""

    name: str
    """As the record has it."""
    kind: FactKind
    label: str
    """How forms and pages call it."""
    help: str
    """What it holds."""
    heading: str = ""
    """How columns of registers call it, where not by its label."""
    width: float = 18
    """Of such a column."""
    aliases: tuple[str, ...] = ()
    """Other headings it goes by elsewhere, without blanks and capitals."""
    terms: type[StrEnum] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """What else people write for a term."""
    clears: bool = True
    """Whether it may be emptied."""
    called: str = ""
    """How messages call it, where not by its name."""
    option: str = ""
    """Its option, where it is not the name with dashes; of a flag both of its options."""
    option_help: str = ""
    """What the option says, where it has more to say than what the field holds: words, and how it is emptied."""
    metavar: str = ""
    """What stands for its value in the help of the option, where its kind has another word."""
    none: bool = False
    """Whether the option takes `none` to empty it."""
    sheet: str = ""
    """What a column of the workbook says about it; empty: it has none, or one that says more than this field."""
    asked: bool = False
    """Whether the form that edits a record asks for it."""
    paged: bool = False
    """Whether pages about a record have a line of its own for it, once something is said."""
    listed: bool = False
    """Whether lists have a column of it that can be chosen, sorted and filtered by."""

    @property
    def column(self) -> str:
        """How columns call it."""
        return self.heading or self.label


def facts(*told: FieldFact) -> Mapping[str, FieldFact]:
    """Fields by name, in their order."""
    return MappingProxyType({fact.name: fact for fact in told})
