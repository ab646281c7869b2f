"""Several processes at one desk: nobody writes over what another changed meanwhile, or into another desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, select

from grcdesk.errors import Overtaken, Replaced
from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine
from grcdesk.store import journal
from grcdesk.store.journal import START, Change, Head
from grcdesk.store.signer import run_name
from grcdesk.wording import join

Entry = dict[str, Any]
"""A line of the log, read."""
_COUNTED = frozenset({"version"})
"""Columns that every change of a record moves along: they tell nothing of what it was."""
_SEEN: ContextVar[int | None] = ContextVar("seen", default=None)


@contextmanager
def as_seen(position: int) -> Iterator[None]:
    """What is changed inside was decided on the desk as it stood at that entry of the log."""
    token = _SEEN.set(position)
    try:
        yield
    finally:
        _SEEN.reset(token)


def refuse_overtaken(connection: Connection, changes: Sequence[Change]) -> None:
    """Refuse to change a record that another process has changed after the person looked.

    Raises:
        Overtaken: naming the records, and who changed them.
    """
    seen = _SEEN.get()
    if seen is None or (head := journal.head(connection).seq) <= seen:
        return
    theirs = _changed_since(connection, seen)
    hit = [entry for change in changes if change.before and (entry := theirs.get((change.kind, change.id)))]
    if hit:
        raise Overtaken(_told(hit), position=head, hint="nothing was changed; look again, then decide")


def _changed_since(connection: Connection, seen: int) -> dict[tuple[str, str], Entry]:
    """Record → the entry that changed it last, with the fields of all that did; none of this process."""
    log = table_of(LogLine)
    query = select(log.c.line).where(log.c.seq > seen, log.c.changes == True).order_by(log.c.seq)  # noqa: E712  SQL
    found: dict[tuple[str, str], Entry] = {}
    for (line,) in connection.execute(query):
        entry = journal.read_line(line)
        if entry is not None and entry["run"] != run_name():
            key = (entry["resource"]["type"], entry["resource"]["id"])
            before = found[key]["fields"] if key in found else frozenset()
            found[key] = {**entry, "fields": before | entry["before"].keys() | entry["after"].keys()}
    return found


def _told(hit: Sequence[Entry]) -> str:
    last = max(hit, key=lambda entry: int(entry["seq"]))
    names = join(list(dict.fromkeys(str(entry["resource"]["id"]) for entry in hit)), 3)
    fields = join(sorted(last["fields"] - _COUNTED), 4)
    at = last["ts"][:16].replace("T", " ")
    told = f"{names} changed while you were at it, by {last['actor']['name']} at {at} UTC"
    return f"{told}: {fields}" if fields else told


def refuse_other(connection: Connection, known: Head) -> None:
    """Refuse a log that does not go on from an entry that was seen.

    Raises:
        Replaced: when the entry is another one, or gone.
    """
    log = table_of(LogLine)
    found = connection.execute(select(log.c.hash).where(log.c.seq == known.seq)).scalar()
    if (found or START) != known.hash:
        raise Replaced(
            f"the log does not go on from entry {known.seq:,}, which was seen here: another desk was put in its place",
            hint="close this one and open the desk again",
        )
