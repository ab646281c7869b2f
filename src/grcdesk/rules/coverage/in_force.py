"""Which lists are in force: the newest of each source, provider and system. None hides what another source lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HALF = 2
Group = tuple[str, str]
"""A source, and a provider or system that it lists, in small letters."""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list on file."""

    evidence: str
    source: str
    """As the artefact names it; empty: it names none."""
    providers: frozenset[str] = frozenset()
    """Providers or systems its rows name."""
    ids: frozenset[str] = frozenset()
    """Its keys or tickets."""


def in_force(lists: Sequence[FoundList]) -> dict[str, frozenset[str]]:
    """For each list in force the providers it stands for; empty for rows that name none.

    A list that names no source gives way only to a newer one that has half of its rows, for nothing
    else tells that the two are of one source.

    Args:
        lists: the newest first.
    """
    found: dict[str, frozenset[str]] = {}
    seen: set[Group] = set()
    newer: list[FoundList] = []
    for one in lists:
        source = one.source.strip().casefold()
        # by provider: a newer list of one provider says nothing of another's rows
        groups = {(source, provider.strip().casefold()) for provider in one.providers or {""}}
        fresh = groups - seen
        if not source:
            if not any(_replaces(other, one) for other in newer):
                fresh = groups
            elif not one.providers:
                fresh = set()
        if fresh:
            found[one.evidence] = frozenset(provider for _, provider in fresh)
        seen |= groups - {("", "")}
        newer.append(one)
    return found


def _replaces(new: FoundList, old: FoundList) -> bool:
    return bool(old.ids) and len(new.ids & old.ids) * _HALF >= len(old.ids)
