"""What a database is made of: its tables, indexes, views and triggers, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

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


def statements(connection: Connection) -> list[str]:
    """What makes all of it, in the order it was made."""
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    return [str(sql) for sql in connection.exec_driver_sql(query).scalars()]


def make(connection: Connection, told: Iterable[str]) -> None:
    """Make all of it in an empty database."""
    for statement in told:
        connection.exec_driver_sql(statement)


def is_empty(connection: Connection) -> bool:
    """Whether nothing was made yet."""
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


@lru_cache(maxsize=1024)  # every desk is made of the same few hundred
def _words(sql: str) -> str:
    """The words of a statement with one blank between; a name is the same in quotes and without."""
    return " ".join(_PLAIN.sub(r"\1", word) for word in _TOKEN.findall(sql))
