"""Everything SQLite asks for, in one place."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, pool

APPLICATION_ID = 0x67726364
"""`grcd` in the header of the file: another program's database is refused."""
SCHEMA = 14
"""The shape of the database this program writes; kept in `user_version`. A higher one is refused."""

_BUSY_MS = 5000
_NETWORK_TYPES = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ncpfs", "ceph", "glusterfs")


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
    journal = "DELETE" if on_network(database) else "WAL"

    def creator() -> sqlite3.Connection:
        # a reader of a WAL database writes to its index of the WAL
        uri = read_uri(database) if readonly and not writable(database) else _uri(database, "rw")
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connect_pragmas(connection, readonly=readonly, journal=journal)
        return connection

    engine = create_engine("sqlite://", creator=creator, poolclass=pool.QueuePool)
    begin = "BEGIN" if readonly else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "checkin")
    def _give_back(connection: sqlite3.Connection | None, _record: object) -> None:
        # a COMMIT that fails leaves its transaction open, and with it the lock
        if connection is not None and connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.rollback()

    return engine


def _uri(database: Path, mode: str) -> str:
    return f"{database.resolve().as_uri()}?mode={mode}"


def read_uri(database: Path) -> str:
    """What to give sqlite3.connect to read a database wherever it lies."""
    if not writable(database) and not database.with_name(database.name + "-wal").exists():
        # a WAL database in a read-only folder cannot even be read otherwise
        return _uri(database, "ro") + "&immutable=1"
    return _uri(database, "ro")


def writable(database: Path) -> bool:
    """Whether this user may write the file and beside it."""
    import os  # noqa: PLC0415

    return os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)


def on_network(path: Path, mounts: Callable[[], str] | None = None) -> bool:
    """Whether the path lies on a network file system, where WAL does not work."""
    if sys.platform != "linux" and mounts is None:
        return str(path).startswith("\\\\")
    try:
        table = mounts() if mounts else Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    best, kind = "", ""
    target = str(path.resolve())
    for line in table.splitlines():
        parts = line.split()
        if len(parts) > 2 and len(parts[1]) >= len(best):  # noqa: PLR2004  device, folder, type
            folder = parts[1].replace("\\040", " ")
            if target == folder or target.startswith(folder.rstrip("/") + "/"):
                best, kind = folder, parts[2]
    return kind.startswith(_NETWORK_TYPES)
