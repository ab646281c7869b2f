"""The earliest period that could be clean: asked before an engagement is fixed. States facts; promises nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from grcdesk.rules.coverage import runs
from grcdesk.rules.coverage.runs import is_missed
from grcdesk.rules.time.slots import later, slots_of
from grcdesk.rules.time.spans import union
from grcdesk.schemas.coverage.clean import CleanStart, CleanWindow
from grcdesk.schemas.coverage.coverage import HeldEvidence, SlotRow, Span, WatchedControl
from grcdesk.terms import Anchor, Frequency, SlotState
from grcdesk.wording import count, join

_DAY = timedelta(days=1)
_NAMED = 3
"""So many of the controls that limit the period most are named."""
_BROKEN = frozenset({SlotState.GAP, SlotState.LATE_BEYOND_GRACE, SlotState.OUTSIDE_PERIOD})


def start_of(control: WatchedControl, held: HeldEvidence, as_of: date, due: date | None = None) -> CleanStart:
    """The first day from which this control shows no hole up to `as_of`.

    The day after `as_of` when nothing before can be used.

    Args:
        control: what it is.
        held: what is on file of it.
        as_of: the day that is asked on.
        due: when the last of what the desk itself still has to do about it is due; None: nothing is.
    """
    found = _start_of(control, held, as_of)
    if due is not None and (found.start is None or found.start < due):
        return CleanStart(control.id, due, None, f"is due {due}")
    return found


_Mark = TypeVar("_Mark")


def _start_of(control: WatchedControl, held: HeldEvidence, as_of: date) -> CleanStart:
    if control.frequency is Frequency.EVENT:
        return _event(control, held, as_of)
    if control.frequency is Frequency.CONTINUOUS:
        return _continuous(control, held, as_of)
    done = _days_run(control, held, as_of)
    since = control.effective_from
    if not done and since is None:
        return CleanStart(control.id, as_of + _DAY, None, "has no run on file")
    if control.anchor is Anchor.ROLLING:
        return _rolling(control, done, as_of)
    return _calendar(control, held, min(done[:1] + ([since] if since else [])), as_of)


def _days_run(control: WatchedControl, held: HeldEvidence, as_of: date) -> list[date]:
    """Days the control ran on since it took effect: a run before that is none of this control as it stands."""
    since = control.effective_from or date.min
    return sorted({run.on for run in held.runs if since <= run.on <= as_of})


def earliest(starts: Sequence[CleanStart], as_of: date, months: int, period: Span | None) -> CleanWindow:
    """The window that all of those controls allow, and when so many months of it are full."""
    limits = [one.start for one in starts if one.start is not None]
    ordered = tuple(sorted(starts, key=lambda one: (one.start is None, -(one.start or as_of).toordinal())))
    if not limits:
        sentence = "No control in scope limits the period."
        return CleanWindow(as_of, None, 0, months, None, sentence, ordered)
    start = max(limits)
    full_on = later(start, Frequency.MONTHLY, months) - _DAY
    days = max((as_of - start).days + 1, 0)
    if days:
        sentence = f"Clean from {start} at the earliest: as of {as_of} that attests {count(days, 'day')}, no more"
    else:
        sentence = f"No day up to {as_of} is clean for all controls: {start} at the earliest"
    most = join([f"{one.id} {one.why}" for one in ordered[:_NAMED] if one.start is not None], _NAMED)
    sentence += f". A period of {count(months, 'month')} can be reported not before {full_on + _DAY}: {most}."
    if period and period.start < start <= period.end:
        sentence += f" The period as set begins on {period.start}, before that day."
    return CleanWindow(as_of, start, days, months, full_on, sentence, ordered)


def _continuous(control: WatchedControl, held: HeldEvidence, as_of: date) -> CleanStart:
    spans = [span for span in held.spans if span.start <= as_of]
    since = max([control.effective_from or date.min, min((span.start for span in spans), default=as_of)])
    if not spans or since > as_of:
        return CleanStart(
            control.id, max(as_of + _DAY, control.effective_from or date.min), None, "has no evidence on file"
        )
    covered = union(spans, Span(since, as_of))
    if not covered:
        return CleanStart(control.id, as_of + _DAY, None, "has no evidence since it took effect")
    whole = _unbroken(covered, lambda before, after: (after.start - before.end).days - 1 > control.grace_days)
    start, end = whole.start, covered[-1].end
    why = "has evidence without a hole" + ("" if end >= as_of else f" up to {end}; the days since are to be collected")
    return CleanStart(control.id, start, end, why)


def _event(control: WatchedControl, held: HeldEvidence, as_of: date) -> CleanStart:
    if not any(one.source for one in held.lists):
        return CleanStart(control.id, as_of + _DAY, None, "names no source of its population")
    why = "can have a population of any window pulled from its source once it is over"
    start = control.effective_from or min((one.span.start for one in held.lists), default=None)
    return CleanStart(control.id, start, None, why)


def _calendar(control: WatchedControl, held: HeldEvidence, first: date, as_of: date) -> CleanStart:
    if first > as_of:
        return CleanStart(control.id, first, None, "is not yet in effect")
    # the whole cycle of the first day counts from its beginning: a run in its middle fills all of it
    opened = slots_of(control.frequency, control.anchor, Span(first, first))[0].nominal.start
    window = Span(max(opened, control.effective_from or opened), as_of)
    occurred = [run for run in held.runs if run.on <= as_of]
    rows = runs.judge(control, window, occurred, as_of).slots
    broken = _last_broken(rows)
    if broken < 0:
        return CleanStart(control.id, window.start, None, "has a run in every required slot since then, or it is open")
    # the last slot is cut at the day asked for, so it is not over: one always follows what is broken
    return CleanStart(control.id, rows[broken + 1].start, None, f"has no run in time for {rows[broken].slot}")


def _last_broken(rows: Sequence[SlotRow]) -> int:
    """The place of the last required slot without a run in time; -1: there is none."""
    places = (place for place, row in enumerate(rows) if row.required and (row.state in _BROKEN or is_missed(row)))
    return max(places, default=-1)


def _rolling(control: WatchedControl, done: Sequence[date], as_of: date) -> CleanStart:
    """Runs never more than a cycle and its grace apart, up to the day asked for."""
    grace = timedelta(days=control.grace_days)
    since = control.effective_from
    marks = ([since] if since and since not in done else []) + list(done)
    last = marks[-1]
    if later(last, control.frequency) + grace < as_of:
        why = f"ran last on {last}, more than a cycle ago" if done else "has no run"
        return CleanStart(control.id, as_of + _DAY, None, why)
    start = _unbroken(marks, lambda before, after: later(before, control.frequency) + grace < after)
    why = "has runs no more than a cycle apart since then" if done else "is in its first cycle"
    return CleanStart(control.id, start, None, why)


def _unbroken(marks: Sequence[_Mark], broken: Callable[[_Mark, _Mark], bool]) -> _Mark:
    """The earliest from which each follows the one before without a break, up to the last."""
    start = marks[-1]
    for before, after in reversed(list(pairwise(marks))):
        if broken(before, after):
            break
        start = before
    return start
