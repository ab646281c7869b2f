"""What goes into a run of checks, and what comes out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from grcdesk.rules.audits.roles import ColumnKind, RoleColumn

PERIOD_DAYS = "period_days"
"""The table of the days of the period, both ends in it, that a check may name beside the populations."""
PERIOD_COLUMNS = (RoleColumn("day", ColumnKind.DATE),)
_NOT_PLAIN = re.compile(r"[^a-z0-9_]+")
_LONGEST = 60
"""Characters of a column's name in SQL."""


@dataclass(frozen=True, slots=True)
class EngineTable:
    """A population a check may name: a file of JSON Lines, one object a row with exactly these columns.

    A text is a string, a time `2026-01-01T00:00:00Z` (fractions of a second allowed), a date its ISO form, a number a
    JSON number or its decimal text (18 places after the point are kept), a flag true or false; null is none of them.
    """

    name: str
    columns: tuple[RoleColumn, ...]
    path: Path | None
    """None: the few rows in `rows`, or none."""
    rows: tuple[tuple[str | None, ...], ...] = ()
    """A small table that stands in no file; each value as the text of its kind."""


@dataclass(frozen=True, slots=True)
class EngineCheck:
    """A SELECT whose rows are the deviations, the key first."""

    name: str
    """How messages call it; each of a run has its own."""
    sql: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a check may use. What would go beyond is stopped, never cut."""

    seconds: float = 10
    """For each check, and again for loading, which gets another second for every 16 MiB."""
    memory: int = 1 << 30
    """Bytes the engine may hold."""
    rows: int = 100_000


@dataclass(frozen=True, slots=True)
class CheckRows:
    """What a check found."""

    name: str
    columns: tuple[str, ...]
    """The first is the key."""
    rows: tuple[tuple[str | None, ...], ...]
    """Values as text: a time with its Z, a decimal without needless zeros, a flag as true or false. Sorted by the
    UTF-8 bytes of the key and then of every other column; what is null comes last."""
    digest: str
    """SHA-256 in hex of the rows, each as a compact JSON list and a line end."""
    seconds: float
    """How long the engine took, without loading."""


def period_days(first: date, last: date) -> EngineTable:
    """The table of the days from the first to the last, both in it."""
    days = (last - first).days + 1
    rows = tuple((str(first + timedelta(days=number)),) for number in range(days))
    return EngineTable(PERIOD_DAYS, PERIOD_COLUMNS, None, rows)


def sql_names(columns: tuple[RoleColumn, ...]) -> tuple[str, ...]:
    """How a check writes the columns: in small letters, what is no letter, digit or `_` as `_`, each name once."""
    names: list[str] = []
    for column in columns:
        plain = _NOT_PLAIN.sub("_", column.name.casefold()).strip("_")[:_LONGEST] or "column"
        plain = f"_{plain}" if plain[0].isdigit() else plain
        number, name = 1, plain
        while name in names:
            number += 1
            name = f"{plain}_{number}"
        names.append(name)
    return tuple(names)
