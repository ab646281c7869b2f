"""Coverage of a control's window by dated evidence, recomputed from data and a day. States facts; concludes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from grcdesk.rules import runs
from grcdesk.rules.slots import PERIODIC, slots_of
from grcdesk.schemas.coverage import Asked, CoverageRow, Proof, Span, Watched
from grcdesk.terms import EvidenceKind, Frequency, Verdict
from grcdesk.wording import count, join

END_DAYS = 30
"""Evidence of these last days alone draws a warning."""
_DAY = timedelta(days=1)


def judge(control: Watched, proofs: Sequence[Proof], asked: Asked) -> CoverageRow:
    """How far the evidence of a control reaches over its window, as far as it was there on the day asked for."""
    window = window_of(control, asked.period)
    if window is None:
        sentence = f"In effect from {control.effective_from}, after the period: it shows nothing of it."
        return _row(control, asked, None, Verdict.NOT_IN_PERIOD, sentence, due=False)
    if control.frequency in PERIODIC:
        return _periodic(control, window, proofs, asked)
    if control.frequency is Frequency.CONTINUOUS:
        return _continuous(control, window, proofs, asked)
    return _event(control, window, proofs, asked)


def window_of(control: Watched, period: Span) -> Span | None:
    """The period from the day the control took effect; None when that lies after it."""
    start = max(period.start, control.effective_from or period.start)
    return Span(start, period.end) if start <= period.end else None


def union(spans: Iterable[Span], within: Span) -> list[Span]:
    """The days of the spans inside another, as spans that neither touch nor overlap, in order."""
    merged: list[Span] = []
    clipped = [(max(one.start, within.start), min(one.end, within.end)) for one in spans]
    for start, end in sorted(pair for pair in clipped if pair[0] <= pair[1]):
        if merged and start <= merged[-1].end + _DAY:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return merged


def holes(covered: Sequence[Span], within: Span) -> list[Span]:
    """What such spans leave open."""
    found = []
    free = within.start
    for one in covered:
        if free < one.start:
            found.append(Span(free, one.start - _DAY))
        free = one.end + _DAY
    if free <= within.end:
        found.append(Span(free, within.end))
    return found


def percent(part: int, whole: int) -> float:
    """Per cent to one decimal. 100 is all and 0 is none: nothing between is rounded to either."""
    if part in (0, whole):
        return 100.0 if part else 0.0
    return min(max(round(100 * part / whole, 1), 0.1), 99.9)


def _periodic(control: Watched, window: Span, proofs: Sequence[Proof], asked: Asked) -> CoverageRow:
    slots = slots_of(control.frequency, control.anchor, window)
    occurred = runs.runs_of(proofs, slots, asked.as_of)
    judged = runs.judge(control, window, occurred, asked.as_of)
    due = any(row.required and row.state in runs.OVERDUE for row in judged.slots)
    warnings = (*judged.warnings, *_at_the_end([run.on for run in occurred], window))
    found = _row(control, asked, window, judged.verdict, judged.sentence, due=due, warnings=warnings)
    return replace(found, slots=judged.slots)


def _continuous(control: Watched, window: Span, proofs: Sequence[Proof], asked: Asked) -> CoverageRow:
    if asked.as_of < window.start:
        found = _row(control, asked, window, Verdict.ON_TRACK, "The window has not begun: no day to judge.", due=False)
        return replace(found, covered_days=0, judged_days=0)
    judged = Span(window.start, min(window.end, asked.as_of))
    covered = union((span for proof in proofs for span in _spans(proof)), judged)
    gaps = holes(covered, judged)
    days = sum(span.days for span in covered)
    reach = percent(days, judged.days)
    says = f"Evidence covers {days} of {count(judged.days, 'day')} up to {judged.end} ({reach:.1f} %)"
    if gaps:
        says += f"; none for {join([_days(gap) for gap in gaps], 3)}"
    verdict = (Verdict.PARTIAL if covered else Verdict.GAP) if gaps else Verdict.COVERED
    warnings = _at_the_end([span.start for span in covered], window)
    found = _row(control, asked, window, verdict, f"{says}.", due=bool(gaps), warnings=warnings)
    return replace(found, gaps=tuple(gaps), covered_days=days, judged_days=judged.days, percent=reach)


def _event(control: Watched, window: Span, proofs: Sequence[Proof], asked: Asked) -> CoverageRow:
    over = asked.as_of > window.end
    held = [
        proof
        for proof in proofs
        if proof.kind is EvidenceKind.POPULATION
        and proof.collected_at < asked.as_of_ends
        and union(_spans(proof), window)
    ]
    late_enough = [proof for proof in held if proof.collected_at >= asked.period_ends]
    final = [proof for proof in late_enough if union(_spans(proof), window) == [window]]
    early = [proof for proof in held if proof.collected_at < asked.period_ends]
    if final:
        # how many items it holds, and what became of them, is not on record: nothing is proven by the list alone
        says = f"{_ids(final)} lists the population of the whole window, pulled after its end; no item of it is tested"
        return _row(control, asked, window, Verdict.UNPROVEN, f"{says}.", due=False)
    if early:
        says = f"{_ids(early)} was pulled before {window.end} was over; one of the whole window is to be pulled"
        return _row(control, asked, window, Verdict.INTERIM, f"{says}.", due=over)
    if late_enough:
        says = f"{_ids(late_enough)} does not cover the whole window {window}"
    elif over:
        says = f"No population of {window} is on file"
    else:
        says = f"No population is on file; a final one can be pulled once {window.end} is over"
    return _row(control, asked, window, Verdict.UNPROVEN, f"{says}.", due=over)


def _spans(proof: Proof) -> list[Span]:
    """The days an artefact shows: its period, and the day of a snapshot."""
    return [
        *([proof.period] if proof.period else []),
        *([Span(proof.as_of, proof.as_of)] if proof.as_of else []),
    ]


def _at_the_end(days: Sequence[date], window: Span) -> tuple[str, ...]:
    """A warning when everything inside the window is of its last days."""
    inside = [day for day in days if window.start <= day <= window.end]
    begin = window.end - timedelta(days=END_DAYS - 1)
    if window.days <= END_DAYS or not inside or min(inside) < begin:
        return ()
    return (f"all evidence is of the last {END_DAYS} days of the window, from {begin} on",)


def _days(span: Span) -> str:
    return f"{span.start}" if span.days == 1 else str(span)


def _ids(proofs: Sequence[Proof]) -> str:
    return join([proof.id for proof in proofs], 3)


def _row(
    control: Watched,
    asked: Asked,
    window: Span | None,
    verdict: Verdict,
    sentence: str,
    *,
    due: bool,
    warnings: tuple[str, ...] = (),
) -> CoverageRow:
    share = percent(window.days, asked.period.days) if window else 0.0
    if window and window != asked.period:
        sentence = (
            f"Operated from {window.start} only: {window.days} of {asked.period.days} days ({share:.1f} %). {sentence}"
        )
    return CoverageRow(
        control.id, control.frequency, window, share, verdict, (), (), None, None, None, sentence, warnings, due
    )
