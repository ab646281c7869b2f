"""What a person told beside what the desk recorded: who typed it, and when."""

from __future__ import annotations

from datetime import date

NEAR_DAYS = 1
"""Days the two may lie apart before both are said: the desk records in UTC, people speak of their own day."""


def told(what: str, name: str, on: date | None, recorded_by: str = "", recorded_at: str = "") -> str:
    """`signed by M. Roy on 2026-11-27`, and what was recorded where name or day differ: both stand in a document.

    Args:
        what: the deed: `signed`, `performed`, `collected`, `reviewed`.
        name: who did it, as told; empty: not told.
        on: the day it was done, as told, in the desk's zone; None: not told.
        recorded_by: who entered it; empty: not known.
        recorded_at: UTC time it was entered, ISO 8601; empty: not known.
    """
    if not name and on is None:
        return ""
    said = " ".join(part for part in (what, f"by {name}" if name else "", f"on {on}" if on else "") if part)
    kept = recorded(name, on, recorded_by, recorded_at)
    return f"{said}; {kept}" if kept else said


def recorded(name: str, on: date | None, recorded_by: str, recorded_at: str) -> str:
    """`recorded by root, 2026-11-27 06:04Z`; empty where the desk recorded what was told."""
    other = bool(recorded_by) and _same(name) != _same(recorded_by)
    apart = bool(recorded_at) and on is not None and abs((date.fromisoformat(recorded_at[:10]) - on).days) > NEAR_DAYS
    if not other and not apart:
        return ""
    by = f"recorded by {recorded_by}" if recorded_by else "recorded"
    return f"{by}, {recorded_at[:10]} {recorded_at[11:16]}Z" if recorded_at else by


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
