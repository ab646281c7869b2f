"""What a database is made of: its tables, indexes, views and triggers, word by word."""

from __future__ import annotations

import re

from sqlalchemy import Connection

Parts = dict[tuple[str, str], str]
"""Kind and name → the words that make it, without what only lays them out."""

_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][\w$]*|\d+|[^\s\w]")
_PLAIN = re.compile(r"\"([A-Za-z_]\w*)\"")


def parts(connection: Connection) -> Parts:
    """Every table, index, view and trigger, those SQLite keeps for itself aside."""
    query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
    return {
        (kind, name): f"{table}: {_words(sql)}"
        for kind, name, table, sql in connection.exec_driver_sql(query)
        if not name.startswith("sqlite_")
    }


def _words(sql: str) -> str:
    """The words of a statement with one blank between; a name is the same in quotes and without."""
    return " ".join(_PLAIN.sub(r"\1", word) for word in _TOKEN.findall(sql))
