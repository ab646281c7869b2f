"""Coverage of a control's window by dated evidence, recomputed from data and a day. States facts; concludes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from grcdesk.rules.coverage import continuous, populations, runs, telling
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.rules.time.spans import clip, percent
from grcdesk.schemas.coverage.coverage import (
    Claim,
    CoverageQuestion,
    CoverageRow,
    HeldEvidence,
    Run,
    Span,
    WatchedControl,
)
from grcdesk.terms import Frequency, Implemented, Verdict

END_DAYS = 30
"""Evidence of these last days alone draws a warning."""
AT_THE_END = f"all evidence is of the last {END_DAYS} days"
"""How that warning begins."""


def judge(control: WatchedControl, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    """How far the evidence of a control reaches over its window, as far as it was there on the day asked for."""
    window = window_of(control, asked.period)
    if window is None:
        return _row(control, asked, None, Verdict.NOT_IN_PERIOD, _elsewhere(control, asked.period), due=False)
    if asked.of_a_day:
        return _row(control, asked, window, Verdict.DESIGN_ONLY, _designed(control, asked), due=False)
    if control.frequency in PERIODIC:
        return _periodic(control, window, held, asked)
    if control.frequency is Frequency.CONTINUOUS:
        return _continuous(control, window, held, asked)
    return _event(control, window, held, asked)


def _elsewhere(control: WatchedControl, period: Span) -> str:
    """On which side of the period the control ran."""
    retired = control.retired_on is not None and control.retired_on < period.start
    when = f"Retired on {control.retired_on}, before" if retired else f"In effect from {control.effective_from}, after"
    return f"{when} the period: it shows nothing of it."


def _designed(control: WatchedControl, asked: CoverageQuestion) -> str:
    """All that a report of one day says of a control."""
    design = f"design {control.design}" if control.design else "design not assessed"
    there = {Implemented.YES: "implemented", Implemented.NO: "not implemented"}
    implemented = there[control.implemented] if control.implemented else "implementation not assessed"
    return f"Judged as of {asked.period.end}: {design}, {implemented}. Its operation is not judged."


def window_of(control: WatchedControl, period: Span) -> Span | None:
    """The period from the day the control took effect to the day it was retired; None when that lies outside."""
    start = max(period.start, control.effective_from or period.start)
    end = min(period.end, control.retired_on or period.end)
    return Span(start, end) if start <= end else None


def _periodic(control: WatchedControl, window: Span, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    occurred = [run for run in held.runs if run.on <= asked.as_of]
    claims = tuple(claim for claim in held.claims if claim.start <= asked.as_of)
    judged = runs.judge(control, window, occurred, asked.as_of, claims)
    due = judged.closing or any(row.required and runs.is_overdue(row) for row in judged.slots)
    warnings = (
        *judged.warnings,
        *_outside(occurred, window),
        *_claimed(claims, window),
        *_at_the_end([run.on for run in occurred], window),
        *held.stated,
    )
    found = _row(control, asked, window, judged.verdict, judged.sentence, due=due, warnings=warnings)
    return replace(found, slots=judged.slots, claims=claims, next_due=judged.next_due, closing=judged.closing)


def _outside(occurred: Sequence[Run], window: Span) -> tuple[str, ...]:
    """Runs that a reader may take for runs of the window."""
    if not occurred or any(window.start <= run.on <= window.end for run in occurred):
        return ()
    told = [f"{run.evidence} is dated {run.on}" for run in occurred[-telling.NAMED :]]
    return (f"{telling.first_of(told, len(occurred))}, outside the period",)


def _aside(claim: Claim, window: Span) -> str:
    inside = claim.start <= window.end and claim.end >= window.start
    return str(claim) if inside else f"{claim}; dated {Span(claim.start, claim.end).told}, outside the period"


def _continuous(control: WatchedControl, window: Span, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    if asked.as_of < window.start:
        found = _row(
            control, asked, window, Verdict.NOT_YET_RUN, "The window has not begun: no day to judge.", due=False
        )
        return replace(found, covered_days=0, judged_days=0)
    days = continuous.judge(control, Span(window.start, min(window.end, asked.as_of)), held)
    warnings = (
        *_claimed(held.claims, window),
        *_at_the_end([span.start for span in days.covered], window),
        *held.stated,
        *(one.told for one in held.quiet if one.told and clip(one.span, days.judged)),
    )
    found = _row(control, asked, window, days.verdict, days.sentence, due=days.due, warnings=warnings)
    return replace(
        found,
        gaps=days.gaps,
        covered_days=days.covered_days,
        judged_days=days.judged.days,
        stated_days=days.quiet_days,
        percent=days.percent,
        spans=days.covered,
        claims=days.claims,
    )


def _claimed(claims: Sequence[Claim], window: Span) -> tuple[str, ...]:
    """A warning of what is on file and does not show what it is filed for."""
    odd = [claim for claim in claims if not claim.beside]
    return (telling.claims(odd, lambda claim: _aside(claim, window)),) if odd else ()


def _event(control: WatchedControl, window: Span, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    ends = asked.period_ends if window.end == asked.period.end else control.retired_ends or asked.period_ends
    found = populations.judge(held.lists, window, ends, asked)
    row = _row(control, asked, window, found.verdict, found.sentence, due=found.due)
    return replace(row, spans=found.spans)


def _at_the_end(days: Sequence[date], window: Span) -> tuple[str, ...]:
    """A warning when everything inside the window is of its last days."""
    inside = [day for day in days if window.start <= day <= window.end]
    begin = window.end - timedelta(days=END_DAYS - 1)
    if window.days <= END_DAYS or not inside or min(inside) < begin:
        return ()
    return (f"{AT_THE_END} of the window, from {begin} on",)


def _row(
    control: WatchedControl,
    asked: CoverageQuestion,
    window: Span | None,
    verdict: Verdict,
    sentence: str,
    *,
    due: bool,
    warnings: tuple[str, ...] = (),
) -> CoverageRow:
    share = percent(window.days, asked.period.days) if window else 0.0
    if window and window != asked.period:
        until = f" to {window.end}" if window.end < asked.period.end else ""
        sentence = (
            f"Operated from {window.start}{until} only: "
            f"{window.days} of {asked.period.days} days ({share:.1f} %). {sentence}"
        )
    return CoverageRow(
        control.id, control.frequency, window, share, verdict, (), (), None, None, None, sentence, warnings, due
    )
