"""Filling an empty database with the rows of an earlier state, fast: nobody else knows the file yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from grcdesk.store.sqlite.engine import read_uri

StoredRow = Mapping[str, Any]
Missing = Callable[[str, str], Any]
"""Table and column → what a record holds that was written before the column came; KeyError when that is not known."""

_PRAGMAS = ("synchronous=OFF", "foreign_keys=OFF", "trusted_schema=OFF", "cache_size=-65536")
_EMPTY = {"TEXT": "", "INTEGER": 0, "BLOB": b""}


def refill(
    target: Path, source: Path, records: Mapping[str, Iterable[StoredRow]], missing: Missing, *, entry: int
) -> None:
    """Rows into their tables, and the log up to an entry with them. Guards stand aside meanwhile.

    Args:
        target: an empty database.
        source: the one the log is copied from; it is only read.
        records: table → its rows.
        missing: what is put where a row lacks a column of its table.
        entry: the last one of the log that is copied.
    """
    connection = sqlite3.connect(target.resolve().as_uri(), uri=True, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH ? AS live", (read_uri(source),))
        connection.execute("BEGIN IMMEDIATE")
        guards = connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER main."{name}"')
        for table, rows in records.items():
            _insert(connection, table, rows, missing)
        listed = _listed(row[0] for row in _columns(connection, "log"))
        connection.execute(
            f"INSERT INTO main.log ({listed}) SELECT {listed} FROM live.log WHERE seq <= ? ORDER BY seq",  # noqa: S608
            (entry,),
        )
        for _, made in guards:
            connection.execute(made)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[StoredRow], missing: Missing) -> None:
    columns = _columns(connection, table)
    names = [column[0] for column in columns]
    instead = {column[0]: _instead(table, column, missing) for column in columns}
    connection.executemany(
        f'INSERT INTO main."{table}" ({_listed(names)}) VALUES ({", ".join("?" * len(names))})',  # noqa: S608
        ([row[name] if name in row else instead[name] for name in names] for row in rows),
    )


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, int]]:
    """Name, type, and whether nothing is refused."""
    query = "SELECT name, type, \"notnull\" FROM pragma_table_info(?, 'main')"
    return connection.execute(query, (table,)).fetchall()


def _instead(table: str, column: tuple[str, str, int], missing: Missing) -> Any:
    name, kind, needed = column
    try:
        return missing(table, name)
    except KeyError:
        return _EMPTY[kind] if needed else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
