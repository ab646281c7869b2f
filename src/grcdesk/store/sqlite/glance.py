"""What a query finds, by the standard library alone, which is loaded in no time."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows a query finds; none when the database cannot be read now."""
    try:
        connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return []
