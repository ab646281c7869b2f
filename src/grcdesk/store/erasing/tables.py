"""Erasing a text from one database: from every record, and from the texts the log keeps aside.

It works on the tables as they are, so that backups of an earlier shape are served too. Each record that is changed
gets its line in the log, and the erasing a line of its own that names the hashes that stand for nothing any more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table, Text

from grcdesk.models.free import is_free
from grcdesk.models.log import LogLine, PrivateText
from grcdesk.models.tables import LOGGED, table_of
from grcdesk.schemas.log.erasing import Place
from grcdesk.store import database, journal
from grcdesk.store.erasing.redact import Unwanted
from grcdesk.store.journal import Change, Note
from grcdesk.store.signer import Signer
from grcdesk.store.texts.lines import FREE_FROM, erased_marks, read_line
from grcdesk.store.texts.names import ERASED, KeptTexts, hide, is_mark, kept

_NAMES = re.compile(rb"sha256:[0-9a-f]{64}")
_NO_RECORDS = frozenset({"log", "private_text", "alembic_version"})


@dataclass(slots=True)
class WhereFound:
    """Where a text stands in a database."""

    places: list[Place] = field(default_factory=list)
    """Values that are it, or that the program made with it."""
    parts: list[Place] = field(default_factory=list)
    """Longer texts of which it is a part, and names of records, which stay."""
    names: list[str] = field(default_factory=list)
    """What the log calls it."""
    lines: list[int] = field(default_factory=list)
    """Entries that hold the text itself: those of an earlier version, ids, names of files."""
    old: list[int] = field(default_factory=list)
    """Those of them that an earlier version wrote."""
    first: int = 0
    """The first entry that names it or holds it."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """One row that holds it."""

    table: Table
    row: dict[str, Any]
    new: dict[str, str]

    @property
    def key(self) -> sa.Column[Any]:
        return next(iter(self.table.primary_key.columns))

    @property
    def id(self) -> str:
        return str(self.row[self.key.name])


def look(connection: Connection, wanted: Unwanted) -> WhereFound:
    """Everywhere the text stands."""
    found = WhereFound()
    for hit in _hits(connection, wanted, found):
        found.places += [Place(hit.table.name, hit.id, column) for column in hit.new]
    rest = _aside(connection, wanted)
    found.names = list(rest)
    names = {name.encode() for name in found.names}
    log = table_of(LogLine)
    query = sa.select(log.c.seq, log.c.line).order_by(log.c.seq).execution_options(yield_per=2000)
    for seq, line in connection.execute(query):
        if wanted.in_line(line):
            found.lines.append(seq)
            found.old += [seq] if read_line(line)["v"] < FREE_FROM else []
        elif found.first or names.isdisjoint(_NAMES.findall(line)):
            continue
        found.first = found.first or seq
    return found


def carry_out(connection: Connection, wanted: Unwanted, about: str, note: Note, signer: Signer) -> WhereFound:
    """Take it out of every record and of the texts kept aside, and tell the log.

    Args:
        connection: within a transaction.
        wanted: the text.
        about: what the log calls it, or the record it was erased of.
        note: the act, with its reason.
        signer: who does it.
    """
    found = look(connection, wanted)
    gone: KeptTexts = {}
    # all of them first: a table is not changed while it is read
    hits = list(_hits(connection, wanted, WhereFound()))
    changes = [change for hit in hits if (change := _replace(connection, hit, gone)) is not None]
    instead: list[str] = []
    fresh: KeptTexts = {}
    for name, value in _aside(connection, wanted).items():
        gone[name] = ("", "")
        if value != ERASED:
            instead += [name, str(hide(value, fresh))]
    _put_aside(connection, gone, fresh)
    if changes:
        journal.append(connection, signer, note, changes)
    facts: dict[str, journal.Value] = {"erased": " ".join(sorted(gone))}
    facts |= {"instead": " ".join(instead)} if instead else {}
    facts |= {"stays_in": " ".join(map(str, found.old))} if found.old else {}
    journal.append_note(connection, signer, note, Change("private_text", about, "", {}, facts))
    return found


def _put_aside(connection: Connection, gone: KeptTexts, fresh: KeptTexts) -> None:
    """Take texts out of those kept aside, and put what is left of them in."""
    aside = table_of(PrivateText)
    for name in gone:
        connection.execute(sa.delete(aside).where(aside.c.sha256 == name))
    if fresh:
        rows = [{"sha256": name, "salt": salt, "content": content} for name, (salt, content) in fresh.items()]
        connection.execute(sa.insert(aside), rows)


def _hits(connection: Connection, wanted: Unwanted, found: WhereFound) -> Iterator[_Hit]:
    """Every row to be changed; longer texts that hold it are told to `found`."""
    for name in sorted(set(sa.inspect(connection).get_table_names()) - _NO_RECORDS):
        table = Table(name, sa.MetaData(), autoload_with=connection)
        texts = _texts(table)
        marks = erased_marks(name) if name in LOGGED else {}
        key = next(iter(table.primary_key.columns)).name
        for row in connection.execute(sa.select(table)).mappings().all():
            new: dict[str, str] = {}
            for column in texts:
                value = row[column.name]
                if not wanted.in_value(value):
                    continue
                rest = _rest(column, value, wanted, marks)
                if rest is not None:
                    new[column.name] = rest
                elif _stays(column, value, wanted):
                    found.parts.append(Place(name, str(row[key]), column.name))
            if new:
                yield _Hit(table, dict(row), new)


def _texts(table: Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, Text)]


def _stays(column: sa.Column[Any], value: str, wanted: Unwanted) -> bool:
    """Whether it is part of what people wrote there: a longer free text, or a name that is its own id."""
    return (column.primary_key or is_free(column.table.name, column.name)) and wanted.is_part(value)


def _rest(
    column: sa.Column[Any], value: str, wanted: Unwanted, marks: Mapping[str, Callable[[str], str]]
) -> str | None:
    """What stands there once the text is gone; None where it has to stay, as part of a longer text or of an id."""
    table = column.table.name
    if is_free(table, column.name) and not column.primary_key:
        mark = marks[column.name](secrets.token_hex(4)) if column.name in marks else ERASED
        rest = wanted.rest(value, mark)
        if rest is not None:
            return rest
    if table not in LOGGED and wanted.is_part(value):
        return value.replace(wanted.content, ERASED)  # what calendars were told is made by the program
    return None


def _replace(connection: Connection, hit: _Hit, gone: KeptTexts) -> Change | None:
    """Change one row; what the log is told of it, where it is told at all."""
    new: dict[str, Any] = dict(hit.new)
    counter = hit.table.columns.get("version")
    if counter is not None and isinstance(counter.type, sa.Integer):
        new["version"] = hit.row["version"] + 1  # whoever has the old text open is not to write it back
    with database.guards_aside(connection, hit.table.name):
        connection.execute(sa.update(hit.table).where(hit.key == hit.row[hit.key.name]).values(new))
    if hit.table.name not in LOGGED:
        return None
    fresh: KeptTexts = {}
    before: dict[str, journal.Value] = {name: hit.row[name] for name in new}
    after: dict[str, journal.Value] = dict(new)
    for name, value in hit.new.items():
        before[name] = hide(hit.row[name], gone)
        after[name] = value if is_mark(value) else hide(value, fresh)
    return Change(hit.table.name, hit.id, "", before, after, fresh)


def _aside(connection: Connection, wanted: Unwanted) -> dict[str, str]:
    """Names of texts kept aside that go, and what is kept in their place: what is left of a record, else the mark."""
    found = {}
    for name, (_, content) in kept(connection).items():
        rest = wanted.rest(content, ERASED)
        if rest is not None:
            found[name] = rest
    return found
