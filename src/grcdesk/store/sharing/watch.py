"""What other processes write while a desk is open."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine
from grcdesk.schemas.desk.news import MovedRecord, News
from grcdesk.store import journal
from grcdesk.store.database import WriteCounter
from grcdesk.store.shape import check_within
from grcdesk.store.sharing.overtaken import Entry, refuse_other
from grcdesk.store.signer import run_name
from grcdesk.store.work import Store
from grcdesk.terms import LogOutcome

_MOST = 1000
"""Entries read at one look; of more, the newest, and the kinds of all."""


class Watch:
    """Looks again and again whether others have written; cheap while nobody has. For one thread at a time."""

    def __init__(self, store: Store) -> None:
        """Begin with the desk as it stands.

        Raises:
            Locked, Damaged, Replaced: see errors.
        """
        self._store = store
        self._counter = WriteCounter(store.paths.database)
        self._count = self._counter.value()
        with store.read() as session:
            self._known = journal.head(session.connection())

        self.closed = False
        store.closing.append(self.close)

    @property
    def position(self) -> int:
        """The last entry of the log that was seen."""
        return self._known.seq

    def look(self) -> News | None:
        """What others did since the last look; None when nothing.

        Raises:
            Replaced: when another desk lies in the place of this one.
            Newer: when another program brought it to a later shape.
            Locked, Unwritable, Damaged: see errors.
        """
        self._store.opened.check()
        count = self._counter.value()
        if count == self._count:
            return None
        with self._store.read() as session:
            connection = session.connection()
            if self._store.newer is None:
                check_within(connection)
            refuse_other(connection, self._known)
            head = journal.head(connection)
            theirs = _entries(connection, self._known.seq)
            kinds = _kinds(connection, self._known.seq) if head.seq - self._known.seq > _MOST else set[str]()
        self._count, self._known = count, head
        self._store.changes += 1
        if not theirs:
            return None
        kinds |= {entry["resource"]["type"] for entry in theirs} - {""} | {"log"}
        moved = {(one.kind, one.id): one for entry in theirs if (one := _moved(entry))}
        return News(head.seq, frozenset(kinds), tuple(moved.values()))

    def close(self) -> None:
        """Let go of the file; the desk does it too when it is closed."""
        self.closed = True
        self._counter.close()


def _entries(connection: Connection, after: int) -> list[Entry]:
    """Of other processes, the oldest first."""
    log = table_of(LogLine)
    newest = select(log.c.line).where(log.c.seq > after).order_by(log.c.seq.desc()).limit(_MOST)
    found = [json.loads(line) for (line,) in connection.execute(newest)]
    return [entry for entry in found[::-1] if entry["run"] != run_name()]


def _kinds(connection: Connection, after: int) -> set[str]:
    log = table_of(LogLine)
    found = connection.execute(select(log.c.kind).where(log.c.seq > after).distinct())
    return {kind for (kind,) in found if kind}


def _moved(entry: Entry) -> MovedRecord | None:
    """The record that changed; None for notes and for what was refused."""
    about = entry["resource"]
    if entry["outcome"] != LogOutcome.SUCCESS or not about["id"] or not (entry["before"] or entry["after"]):
        return None
    return MovedRecord(about["type"], about["id"], about["label"], entry["actor"]["name"], entry["ts"])
