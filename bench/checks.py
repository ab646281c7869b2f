"""A check over 1,000,000 rows of 12 columns, in its own process, against the engine's bare load and query."""

# ruff: noqa: PLC0415  imports of what is measured against are no part of what is measured
from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measure import Inside, Row

CHANGES = 1_000_000
SQL = """
SELECT m.change_id, m.author, m.approver, m.merged_at
FROM model_changes AS m
WHERE m.approver IS NULL OR m.approver = m.author OR m.approved_at > m.deployed_at
"""
_TIMES = ("merged_at", "approved_at", "deployed_at", "evaluated_at")
_NUMBERS = ("score", "threshold")


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    file = (str(folder / "changes.jsonl"),)
    Inside("checks:fill", file).measure()
    what = "check 1,000,000 rows of 12 columns / bare engine"
    return [Row(what, Inside("checks:ours", file), Inside("checks:bare", file), 1.5)]


def fill(path: str) -> float:
    """Changes a quarter of a minute apart, one in a hundred approved by its author."""
    begin, first = time.perf_counter(), datetime(2026, 1, 1, tzinfo=UTC)
    with Path(path).open("w", encoding="utf-8") as file:
        for number in range(CHANGES):
            at = [
                f"{first + timedelta(seconds=15 * number + more):%Y-%m-%dT%H:%M:%SZ}" for more in (0, 600, 3600, 1800)
            ]
            change = {
                "change_id": f"CHG-{number:07d}",
                "merged_at": at[0],
                "commit": f"{number * 2654435761 % 2**64:040x}",
                "author": f"dev{number % 97}@acme.example",
                "approver": f"dev{(number + (number % 100 > 0)) % 97}@acme.example",
                "approved_at": at[1],
                "deployed_at": at[2],
                "evaluated_at": at[3],
                "eval_commit": f"{number * 2654435761 % 2**64:040x}",
                "score": f"0.{number * 7919 % 10_000:04d}",
                "threshold": "0.88",
                "kind": ("model", "prompt")[number % 2],
            }
            file.write(json.dumps(change) + "\n")
    return time.perf_counter() - begin


def ours(path: str) -> float:
    """From the text of the check to its sorted rows and their digest."""
    from grcdesk.engine.engine import default_engine
    from grcdesk.engine.tables import EngineCheck, EngineTable
    from grcdesk.rules.audits.roles import ROLES

    start = time.perf_counter()
    table = EngineTable("model_changes", ROLES["model_changes"].columns, Path(path))
    (found,) = default_engine().run([EngineCheck("self-approved", SQL)], [table], [])
    seconds = time.perf_counter() - start
    _checked(len(found.rows))
    return seconds


def bare(path: str) -> float:
    """The same file loaded with the same types, and the same query, in this process."""
    import duckdb

    from grcdesk.rules.audits.roles import ROLES

    names = [column.name for column in ROLES["model_changes"].columns]
    kinds = {
        name: "TIMESTAMP" if name in _TIMES else "DECIMAL(38, 18)" if name in _NUMBERS else "VARCHAR" for name in names
    }
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    start = time.perf_counter()
    engine = duckdb.connect(":memory:", config={"threads": 2})
    source = f"read_json($path, format = 'newline_delimited', columns = {{{listed}}})"
    engine.execute(f"CREATE TABLE model_changes AS SELECT * FROM {source}", {"path": path})
    found = engine.execute(SQL).fetchall()
    seconds = time.perf_counter() - start
    _checked(len(found))
    return seconds


def _checked(found: int) -> None:
    if found != CHANGES // 100:
        raise RuntimeError(f"{found} rows were found, not {CHANGES // 100}")
