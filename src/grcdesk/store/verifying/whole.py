"""Everything that can be held against the log without reading a file of the vault whole; and the quick look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from grcdesk.paths import DeskPaths
from grcdesk.schemas.log.log import Broken, QuickLook
from grcdesk.schemas.progress import Progress
from grcdesk.store import journal
from grcdesk.store.replay import Replay, compare, replay
from grcdesk.store.verifying import anchors, kept, schema, sides, signatures, since
from grcdesk.store.verifying.line import read_line
from grcdesk.terms import Verb

_DAMAGED = (DatabaseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a row comes to that nobody would have written."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What a look found, apart by what follows from it."""

    state: Replay
    records: int
    told: tuple[Broken, ...]
    """Of the log, the tables and the schema: the desk is not what its log says."""
    beside: tuple[Broken, ...]
    """Of what stands beside the log, or is remembered outside of it."""
    remarks: tuple[Broken, ...]
    anchors: int


def look(paths: DeskPaths, connection: Connection, progress: Progress | None = None) -> Differences:
    """Walk the whole log, replay it against every table, and hold everything else against it."""
    state = replay(connection, progress)
    records = sum(map(len, state.records.values()))
    told = [*state.broken, *compare(connection, state)]
    told += _attempt("schema", lambda: [*schema.compare(connection, schema.expected())])
    told += _attempt("alembic_version", lambda: [*schema.compare_number(connection)])
    beside = _attempt("signatures", lambda: [*signatures.compare(paths, connection)])
    beside += _attempt("side tables", lambda: [*sides.compare(paths, connection)])
    beside += _attempt("facts", lambda: _heads(paths, connection))
    remarks = _attempt("catalogs", lambda: [*sides.strangers(paths, connection)])
    failed, explained, number = remembered(paths, connection)
    return Differences(state, records, tuple(told), (*beside, *failed), (*remarks, *explained), number)


def _attempt(what: str, ask: Callable[[], list[Broken]]) -> list[Broken]:
    """A table that cannot be read is a finding, and the next is looked at."""
    try:
        return ask()
    except _DAMAGED as error:
        return [Broken(what, f"cannot be read: {getattr(error, 'orig', None) or error}")]


def _heads(paths: DeskPaths, connection: Connection) -> list[Broken]:
    query = text("SELECT hash FROM log WHERE seq = :seq")
    return [
        Broken(where, f"names another entry {position} than the log")
        for where, position, head in signatures.heads(paths, connection)
        if connection.scalar(query, {"seq": position}) != head
    ]


def remembered(paths: DeskPaths, connection: Connection) -> tuple[list[Broken], list[Broken], int]:
    """Anchors that do not hold, those that an act explains, and how many there are."""
    known = anchors.concerning(paths, connection)
    failed, explained = list[Broken](), list[Broken]()
    for broken, why in anchors.check(connection, known):
        (explained if why else failed).append(broken)
    return failed, explained, len(known)


def quick(paths: DeskPaths, connection: Connection, *, keep: bool = True) -> QuickLook:
    """What came since the desk was found whole last, its schema and its anchors; the whole of it when in doubt."""
    known = kept.read(paths, connection)
    broken: tuple[Broken, ...] = ()
    now = None
    try:
        now = since.look(connection, known) if known is not None else None
    except (since.Doubt, *_DAMAGED):
        now = None
    if now is None:
        state = replay(connection)
        broken = (*state.broken, *compare(connection, state), *schema.compare(connection, schema.expected()))
        now = None if broken else since.state(connection)
    if keep and now is not None and now != known:
        kept.write(paths, connection, now)
    broken += (*_attempt("alembic_version", lambda: [*schema.compare_number(connection)]),)
    broken += (*_attempt("side tables", lambda: [*sides.compare(paths, connection)]),)
    failed, explained, _ = remembered(paths, connection)
    head = journal.head(connection)
    at, clean = last_full(connection)
    return QuickLook(head.seq, head.hash, (*broken, *failed), tuple(explained), at, clean)


def last_full(connection: Connection) -> tuple[str, bool]:
    """When everything was verified last, as the log says, and whether it was whole; empty when it never was."""
    entry = _last_verify(connection)
    return (entry["ts"], entry["after"].get("broken") == 0) if entry else ("", False)


def last_verify(connection: Connection) -> dict[str, Any]:
    """What the log was told of the last full look; nothing when there was none."""
    entry = _last_verify(connection)
    return dict(entry["after"]) if entry else {}


def _last_verify(connection: Connection) -> dict[str, Any] | None:
    query = text("SELECT line FROM log WHERE action = :verb AND outcome = 'success' ORDER BY seq DESC LIMIT 1")
    line = connection.scalar(query, {"verb": Verb.LOG_VERIFY.value})
    try:
        return read_line(line) if line is not None else None
    except ValueError:
        return None
