"""What a command would change, record by record: a field as it is, and as it would be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldMove:
    """One field of a record, in words; nothing said is the empty text."""

    field: str
    before: str
    after: str
    overwrites: bool = False
    """Whether something that was said gives way: an owner for another one, a text for none."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a command would change of one record that was named."""

    id: str
    name: str
    """What it is called by people."""
    title: str
    moves: tuple[FieldMove, ...] = ()
    """None: it stands so already."""

    @property
    def overwrites(self) -> bool:
        """Whether something that was said of it gives way."""
        return any(move.overwrites for move in self.moves)
