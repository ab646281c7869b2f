"""What erasing finds, and what it leaves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record."""

    kind: str
    id: str
    field: str

    def __str__(self) -> str:
        return f"the {self.field.replace('_', ' ')} of {self.kind.replace('_', ' ')} {self.id}"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A free text the log names by its hash, where it was written."""

    sha256: str
    entry: int
    kind: str
    id: str
    field: str
    """`reason` and `label` are those of the entry itself."""
    text: str


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What would be erased, before anything is."""

    name: str
    """Hash, or record and field."""
    places: tuple[Place, ...]
    """Fields that would read `[erased]` from then on."""
    copies: int
    """Texts beside the log that would go."""
    parts: tuple[Place, ...]
    """Longer texts that hold it, and stay."""
    lines: tuple[int, ...]
    """Entries of the log that hold the text itself, for good."""
