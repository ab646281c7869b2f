"""Rolling cycles are named by their dates: a number slid to other days when the period moved.

Labels `1`, `2` … become the dates that cycle has as the desk stands: counted from the start of the window of the control,
which is the period from the day it took effect. What cannot be told is cleared; the run then goes by its own day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

from grcdesk.store.migrations import moves

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_NUMBER = re.compile(r"[1-9]\d?")
_DAYS = {"multiple_daily": 1, "daily": 1, "weekly": 7}
_MONTHS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
_NOTE = "evidence_slot"
_CONTROLS = """
    SELECT c.id, c.frequency, coalesce(a.anchor, c.anchor), p.period_start, p.period_end,
        coalesce(a.effective_from, p.period_start), coalesce(a.retired_on, p.period_end)
    FROM control c JOIN assessment a ON a.control = c.id
    JOIN programme p ON p.period_start IS NOT NULL AND p.period_end IS NOT NULL
"""


def upgrade() -> None:
    cycles = _cycles()
    behind: dict[str, list[str]] = defaultdict(list)
    links = sa.text("SELECT evidence, control FROM evidence_link ORDER BY evidence, control")
    for evidence, control in op.get_bind().execute(links):
        behind[evidence].append(control)

    def renamed(row: moves.Record) -> moves.Record:
        if not _NUMBER.fullmatch(row["for_slot"]):
            return {}
        names = {cycles[control].get(row["for_slot"]) for control in behind[row["id"]] if control in cycles}
        (name,) = names if len(names) == 1 else (None,)
        return {"for_slot": name or ""}

    moves.change("evidence", renamed)
    _notes(cycles)


def _notes(cycles: Mapping[str, Mapping[str, str]]) -> None:
    """What was said of such a slot that is due goes by its new name, or away with the old one."""
    query = sa.text("SELECT * FROM due_note WHERE kind = :kind ORDER BY id").bindparams(kind=_NOTE)
    for row in [dict(one) for one in op.get_bind().execute(query).mappings()]:
        control, _, slot = row["record"].rpartition("/")
        if not _NUMBER.fullmatch(slot):
            continue
        name = cycles.get(control, {}).get(slot)
        moves.remove("due_note", row["id"])
        if name:
            record = f"{control}/{name}"
            moves.add("due_note", {**row, "id": f"{_NOTE}/{record}", "record": record})


def _cycles() -> dict[str, dict[str, str]]:
    """For each control whose cycles roll and that has a window: the dates of each by its number."""
    found = {}
    for control, frequency, anchor, start, end, since, until in op.get_bind().execute(sa.text(_CONTROLS)):
        first, last = max(start, since), min(end, until)
        if anchor == "rolling" and frequency in {*_DAYS, *_MONTHS} and first <= last:
            found[control] = _named(frequency, date.fromisoformat(first), date.fromisoformat(last))
    return found


def _named(frequency: str, start: date, end: date) -> dict[str, str]:
    names = {}
    for number in range(99):
        first, following = _later(start, frequency, number), _later(start, frequency, number + 1)
        if first > end:
            break
        names[str(number + 1)] = f"{first}..{following - timedelta(days=1)}"
    return names


def _later(day: date, frequency: str, cycles: int) -> date:
    if frequency in _DAYS:
        return day + timedelta(days=_DAYS[frequency] * cycles)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[frequency] * cycles, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
