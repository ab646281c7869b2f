"""Verifying: the chain of the log, and the log replayed against every table.

Each line holds the fields it changed, before and after. Replaying all lines gives every record as it must stand;
what differs was changed around the door, or by a failing disk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import TypeDecorator

from grcdesk.models.base import Row, table_of
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.log import Broken
from grcdesk.schemas.progress import Progress
from grcdesk.store.journal import START, digest
from grcdesk.store.names import Kept, is_name, kept, private_name, text_of
from grcdesk.store.texts import names_in, read_line
from grcdesk.terms import LogOutcome, Verb
from grcdesk.verbs import changes_data

_STEP = 2000


@dataclass(slots=True)
class Replay:
    """What the log says should be there."""

    entries: int = 0
    head: str = START
    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """Table → id → stored fields."""
    private: set[str] = field(default_factory=set)
    """Names of the texts that must be kept aside."""
    kept: Kept = field(default_factory=dict)
    """The texts that are kept aside."""
    broken: list[Broken] = field(default_factory=list)


def replay(connection: Connection, progress: Progress | None = None, *, until: int | None = None) -> Replay:
    """Walk the log in order, the whole or up to an entry: check every link, gather every record."""
    state = Replay(records={name: {} for name in LOGGED}, kept=kept(connection))
    columns = "seq, line, hash, ts, actor, action, kind, resource, batch, outcome, changes"
    asked = "FROM log WHERE :until IS NULL OR seq <= :until"
    total = connection.scalar(text(f"SELECT count(*) {asked}"), {"until": until})
    query = f"SELECT {columns} {asked} ORDER BY seq"
    # as texts, not as models: what stands there is wanted as it is stored, whatever it is
    for row in connection.execute(text(query), {"until": until}):
        state.entries += 1
        entry = _check_line(state, row)
        if entry is not None:
            _take(state, entry, changes=bool(row[10]))
        if progress and state.entries % _STEP == 0:
            progress(state.entries, total)
    if progress:
        progress(total, total)
    return state


def _take(state: Replay, entry: dict[str, Any], *, changes: bool) -> None:
    """What a line that can be read says of records, and of texts kept aside."""
    if changes:
        _fold(state, entry)
    state.private.update(names_in(entry))
    if entry["action"] == Verb.LOG_ERASE and not changes:
        state.private.difference_update(str(entry["after"].get("erased", "")).split())
        state.private.update(str(entry["after"].get("instead", "")).split()[1::2])


def _check_line(state: Replay, row: Sequence[Any]) -> dict[str, Any] | None:
    seq, line, name = row[0], row[1], row[2]
    where = f"log entry {seq}"
    real = digest(line)
    try:
        entry = read_line(line)
        prev, said, derived = entry["prev"], entry["seq"], _derived(entry)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        state.broken.append(Broken(where, "is no longer readable"))
        state.head = real
        return None
    if said != state.entries or seq != said:
        state.broken.append(Broken(where, f"stands where entry {state.entries} should: lines are missing or moved"))
        state.entries = said if isinstance(said, int) else seq
    if prev != state.head:
        state.broken.append(Broken(where, "does not follow from the entry before it: one of the two was altered"))
    if name != real or derived != row[3:10] or bool(row[10]) != _changes(entry):
        state.broken.append(Broken(where, "its search columns do not match the line"))
    state.head = real
    return dict(entry)


def _derived(entry: dict[str, Any]) -> tuple[Any, ...]:
    """The search columns of a line; a KeyError when it is not whole."""
    entry["before"].keys()
    entry["after"].keys()
    resource = entry["resource"]
    _ = entry["reason"], resource["label"]
    return (
        entry["ts"],
        entry["actor"]["name"],
        entry["action"],
        resource["type"],
        resource["id"],
        entry["batch"],
        entry["outcome"],
    )


def _defaults(model: type[Row]) -> dict[str, Any]:
    """What a column holds that came with a later shape than the lines of a record, as it is stored."""
    found = {}
    for attribute in inspect(model).column_attrs:
        column = attribute.columns[0]
        field = model.model_fields[attribute.key]
        if field.is_required():
            continue
        default = field.get_default(call_default_factory=True)
        bind = column.type.process_bind_param if isinstance(column.type, TypeDecorator) else None
        found[column.name] = bind(default, DefaultDialect()) if bind else default
    return found


_DEFAULTS = {kind: _defaults(model) for kind, model in LOGGED.items()}


def default(kind: str, column: str) -> Any:
    """What a record holds in a column that came after its lines.

    Raises:
        KeyError: when the model has no such column, or no default for it.
    """
    return _DEFAULTS[kind][column]


def _changes(entry: dict[str, Any]) -> bool:
    """Whether the line speaks of a change of data, read from the line alone."""
    return entry["outcome"] == LogOutcome.SUCCESS and changes_data(entry["action"], entry["resource"]["type"])


def _fold(state: Replay, entry: dict[str, Any]) -> None:
    kind, name = str(entry["resource"]["type"]), str(entry["resource"]["id"])
    table = state.records.get(kind)
    if table is None:
        state.broken.append(Broken(f"log entry {entry['seq']}", f"speaks of an unknown kind {kind!r}"))
        return
    told = table.get(name, {})
    given = _DEFAULTS[kind] if name in table else {}
    if any(
        not _same(state.kept, told.get(column, given.get(column)), value) for column, value in entry["before"].items()
    ):
        state.broken.append(Broken(f"log entry {entry['seq']}", f"tells another past of {kind} {name} than the log"))
    if not entry["before"]:
        table[name] = entry["after"]
    elif not entry["after"]:
        table.pop(name, None)
    else:
        table.setdefault(name, {}).update(entry["after"])


def _same(texts: Kept, one: Any, other: Any) -> bool:
    """Whether two values of lines are the same; of a text that was erased nobody can tell any more."""
    if one == other:
        return True
    if (is_name(one) and one not in texts) or (is_name(other) and other not in texts):
        return True
    return bool(text_of(one, texts) == text_of(other, texts))


def compare(connection: Connection, state: Replay, kinds: Collection[str] = ()) -> Iterator[Broken]:
    """Every difference between the replayed log and the tables, record by record; of some tables, or of all."""
    for kind in kinds or LOGGED:
        yield from _compare_table(connection, state, kind)
    if not kinds:
        yield from _compare_private(state)


def _compare_table(connection: Connection, state: Replay, kind: str) -> Iterator[Broken]:
    expected = state.records[kind]
    table = table_of(LOGGED[kind])
    columns = [column.name for column in table.columns]
    keyed = columns.index(next(iter(table.primary_key.columns)).name)
    listed = ", ".join(f'"{column}"' for column in columns)
    try:
        rows = connection.execute(text(f'SELECT {listed} FROM "{kind}"')).all()  # noqa: S608  names from the models
    except DatabaseError as error:
        yield Broken(kind, f"the table cannot be read: {error.orig}")
        return
    for row in rows:
        wanted = expected.pop(str(row[keyed]), None)
        if wanted is None:
            yield Broken(f"{kind} {row[keyed]}", "is in the table but the log knows nothing of it")
            continue
        for column, value in zip(columns, row, strict=True):
            if text_of(wanted.get(column, _DEFAULTS[kind].get(column)), state.kept) == value:
                continue
            yield Broken(f"{kind} {row[keyed]}", f"{column} is not what the log says")
    for name in expected:
        yield Broken(f"{kind} {name}", "is in the log but gone from the table")


def _compare_private(state: Replay) -> Iterator[Broken]:
    expected = set(state.private)
    for name, (salt, content) in state.kept.items():
        if name not in expected:
            yield Broken(f"private text {name}", "is kept aside but the log knows nothing of it, or says it is erased")
        elif private_name(salt, content) != name:
            yield Broken(f"private text {name}", "is not what its hash says")
        expected.discard(name)
    for name in sorted(expected):
        yield Broken(f"private text {name}", "is gone, and no entry says that it was erased")
