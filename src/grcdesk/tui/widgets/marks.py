"""Marked rows, by key: they survive filtering and sorting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Marks:
    """The marked keys in the order they were marked."""

    def __init__(self) -> None:
        self.keys: dict[str, None] = {}
        self.last: str = ""
        """The key marked last; a range starts there."""

    def turn(self, key: str) -> None:
        """Mark it, or unmark it."""
        if key in self.keys:
            del self.keys[key]
        else:
            self.keys[key] = None
        self.last = key

    def add(self, keys: Iterable[str]) -> None:
        """Mark all of these."""
        for key in keys:
            self.keys[key] = None
            self.last = key

    def turn_all(self, keys: Sequence[str]) -> None:
        """Mark all of these; unmark them if all are marked already."""
        if all(key in self.keys for key in keys):
            for key in keys:
                del self.keys[key]
        else:
            self.add(keys)

    def drop(self, keys: Iterable[str]) -> None:
        """Unmark these, as far as they are marked."""
        for key in keys:
            self.keys.pop(key, None)
        if self.last not in self.keys:
            self.last = ""

    def clear(self) -> None:
        """Unmark all."""
        self.keys.clear()
        self.last = ""
