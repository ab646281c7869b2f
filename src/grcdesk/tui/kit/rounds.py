"""Going from one place of a list to the next that waits, round at the ends."""

from __future__ import annotations

from collections.abc import Sequence


def next_place(places: Sequence[int], here: int, by: int) -> int:
    """The nearest of the places ahead of this one, or behind it where `by` is negative.

    Args:
        places: in rising order; at least one.
        here: where one is; it need not be among them.
        by: which way.
    """
    if by > 0:
        return next((place for place in places if place > here), places[0])
    return next((place for place in reversed(places) if place < here), places[-1])
