"""The words of a reminder, and when two of them are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from grcdesk.rules.due.due import LATE, grouped
from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.due.reminders import Message
from grcdesk.terms import DueState
from grcdesk.wording import count, word

MOST = 40
"""Lines of one message; the rest is counted."""


def message(rows: Sequence[DueRow], channel: str, organisation: str, today: date) -> Message | None:
    """What is sent to a channel; None when nothing is due.

    The key follows from what is due and how near it is, so the same message goes out once; while something is late it
    goes out again each week.
    """
    if not rows:
        return None
    late = sum(row.state in LATE for row in rows)
    soon = len(rows) - late
    parts = [f"{late} overdue or never reviewed"] if late else []
    parts += [f"{soon} due soon"] if soon else []
    said = sorted(f"{row.kind.value}/{row.id}/{row.due}/{row.state.value}" for row in rows)
    # without the week in the key an overdue date would be told once and never again
    year, week, _ = today.isocalendar()
    said.append(f"{year}W{week}" if late else "")
    key = hashlib.sha256("\n".join([channel, *said]).encode()).hexdigest()
    return Message(f"{organisation or 'grcdesk'}: {', '.join(parts)}", "\n".join(_lines(rows)), key)


def _lines(rows: Sequence[DueRow]) -> list[str]:
    found: list[str] = []
    told, last = 0, None
    for (state, _), some in grouped(rows).items():
        for row in some:
            if told == MOST:
                return [*found, "", f"and {count(len(rows) - told, 'date')} more: grcdesk due"]
            if state is not last:
                found += ["", _heading(state)] if found else [_heading(state)]
                last = state
            found.append(f"- {row.due} {word(row.kind)}: {row.title} ({row.id}), {row.owner or 'nobody owns it'}")
            told += 1
    return found


def _heading(state: DueState) -> str:
    said = word(state)
    return said[:1].upper() + said[1:]
