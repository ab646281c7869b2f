"""Harm done to a desk behind its back, as a failing disk or a tool for databases does it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

PAGE = 4096


def alter(root: Path, *statements: str) -> None:
    """Change rows with every guard out of the way."""
    with closing(sqlite3.connect(root / "desk.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def garble_pages(root: Path) -> None:
    """Every page of the database but the first few, by which it is known."""
    database = root / "desk.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.open("r+b") as file:
        file.seek(20 * PAGE)
        file.write(os.urandom(database.stat().st_size - 20 * PAGE))
