"""Sentences about rows that say the same: 700 of them are one line, with a count and the first three places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_PLACE = re.compile(r"(line|row|entry) (\d+): (.*)", re.DOTALL)
_NAMED = re.compile(r"'[^']*'|`[^`]*`|\"[^\"]*\"|\d+")
_PLACES = 3
_LAST = 4
"""Words at the end by which sentences about different things are told to say the same."""


def alike(sentences: Iterable[str]) -> tuple[str, ...]:
    """`line 2: …` of many lines as `700 rows (line 2, 3, 4 …): …`; up to three alike stay as they are."""
    listed = list(sentences)
    if len(listed) <= _PLACES:
        return tuple(listed)
    places = [_PLACE.fullmatch(one) for one in listed]
    keys = _keys(places)
    by_key: dict[str, list[re.Match[str]]] = {}
    for found, key in zip(places, keys, strict=True):
        if found is not None and key:
            by_key.setdefault(key, []).append(found)
    made: list[str] = []
    told = set()
    for one, key in zip(listed, keys, strict=True):
        same = by_key.get(key, [])
        if len(same) <= _PLACES:
            made.append(one)
        elif key not in told:
            told.add(key)
            made.append(_together(same))
    return tuple(made)


def _keys(places: list[re.Match[str] | None]) -> list[str]:
    """For each sentence what it says of whatever row; empty: it is about no row.

    Names and numbers do not count. A sentence that few others are like word by word goes by its last words, where the
    cause stands: `the value is no day`.
    """
    exact = ["" if found is None else _NAMED.sub("#", found[3]) for found in places]
    numbers = Counter(exact)
    return [key if numbers[key] > _PLACES else _by_its_end(key) for key in exact]


def _by_its_end(key: str) -> str:
    words = key.split()
    return f"… {' '.join(words[-_LAST:])}" if len(words) > _LAST else key


def _together(found: list[re.Match[str]]) -> str:
    lines = ", ".join(one[2] for one in found[:_PLACES])
    first = "" if len({one[3] for one in found}) == 1 else "the first, "
    return f"{len(found):,} rows ({found[0][1]} {lines} …): {first}{found[0][3]}"
