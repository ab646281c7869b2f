"""Continuous controls: which days evidence shows, which days nothing was to happen on, and what is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grcdesk.rules.coverage import telling
from grcdesk.rules.coverage.quiet import days as days_meant
from grcdesk.rules.time.spans import clip, holes, percent, union
from grcdesk.schemas.coverage.coverage import Claim, HeldEvidence, QuietDays, Span, WatchedControl
from grcdesk.terms import Verdict
from grcdesk.wording import count


@dataclass(frozen=True, slots=True)
class JudgedDays:
    """A continuous control on a day."""

    judged: Span
    """Days of the window that have come."""
    covered: tuple[Span, ...]
    gaps: tuple[Span, ...]
    """Days that neither evidence nor a statement of quiet days accounts for."""
    quiet_days: int
    """Days without evidence on which nothing was to happen, as a person says."""
    tolerance: int
    """How many days a gap may last before it counts: the grace of a control that runs all the time."""
    claims: tuple[Claim, ...]
    """What is on file for those days and does not show them."""

    @property
    def covered_days(self) -> int:
        """Days with evidence."""
        return _days(self.covered)

    @property
    def asked_days(self) -> int:
        """Days on which there was something to show."""
        return self.judged.days - self.quiet_days

    @property
    def percent(self) -> float:
        """Days with evidence, of those on which there was something to show."""
        return percent(self.covered_days, self.asked_days)

    @property
    def due(self) -> bool:
        """Whether a gap counts: one wider than the tolerance, or any as long as there is no evidence at all."""
        return any(gap.days > self.tolerance or not self.covered for gap in self.gaps)

    @property
    def verdict(self) -> Verdict:
        """Covered when no gap counts, and less is open than shown: a tolerance forgives days, it replaces none."""
        if not self.due and _days(self.gaps) <= self.covered_days:
            return Verdict.COVERED
        return Verdict.PARTIAL if self.covered else Verdict.GAP

    @property
    def sentence(self) -> str:
        """The days in words."""
        days = f"{self.covered_days} of {count(self.asked_days, 'day')}"
        says = f"Evidence covers {days} up to {self.judged.end} ({self.percent:.1f} % by days)"
        if self.quiet_days:
            says += f"; nothing was to happen on {count(self.quiet_days, 'day')} more, as stated"
        if self.gaps:
            says += f"; none for {telling.spans(self.gaps)}"
        if self.gaps and not self.due:
            says += f", within the tolerance of {count(self.tolerance, 'day')}"
        if self.gaps and self.claims:
            says += f"; claimed: {telling.claims(self.claims, str)}"
        return f"{says}."


def judge(control: WatchedControl, judged: Span, held: HeldEvidence) -> JudgedDays:
    """What evidence shows of those days, and what it leaves open."""
    covered = union(held.spans, judged)
    gaps, quiet_days = holes(covered, judged), 0
    if covered:
        # quiet days explain holes in evidence; where there is none at all, they are no evidence either
        bare = _days(gaps)
        quiet = union(_quiet(held.quiet, judged), judged)
        gaps = holes(union([*covered, *quiet], judged), judged)
        quiet_days = bare - _days(gaps)
    claims = tuple(claim for claim in held.claims if claim.start <= judged.end and claim.end >= judged.start)
    return JudgedDays(judged, tuple(covered), tuple(gaps), quiet_days, control.grace_days, claims)


def _quiet(stated: Sequence[QuietDays], judged: Span) -> Iterator[Span]:
    """Days of those spans on which nothing was to happen, as spans of a day where only some weekdays are meant."""
    for one in stated:
        span = clip(one.span, judged)
        if span is not None and not one.weekdays:
            yield span
        elif span is not None:
            yield from (Span(day, day) for day in days_meant(span, one.weekdays))


def _days(spans: Sequence[Span]) -> int:
    return sum(span.days for span in spans)
