"""The one interface to the database of a desk. There is one kind of it today; a second would be chosen here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from grcdesk.store.sqlite.copies import (
    CHECKED_BY,
    checkpoint,
    files_of,
    fold,
    integrity,
    refuse_unknown_kinds,
    remove,
    settle,
    snapshot,
    suit_place,
)
from grcdesk.store.sqlite.engine import PRODUCT, look_engine, make_engine
from grcdesk.store.sqlite.failures import failure, translated
from grcdesk.store.sqlite.header import mark, read_shape, shape_inside
from grcdesk.store.sqlite.refill import refill
from grcdesk.store.sqlite.rows import plain_rows
from grcdesk.store.sqlite.schema import Parts, parts

__all__ = [
    "CHECKED_BY",
    "PRODUCT",
    "Parts",
    "checkpoint",
    "failure",
    "files_of",
    "fold",
    "integrity",
    "looking",
    "make_engine",
    "mark",
    "parts",
    "plain_rows",
    "read_shape",
    "refill",
    "refuse_unknown_kinds",
    "remove",
    "settle",
    "shape_inside",
    "snapshot",
    "suit_place",
    "translated",
]


@contextmanager
def looking(database: Path) -> Iterator[Connection]:
    """A look into a database that no desk has open, such as one in a backup.

    Raises:
        Locked, Damaged: see errors.
    """
    engine = look_engine(database)
    try:
        with translated(database), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
