"""Spans of days: joined, what they leave open, and shares in per cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from grcdesk.schemas.coverage.coverage import Span

_DAY = timedelta(days=1)


def clip(span: Span, within: Span) -> Span | None:
    """The part of a span inside another; None when they do not meet."""
    start, end = max(span.start, within.start), min(span.end, within.end)
    return Span(start, end) if start <= end else None


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
    """Per cent to one decimal, halves up as a spreadsheet rounds; 0.0 of nothing.

    100 is all and 0 is none: nothing between is rounded to either.
    """
    if part in (0, whole):
        return 100.0 if part else 0.0
    # whole numbers: 6.25 % has no exact float, and round() would take its half to the even digit
    tenths = (2000 * part + whole) // (2 * whole)
    return min(max(tenths, 1), 999) / 10
