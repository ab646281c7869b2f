"""Sentences about rows that say the same: 700 of them are one line, with a count and the first three places."""

from __future__ import annotations

import re
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
    exact = ["" if found is None else _NAMED.sub("#", found[3]) for found in places]
    keys = exact.copy()
    many = {key for key, number in _counted(exact).items() if number > _PLACES}
    for at, key in enumerate(exact):
        words = key.split()
        if key and key not in many and len(words) > _LAST:
            keys[at] = f"… {' '.join(words[-_LAST:])}"
    counts = _counted(keys)
    made: list[str] = []
    told = set()
    for one, found, key in zip(listed, places, keys, strict=True):
        if found is None or counts.get(key, 0) <= _PLACES:
            made.append(one)
        elif key not in told:
            told.add(key)
            made.append(_together([match for match, other in zip(places, keys, strict=True) if match and other == key]))
    return tuple(made)


def _counted(keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key in keys:
        if key:
            found[key] = found.get(key, 0) + 1
    return found


def _together(found: list[re.Match[str]]) -> str:
    lines = ", ".join(one[2] for one in found[:_PLACES])
    first = "" if len({one[3] for one in found}) == 1 else "the first, "
    return f"{len(found):,} rows ({found[0][1]} {lines} …): {first}{found[0][3]}"
