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
from grcdesk.store.sqlite.guards import guards_aside
from grcdesk.store.sqlite.header import mark, read_shape, shape_inside
from grcdesk.store.sqlite.holders import holders
from grcdesk.store.sqlite.refill import refill
from grcdesk.store.sqlite.rows import plain_rows
from grcdesk.store.sqlite.schema import Parts, is_empty, make, parts, statements
from grcdesk.store.sqlite.scrub import scrub
from grcdesk.store.sqlite.watching import WriteCounter

__all__ = [
    "CHECKED_BY",
    "PRODUCT",
    "Parts",
    "WriteCounter",
    "checkpoint",
    "failure",
    "files_of",
    "fold",
    "guards_aside",
    "holders",
    "integrity",
    "is_empty",
    "looking",
    "make",
    "make_engine",
    "mark",
    "parts",
    "plain_rows",
    "read_shape",
    "refill",
    "refuse_unknown_kinds",
    "remove",
    "scrub",
    "settle",
    "shape_inside",
    "snapshot",
    "statements",
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
