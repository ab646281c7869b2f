"""The desk as it stood: the log replayed up to an entry, into a database of its own.

The rows are put into a database of the shape they were written for, which is then brought to the shape of today, as the
desk itself was. A private text that was erased since is gone here too. Not in the log, and so left out: which dates
were written into a calendar, and which reminders went out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from grcdesk.errors import Damaged
from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine
from grcdesk.schemas.log.moment import LogMoment
from grcdesk.schemas.progress import Progress
from grcdesk.store import database as db
from grcdesk.store import migrate, moments, shape, temporary
from grcdesk.store.replay import Replay, default, replay
from grcdesk.store.texts.lines import erased_marks, read_line
from grcdesk.store.texts.names import KeptTexts, is_name, text_of
from grcdesk.store.work import Past, Store
from grcdesk.terms import Verb


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
        paths = live.paths._replace(database_name=str(target), past=moment.words)
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
    texts = _texts(connection, state)
    records = {kind: _rows(kind, state, texts) for kind in state.records if state.records[kind]}
    records["private_text"] = (
        {"sha256": name, "salt": salt, "content": content}
        for name, (salt, content) in state.kept.items()
        if name in state.private
    )
    db.refill(target, source, records, default, entry=moment.entry)
    if was != shape.SCHEMA:
        migrate.upgrade(target)


def _texts(connection: Connection, state: Replay) -> KeptTexts:
    """What stands for the texts of then: themselves, or what was put in their place when something was erased."""
    texts = dict(state.kept)
    log = table_of(LogLine)
    erasings = select(log.c.line).where(log.c.action == Verb.LOG_ERASE, log.c.kind == "private_text")
    for line in reversed(connection.scalars(erasings.order_by(log.c.seq)).all()):
        old_and_new = str(read_line(line)["after"].get("instead", "")).split()
        texts |= {old: texts[new] for old, new in zip(old_and_new[::2], old_and_new[1::2], strict=True) if new in texts}
    return texts


def _rows(kind: str, state: Replay, texts: KeptTexts) -> Iterator[Mapping[str, Any]]:
    marks = erased_marks(kind)
    for row in state.records[kind].values():
        yield {
            column: marks[column](value) if is_name(value) and value not in texts else text_of(value, texts)
            for column, value in row.items()
        }
