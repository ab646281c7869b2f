"""How the requests of an engagement go, from their rounds alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from grcdesk.schemas.requests import RequestMetrics, RequestRow, ReturnedRow, RoundRow
from grcdesk.terms.requests import SETTLED, AuditorStatus, RequestStatus


def is_overdue(status: RequestStatus, auditor: AuditorStatus, due: date | None, on: date) -> bool:
    """Whether its day has passed and it waits for us. What is handed over waits for the auditor."""
    return due is not None and due < on and waits_for_us(status, auditor)


def waits_for_us(status: RequestStatus, auditor: AuditorStatus) -> bool:
    """Whether the next move is ours."""
    return status is not RequestStatus.SUBMITTED and auditor not in SETTLED


def metrics(rows: Sequence[RequestRow], rounds: Mapping[str, Sequence[RoundRow]], on: date) -> RequestMetrics:
    """Counts, rates and medians.

    Args:
        rows: the requests.
        rounds: by request, in order.
        on: the day they are judged on.
    """
    accepted = [row for row in rows if row.auditor_status is AuditorStatus.ACCEPTED or _was_accepted(rounds[row.id])]
    # of what was handed over before its list came, nobody knows how often
    known = [row for row in accepted if rounds[row.id] and all(one.submitted_on for one in rounds[row.id])]
    first = [row for row in known if len(rounds[row.id]) == 1]
    returns = [
        ReturnedRow(row.id, row.ref, one.number, one.reason, one.told_on, one.told_by)
        for row in rows
        for one in rounds[row.id]
        if one.word is AuditorStatus.RETURNED
    ]
    days = [
        (rounds[row.id][0].submitted_on - row.asked).days  # type: ignore[operator]  # asked for below
        for row in rows
        if row.asked and rounds[row.id] and rounds[row.id][0].submitted_on
    ]
    return RequestMetrics(
        as_of=on,
        requests=len(rows),
        open=sum(waits_for_us(row.status, row.auditor_status) for row in rows),
        overdue=sum(is_overdue(row.status, row.auditor_status, row.due, on) for row in rows),
        submitted=sum(row.status is RequestStatus.SUBMITTED and row.auditor_status not in SETTLED for row in rows),
        accepted=len(accepted),
        returned=len(returns),
        accepted_first_time=len(first),
        first_time_known=len(known),
        accepted_first_time_rate=round(len(first) / len(known), 3) if known else None,
        median_days_to_submit=float(median(days)) if days else None,
        returns=tuple(returns),
    )


def _was_accepted(rounds: Sequence[RoundRow]) -> bool:
    """Whether the last round on record ended so, before it was closed."""
    return bool(rounds) and rounds[-1].word is AuditorStatus.ACCEPTED
