"""Guards of tables that stand aside while a text is erased, within one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


@contextmanager
def guards_aside(connection: Connection, table: str) -> Iterator[None]:
    """Without the triggers of a table; they are made again as they were, or everything is rolled back."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    guards = connection.exec_driver_sql(query, (table,)).all()
    for name, _ in guards:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, made in guards:
        connection.exec_driver_sql(made)
