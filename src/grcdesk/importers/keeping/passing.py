"""Requests of a log by provider, model, route, region and day: what later is held against vendors and agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grcdesk.schemas.evidence.imports import Passed

MOST = 200
"""Different combinations of names a report keeps; the rest of a provider is one without the other names."""
NAMES = ("provider", "model", "route", "region")


@dataclass(slots=True)
class Passing:
    """Counts of requests."""

    counts: dict[tuple[str, ...], dict[date, int]] = field(default_factory=dict)

    def add(self, names: Mapping[str, str], day: date, number: int = 1) -> None:
        """So many requests of a day; a name that is not there is not said."""
        key = tuple(names.get(name, "") for name in NAMES)
        if key not in self.counts and len(self.counts) >= MOST:
            key = (key[0], "", "", "")
        days = self.counts.setdefault(key, {})
        days[day] = days.get(day, 0) + number

    def rows(self) -> tuple[Passed, ...]:
        """What is kept in the report, in order."""
        return tuple(
            Passed(provider, model, route, region, {day.isoformat(): number for day, number in sorted(days.items())})
            for (provider, model, route, region), days in sorted(self.counts.items())
        )
