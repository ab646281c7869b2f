"""Periodic controls: which run belongs to which slot, and what each slot shows on a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from grcdesk.rules.time.slots import Slot, far_apart, is_short, later, slots_of
from grcdesk.schemas.coverage import Run, SlotRow, Span, WatchedControl
from grcdesk.terms import SlotState, Verdict
from grcdesk.wording import count, join

OVERDUE = frozenset({SlotState.GAP, SlotState.LATE, SlotState.LATE_BEYOND_GRACE, SlotState.DUE})
AHEAD = frozenset({SlotState.UPCOMING, SlotState.DUE})
_LATE = frozenset({SlotState.LATE, SlotState.LATE_BEYOND_GRACE})


@dataclass(frozen=True, slots=True)
class JudgedSlots:
    """A periodic control on a day."""

    slots: tuple[SlotRow, ...]
    verdict: Verdict
    sentence: str
    warnings: tuple[str, ...]


def judge(control: WatchedControl, window: Span, runs: Sequence[Run], as_of: date) -> JudgedSlots:
    """Put each run into its slot and say what every slot shows. Runs are those known on the day, in order."""
    slots = slots_of(control.frequency, control.anchor, window)
    placed = _placed(slots, runs)
    grace = timedelta(days=control.grace_days)
    before = max((run.on for run in runs if run.on < window.start), default=None)
    reaches = (
        before is not None
        and is_short(control.frequency, window)
        and later(before, control.frequency) + grace >= window.end
    )
    rows = tuple(_row(slot, placed[slot.name], window, as_of, grace, outside=reaches) for slot in slots)
    verdict = verdict_of(rows)
    return JudgedSlots(
        rows,
        verdict,
        _sentence(rows, verdict, before),
        (
            *_could_be_late(slots, placed, runs, grace),
            *_far_apart(control, rows, placed),
            *_misplaced(slots, runs),
            *(_not_inside(rows, before, window) if reaches else ()),
        ),
    )


def verdict_of(rows: Sequence[SlotRow]) -> Verdict:
    """The verdict over the required slots."""
    states = {row.state for row in rows if row.required}
    if states & {SlotState.GAP, SlotState.LATE_BEYOND_GRACE}:
        return Verdict.GAP
    if SlotState.OUTSIDE_PERIOD in states:
        return Verdict.NOT_TESTED_IN_PERIOD
    if states & AHEAD:
        return Verdict.ON_TRACK
    return Verdict.COVERED_WITH_EXCEPTIONS if SlotState.LATE in states else Verdict.COVERED


def _placed(slots: Sequence[Slot], runs: Sequence[Run]) -> dict[str, list[Run]]:
    """Runs by slot. One stated for another window, or done before this one, covers nothing in it."""
    names = {slot.name for slot in slots}
    first, last = slots[0].inside.start, slots[-1].inside.end
    starts = [slot.inside.start for slot in slots]
    placed: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if run.slot:
            if run.slot in names and run.on >= first:
                placed[run.slot].append(run)
        elif first <= run.on <= last:
            placed[slots[bisect_right(starts, run.on) - 1].name].append(run)
    return placed


def _misplaced(slots: Sequence[Slot], runs: Sequence[Run]) -> list[str]:
    """Runs stated for a slot that the window has not, or done before their slot began."""
    begins = {slot.name: slot.inside.start for slot in slots}
    return [
        f"{run.evidence} of {run.on} is stated for {run.slot}, which began on {begins[run.slot]} only"
        if run.slot in begins
        else f"{run.evidence} of {run.on} is stated for {run.slot}, which is no slot of the window"
        for run in runs
        if run.slot and (run.slot not in begins or run.on < begins[run.slot])
    ]


def _row(slot: Slot, runs: Sequence[Run], window: Span, as_of: date, grace: timedelta, *, outside: bool) -> SlotRow:
    end = slot.inside.end
    first = runs[0].on if runs else None
    late = max((first - end).days, 0) if first else None
    if first is None:
        state = _empty(end, as_of, grace, outside=outside)
    elif not late:
        state = SlotState.COVERED
    else:
        state = SlotState.LATE if first <= end + grace else SlotState.LATE_BEYOND_GRACE
    if not slot.required and state is not SlotState.COVERED:
        state = SlotState.OPTIONAL
    after = bool(late) and first is not None and first > window.end
    evidence = tuple(run.evidence for run in runs)
    return SlotRow(slot.name, slot.inside.start, end, slot.required, state, first, late, after, evidence)


def _empty(end: date, as_of: date, grace: timedelta, *, outside: bool) -> SlotState:
    if as_of <= end:
        return SlotState.UPCOMING
    if as_of <= end + grace:
        return SlotState.DUE
    return SlotState.OUTSIDE_PERIOD if outside else SlotState.GAP


def _could_be_late(
    slots: Sequence[Slot], placed: dict[str, list[Run]], runs: Sequence[Run], grace: timedelta
) -> list[str]:
    ends = [slot.inside.end for slot in slots]
    return [
        f"{run.evidence} of {run.on} could be late for {slot.name}: "
        f"grcdesk evidence set {run.evidence} --slot {slot.name} says so"
        for run in runs
        if not run.slot
        for slot in slots[bisect_left(ends, run.on - grace) : bisect_left(ends, run.on)]
        if slot.required and not placed[slot.name]
    ]


def _far_apart(control: WatchedControl, rows: Sequence[SlotRow], placed: dict[str, list[Run]]) -> list[str]:
    found = []
    for row, following in pairwise(rows):
        here, there = placed[row.slot], placed[following.slot]
        if here and there and far_apart(here[-1].on, there[0].on, control.frequency):
            days = (there[0].on - here[-1].on).days
            found.append(
                f"runs of {here[-1].on} and {there[0].on} are {days} days apart, more than one and a half cycles"
            )
    return found


def _not_inside(rows: Sequence[SlotRow], before: date | None, window: Span) -> list[str]:
    """Said while there is still time for a run."""
    if not any(row.required and row.state is SlotState.UPCOMING for row in rows):
        return []
    return [f"the last run, of {before}, is before the window: without one by {window.end} operation cannot be judged"]


def _sentence(rows: Sequence[SlotRow], verdict: Verdict, before: date | None) -> str:
    required = [row for row in rows if row.required]

    def named(state: SlotState) -> str:
        return join([row.slot for row in required if row.state is state], 4)

    in_time = sum(row.state is SlotState.COVERED for row in required)
    parts = [f"{in_time} of {count(len(required), 'required slot')} with a run in time"]
    late = [row for row in required if row.state in _LATE]
    if late:
        parts.append("late: " + join([_days_late(row) for row in late], 4))
    parts += [
        f"{says}: {named(state)}"
        for state, says in (
            (SlotState.GAP, "no run"),
            (SlotState.DUE, "ended and still in grace"),
            (SlotState.UPCOMING, "still to come"),
        )
        if named(state)
    ]
    if verdict is Verdict.NOT_TESTED_IN_PERIOD:
        parts.append(
            f"last run {before}, before the window: design can be judged, operation cannot; "
            "run it again inside the period, or move the period"
        )
    return "; ".join(parts) + "."


def _days_late(row: SlotRow) -> str:
    beyond = ", beyond grace" if row.state is SlotState.LATE_BEYOND_GRACE else ""
    after = ", after the period ended" if row.after_period_end else ""
    return f"{row.slot} by {count(row.days_late or 0, 'day')}{beyond}{after}"
