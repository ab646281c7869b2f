"""Decisions a reviewer made elsewhere: a CSV or a sheet with one line an account."""

from __future__ import annotations

from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.whole.choosing import add_by_headings, by_heading
from grcdesk.importers.reviews import columns
from grcdesk.schemas.reviews.accounts import RulingIn, RulingsFile

FIELDS = ("account_id", "system", "reviewer", "decision", "decided_on", "reason", "ticket", "done_on")
_ALIASES = {
    "account_id": ("accountid", "account"),
    "system": ("system",),
    "reviewer": ("reviewer",),
    "decision": ("decision",),
    "decided_on": ("decidedon", "decided"),
    "reason": ("reason",),
    "ticket": ("ticket",),
    "done_on": ("doneon", "done"),
}


def read_rulings(path: Path, *, sheet: str = "") -> RulingsFile:
    """Read such a list.

    Raises:
        BadInput: when it cannot be read, or names no account and decision.
    """
    content, sha256 = whole_tables.read_bytes(path)
    rows = whole_tables.read_rows(content, path.name, sheet=sheet)
    chosen = _choose(rows.columns, path.name)
    rows.refuse_skipped(path.name)
    days = DateColumns(rows.cells(chosen, ("decided_on", "done_on")), serial=rows.first_day, ask=False)
    lines = [_ruling(line, {what: row[column] for what, column in chosen.items()}, days) for line, row in rows.rows]
    unknown = tuple(column for column in rows.columns if column not in chosen.values())
    return RulingsFile(sha256, tuple(lines), columns.shown(unknown), content if rows.plain and not unknown else b"")


def _choose(headings: tuple[str, ...], file: str) -> dict[str, str]:
    """What → column, by the headings.

    Raises:
        BadInput: when no column names the account, or none the decision.
    """
    chosen: dict[str, str] = {}
    add_by_headings(chosen, _ALIASES.items(), by_heading(headings))
    lacking = [what for what in ("account_id", "decision") if what not in chosen]
    if lacking:
        told = f"has no column {' and '.join(lacking)}: {', '.join(columns.shown(headings[:20]))}"
        raise BadInput(told, hint=f"its columns are {', '.join(FIELDS)}", file=file)
    return chosen


def _ruling(line: int, row: dict[str, str], days: DateColumns) -> RulingIn:
    text = {what: " ".join(row.get(what, "").split()) for what in FIELDS}
    return RulingIn(
        line, text["account_id"], text["system"], text["reviewer"], text["decision"],
        day_text(days, "decided_on", text["decided_on"]),
        text["reason"], text["ticket"], day_text(days, "done_on", text["done_on"]),
    )  # fmt: skip


def day_text(days: DateColumns, what: str, text: str) -> str:
    """A day as 2026-01-31; what cannot be told is left as it stands, for the message."""
    try:
        found = days.day(what, text)
    except BadTime:
        return text
    return found.isoformat() if found else ""
