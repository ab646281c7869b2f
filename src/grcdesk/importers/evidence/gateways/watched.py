"""Fields of events that nobody needs, measured by the guard: each different value once, with how often it came."""

from __future__ import annotations

from typing import Any

from grcdesk.importers.keeping.guard import STEP, Guard

_NO_TEXT = (int, float, bool, type(None))
_MOST, _NODES, _SHORT = 4_000, 5_000, 200
"""Values that wait in one field; fields that are told apart; characters of a value that may come again."""


class _Field:
    """One field, at any depth."""

    __slots__ = ("below", "path", "values")

    def __init__(self, path: str) -> None:
        self.path = path
        self.below: dict[str, _Field] = {}
        self.values: dict[str, int] = {}


class Watched:
    """Shows a guard what stands in fields; numbers and flags hold no text and are passed over."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.fields: dict[str, _Field] = {}
        self.number = 0

    def see(self, name: str, value: Any) -> None:
        """What stands in a field of an event."""
        field = self.fields.get(name)
        if field is None:
            if self.number >= _NODES:
                self.guard.see({name: value})
                return
            field = self.fields[name] = self._new(name)
        self._walk(field, value)

    def _new(self, path: str) -> _Field:
        self.number += 1
        return _Field(path)

    def _walk(self, field: _Field, value: Any) -> None:
        # each call is felt a million times: a value that came before is done with here
        kind = value.__class__
        if kind is str:
            values = field.values
            if value in values:
                values[value] += 1
            else:
                self._note(field, value)
        elif kind is dict:
            below = field.below
            for name, inner in value.items():
                if inner.__class__ in _NO_TEXT:
                    continue
                child = below.get(name)
                if child is None:
                    if self.number >= _NODES:
                        self.guard.see({f"{field.path}{STEP}{name}": inner})
                        continue
                    child = below[name] = self._new(f"{field.path}{STEP}{name}")
                self._walk(child, inner)
        elif kind is list:
            for inner in value:
                self._walk(field, inner)

    def _note(self, field: _Field, value: str) -> None:
        """Keep a value that is new, or show it at once where it is too long to come again."""
        if len(value) > _SHORT:
            self.guard.take(field.path, value)
            return
        field.values[value] = 1
        if len(field.values) > _MOST:
            self._tell(field)

    def _tell(self, field: _Field) -> None:
        for value, times in field.values.items():
            self.guard.take(field.path, value, times)
        field.values.clear()

    def finish(self) -> None:
        """Show the guard what waits."""
        waiting = [*reversed(self.fields.values())]
        while waiting:  # in the order of the fields: so they are told
            field = waiting.pop()
            self._tell(field)
            waiting += reversed(field.below.values())
