"""Rows as the driver hands them over: a look at everything reads hundreds of thousands, and each layer costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection


def plain_rows(connection: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a query in the transaction of a connection, read a thousand at a time."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(1000):
            yield from rows
    finally:
        cursor.close()
