"""What stands beside the log, held against what the log says of it: reminders, calendars, files of catalogs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from grcdesk import clock
from grcdesk.paths import FINDINGS_MAP, MAKERS, DeskPaths
from grcdesk.schemas.log.log import Broken
from grcdesk.store.verifying.files import small_file
from grcdesk.store.verifying.line import read_line
from grcdesk.terms import CatalogSource, Verb

_EVENT = "id kind record title owner due why alarms sequence changed_on cancelled"
_READ = 16 << 20
"""No catalog is as large as that."""


def compare(paths: DeskPaths, connection: Connection) -> Iterator[Broken]:
    """Every difference between the log and what stands beside it."""
    yield from _reminders(connection)
    yield from _calendar(connection)
    yield from _catalogs(paths, connection)


def strangers(paths: DeskPaths, connection: Connection) -> Iterator[Broken]:
    """Files among the catalogs that the log has never seen. They change nothing until somebody adds them."""
    own, once = _own(connection), _taken_in(connection)
    for path in _files(paths.catalogs):
        name = path.relative_to(paths.catalogs).as_posix()
        if name == FINDINGS_MAP or name.startswith(f"{MAKERS}/"):
            continue  # no catalogs: what they did stands in the report of each import that used them
        if path.suffix != ".tmp" and name not in own and _hash(path) not in once:
            yield Broken(f"catalogs/{name}", "belongs to no catalog of the desk: the log knows nothing of it")


def events_digest(connection: Connection) -> str:
    """What names all that calendars were told."""
    columns = ", ".join(_EVENT.split())
    rows = connection.execute(text(f"SELECT {columns} FROM calendar_event ORDER BY id"))  # noqa: S608  our names
    said = json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _notes(connection: Connection, verb: Verb) -> list[dict[str, Any]]:
    query = text("SELECT line FROM log WHERE action = :verb AND outcome = 'success' ORDER BY seq")
    return [one["after"] for one in _entries(connection.scalars(query, {"verb": verb.value}))]


def _entries(lines: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            yield read_line(line)
        except ValueError:
            continue  # walking the chain names it


def _reminders(connection: Connection) -> Iterator[Broken]:
    told = {str(one["key"]) for one in _notes(connection, Verb.DUE_NOTIFY) if "key" in one}
    now = clock.stamp(clock.now())
    for name, claimed, sent in connection.execute(text("SELECT id, claimed_at, sent FROM sent_message")):
        if sent and name not in told:
            yield Broken(f"sent_message {name[:16]}", "is marked as sent, and the log knows of no such reminder")
        if claimed > now:
            yield Broken(f"sent_message {name[:16]}", "goes out at a time to come, and holds reminders back till then")
        if sent:
            told.discard(name)
    for name in sorted(told):
        yield Broken(f"sent_message {name[:16]}", "is in the log as sent but gone from the table")


def _calendar(connection: Connection) -> Iterator[Broken]:
    query = text(
        "SELECT line FROM log WHERE action IN (:calendar, :erase) AND outcome = 'success' ORDER BY seq"
    ).bindparams(calendar=Verb.EXPORT_CALENDAR.value, erase=Verb.LOG_ERASE.value)
    entries = list(_entries(connection.scalars(query)))
    rows = connection.scalar(text("SELECT count(*) FROM calendar_event"))
    if rows and not any(one["action"] == Verb.EXPORT_CALENDAR for one in entries):
        yield Broken("calendar_event", "holds dates, and the log knows of no calendar")
    # a text that was erased is gone from what calendars were told too; the next calendar names it anew
    said = entries[-1]["after"].get("events") if entries else None
    if said is not None and said != events_digest(connection):
        yield Broken("calendar_event", "is not what the last calendar told: dates were changed around the door")


def _own(connection: Connection) -> set[str]:
    """Files of the desk's own catalogs."""
    query = text("SELECT id, source FROM catalog")
    return {f"{name}.yaml" for name, source in connection.execute(query) if source == CatalogSource.OWN}


def _taken_in(connection: Connection) -> set[str]:
    """Hashes of every catalog that was ever taken in: one that was undone leaves its file."""
    query = text("SELECT line FROM log WHERE kind = 'catalog' AND changes = 1")
    return {str(one["after"].get("sha256", "")) for one in _entries(connection.scalars(query))} - {""}


def _catalogs(paths: DeskPaths, connection: Connection) -> Iterator[Broken]:
    """The desk's own catalogs: each is in the folder as it was taken in."""
    once = _taken_in(connection)
    for name in sorted(_own(connection)):
        path = paths.catalogs / name
        if not os.path.lexists(path):
            yield Broken(f"catalogs/{name}", "is gone: its catalog was taken in from it")
        elif _hash(path) not in once:
            cure = f"put it back, or grcdesk catalogs update {path.stem} takes it in"
            yield Broken(f"catalogs/{name}", f"is not the file that was taken in: {cure}")


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                yield Path(entry.path)


def _hash(path: Path) -> str:
    """Of a regular file; a link or a pipe is no catalog of ours."""
    found = small_file(path, _READ)
    return "" if found is None else hashlib.sha256(found).hexdigest()
