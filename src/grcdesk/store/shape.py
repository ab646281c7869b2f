"""The shape of a database: which one this program writes, and which it takes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from grcdesk.errors import Newer, Older
from grcdesk.paths import DeskPaths
from grcdesk.store import database

MIGRATIONS = Path(__file__).parent / "migrations"
SCHEMA = max(int(script.name[:4]) for script in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
"""The shape this program writes: the number of the last migration. A database of a later one is refused."""
OLDEST = 14
"""The first shape that was ever released; earlier ones were tried out while grcdesk was being made."""


def check_header(paths: DeskPaths) -> int:
    """The shape number of the database, read from its header without opening it.

    Raises:
        NoDesk: when there is no such file.
        Damaged: when it is no grcdesk database.
        Newer: when a later program wrote it.
        Older: when it was made before the first release.
    """
    found = database.read_shape(paths.database)
    _refuse_newer(found)
    if found < OLDEST:
        raise Older(
            f"this desk has shape {found}, made by a development version before 0.1.0; "
            f"this program knows shapes from {OLDEST} on",
            hint="export it with the version that made it and begin a new desk; nothing was touched",
        )
    return found


def check_within(connection: Connection) -> None:
    """Refuse to go on with a desk that another program brought to a later shape while it was open.

    Raises:
        Newer: when it is of a later one.
    """
    _refuse_newer(database.shape_inside(connection))


def _refuse_newer(found: int) -> None:
    if found > SCHEMA:
        raise Newer(
            f"this desk has shape {found}; this program knows up to {SCHEMA}",
            hint="install a newer grcdesk; nothing was touched",
        )
