"""Copies of a live database: never by copying the file, which would miss what stands in the WAL."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from grcdesk.disk import make_file
from grcdesk.errors import Damaged, Locked
from grcdesk.store import place
from grcdesk.store.sqlite.engine import read_uri, reader
from grcdesk.store.sqlite.failures import failure

CHECKED_BY = "PRAGMA integrity_check"
"""How `integrity` looks, for who wants to look again by hand."""
_PARTS = ("", "-wal", "-shm", "-journal")
"""What the files of one database end with, besides its name."""


def files_of(database: Path) -> tuple[Path, ...]:
    """The files of a database that may be there: itself, and what lies beside it."""
    return tuple(database.with_name(database.name + suffix) for suffix in _PARTS)


def remove(database: Path) -> None:
    """Remove a database with everything that lies beside it, as far as the folder lets it go."""
    for part in files_of(database):
        with suppress(OSError):
            part.unlink(missing_ok=True)


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
        Unwritable: when there is no room for the copy, or its folder does not take it.
    """
    make_file(target, target.parent)
    try:
        with closing(sqlite3.connect(read_uri(database), uri=True)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        found = failure(error, database, target=target)
        if found is None:
            raise
        raise found from error


def fold(database: Path) -> None:
    """Bring what stands in the WAL into the one file, so that the file may be renamed; it stays in WAL mode."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def settle(database: Path) -> None:
    """Bring everything into the one file and leave no WAL beside it, so that the file may be replaced.

    Raises:
        Locked: when another process has the database open.
        Damaged, NoDesk, Unwritable: when it cannot be read, or written.
    """
    try:
        with closing(sqlite3.connect(database, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        found = failure(error, database)
        if isinstance(found, Locked):
            raise Locked("another grcdesk has this desk open", hint="close it, then try again") from error
        if found is None:
            raise
        raise found from error


def suit_place(database: Path) -> None:
    """On a network share: out of WAL mode, while nobody has the database open yet. Elsewhere nothing.

    Raises:
        Locked: when another process has it open.
    """
    with database.open("rb") as file:
        in_wal = file.read(20)[18:] == b"\x02\x02"
    if in_wal and place.on_network(database) and place.writable(database):
        settle(database)


def refuse_unknown_kinds(database: Path) -> None:
    """Refuse views and virtual tables: a desk has none, and a forged one could do work without end when it is read.

    Raises:
        Damaged: naming the first.
    """
    query = "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
    try:
        with closing(sqlite3.connect(read_uri(database), uri=True)) as connection:
            found = connection.execute(query).fetchall()
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{database} cannot be read: {error}") from error
    for kind, name, sql in found:
        virtual = " ".join(sql.split()).upper().startswith("CREATE VIRTUAL")
        if virtual or kind not in {"table", "index", "trigger"}:
            raise Damaged(f"it holds the {'virtual table' if virtual else kind} {name}, and grcdesk makes none")


def integrity(database: Path) -> list[str]:
    """What SQLite itself finds wrong: pages, indexes, references. Empty when sound.

    Raises:
        Locked, NoDesk, Unwritable: when it cannot be looked at; that is no damage.
    """
    try:
        with closing(reader(database)) as connection:
            found = [row[0] for row in connection.execute(f"{CHECKED_BY}(20)")]
            found += [
                f"{row[0]} row {row[1]} points to a missing {row[2]}"
                for row in connection.execute("PRAGMA foreign_key_check")
            ]
    except sqlite3.DatabaseError as error:
        told = failure(error, database)
        if told is not None and not isinstance(told, Damaged):
            raise told from error
        return [str(error)]
    return [line for line in found if line != "ok"]
