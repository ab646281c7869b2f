"""Periodic controls: which run belongs to which slot, and what each slot shows on a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from grcdesk.rules.coverage.slot_sentence import EMPTY, LATE, sentence
from grcdesk.rules.time.slots import Slot, far_apart, is_short, later, slots_of
from grcdesk.schemas.coverage.coverage import Claim, Run, SlotRow, Span, WatchedControl
from grcdesk.terms import Frequency, SlotState, Verdict
from grcdesk.wording import count

_RUN = frozenset({SlotState.COVERED, *LATE})
_LONG = frozenset({Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.SEMIANNUAL, Frequency.ANNUAL})
"""Cycles long enough for their last third to be a warning. Ours, no standard's."""


@dataclass(frozen=True, slots=True)
class JudgedSlots:
    """A periodic control on a day."""

    slots: tuple[SlotRow, ...]
    verdict: Verdict
    sentence: str
    warnings: tuple[str, ...]
    next_due: date | None = None
    """The last day of the first required slot that waits for its run."""
    closing: bool = False
    """That slot is in its last third."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every slot of a control is judged by."""

    window: Span
    as_of: date
    grace: timedelta
    outside: bool
    """Whether the last run before a short window still reaches over it."""


def judge(
    control: WatchedControl, window: Span, runs: Sequence[Run], as_of: date, claims: Sequence[Claim] = ()
) -> JudgedSlots:
    """Put each run into its slot and say what every slot shows. Runs are those known on the day, in order."""
    slots = slots_of(control.frequency, control.anchor, window)
    placed = _placed(slots, runs)
    claimed = _claimed(slots, claims)
    grace = timedelta(days=control.grace_days)
    # a run before the window fills no slot of it, but tells whether the control kept its pace up to there
    before = max((run.on for run in runs if run.on < window.start), default=None)
    reaches = before is not None and _reaches_over(before, control, window)
    on = _Asked(window, as_of, grace, outside=reaches)
    rows = tuple(_row(slot, placed[slot.name], claimed[slot.name], on) for slot in slots)
    verdict = verdict_of(rows, ran_before=_ran_lately(before, control, window))
    waiting = _first_waiting(rows)
    closing = waiting is not None and _is_closing(waiting, control.frequency, as_of)
    return JudgedSlots(
        rows,
        verdict,
        sentence(rows, verdict, before),
        (
            *(_ends_soon(waiting, as_of) if waiting and closing else ()),
            *_could_be_late(slots, placed, runs, grace),
            *_far_apart(control, rows, placed),
            *_misplaced(slots, runs),
            *(_not_inside(rows, before, window) if reaches else ()),
        ),
        waiting.end if waiting else None,
        closing,
    )


def _ran_lately(before: date | None, control: WatchedControl, window: Span) -> bool:
    """Whether the last run before the window was in the cycle before it."""
    return before is not None and later(before, control.frequency) >= window.start


def _first_waiting(rows: Sequence[SlotRow]) -> SlotRow | None:
    """The first required slot that still can have its run in time."""
    return next((row for row in rows if row.required and row.still_open and row.state in EMPTY), None)


def _reaches_over(before: date, control: WatchedControl, window: Span) -> bool:
    """Whether the next run after that of `before` falls behind a window shorter than one cycle.

    Then a window without a run is no gap: the control kept its pace, and its operation cannot be judged in there.
    """
    next_run = later(before, control.frequency) + timedelta(days=control.grace_days)
    return is_short(control.frequency, window) and next_run >= window.end


def verdict_of(rows: Sequence[SlotRow], *, ran_before: bool = False) -> Verdict:
    """The verdict over the required slots.

    Args:
        rows: slots as judged on a day.
        ran_before: whether there was a run in the cycle before the window.
    """
    required = [row for row in rows if row.required]
    states = {row.state for row in required}
    if SlotState.LATE_BEYOND_GRACE in states or any(is_missed(row) for row in required):
        return Verdict.GAP
    if SlotState.OUTSIDE_PERIOD in states:
        return Verdict.NOT_TESTED_IN_PERIOD
    if states & EMPTY:
        return _while_open(rows, ran_before=ran_before)
    return Verdict.COVERED_WITH_EXCEPTIONS if SlotState.LATE in states else Verdict.COVERED


def _while_open(rows: Sequence[SlotRow], *, ran_before: bool) -> Verdict:
    """The verdict while a required slot waits for its run.

    On track is a good word: it needs a run that shows the control works, and no slot that is over without one.
    """
    ran = ran_before or any(row.state in _RUN for row in rows)
    waits = any(_ended_without_run(row) for row in rows if row.required)
    return Verdict.ON_TRACK if ran and not waits else Verdict.NOT_YET_RUN


def is_missed(row: SlotRow) -> bool:
    """Whether a slot is over, grace and all, and nothing shows that it was run."""
    return row.state is SlotState.GAP or (row.state is SlotState.CLAIMED and not row.still_open)


def is_overdue(row: SlotRow) -> bool:
    """Whether a slot is over and was not run in time."""
    return row.state is SlotState.GAP or row.state in LATE or _ended_without_run(row)


def _ended_without_run(row: SlotRow) -> bool:
    """Whether a slot is over and waits for its run: in grace, or with claims alone."""
    return row.state is SlotState.DUE or (row.state is SlotState.CLAIMED and row.ended)


def _is_closing(row: SlotRow, frequency: Frequency, as_of: date) -> bool:
    """Whether a slot that waits for its run is in its last third, of a cycle long enough to say so."""
    if frequency not in _LONG:
        return False
    days = (row.end - row.start).days + 1
    return 3 * ((row.end - as_of).days + 1) <= days and as_of <= row.end


def _ends_soon(row: SlotRow, as_of: date) -> tuple[str, ...]:
    return (f"{row.slot} has no run and ends in {count((row.end - as_of).days, 'day')}, on {row.end}",)


def _placed(slots: Sequence[Slot], runs: Sequence[Run]) -> dict[str, list[Run]]:
    """Runs by slot: that of the label when the slot had begun by then, else the one the run was done in."""
    begins = {slot.name: slot.inside.start for slot in slots}
    last = slots[-1].inside.end
    starts = [slot.inside.start for slot in slots]
    placed: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if run.slot in begins and run.on >= begins[run.slot]:
            placed[run.slot].append(run)
        elif starts[0] <= run.on <= last:
            placed[slots[bisect_right(starts, run.on) - 1].name].append(run)
    return placed


def _claimed(slots: Sequence[Slot], claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Claims by every slot they speak of."""
    begins = {slot.name: slot.inside.start for slot in slots}
    starts = [slot.inside.start for slot in slots]
    last = slots[-1].inside.end
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.slot in begins and claim.end >= begins[claim.slot]:
            found[claim.slot].append(claim)
        elif claim.start <= last and claim.end >= starts[0]:
            # a claim of several days speaks of every slot it touches: nobody can say which of them was meant
            begin = max(bisect_right(starts, claim.start) - 1, 0)
            for slot in slots[begin : bisect_right(starts, claim.end)]:
                found[slot.name].append(claim)
    return found


def _misplaced(slots: Sequence[Slot], runs: Sequence[Run]) -> list[str]:
    """Runs stated for a slot that the window has not, or done before their slot began."""
    begins = {slot.name: slot.inside.start for slot in slots}
    return [
        f"{run.evidence} of {run.on} is stated for {run.slot}, which began on {begins[run.slot]} only: "
        "it counts for the slot it was done in"
        if run.slot in begins
        else f"{run.evidence} of {run.on} is stated for {run.slot}, which is no slot of the window: it goes by its day"
        for run in runs
        if run.slot and (run.slot not in begins or run.on < begins[run.slot])
    ]


def _row(slot: Slot, runs: Sequence[Run], claims: Sequence[Claim], on: _Asked) -> SlotRow:
    end = slot.inside.end
    over = on.as_of > end
    first = runs[0].on if runs else None
    # while a run can still come in time, what only stands beside one is not held against the slot
    claims = [claim for claim in claims if over or not claim.beside]
    return SlotRow(
        slot.name,
        slot.inside.start,
        end,
        slot.required,
        _state(slot, first, on, claimed=bool(claims)),
        first,
        None if first is None else max((first - end).days, 0),
        first is not None and first > on.window.end,
        tuple(run.evidence for run in runs),
        tuple(claims),
        still_open=on.as_of <= end + on.grace,
        ended=over,
    )


def _state(slot: Slot, first: date | None, on: _Asked, *, claimed: bool) -> SlotState:
    """What a slot shows, by its first run. One that asks for no run counts only when it has one in time."""
    end = slot.inside.end
    state = _empty(end, on, claimed=claimed) if first is None else _filled(first, end, on)
    return state if slot.required or state is SlotState.COVERED else SlotState.OPTIONAL


def _filled(first: date, end: date, on: _Asked) -> SlotState:
    if first <= end:
        return SlotState.COVERED
    return SlotState.LATE if first <= end + on.grace else SlotState.LATE_BEYOND_GRACE


def _empty(end: date, on: _Asked, *, claimed: bool) -> SlotState:
    over_with_grace = on.as_of > end + on.grace
    if over_with_grace and on.outside:
        return SlotState.OUTSIDE_PERIOD
    # counts as a gap once it is over, but a reader has to see that something is on file, and why it shows no run
    if claimed:
        return SlotState.CLAIMED
    if over_with_grace:
        return SlotState.GAP
    return SlotState.DUE if on.as_of > end else SlotState.UPCOMING


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
    if not any(row.required and row.state in EMPTY and not row.ended for row in rows):
        return []
    return [f"the last run, of {before}, is before the window: without one by {window.end} operation cannot be judged"]
