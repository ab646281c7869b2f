"""The desk as it stood: the log replayed up to an entry, into a database of its own.

The rows are put into a database of the shape they were written for, which is then brought to the shape of today, as the
desk itself was. A private text that was erased since is gone here too. Not in the log, and so left out: which dates
were written into a calendar, and which reminders went out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from grcdesk.errors import Damaged
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.moment import LogMoment
from grcdesk.schemas.progress import Progress
from grcdesk.store import database as db
from grcdesk.store import migrate, moments, shape, temporary
from grcdesk.store.replay import PRIVATE, Replay, default, replay
from grcdesk.store.work import Past, Store

ERASED = "[erased]"
"""Stands for a private text that was erased since."""


@contextmanager
def stood(live: Store, when: str, progress: Progress | None = None) -> Iterator[Store]:
    """The store of the desk as it stood, in a folder of its own that goes with it. Its vault is the one of today.

    Args:
        live: the store of the desk of today.
        when: a day as 2026-03-31, or the position of an entry as 412.
        progress: called with entries read and to be read.

    Raises:
        BadInput: when `when` is neither.
        Refused: before the first entry, in the time to come, or within one command.
        Damaged: when the log is broken before that moment.
    """
    with temporary.folder(live.paths) as folder:
        target = folder / live.paths.database.name
        with live.read() as session:
            moment = moments.find(session.connection(), when.strip())
            rebuild(session.connection(), live.paths.database, target, moment, progress)
        paths = replace(live.paths, database_name=str(target), past=moment.words)
        store = Store(paths, live.signer, past=Past(moment, live))
        try:
            yield store
        finally:
            store.close()


def rebuild(
    connection: Connection, source: Path, target: Path, moment: LogMoment, progress: Progress | None = None
) -> None:
    """Make the database of the desk as it stood.

    Args:
        connection: to the database of today.
        source: its file.
        target: the file to make.
        moment: up to where the log counts.
        progress: called with entries read and to be read.

    Raises:
        Damaged: when the log is broken before that moment.
    """
    state = replay(connection, progress, until=moment.entry)
    if state.broken:
        first = state.broken[0]
        raise Damaged(
            f"the desk cannot be rebuilt: {first.where} {first.what}", hint="grcdesk log verify names everything broken"
        )
    was = moments.shape_at(connection, moment.entry, db.read_shape(source))
    migrate.create_at(target, was)
    kept = _texts(connection)
    records = {kind: _rows(kind, state, kept) for kind in state.records if state.records[kind]}
    records["private_text"] = (
        {"sha256": name, "salt": salt, "content": content}
        for name, (salt, content) in kept.items()
        if name in state.private
    )
    db.refill(target, source, records, default, entry=moment.entry)
    if was != shape.SCHEMA:
        migrate.upgrade(target)


def _texts(connection: Connection) -> dict[str, tuple[str, str]]:
    """The private texts that are kept today, by the name the log has for them."""
    rows = connection.execute(text("SELECT sha256, salt, content FROM private_text"))
    return {name: (salt, content) for name, salt, content in rows}


def _rows(kind: str, state: Replay, kept: Mapping[str, tuple[str, str]]) -> Iterator[Mapping[str, Any]]:
    hidden = PRIVATE[kind] if kind in LOGGED else set()
    for row in state.records[kind].values():
        named = {column: row[column] for column in hidden if row.get(column)}
        yield {**row, **{column: kept.get(name, ("", ERASED))[1] for column, name in named.items()}} if named else row
