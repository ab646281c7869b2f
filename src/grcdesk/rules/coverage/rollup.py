"""Verdicts of controls rolled up: per criterion the worst, with the count of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from grcdesk.schemas.coverage.coverage import CoverageRow
from grcdesk.terms import Verdict

RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The worst of them; None of none."""
    # the order of the words is their rank: the worst stands first in the list
    return min(verdicts, key=RANK.__getitem__, default=None)


def counts(verdicts: Iterable[Verdict]) -> dict[Verdict, int]:
    """How many of each there are, worst first; those that do not occur are left out."""
    found = Counter(verdicts)
    return {verdict: found[verdict] for verdict in Verdict if found[verdict]}


def worst_first(rows: Iterable[CoverageRow]) -> list[CoverageRow]:
    """By verdict, those with something due first among equals, then as they came."""
    return sorted(rows, key=lambda row: (RANK[row.verdict], not row.due))


def of_controls(found: Sequence[tuple[str, Verdict]]) -> tuple[Verdict | None, dict[Verdict, int], tuple[str, ...]]:
    """The worst verdict among controls, the count of each, and the controls that have the worst."""
    bad = worst(verdict for _, verdict in found)
    return bad, counts(verdict for _, verdict in found), tuple(control for control, verdict in found if verdict is bad)
