"""Periodic controls: which run belongs to which slot, and what each slot shows on a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from grcdesk.rules.time.slots import Slot, far_apart, is_short, later, slots_of
from grcdesk.schemas.coverage import Claim, Run, SlotRow, Span, WatchedControl
from grcdesk.terms import Frequency, SlotState, Verdict
from grcdesk.wording import count, join

_LATE = frozenset({SlotState.LATE, SlotState.LATE_BEYOND_GRACE})
_RUN = frozenset({SlotState.COVERED, *_LATE})
_EMPTY = frozenset({SlotState.UPCOMING, SlotState.DUE, SlotState.CLAIMED})
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
    before = max((run.on for run in runs if run.on < window.start), default=None)
    reaches = (
        before is not None
        and is_short(control.frequency, window)
        and later(before, control.frequency) + grace >= window.end
    )
    on = _Asked(window, as_of, grace, outside=reaches)
    rows = tuple(_row(slot, placed[slot.name], claimed[slot.name], on) for slot in slots)
    lately = before is not None and later(before, control.frequency) >= window.start
    verdict = verdict_of(rows, ran_before=lately)
    waiting = next((row for row in rows if row.required and row.still_open and row.state in _EMPTY), None)
    closing = waiting is not None and control.frequency in _LONG and _in_last_third(waiting, as_of)
    return JudgedSlots(
        rows,
        verdict,
        _sentence(rows, verdict, before),
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


def verdict_of(rows: Sequence[SlotRow], *, ran_before: bool = False) -> Verdict:
    """The verdict over the required slots.

    Args:
        rows: slots as judged on a day.
        ran_before: whether there was a run in the cycle before the window.
    """
    required = [row for row in rows if row.required]
    states = {row.state for row in required}
    if states & {SlotState.GAP, SlotState.LATE_BEYOND_GRACE} or any(is_missed(row) for row in required):
        return Verdict.GAP
    if SlotState.OUTSIDE_PERIOD in states:
        return Verdict.NOT_TESTED_IN_PERIOD
    if states & _EMPTY:
        ended = any(row.state is SlotState.DUE or (row.state is SlotState.CLAIMED and row.ended) for row in required)
        ran = ran_before or any(row.state in _RUN for row in rows)
        return Verdict.ON_TRACK if ran and not ended else Verdict.NOT_YET_RUN
    return Verdict.COVERED_WITH_EXCEPTIONS if SlotState.LATE in states else Verdict.COVERED


def is_missed(row: SlotRow) -> bool:
    """Whether a slot is over, grace and all, and nothing shows that it was run."""
    return row.state is SlotState.GAP or (row.state is SlotState.CLAIMED and not row.still_open)


def is_overdue(row: SlotRow) -> bool:
    """Whether a slot is over and was not run in time."""
    return row.state in {SlotState.GAP, SlotState.DUE, *_LATE} or (row.state is SlotState.CLAIMED and row.ended)


def _in_last_third(row: SlotRow, as_of: date) -> bool:
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
    first = runs[0].on if runs else None
    late = max((first - end).days, 0) if first else None
    claims = [claim for claim in claims if not claim.beside or on.as_of > end]
    if first is None:
        state = _empty(end, on)
        if claims and state is not SlotState.OUTSIDE_PERIOD:
            state = SlotState.CLAIMED
    elif not late:
        state = SlotState.COVERED
    else:
        state = SlotState.LATE if first <= end + on.grace else SlotState.LATE_BEYOND_GRACE
    if not slot.required and state is not SlotState.COVERED:
        state = SlotState.OPTIONAL
    after = bool(late) and first is not None and first > on.window.end
    return SlotRow(
        slot.name,
        slot.inside.start,
        end,
        slot.required,
        state,
        first,
        late,
        after,
        tuple(run.evidence for run in runs),
        tuple(claims),
        still_open=on.as_of <= end + on.grace,
        ended=on.as_of > end,
    )


def _empty(end: date, on: _Asked) -> SlotState:
    if on.as_of <= end:
        return SlotState.UPCOMING
    if on.as_of <= end + on.grace:
        return SlotState.DUE
    return SlotState.OUTSIDE_PERIOD if on.outside else SlotState.GAP


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
    if not any(row.required and row.state in _EMPTY and not row.ended for row in rows):
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
        )
        if named(state)
    ]
    parts += [f"claimed: {row.slot} ({join([str(one) for one in row.claims], 2)})" for row in _first_claimed(required)]
    waiting = [row for row in required if row.state is SlotState.UPCOMING]
    if verdict is Verdict.NOT_YET_RUN and (first := next((row for row in required if row.state in _EMPTY), None)):
        parts.append(f"not yet run, due {first.end}")
    if waiting:
        parts.append(f"still to come: {named(SlotState.UPCOMING)}")
    if verdict is Verdict.NOT_TESTED_IN_PERIOD:
        parts.append(
            f"last run {before}, before the window: design can be judged, operation cannot; "
            "run it again inside the period, or move the period"
        )
    return "; ".join(parts) + "."


def _first_claimed(rows: Sequence[SlotRow]) -> list[SlotRow]:
    """Slots with claims alone, those that are over first; the sentence names two."""
    claimed = [row for row in rows if row.state is SlotState.CLAIMED]
    return sorted(claimed, key=lambda row: not row.ended)[:2]


def _days_late(row: SlotRow) -> str:
    beyond = ", beyond grace" if row.state is SlotState.LATE_BEYOND_GRACE else ""
    after = ", after the period ended" if row.after_period_end else ""
    return f"{row.slot} by {count(row.days_late or 0, 'day')}{beyond}{after}"
