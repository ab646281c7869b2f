"""Finding one of many by parts of its id and its words: the nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Named = TypeVar("Named")
_WHOLE, _ID_BEGINS, _ID_HOLDS, _BEGINS, _HOLDS, _MORE_BEGINS, _MORE_HOLDS = 100, 80, 70, 60, 40, 30, 20
_TOGETHER = 10
"""For words that stand beside each other in a name as they were typed, and once more where it begins so."""


def nearness(words: Sequence[str], key: str, name: str, more: str = "") -> int:
    """How near a record comes to what was typed; 0 when one of the words is not in it.

    Args:
        words: what was typed, word by word, in lower case.
        key: its id, in lower case.
        name: its name, likewise.
        more: other words it is found by, likewise.
    """
    phrase = " ".join(words)
    if phrase in {key, name}:
        return _WHOLE
    found = [_near(word, key, name, more) for word in words]
    together = (name.startswith(phrase) + (phrase in name)) * _TOGETHER if len(words) > 1 else 0
    return min(found) and sum(found) // len(found) + together


def _near(word: str, key: str, name: str, more: str) -> int:
    if word in key:
        return _ID_BEGINS if key.startswith(word) else _ID_HOLDS
    for text, begins, holds in ((name, _BEGINS, _HOLDS), (more, _MORE_BEGINS, _MORE_HOLDS)):
        at = text.find(word)
        if at >= 0:
            return begins if at == 0 or f" {word}" in text else holds
    return 0


def nearest(
    typed: str, rows: Iterable[Named], read: Callable[[Named], tuple[str, str, str]], most: int = 0
) -> list[Named]:
    """The rows that hold every word typed, the nearest first; equals keep their order.

    Args:
        typed: what a person typed; without a word everything is near.
        rows: what is looked through.
        read: id, name and other words of a row, in lower case.
        most: how many at most; 0: all.
    """
    words = typed.casefold().split()
    scored = [(nearness(words, *read(row)), row) for row in rows] if words else [(1, row) for row in rows]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [row for _, row in (found[:most] if most else found)]
