"""Which items a sample holds. Rule of `domain.md` 1.9: nobody picks them, and anybody can draw them again.

`seed = sha256("engagement|control|population_sha256")`, or as the auditor gives it; items are ranked by
`sha256("seed|key")`, both in hexadecimal, and the first n are taken.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence


def derived_seed(engagement: str, control: str, population_sha256: str) -> str:
    """The seed that follows from what is tested; `engagement` is its name when it was made."""
    return hashlib.sha256(f"{engagement}|{control}|{population_sha256}".encode()).hexdigest()


def rank(seed: str, key: str) -> str:
    """The place of an item: the lower, the earlier it is taken."""
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def first(seed: str, keys: Iterable[str], number: int) -> list[str]:
    """The first so many by rank, in order of rank. Holds no more of the keys than it takes."""
    ranked = ((rank(seed, key), key) for key in keys)
    return [key for _, key in heapq.nsmallest(number, ranked)]


def runs(rows: int, number: int) -> Iterator[range]:
    """So many runs that cut places 0 to rows - 1 without gap or overlap, no two lengths further apart than one.

    Run i reaches from floor(i × rows / number) up to, and without, floor((i + 1) × rows / number).
    """
    for place in range(number):
        yield range(place * rows // number, (place + 1) * rows // number)


def stratified(seed: str, dated: Sequence[tuple[str, str]], number: int) -> list[str]:
    """One item of each run of the rows in order of date, that of the lowest rank; in order of the runs.

    Args:
        seed: as for `first`.
        dated: date as text, and key, of every row; without a date the text is empty, and the row comes last.
        number: of runs, at most as many as there are rows.
    """
    # the key decides between rows of one day: the order of the file is nothing an auditor could draw again
    ordered = sorted(dated, key=lambda row: (not row[0], row[0], row[1]))
    return [
        min((ordered[place][1] for place in run), key=lambda key: rank(seed, key)) for run in runs(len(ordered), number)
    ]


def items_sha256(items: Iterable[str]) -> str:
    """What names the items in their order."""
    seen = hashlib.sha256()
    for item in items:
        seen.update(f"{item}\n".encode())
    return seen.hexdigest()
