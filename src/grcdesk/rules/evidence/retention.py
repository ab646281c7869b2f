"""How long sources keep what they log: evidence not taken by then cannot be had any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from grcdesk.schemas.coverage.coverage import CoverageRow, Span

_DAY = timedelta(days=1)
KNOWN: Mapping[str, int] = {
    "AWS CloudTrail event history": 90,
    "Azure activity log": 90,
    "Entra audit log": 30,
    "GCP admin activity log": 400,
    "GCP data access log": 30,
    "GitHub Actions artifacts": 90,
    "GitHub Actions logs": 90,
    "GitHub audit log": 180,
    "Google Workspace audit log": 180,
    "Okta system log": 90,
}
"""Days, as their makers give them for the usual plan. A desk sets its own."""


def source_of(text: str, known: Mapping[str, int]) -> str:
    """The source with a known retention that an artefact's source speaks of; the longest name wins; or nothing."""
    folded = text.casefold()
    return max((name for name in known if name.casefold() in folded), key=len, default="")


@dataclass(frozen=True, slots=True)
class Loss:
    """Days without evidence that a source still holds, wholly or in part."""

    hole: Span
    source: str
    keeps: int
    """Days."""
    gone: int
    """Days of the hole that it holds no more."""
    until: date
    """The last day on which all that is left of the hole can still be drawn."""

    def __str__(self) -> str:
        days = self.hole.told
        if self.gone:
            lost = f"{self.gone} of {self.hole.days} days are gone already, and one more goes each day"
            return f"no evidence for {days}: {self.source} keeps {self.keeps} days; {lost}"
        return f"no evidence for {days}: {self.source} keeps {self.keeps} days, draw it by {self.until}"


def losses(holes: Iterable[Span], keeps: Mapping[str, int], as_of: date) -> Iterator[Loss]:
    """The holes that can still be filled from these sources, and until when.

    Of several sources the one that keeps longest counts; one that keeps for ever (0) ends the matter. A day is held
    until so many days after it. Holes that no source holds any more are nothing that a warning could help.
    """
    if not keeps or 0 in keeps.values():
        return
    source = max(keeps, key=lambda name: (keeps[name], name))
    oldest = as_of - timedelta(days=keeps[source])
    for hole in holes:
        # what the source has dropped already cannot be pulled any more: there is nothing left to warn of
        if hole.end >= oldest:
            first = max(hole.start, oldest)
            until = first + timedelta(days=keeps[source])
            yield Loss(hole, source, keeps[source], (first - hole.start).days, until)


def open_days(row: CoverageRow, as_of: date) -> tuple[Span, ...]:
    """Days before `as_of` on which a control lacks evidence: its gaps, or its slots without a run."""
    missed = (slot for slot in row.slots if slot.required and slot.without_run and slot.ended)
    slots = (Span(slot.start, slot.end) for slot in missed)
    return tuple(Span(one.start, min(one.end, as_of - _DAY)) for one in (*row.gaps, *slots) if one.start < as_of)
