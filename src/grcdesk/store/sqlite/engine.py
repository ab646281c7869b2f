"""Connections to the file: their settings, and the engines that hand them out."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, pool
from sqlalchemy.pool import ConnectionPoolEntry

from grcdesk.models.unreadable import stored_text
from grcdesk.store import place

PRODUCT = ("sqlite", sqlite3.sqlite_version)
"""Name and version of the database itself."""

_BUSY_MS = 5000


def connect_pragmas(connection: sqlite3.Connection, *, readonly: bool, journal: str) -> None:
    """The settings of every connection; those that SQLite forgets are set each time."""
    connection.isolation_level = None
    cursor = connection.cursor()
    statements = [
        f"PRAGMA busy_timeout={_BUSY_MS}",
        "PRAGMA foreign_keys=ON",
        "PRAGMA trusted_schema=OFF",
        "PRAGMA recursive_triggers=ON",
        "PRAGMA cell_size_check=ON",
        "PRAGMA mmap_size=0",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON",
    ]
    if readonly:
        statements.append("PRAGMA query_only=ON")
    else:
        statements.append(f"PRAGMA journal_mode={journal}")
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def make_engine(database: Path, *, readonly: bool) -> Engine:
    """An engine for one file: writers begin IMMEDIATE, readers cannot write."""
    journal = "DELETE" if place.on_network(database) else "WAL"

    def creator() -> sqlite3.Connection:
        return reader(database) if readonly else _connected(_uri(database, "rw"), journal)

    engine = create_engine("sqlite://", creator=creator, poolclass=pool.QueuePool)
    begin = "BEGIN" if readonly else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    closed = threading.Event()

    @event.listens_for(engine, "engine_disposed")
    def _end(_engine: Engine) -> None:
        closed.set()

    @event.listens_for(engine, "checkin")
    def _give_back(connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
        # a COMMIT that fails leaves its transaction open, and with it the lock
        if connection is not None and connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.rollback()
        # whoever was still reading when the desk was closed must not keep its file open
        if closed.is_set():
            record.invalidate()

    return engine


def _connected(uri: str, journal: str = "") -> sqlite3.Connection:
    """A connection with its settings; without a journal mode one that cannot write."""
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        connect_pragmas(connection, readonly=not journal, journal=journal)
    except BaseException:
        connection.close()
        raise
    return connection


def reader(database: Path) -> sqlite3.Connection:
    """A connection that reads wherever the database lies, and on a disk without any room."""
    try:
        # a reader of a WAL database writes to its index of the WAL
        connection = _connected(_uri(database, "rw") if place.writable(database) else read_uri(database))
    except sqlite3.OperationalError as error:
        placed = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
        if not placed or _has_wal(database):
            raise
        connection = _connected(_uri(database, "ro") + "&immutable=1")  # a full disk has no room for the index
    connection.text_factory = stored_text
    return connection


def look_engine(database: Path) -> Engine:
    """An engine for a look into a file that nobody has opened: it leaves every byte as it is."""

    def creator() -> sqlite3.Connection:
        connection = sqlite3.connect(read_uri(database), uri=True)
        connect_pragmas(connection, readonly=True, journal="")
        return connection

    return create_engine("sqlite://", creator=creator, poolclass=pool.NullPool)


def _uri(database: Path, mode: str) -> str:
    return f"{database.resolve().as_uri()}?mode={mode}"


def _has_wal(database: Path) -> bool:
    """Whether something stands in the WAL: an empty one says no more than none."""
    try:
        return database.with_name(database.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def read_uri(database: Path) -> str:
    """What to give the driver to read a database wherever it lies."""
    if not place.writable(database) and not _has_wal(database):
        # a WAL database in a read-only folder cannot even be read otherwise
        return _uri(database, "ro") + "&immutable=1"
    return _uri(database, "ro")
