"""What stands in a desk, as one digest a table and a file: equal digests, equal content."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from grcdesk.models.tables import MODELS, table_of


def tables(database: Path, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Digest of every table's rows."""
    connection = sqlite3.connect(database)
    found = {}
    for name, model in MODELS.items():
        if name not in without:
            keys = ", ".join(column.name for column in table_of(model).primary_key.columns)
            rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {keys}').fetchall()  # noqa: S608  our names
            found[name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    connection.close()
    return found


def log_size(database: Path) -> int:
    """Entries in the log."""
    connection = sqlite3.connect(database)
    found = connection.execute("SELECT count(*) FROM log").fetchone()[0]
    connection.close()
    return int(found)


def files(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
