"""Small populations as files, and the schemas checks are read against."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grcdesk.engine.tables import EngineTable
from grcdesk.rules.audits.roles import ColumnKind, RoleColumn

CHANGES = (
    RoleColumn("change_id"),
    RoleColumn("merged_at", ColumnKind.TIME),
    RoleColumn("day", ColumnKind.DATE),
    RoleColumn("author"),
    RoleColumn("approver"),
    RoleColumn("commit"),
    RoleColumn("score", ColumnKind.NUMBER),
    RoleColumn("passed", ColumnKind.FLAG),
)
RELEASES = (RoleColumn("release_id"), RoleColumn("change_id"))
SCHEMA = {"model_changes": CHANGES, "releases": RELEASES}

Written = Callable[..., EngineTable]


@pytest.fixture
def table(tmp_path: Path) -> Written:
    """Writes rows and gives the table."""

    def write(name: str, columns: Sequence[RoleColumn], *rows: Sequence[object]) -> EngineTable:
        path = tmp_path / f"{name}.jsonl"
        names = [column.name for column in columns]
        path.write_text("".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows))
        return EngineTable(name, tuple(columns), path)

    return write


@pytest.fixture
def many(table: Written) -> EngineTable:
    """20,000 changes of two kinds: enough for a join of everything with everything to be too much."""
    kinds = (RoleColumn("change_id"), RoleColumn("kind"))
    return table("model_changes", kinds, *((f"CHG-{number}", "prompt") for number in range(20_000)))
