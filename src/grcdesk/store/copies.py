"""Copies of a live database: never by copying the file, which would miss what stands in the WAL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from grcdesk.errors import Damaged


def snapshot(database: Path, target: Path) -> None:
    """A complete copy in one file, with journal mode DELETE, so that it can be read from anywhere.

    Raises:
        Damaged: when the source cannot be read.
    """
    source = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{database} cannot be copied: {error}") from error
    finally:
        copy.close()
        source.close()


def integrity(database: Path) -> list[str]:
    """What SQLite itself finds wrong: pages, indexes, references. Empty when sound."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        found += [
            f"{row[0]} row {row[1]} points to a missing {row[2]}"
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()
    return [line for line in found if line != "ok"]
