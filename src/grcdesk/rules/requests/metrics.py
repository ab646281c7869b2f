"""How the requests of an engagement go, from their rounds alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from grcdesk.schemas.requests.requests import RequestMetrics, RequestRow, ReturnedRow, RoundRow
from grcdesk.terms.requests import SETTLED, AuditorStatus, RequestStatus


def is_overdue(status: RequestStatus, auditor: AuditorStatus, due: date | None, on: date) -> bool:
    """Whether its day has passed and it waits for us. What is handed over waits for the auditor."""
    return due is not None and due < on and waits_for_us(status, auditor)


def waits_for_us(status: RequestStatus, auditor: AuditorStatus) -> bool:
    """Whether the next move is ours."""
    # blocked waits for us too: whatever blocks it, the auditor cannot go on
    return status is not RequestStatus.SUBMITTED and auditor not in SETTLED


def metrics(rows: Sequence[RequestRow], rounds: Mapping[str, Sequence[RoundRow]], on: date) -> RequestMetrics:
    """Counts, rates and medians.

    Args:
        rows: the requests.
        rounds: by request, in order.
        on: the day they are judged on.
    """
    accepted = [row for row in rows if _is_accepted(row, rounds[row.id])]
    at_once, known = _at_once([rounds[row.id] for row in accepted])
    returns = [found for row in rows for found in _returns(row, rounds[row.id])]
    return RequestMetrics(
        as_of=on,
        requests=len(rows),
        open=sum(waits_for_us(row.status, row.auditor_status) for row in rows),
        overdue=sum(is_overdue(row.status, row.auditor_status, row.due, on) for row in rows),
        submitted=sum(_waits_for_auditor(row) for row in rows),
        accepted=len(accepted),
        returned=len(returns),
        accepted_first_time=at_once,
        first_time_known=known,
        accepted_first_time_rate=round(at_once / known, 3) if known else None,
        median_days_to_submit=_median_days(rows, rounds),
        returns=tuple(returns),
    )


def _at_once(accepted: Sequence[Sequence[RoundRow]]) -> tuple[int, int]:
    """How many were accepted in their first round, and of how many that is known."""
    known = [rounds for rounds in accepted if _is_told_in_full(rounds)]
    return sum(len(rounds) == 1 for rounds in known), len(known)


def _median_days(rows: Sequence[RequestRow], rounds: Mapping[str, Sequence[RoundRow]]) -> float | None:
    """Of the requests of which it is known; None of none."""
    known = [days for row in rows if (days := _days_to_submit(row, rounds[row.id])) is not None]
    return float(median(known)) if known else None


def _waits_for_auditor(row: RequestRow) -> bool:
    return row.status is RequestStatus.SUBMITTED and row.auditor_status not in SETTLED


def _is_told_in_full(rounds: Sequence[RoundRow]) -> bool:
    """Whether each of its rounds is on record: of what was handed over before its list came, nobody knows how often."""
    return bool(rounds) and all(one.submitted_on for one in rounds)


def _returns(row: RequestRow, rounds: Sequence[RoundRow]) -> list[ReturnedRow]:
    """The rounds that came back."""
    returned = [one for one in rounds if one.word is AuditorStatus.RETURNED]
    return [ReturnedRow(row.id, row.ref, one.number, one.reason, one.told_on, one.told_by) for one in returned]


def _days_to_submit(row: RequestRow, rounds: Sequence[RoundRow]) -> int | None:
    """Days from its asking to its first handing over; None while either day is not known."""
    handed_over = rounds[0].submitted_on if rounds else None
    return None if row.asked is None or handed_over is None else (handed_over - row.asked).days


def _is_accepted(row: RequestRow, rounds: Sequence[RoundRow]) -> bool:
    """Whether he accepted it: it stands so, or its last round on record ended so before it was closed."""
    if row.auditor_status is AuditorStatus.ACCEPTED:
        return True
    return bool(rounds) and rounds[-1].word is AuditorStatus.ACCEPTED
