"""The second wall: statements that no reader looked at are sent to the process, and still reach nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grcdesk.engine import process
from helpers.check_attacks import BOMBS, STATEMENTS

SELF = {
    *(
        "current_setting",
        "duckdb_secrets",
        "info_schema",
        "sqlite_master",
        "version",
        "current_user",
        "current_database",
    ),
    *("delete_returning_cte", "query_fn", "query_table", "json_exec_sql", "nested_comment", "describe", "summarize"),
    *("from_first", "columns_star", "write_log", "dollar_quote", "quoted_ident", "escape_string", "now", "rowid"),
    *("positional", "sample", "duckdb_logs", "which_secret"),
}
"""What the process alone would answer: it tells of itself, and of the rows it was given."""
SLOW = ("gs_count", "rec_endless", "lpad", "regexp_replace", "levenshtein", "sleep", "in_10_mb")
MEMORY, ROWS, TIME = ("repeat_4g", "list_comp", "unnest", "rec_double"), ("range_rows", "cross_sort"), ("gs_count",)
THOROUGH = os.environ.get("THOROUGH") == "1"
CHANGES = ("change_id", "commit", "author", "approver")


def told(statements: dict[str, str], seconds: float = 2) -> dict[str, process.EngineRows | process.StoppedCheck]:
    """What came of each."""
    tables = (("releases", ("release_id", "change_id"), 1), ("model_changes", CHANGES, 200))
    request = {
        "limits": {"seconds": seconds, "memory": 256 << 20, "rows": 1_000},
        "tables": [
            {
                "name": name,
                "columns": [[column, column, "text"] for column in columns],
                "path": None,
                "cells": [["x"] * rows] * len(columns),
            }
            for name, columns, rows in tables
        ],
        "checks": [{"name": name, "sql": sql, "parameters": {}} for name, sql in statements.items()],
    }
    return dict(process.answers(lambda: request, seconds))


def test_nothing_is_read_written_or_changed_without_the_reader(tmp_path: Path):
    secret = tmp_path / "secret.csv"
    secret.write_text("token\nsk-secret\n")
    ours = {
        "our_file": f"SELECT * FROM read_csv('{secret}')",  # noqa: S608
        "our_text": f"SELECT content FROM read_text('{secret}')",  # noqa: S608
        "our_copy": f"COPY releases TO '{tmp_path / 'out.csv'}'",
        "our_attach": f"ATTACH '{tmp_path / 'a.db'}' AS a",
        "our_temp": "SELECT * FROM read_text('.tmp/x')",
        "still_there": "SELECT release_id FROM releases",
    }
    found = told({name: sql for name, sql in STATEMENTS.items() if name not in SLOW} | ours)
    assert len(found) == len(STATEMENTS) + len(ours) - 1
    ran = {name for name, answer in found.items() if isinstance(answer, process.EngineRows)}
    assert ran == SELF | {"still_there"}
    assert "sk-secret" not in str(found)
    assert "root:" not in str(found)
    assert found["still_there"].rows == [("x",)]
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["secret.csv"]


@pytest.mark.slow
def test_what_grows_without_end_is_stopped_without_the_reader():
    names = (*MEMORY, *ROWS, *TIME)
    found = told({name: BOMBS[name] for name in names}, seconds=1)
    kinds = {name: answer.kind for name, answer in found.items() if isinstance(answer, process.StoppedCheck)}
    assert kinds == dict.fromkeys(MEMORY, "memory") | dict.fromkeys(ROWS, "rows") | dict.fromkeys(TIME, "time")


@pytest.mark.parametrize("name", list(BOMBS) if THOROUGH else ["repeat_4g"])
def test_every_bomb_ends_within_its_limits(name: str):
    assert set(told({name: BOMBS[name]})) == {name}
