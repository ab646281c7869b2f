"""The heat table: what each month of the period shows of a control. Recomputed from its coverage and a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from grcdesk.rules.coverage.runs import is_missed
from grcdesk.rules.time.months import month_end
from grcdesk.rules.time.spans import clip
from grcdesk.schemas.coverage.coverage import CoverageRow, MonthCell, SlotRow, Span
from grcdesk.terms import Frequency, MonthState, SlotState, Verdict

_WORST = {state: rank for rank, state in enumerate(MonthState)}
_OF_SLOT = {
    SlotState.COVERED: MonthState.COVERED,
    SlotState.LATE: MonthState.LATE,
    SlotState.LATE_BEYOND_GRACE: MonthState.GAP,
    SlotState.GAP: MonthState.GAP,
    SlotState.CLAIMED: MonthState.CLAIMED,
    SlotState.UPCOMING: MonthState.UPCOMING,
    SlotState.DUE: MonthState.DUE,
    SlotState.OPTIONAL: MonthState.OPTIONAL,
    SlotState.OUTSIDE_PERIOD: MonthState.OUTSIDE_PERIOD,
}
_DONE = frozenset({SlotState.COVERED, SlotState.LATE})
_BESIDE_A_RUN = {
    MonthState.GAP: MonthState.PARTIAL,
    MonthState.UPCOMING: MonthState.ON_TRACK,
    MonthState.NOT_YET_RUN: MonthState.ON_TRACK,
}
"""What the worst slot of a month makes of it when another slot of that month has its run."""


def months_of(period: Span) -> tuple[Span, ...]:
    """The calendar months of a period, the first and the last cut by it."""
    found = []
    start = period.start
    while start <= period.end:
        last = month_end(start)
        found.append(Span(start, min(last, period.end)))
        start = last + timedelta(days=1)
    return tuple(found)


def cells(row: CoverageRow, months: Iterable[Span], as_of: date) -> tuple[MonthCell, ...]:
    """One cell a month. A slot longer than a month shows in each month it touches."""
    return tuple(_cell(row, month, as_of) for month in months)


def _cell(row: CoverageRow, month: Span, as_of: date) -> MonthCell:
    name = f"{month.start:%Y-%m}"
    inside = clip(month, row.window) if row.window else None
    if inside is None:
        return MonthCell(name, MonthState.NO_WINDOW, 0, 0, "")
    if row.verdict is Verdict.DESIGN_ONLY:
        return MonthCell(name, MonthState.DESIGN_ONLY, 0, 0, "")
    if row.frequency is Frequency.EVENT:
        return _listed(name, row, inside, as_of)
    if row.frequency is Frequency.CONTINUOUS:
        return _days(name, row, inside, as_of)
    touched = [slot for slot in row.slots if slot.start <= inside.end and slot.end >= inside.start]
    return _slots(name, touched, begun=inside.start <= as_of)


def _slots(name: str, slots: list[SlotRow], *, begun: bool) -> MonthCell:
    required = [(slot, slot_in_month(slot, begun=begun)) for slot in slots if slot.required]
    if not required:
        return _optional(name, slots)
    first_worst, worst = min(required, key=lambda one: _WORST[one[1]])
    done = sum(slot.state in _DONE for slot, _ in required)
    state = _BESIDE_A_RUN.get(worst, worst) if done else worst
    return MonthCell(name, state, done, len(required), first_worst.slot)


def _optional(name: str, slots: list[SlotRow]) -> MonthCell:
    """A month that asks for no run, and may have one all the same."""
    covered = [slot for slot in slots if slot.state is SlotState.COVERED]
    state = MonthState.COVERED if covered else MonthState.OPTIONAL
    return MonthCell(name, state, len(covered), 0, covered[0].slot if covered else "")


def slot_in_month(slot: SlotRow, *, begun: bool) -> MonthState:
    """What a slot makes of one of its months. A month that has begun is not to come, though its slot may wait."""
    if is_missed(slot):
        return MonthState.GAP
    if slot.state is SlotState.UPCOMING and begun:
        return MonthState.NOT_YET_RUN
    return _OF_SLOT[slot.state]


def _days(name: str, row: CoverageRow, month: Span, as_of: date) -> MonthCell:
    if month.start > as_of:
        return MonthCell(name, MonthState.UPCOMING, 0, 0, "")
    judged = Span(month.start, min(month.end, as_of))
    covered = sum(part.days for span in row.spans if (part := clip(span, judged)))
    hole = next((part for gap in row.gaps if (part := clip(gap, judged))), None)
    if covered < judged.days and row.verdict is not Verdict.COVERED:
        state = MonthState.PARTIAL if covered else MonthState.GAP
    else:
        state = _state_so_far(judged, month)
    return MonthCell(name, state, covered, judged.days, str(hole) if hole else "")


def _state_so_far(judged: Span, month: Span) -> MonthState:
    """Of a month without a gap that counts: covered is said of all its days, so not before it is over."""
    return MonthState.COVERED if judged.end == month.end else MonthState.ON_TRACK


def _listed(name: str, row: CoverageRow, month: Span, as_of: date) -> MonthCell:
    if row.verdict is Verdict.NO_OCCURRENCE:
        return MonthCell(name, MonthState.COVERED, month.days, month.days, "")
    if row.verdict is Verdict.FINAL:  # it shows what happened, not that the control ran
        return MonthCell(name, MonthState.LISTED, month.days, month.days, "")
    listed = sum(part.days for span in row.spans if (part := clip(span, month)))
    if row.verdict is Verdict.INTERIM and listed:
        return MonthCell(name, MonthState.INTERIM, listed, month.days, "")
    state = MonthState.UPCOMING if month.end >= as_of else MonthState.UNPROVEN
    return MonthCell(name, state, listed, month.days, "")
