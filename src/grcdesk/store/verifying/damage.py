"""Which records cannot be read as they are stored, and why: asked once something could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, Table
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import TypeDecorator

from grcdesk.errors import Damaged
from grcdesk.models.base import table_of
from grcdesk.models.unreadable import looking_over
from grcdesk.schemas.log.log import Broken
from grcdesk.store import journal
from grcdesk.terms import Verb
from grcdesk.wording import count

_DIALECT = DefaultDialect()
_VERBS = frozenset(verb.value for verb in Verb)
_NAMED = 20
"""So many are named one by one."""
HINT = "grcdesk log verify names everything that is broken; grcdesk restore FILE brings a backup back"


def told(found: list[Broken]) -> Damaged:
    """The one error of all of them."""
    named = tuple(f"{one.where}: {one.what}" for one in found[:_NAMED])
    more = (f"and {len(found) - _NAMED:,} more",) if len(found) > _NAMED else ()
    return Damaged(f"{count(len(found), 'record')} damaged in the database", reasons=(*named, *more), hint=HINT)


def unreadable(connection: Connection) -> list[Broken]:
    """Rows with a value that cannot be what its column holds, and lines of the log that cannot be read."""
    from grcdesk.models.tables import MODELS  # noqa: PLC0415  knows every table, and every store loads this file

    return [one for model in MODELS.values() for one in _rows(connection, table_of(model))]


def altered(connection: Connection) -> list[Broken]:
    """Those, and rows that are not what the log says: what somebody looks for to whom a row makes no sense."""
    from grcdesk.store.replay import compare, replay  # noqa: PLC0415  knows every table

    found = unreadable(connection)
    known = {one.where for one in found}
    with suppress(DatabaseError, ValueError, KeyError, TypeError):
        state = replay(connection)
        found += [one for one in (*state.broken, *compare(connection, state)) if one.where not in known]
    return found


def _rows(connection: Connection, table: Table) -> Iterator[Broken]:
    kind = table.name
    key = next(iter(table.primary_key.columns)).name
    names = table.columns.keys()
    listed = '"' + '", "'.join(names) + '"'
    try:
        rows = connection.exec_driver_sql(f'SELECT {listed} FROM "{kind}"')  # noqa: S608  names from the models
        while True:
            with looking_over() as texts:
                row = rows.fetchone()
            if row is None:
                return
            bad = [name for name, value in zip(names, row, strict=True) if _unread(table, name, value)]
            if bad or texts:
                where = f"log entry {row[0]}" if kind == "log" else f"{kind} {row[names.index(key)]}"
                yield Broken(where, f"{', '.join(bad) or 'a text'} cannot be read")
    except DatabaseError as error:
        yield Broken(kind, f"the table cannot be read: {error.orig}")


def _unread(table: Table, name: str, value: object) -> bool:
    if table.name == "log" and name == "line":
        return journal.read_line(value) is None if isinstance(value, bytes) else True
    if table.name == "log" and name == "action":
        return value not in _VERBS
    decorated = table.c[name].type
    if not isinstance(decorated, TypeDecorator):
        return False
    with looking_over() as seen:
        decorated.process_result_value(value, _DIALECT)
    return bool(seen)
