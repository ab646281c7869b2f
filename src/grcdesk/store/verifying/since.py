"""A quick look: what was verified once is recognised by its digests, and only what came since is walked.

A table is wound back by the lines written since, and must then be what it was. Whatever does not come out is no
verdict: the whole log is replayed, which names the fault.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from grcdesk.models.base import table_of
from grcdesk.models.tables import LOGGED
from grcdesk.store import database as db
from grcdesk.store import journal, shape
from grcdesk.store.journal import private_name
from grcdesk.store.replay import COLUMNS, PRIVATE, Replay, check_line
from grcdesk.terms import Verb

_ASIDE = "private_text"

StoredTable = dict[str, list[Any]]
"""Key → the values of a row, by the columns' names in order."""


@dataclass(frozen=True, slots=True)
class VerifiedState:
    """A desk as it was found whole: where its log stood, and what names everything that it held."""

    position: int
    head: str
    ts: str
    shape: int
    log: str
    """Of the lines up to there, with their search columns."""
    schema: str
    tables: dict[str, str]


class Doubt(Exception):
    """Something does not come out; only the whole replay can say what."""


def state(connection: Connection) -> VerifiedState:
    """A desk that was just found whole, as the next quick look recognises it."""
    head = journal.head(connection)
    tables = {kind: digest(_table(connection, kind)) for kind in LOGGED}
    tables[_ASIDE] = digest(_aside(connection))
    walked = _walked(connection, head.seq, head.seq)[1]
    return VerifiedState(head.seq, head.hash, head.ts, shape.SCHEMA, walked, _schema(connection), tables)


def look(connection: Connection, known: VerifiedState) -> VerifiedState:
    """Recognise what was verified, and walk what came since; what is then known.

    Raises:
        Doubt: when anything is not as it was or as the lines since say.
    """
    if known.shape != shape.SCHEMA or known.schema != _schema(connection) or known.tables.keys() != {*LOGGED, _ASIDE}:
        raise Doubt
    at = Replay(entries=known.position, head=known.head, ts=known.ts)
    since: list[dict[str, Any]] = []
    query = text(f"SELECT {COLUMNS} FROM log WHERE seq > :seq ORDER BY seq")  # noqa: S608  our names
    for row in connection.execute(query, {"seq": known.position}):
        at.entries += 1
        entry = check_line(at, row)
        if entry is None or at.broken or entry["action"] == Verb.LOG_ERASE:
            raise Doubt
        since += [entry] if row[10] else []
    before, walked = _walked(connection, known.position, at.entries)
    if before != known.log:
        raise Doubt
    tables = _wound_back(connection, since, known)
    return VerifiedState(at.entries, at.head, at.ts, shape.SCHEMA, walked, known.schema, tables)


def _walked(connection: Connection, first: int, last: int) -> tuple[str, str]:
    """What names the log up to two places of it: a hash over all lines, each with its search columns. Not one is read.

    The second is of no log when the two places do not lie in it.
    """
    columns = " || '|' || ".join(name for name in COLUMNS.split(", ") if name != "line")
    walked = hashlib.sha256()
    number, before = 0, ""
    for line, said in db.plain_rows(connection, f"SELECT line, {columns} FROM log ORDER BY seq"):  # noqa: S608  our names
        number += 1
        walked.update(line)
        walked.update(said.encode("utf-8", "surrogatepass"))
        if number == first:
            before = walked.hexdigest()
    return before, walked.hexdigest() if number == last else ""


def _schema(connection: Connection) -> str:
    said = sorted((kind, name, words) for (kind, name), words in db.parts(connection).items())
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _columns(kind: str) -> list[str]:
    return sorted(column.name for column in table_of(LOGGED[kind]).columns)


def _table(connection: Connection, kind: str) -> StoredTable:
    columns = _columns(kind)
    keyed = columns.index(next(iter(table_of(LOGGED[kind]).primary_key.columns)).name)
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = db.plain_rows(connection, f'SELECT {listed} FROM "{kind}"')  # noqa: S608  our names
    return {str(row[keyed]): list(row) for row in rows}


def digest(table: StoredTable) -> str:
    """What names the rows of a table, in the order of their keys."""
    said = json.dumps([table[key] for key in sorted(table)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _wound_back(connection: Connection, since: list[dict[str, Any]], known: VerifiedState) -> dict[str, str]:
    """Digests of the tables as they stand, each recognised once the lines since are taken back."""
    touched: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in since:
        touched[entry["resource"]["type"]].append(entry)
    if touched.keys() - LOGGED.keys():
        raise Doubt
    found = {}
    for kind in LOGGED:
        table = _table(connection, kind)
        found[kind] = digest(table)
        if kind in touched:
            texts = _Texts(connection, kind)
            for entry in reversed(touched[kind]):
                _take_back(table, kind, entry, texts)
            if digest(table) != known.tables[kind]:
                raise Doubt
        elif found[kind] != known.tables[kind]:
            raise Doubt
    return found | {_ASIDE: _texts_since(connection, since, known.tables[_ASIDE])}


def _texts_since(connection: Connection, since: list[dict[str, Any]], known: str) -> str:
    """Digest of the private texts, recognised once those that came since are taken away."""
    aside = _aside(connection)
    found = digest(aside)
    for name in _named(since):
        row = aside.pop(name, None)
        if row is None or private_name(row[1], row[2]) != name:
            raise Doubt
    if digest(aside) != known:
        raise Doubt
    return found


def _aside(connection: Connection) -> StoredTable:
    rows = connection.execute(text(f"SELECT sha256, salt, content FROM {_ASIDE}"))  # noqa: S608  our name
    return {str(row[0]): list(row) for row in rows}


def _named(since: list[dict[str, Any]]) -> set[str]:
    """Private texts that those lines name: each line has names of its own."""
    return {
        str(side[column])
        for entry in since
        for side in (entry["before"], entry["after"])
        for column in PRIVATE[entry["resource"]["type"]] & side.keys()
        if side[column]
    }


class _Texts:
    """What stands in a column whose text a line only names."""

    def __init__(self, connection: Connection, kind: str) -> None:
        self._connection = connection
        self._private = PRIVATE[kind]

    def said(self, column: str, value: Any) -> Any:
        """The value as the table holds it.

        Raises:
            Doubt: when the text was erased, or is not what its name says.
        """
        if column not in self._private or not value:
            return value
        query = text("SELECT salt, content FROM private_text WHERE sha256 = :name")
        row = self._connection.execute(query, {"name": value}).first()
        if row is None or private_name(*row) != value:
            raise Doubt
        return row[1]


def _take_back(table: StoredTable, kind: str, entry: dict[str, Any], texts: _Texts) -> None:
    """One line less: the record must stand as the line leaves it, and then stands as it found it."""
    columns = _columns(kind)
    name, before, after = entry["resource"]["id"], entry["before"], entry["after"]
    row = table.get(name)
    if (row is None) != (not after) or not (before.keys() | after.keys()) <= set(columns):
        raise Doubt
    if row is not None:
        for column, value in after.items():
            if row[columns.index(column)] != texts.said(column, value):
                raise Doubt
    if not before:
        del table[name]
        return
    row = row if row is not None else [None] * len(columns)
    for column, value in before.items():
        row[columns.index(column)] = texts.said(column, value)
    table[name] = row
