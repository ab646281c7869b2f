"""Which tests `make test` leaves out: those marked slow, but for a slice of each family of cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest


def left_out(items: Iterable[pytest.Item]) -> set[str]:
    """Ids of tests that are left out.

    A test that stands alone is; of a family of cases some stay, spread over all of them: `slow(keep=3)`, else one.
    """
    families: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("slow") is not None:
            families[item.nodeid.partition("[")[0]].append(item)
    return {item.nodeid for family in families.values() for item in _cut(family)}


def _cut(family: list[pytest.Item]) -> list[pytest.Item]:
    if "[" not in family[0].nodeid:
        return family
    marker = family[0].get_closest_marker("slow")
    keep = marker.kwargs.get("keep", 1) if marker is not None else 1
    kept = {number * len(family) // keep for number in range(keep)}
    return [item for number, item in enumerate(family) if number not in kept]
