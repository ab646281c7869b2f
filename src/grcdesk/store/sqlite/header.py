"""The first hundred bytes of the file: whose database it is and of which shape, read without opening it."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection

from grcdesk.errors import Damaged, NoDesk

APPLICATION_ID = 0x67726364
"""`grcd` in the header of the file: another program's database is refused."""
_MAGIC = b"SQLite format 3\x00"


def read_shape(database: Path) -> int:
    """The shape number of a database.

    Raises:
        NoDesk: when there is no such file.
        Damaged: when it is no grcdesk database.
    """
    try:
        with database.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise NoDesk(f"{database} is missing", hint="grcdesk restore FILE brings a backup back") from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise NoDesk(f"{database} cannot be read: {why}", hint="check the folder and its permissions") from error
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(_MAGIC) or application != APPLICATION_ID:
        raise Damaged(f"{database} is not a grcdesk database", hint="grcdesk restore FILE brings a backup back")
    return int.from_bytes(header[60:64], "big")


def shape_inside(connection: Connection) -> int:
    """The shape number within a transaction; the header of the file may lag behind it."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def mark(connection: Connection, shape: int) -> None:
    """Write whose database it is and its shape, in the transaction that makes the shape."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={shape}")
