"""Copies of a live database: never by copying the file, which would miss what stands in the WAL."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from grcdesk.errors import Damaged, Locked
from grcdesk.store import place
from grcdesk.store.sqlite.engine import read_uri
from grcdesk.store.sqlite.failures import operational

CHECKED_BY = "PRAGMA integrity_check"
"""How `integrity` looks, for who wants to look again by hand."""
_PARTS = ("", "-wal", "-shm", "-journal")
"""What the files of one database end with, besides its name."""


def files_of(database: Path) -> list[Path]:
    """The file of a database and what may lie beside it."""
    return [database.with_name(database.name + suffix) for suffix in _PARTS]


def remove(database: Path) -> None:
    """Remove a database with everything that lies beside it, as far as the folder lets it go."""
    for path in files_of(database):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def checkpoint(engine: Engine) -> None:
    """Bring what stands in the WAL into the file and empty it, so that nothing erased lingers there."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def snapshot(database: Path, target: Path) -> None:
    """A complete copy in one file, with journal mode DELETE, so that it can be read from anywhere.

    Raises:
        Damaged: when the source cannot be read.
    """
    source = sqlite3.connect(read_uri(database), uri=True)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{database} cannot be copied: {error}") from error
    finally:
        copy.close()
        source.close()


def fold(database: Path) -> None:
    """Bring what stands in the WAL into the one file, so that the file may be renamed; it stays in WAL mode."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def settle(database: Path) -> None:
    """Bring everything into the one file and leave no WAL beside it, so that the file may be replaced.

    Raises:
        Locked: when another process has the database open.
        Damaged: when it cannot be read.
    """
    connection = sqlite3.connect(database, timeout=1)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if isinstance(operational(database, error), Locked):
            raise Locked("another grcdesk has this desk open", hint="close it, then try again") from error
        raise Damaged(f"{database} cannot be read: {error}") from error
    finally:
        connection.close()


def suit_place(database: Path) -> None:
    """On a network share: out of WAL mode, while nobody has the database open yet. Elsewhere nothing.

    Raises:
        Locked: when another process has it open.
    """
    with database.open("rb") as file:
        in_wal = file.read(20)[18:] == b"\x02\x02"
    if in_wal and place.on_network(database) and place.writable(database):
        settle(database)


def keep_aside(database: Path, target: Path) -> None:
    """Keep a copy of a database that is about to be replaced; a damaged one is kept as it is.

    Raises:
        Locked: when another process has the database open.
    """
    try:
        settle(database)
        snapshot(database, target)
    except Damaged:
        for suffix in ("", "-wal"):
            source = database.with_name(database.name + suffix)
            if source.exists():
                shutil.copyfile(source, target.with_name(target.name + suffix))
        # a WAL of the old database must not be replayed into the new one
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)


def integrity(database: Path) -> list[str]:
    """What SQLite itself finds wrong: pages, indexes, references. Empty when sound."""
    try:
        connection = sqlite3.connect(read_uri(database), uri=True)
    except sqlite3.DatabaseError as error:
        return [str(error)]
    try:
        found = [row[0] for row in connection.execute(f"{CHECKED_BY}(20)")]
        found += [
            f"{row[0]} row {row[1]} points to a missing {row[2]}"
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()
    return [line for line in found if line != "ok"]
