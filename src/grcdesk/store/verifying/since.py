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
from grcdesk.store.replay import COLUMNS, Replay, check_line
from grcdesk.store.texts.names import private_name
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
    made = (shape.SCHEMA, _schema(connection), {*LOGGED, _ASIDE})
    if (known.shape, known.schema, set(known.tables)) != made:
        raise Doubt
    at = Replay(entries=known.position, head=known.head, ts=known.ts)
    since: list[tuple[dict[str, Any], bool]] = []
    query = text(f"SELECT {COLUMNS} FROM log WHERE seq > :seq ORDER BY seq")  # noqa: S608  our names
    for row in connection.execute(query, {"seq": known.position}):
        at.entries += 1
        entry = check_line(at, row)
        # erasing changes lines and texts that were verified before: nothing of them is recognised any more
        if entry is None or at.broken or entry["action"] == Verb.LOG_ERASE:
            raise Doubt
        since.append((entry, bool(row[10])))
    before, walked = _walked(connection, known.position, at.entries)
    if before != known.log:
        raise Doubt
    aside = _aside(connection)
    tables = _wound_back(connection, [entry for entry, changes in since if changes], aside, known)
    tables[_ASIDE] = _texts_since(aside, [entry for entry, _ in since], known.tables[_ASIDE])
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


def _wound_back(
    connection: Connection, since: list[dict[str, Any]], aside: StoredTable, known: VerifiedState
) -> dict[str, str]:
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
        for entry in reversed(touched[kind]):
            _take_back(table, kind, entry, aside)
        if (digest(table) if kind in touched else found[kind]) != known.tables[kind]:
            raise Doubt
    return found


def _texts_since(aside: StoredTable, since: list[dict[str, Any]], known: str) -> str:
    """Digest of the texts kept aside, recognised once those are taken away that the lines since name."""
    found = digest(aside)
    for entry in since:
        values = (entry["reason"], entry["resource"]["label"], *entry["before"].values(), *entry["after"].values())
        for name in values:
            row = aside.pop(name, None) if isinstance(name, str) else None
            if row is not None and private_name(row[1], row[2]) != name:
                raise Doubt
    if digest(aside) != known:
        raise Doubt
    return found


def _aside(connection: Connection) -> StoredTable:
    rows = connection.execute(text(f"SELECT sha256, salt, content FROM {_ASIDE}"))  # noqa: S608  our name
    return {str(row[0]): list(row) for row in rows}


def _take_back(table: StoredTable, kind: str, entry: dict[str, Any], aside: StoredTable) -> None:
    """One line less: the record must stand as the line leaves it, and then stands as it found it."""
    columns = _columns(kind)
    name, before, after = entry["resource"]["id"], entry["before"], entry["after"]
    row = table.get(name)
    if (row is None) != (not after) or not (before.keys() | after.keys()) <= set(columns):
        raise Doubt
    if row is not None and any(row[columns.index(key)] != _said(value, aside) for key, value in after.items()):
        raise Doubt
    if not before:
        del table[name]
        return
    row = row if row is not None else [None] * len(columns)
    for key, value in before.items():
        row[columns.index(key)] = _said(value, aside)
    table[name] = row


def _said(value: Any, aside: StoredTable) -> Any:
    """What the table holds where a line has a value: the text, where the line only names it."""
    row = aside.get(value) if isinstance(value, str) else None
    if row is None:
        return value
    if private_name(row[1], row[2]) != value:
        raise Doubt
    return row[2]
