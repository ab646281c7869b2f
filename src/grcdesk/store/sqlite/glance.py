"""One column of a query by the standard library alone, which is loaded in no time."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any


def column(database: Path, query: str) -> list[Any]:
    """The first column of what a query finds; nothing when the database cannot be read now."""
    try:
        connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)
        try:
            return [row[0] for row in connection.execute(query)]
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return []
