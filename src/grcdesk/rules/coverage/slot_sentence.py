"""What the slots of a periodic control show, as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grcdesk.schemas.coverage.coverage import SlotRow
from grcdesk.terms import SlotState, Verdict
from grcdesk.wording import count, join

LATE = frozenset({SlotState.LATE, SlotState.LATE_BEYOND_GRACE})
EMPTY = frozenset({SlotState.UPCOMING, SlotState.DUE, SlotState.CLAIMED})
"""Without a run, and not yet a gap."""


def sentence(rows: Sequence[SlotRow], verdict: Verdict, before: date | None) -> str:
    """How many were run in time, then what the others lack. `before`: the last run before the window."""
    required = [row for row in rows if row.required]
    in_time = sum(row.state is SlotState.COVERED for row in required)
    parts = (
        f"{in_time} of {count(len(required), 'required slot')} with a run in time",
        _listed("late", [_days_late(row) for row in required if row.state in LATE]),
        _listed("no run", _slots(required, SlotState.GAP)),
        _listed("ended and still in grace", _slots(required, SlotState.DUE)),
        *(_claimed(row) for row in _first_claimed(required)),
        _first_due(required, verdict),
        _listed("still to come", _slots(required, SlotState.UPCOMING)),
        _only_before(before) if verdict is Verdict.NOT_TESTED_IN_PERIOD else "",
    )
    return "; ".join(part for part in parts if part) + "."


def _listed(what: str, told: list[str]) -> str:
    """`no run: 2026Q1 and 2026Q2`; empty when there is none."""
    return f"{what}: {join(told, 4)}" if told else ""


def _slots(rows: Sequence[SlotRow], state: SlotState) -> list[str]:
    return [row.slot for row in rows if row.state is state]


def _first_due(rows: Sequence[SlotRow], verdict: Verdict) -> str:
    """When the first run is due of a control that has none."""
    if verdict is not Verdict.NOT_YET_RUN:
        return ""
    # the verdict says that one of them waits
    return f"not yet run, due {next(row.end for row in rows if row.state in EMPTY)}"


def _only_before(before: date | None) -> str:
    return (
        f"last run {before}, before the window: design can be judged, operation cannot; "
        "run it again inside the period, or move the period"
    )


def _first_claimed(rows: Sequence[SlotRow]) -> list[SlotRow]:
    """Slots with claims alone, those that are over first; the sentence names two."""
    claimed = [row for row in rows if row.state is SlotState.CLAIMED]
    return sorted(claimed, key=lambda row: not row.ended)[:2]


def _claimed(row: SlotRow) -> str:
    return f"claimed: {row.slot} ({join([str(one) for one in row.claims], 2)})"


def _days_late(row: SlotRow) -> str:
    beyond = ", beyond grace" if row.state is SlotState.LATE_BEYOND_GRACE else ""
    after = ", after the period ended" if row.after_period_end else ""
    return f"{row.slot} by {count(row.days_late or 0, 'day')}{beyond}{after}"
