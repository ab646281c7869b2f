"""How near a date is. The state follows from the dates alone, so a day on which nobody looked is caught up later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grcdesk.schemas.due.due import DueDate, DueNoteRow, DueRow
from grcdesk.terms import DueKind, DueMark, DueState

STEPS = ((7, DueState.DUE_7), (30, DueState.DUE_30), (60, DueState.DUE_60), (90, DueState.DUE_90))
"""Days left, and what that is called."""
LATE = frozenset({DueState.OVERDUE, DueState.NEVER_REVIEWED})
"""What `due --check` is about."""
REVIEW_MONTHS = 12
"""House default, no standard's: a control, an AI feature and a "not applicable" are looked at again after so long."""


def state(due: date, on: date, *, never: bool = False) -> DueState:
    """How near the date is on a day; the date itself is not late yet."""
    if never:
        return DueState.NEVER_REVIEWED
    days = (due - on).days
    if days < 0:
        return DueState.OVERDUE
    return next((name for limit, name in STEPS if days <= limit), DueState.OK)


def row(found: DueDate, on: date) -> DueRow:
    """One entry, judged on a day."""
    return DueRow(
        found.kind,
        found.id,
        found.title,
        found.owner,
        found.due,
        (found.due - on).days,
        state(found.due, on, never=found.never),
        found.why,
    )


def arrange(rows: Iterable[DueRow]) -> list[DueRow]:
    """The most pressing first; equals by kind and id."""
    return sorted(rows, key=lambda one: (one.days, one.kind.value, one.id))


def holds(note: DueNoteRow | None, found: DueRow, on: date) -> bool:
    """Whether a note still speaks of this entry: of the same due date, and a snooze until its day."""
    if note is None or note.due != found.due or on < note.on:
        return False
    return note.mark is DueMark.ACKNOWLEDGED or (note.until is not None and on < note.until)


def is_snoozed(note: DueNoteRow | None, found: DueRow, on: date) -> bool:
    """Whether it was put off, and the day has not come."""
    return holds(note, found, on) and note is not None and note.mark is DueMark.SNOOZED


def said(note: DueNoteRow | None) -> str:
    """What a note adds to the why of an entry."""
    if note is None:
        return ""
    until = f" until {note.until}" if note.until else ""
    return f"{note.mark.value}{until} by {note.by}: {note.reason}"


def wanted(
    rows: Iterable[DueRow], *, within: int | None = None, kinds: frozenset[str] = frozenset(), owner: str = ""
) -> list[DueRow]:
    """Entries of at most so many days, of those kinds, of that person."""
    who = " ".join(owner.split()).casefold()
    return [
        one
        for one in rows
        if (within is None or one.days <= within)
        and (not kinds or one.kind in kinds)
        and (not who or who in one.owner.casefold())
    ]


def grouped(rows: Iterable[DueRow]) -> dict[tuple[DueState, DueKind], list[DueRow]]:
    """Entries by state, worst first, and kind; the most pressing of each first."""
    found: dict[tuple[DueState, DueKind], list[DueRow]] = {}
    for one in sorted(rows, key=lambda one: (tuple(DueState).index(one.state), one.days, one.id)):
        found.setdefault((one.state, one.kind), []).append(one)
    return found


def pressing(rows: Iterable[DueRow]) -> tuple[int, int]:
    """How many entries are late, and how many will be; a control never assessed is not assessed, and no late review."""
    told = [one for one in rows if (one.state, one.kind) != (DueState.NEVER_REVIEWED, DueKind.CONTROL_REVIEW)]
    late = sum(one.state in LATE for one in told)
    return late, len(told) - late
