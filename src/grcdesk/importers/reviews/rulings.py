"""Decisions a reviewer made elsewhere: a CSV or a sheet with one line an account."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.times import BadTime, read_time
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reviews import columns
from grcdesk.schemas.accounts import RulingIn, RulingsFile

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
    by_plain = {plain_heading(column): column for column in reversed(rows.columns)}
    chosen = {
        what: next((by_plain[name] for name in names if name in by_plain), "") for what, names in _ALIASES.items()
    }
    lacking = [what for what in ("account_id", "decision") if not chosen[what]]
    if lacking:
        told = f"has no column {' and '.join(lacking)}: {', '.join(columns.shown(rows.columns[:20]))}"
        raise BadInput(told, hint=f"its columns are {', '.join(FIELDS)}", file=path.name)
    if rows.skipped:
        raise BadInput("cannot be read whole; nothing was changed", reasons=tuple(rows.skipped), file=path.name)
    lines = [_ruling(line, {what: row.get(column, "") for what, column in chosen.items()}) for line, row in rows.rows]
    unknown = tuple(column for column in rows.columns if column not in chosen.values())
    return RulingsFile(sha256, tuple(lines), columns.shown(unknown), content if rows.plain and not unknown else b"")


def _ruling(line: int, row: dict[str, str]) -> RulingIn:
    text = {what: " ".join(value.split()) for what, value in row.items()}
    return RulingIn(
        line, text["account_id"], text["system"], text["reviewer"], text["decision"], day_text(text["decided_on"]),
        text["reason"], text["ticket"], day_text(text["done_on"]),
    )  # fmt: skip


def day_text(text: str) -> str:
    """A day as 2026-01-31; what cannot be told is left as it stands, for the message."""
    try:
        found = read_time(text, UTC)
    except BadTime:
        return text
    return found.at.date().isoformat() if found else ""
