"""Taking out of the files what is no longer in the database: freed pages, pages that moved, and the WAL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from grcdesk.store.sqlite.failures import failure

_WAIT = 5.0
"""Seconds for which a reader is waited for."""


def scrub(database: Path) -> bool:
    """Write the database anew without what was deleted, and empty the WAL.

    Returns:
        False when a reader held on to the old pages until the end: they are then still on the disk.

    Raises:
        Locked, Unwritable, Damaged: when it cannot be written now.
    """
    connection = sqlite3.connect(database, timeout=_WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError as error:
        found = failure(error, database)
        if found is None:
            raise
        raise found from error
    finally:
        connection.close()
    return not busy
