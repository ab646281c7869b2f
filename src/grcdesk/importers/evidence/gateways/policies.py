"""Policies over time: which version was in force from when to when, and which policy was turned off, and on again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from grcdesk.importers.reading.job import OTHER, ReadingJob
from grcdesk.wording import count, join

_MOST = 100
"""Versions and switches that a report names."""
UNNAMED = "(no name)"


class PolicyTimes:
    """Days of each policy version, and moments at which policies were switched."""

    def __init__(self) -> None:
        self.days: dict[str, dict[date, int]] = {}
        self.switched: dict[str, list[tuple[str, bool]]] = {}
        """Policy → moments in UTC, and whether it was turned on."""
        self.more = 0

    def decided(self, version: str, days: Mapping[date, int]) -> None:
        """Decisions of a version by day."""
        found = self.days.setdefault(version, {})
        for day, number in days.items():
            found[day] = found.get(day, 0) + number

    def switch(self, policy: str, at: str, *, on: bool) -> None:
        """A policy was turned off or on."""
        if policy not in self.switched and len(self.switched) >= _MOST:
            self.more += 1
            return
        self.switched.setdefault(policy, []).append((at, on))

    def tell(self, job: ReadingJob) -> None:
        """Put it into the report."""
        self._versions(job)
        for policy, moments in sorted(self.switched.items()):
            self._switched(job, policy, sorted(set(moments)))
        if self.more:
            job.note(f"{count(self.more, 'further switch')} of policies beyond the first {_MOST} named")

    def _versions(self, job: ReadingJob) -> None:
        there = {version: days for version, days in self.days.items() if version not in {OTHER, "(none)"} and days}
        ordered = sorted(there.items(), key=lambda one: (min(one[1]), one[0]))
        for version, days in ordered[:_MOST]:
            first, last = min(days), max(days)
            span = str(first) if first == last else f"{first}..{last}"
            job.facts[f"policy version {version}"] = f"{span}, {count(sum(days.values()), 'decision')}"
        if len(ordered) > _MOST:
            job.note(f"{len(ordered) - _MOST:,} further policy versions have no first and last day here")
        back = [said for version, days in ordered if (said := _back(version, days, there))]
        if back:
            job.note(f"policy versions that came back: {join(back, 5)}")

    def _switched(self, job: ReadingJob, policy: str, moments: list[tuple[str, bool]]) -> None:
        """The spans in which a policy was off, from the moments at which it was turned off and on."""
        off = ""
        spans = []
        for at, on in moments:
            if on and off:
                spans.append(f"off {off} to {at}")
                off = ""
            elif on:
                spans.append(f"on {at}")
            else:
                off = off or at
        if off:
            spans.append(f"off {off}, and not on again")
            job.note(f"policy {policy} was turned off on {off[:10]}, and no event turns it on again")
        job.facts[f"policy {policy}"] = join(spans, 5)


def _back(version: str, days: Mapping[date, int], every: Mapping[str, Mapping[date, int]]) -> str:
    """When a version decided again after days on which only others did; empty: never."""
    others = {day for other, theirs in every.items() if other != version for day in theirs} - set(days)
    for before, after in pairwise(sorted(days)):
        if any(before < day < after for day in others):
            return f"{version} on {after}"
    return ""
