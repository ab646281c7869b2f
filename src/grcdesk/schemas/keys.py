"""The ids of a long list, in order, in a tenth of the memory of a list of strings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import overload

_CHUNK = 4096


class Keys(Sequence[str]):
    """Ids in order. Reads like a list; equals any sequence of the same ids."""

    __slots__ = ("_ends", "_text")

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._ends = array("L")
        parts = []
        source = iter(keys)
        # piece by piece: the whole list of strings is what is to be kept out of memory
        while chunk := list(islice(source, _CHUNK)):
            parts.append("".join(chunk))
            before = self._ends[-1] if self._ends else 0
            self._ends.extend(islice(accumulate(map(len, chunk), initial=before), 1, None))
        self._text = "".join(parts)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        end = self._ends[place]
        # the key before tells where this one begins, and the first has none before it
        number = place + len(self) if place < 0 else place
        return self._text[self._ends[number - 1] if number else 0 : end]

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self._ends:
            yield self._text[start:end]
            start = end

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Keys):
            return self._ends == other._ends and self._text == other._text
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(str.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # compares like a list, so it hashes like one

    def __repr__(self) -> str:
        return f"Keys({list(self)!r})"
