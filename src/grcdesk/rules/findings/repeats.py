"""Findings that come back.

Rule, a house default and no standard's: a finding repeats one of an earlier engagement when both are about the same
control and either name the same test attribute, or give the same cause (compared without case and blanks). An
engagement is earlier when it was made before. How the earlier one ended makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grcdesk.schemas.findings.findings import Earlier
from grcdesk.terms.findings import FindingStatus


@dataclass(frozen=True, slots=True)
class Comparable:
    """A finding as it is compared with others."""

    id: str
    engagement: str
    made: int
    """Place of its engagement in the order they were made."""
    title: str
    control: str
    test: str
    cause: str
    status: FindingStatus


def repeats(findings: Iterable[Comparable]) -> Mapping[str, tuple[Earlier, ...]]:
    """By id of each finding that repeats others: those, the newest engagement first."""
    every = list(findings)
    by_control: dict[str, list[Comparable]] = defaultdict(list)
    for one in every:
        if one.control:
            by_control[one.control].append(one)
    found = {}
    for one in every:
        told = [
            (before.made, Earlier(before.id, before.engagement, before.title, why, before.status))
            for before in by_control.get(one.control, ())
            if before.made < one.made and (why := _same(one, before))
        ]
        if told:
            found[one.id] = tuple(earlier for _, earlier in sorted(told, key=lambda pair: (-pair[0], pair[1].id)))
    return found


def _same(one: Comparable, other: Comparable) -> str:
    if one.test and one.test == other.test:
        return f"same control and test {one.test}"
    # two findings without a cause have none in common
    if _plain(one.cause) and _plain(one.cause) == _plain(other.cause):
        return "same control and cause"
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
