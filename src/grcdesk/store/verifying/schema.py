"""The schema of a desk held against the one its migrations make: a guard that is gone guards nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from grcdesk.schemas.log.log import Broken
from grcdesk.store import database as db
from grcdesk.store import migrate, shape

_ALEMBIC = "alembic_version"


def expected() -> db.Parts:
    """What a new database of the shape of today is made of."""
    return _expected(shape.SCHEMA)


@cache
def _expected(number: int) -> db.Parts:
    with tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
        made = Path(folder) / "new.db"
        migrate.create_at(made, number)
        with db.looking(made) as connection:
            return db.parts(connection)


def compare(connection: Connection, wanted: db.Parts) -> Iterator[Broken]:
    """Every table, index, view and trigger that is gone, was added, or is made otherwise."""
    found = db.parts(connection)
    for kind, name in sorted(wanted.keys() | found.keys()):
        if (kind, name) not in found:
            yield Broken(f"{kind} {name}", "is gone from the database")
        elif (kind, name) not in wanted:
            yield Broken(f"{kind} {name}", "is in the database, and no version of grcdesk made it")
        elif found[kind, name] != wanted[kind, name]:
            yield Broken(f"{kind} {name}", "is not made as grcdesk makes it: its columns, checks or words were changed")


def compare_number(connection: Connection) -> Iterator[Broken]:
    """Whether the database says of itself that every migration ran."""
    try:
        said = sorted(map(str, connection.scalars(text(f"SELECT version_num FROM {_ALEMBIC}"))))  # noqa: S608  our name
    except DatabaseError as error:
        yield Broken(_ALEMBIC, f"cannot be read: {error.orig}")
        return
    if said != [f"{shape.SCHEMA:04}"]:
        yield Broken(_ALEMBIC, f"says {', '.join(said) or 'nothing'} where {shape.SCHEMA:04} should stand")
