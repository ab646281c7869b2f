"""Rows as the driver hands them over: a look at everything reads hundreds of thousands, and each layer costs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError


def plain_rows(connection: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a query in the transaction of a connection, read a thousand at a time.

    Raises:
        DatabaseError: when it cannot be read, as every other query does.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(1000):
            yield from rows
    except sqlite3.Error as error:
        raise DatabaseError(query, None, error) from error
    finally:
        cursor.close()
