"""Coverage of a control's window by dated evidence, recomputed from data and a day. States facts; concludes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from grcdesk.rules.coverage import populations, runs
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.rules.time.spans import clip, holes, percent, union
from grcdesk.schemas.coverage import CoverageQuestion, CoverageRow, HeldEvidence, Span, WatchedControl
from grcdesk.terms import Frequency, Verdict
from grcdesk.wording import count, join

_NAMED = 3
END_DAYS = 30
"""Evidence of these last days alone draws a warning."""


def judge(control: WatchedControl, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    """How far the evidence of a control reaches over its window, as far as it was there on the day asked for."""
    window = window_of(control, asked.period)
    if window is None:
        retired = control.retired_on is not None and control.retired_on < asked.period.start
        when = (
            f"Retired on {control.retired_on}, before" if retired else f"In effect from {control.effective_from}, after"
        )
        sentence = f"{when} the period: it shows nothing of it."
        return _row(control, asked, None, Verdict.NOT_IN_PERIOD, sentence, due=False)
    if control.frequency in PERIODIC:
        return _periodic(control, window, held, asked)
    if control.frequency is Frequency.CONTINUOUS:
        return _continuous(control, window, held, asked)
    return _event(control, window, held, asked)


def window_of(control: WatchedControl, period: Span) -> Span | None:
    """The period from the day the control took effect to the day it was retired; None when that lies outside."""
    start = max(period.start, control.effective_from or period.start)
    end = min(period.end, control.retired_on or period.end)
    return Span(start, end) if start <= end else None


def _periodic(control: WatchedControl, window: Span, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    occurred = [run for run in held.runs if run.on <= asked.as_of]
    judged = runs.judge(control, window, occurred, asked.as_of)
    due = any(row.required and row.state in runs.OVERDUE for row in judged.slots)
    warnings = (*judged.warnings, *_at_the_end([run.on for run in occurred], window))
    found = _row(control, asked, window, judged.verdict, judged.sentence, due=due, warnings=warnings)
    return replace(found, slots=judged.slots)


def _continuous(control: WatchedControl, window: Span, held: HeldEvidence, asked: CoverageQuestion) -> CoverageRow:
    if asked.as_of < window.start:
        found = _row(control, asked, window, Verdict.ON_TRACK, "The window has not begun: no day to judge.", due=False)
        return replace(found, covered_days=0, judged_days=0)
    judged = Span(window.start, min(window.end, asked.as_of))
    covered = union(held.spans, judged)
    gaps = holes(covered, judged)
    # grace of a control that runs all the time: how long a gap may be before it counts
    wide = [gap for gap in gaps if gap.days > control.grace_days]
    days = sum(span.days for span in covered)
    reach = percent(days, judged.days)
    says = f"Evidence covers {days} of {count(judged.days, 'day')} up to {judged.end} ({reach:.1f} %)"
    if gaps:
        says += f"; none for {_listed(gaps)}"
    if gaps and not wide:
        says += f", within the tolerance of {count(control.grace_days, 'day')}"
    verdict = (Verdict.PARTIAL if covered else Verdict.GAP) if wide else Verdict.COVERED
    warnings = (*_at_the_end([span.start for span in covered], window), *_bare_records(held, judged))
    found = _row(control, asked, window, verdict, f"{says}.", due=bool(wide), warnings=warnings)
    return replace(
        found, gaps=tuple(gaps), covered_days=days, judged_days=judged.days, percent=reach, spans=tuple(covered)
    )


def _bare_records(held: HeldEvidence, judged: Span) -> list[str]:
    """A record of changes says that nothing moved; what it did not move from, only a snapshot shows."""
    return [
        f"{name} records changes and no snapshot of those days shows what they start from"
        for name, span in held.records
        if clip(span, judged)
    ]


def empty_days(silent: Sequence[Span], window: Span | None, as_of: date) -> tuple[str, ...]:
    """What is said of days that an imported log reaches over and has no row for: they count, and deserve a look."""
    if window is None or as_of < window.start:
        return ()
    found = union(silent, Span(window.start, min(window.end, as_of)))
    if not found:
        return ()
    days = sum(span.days for span in found)
    return (f"the imported log has no row for {count(days, 'day')}, covered all the same: {_listed(found)}",)


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
    return (f"all evidence is of the last {END_DAYS} days of the window, from {begin} on",)


def _listed(spans: Sequence[Span]) -> str:
    """The first of them in words, and how many more; only those are written out."""
    return join([*map(_days, spans[:_NAMED]), *("" for _ in spans[_NAMED:])], _NAMED)


def _days(span: Span) -> str:
    return f"{span.start}" if span.days == 1 else str(span)


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
