"""Verifying: the chain of the log, and the log replayed against every table.

Each line holds the fields it changed, before and after. Replaying all lines gives every record as it must stand;
what differs was changed around the door, or by a failing disk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import TypeDecorator

from grcdesk.models.base import default_of, has_default, table_of
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.log.log import Broken
from grcdesk.schemas.progress import Progress
from grcdesk.store.journal import FORMAT, START, digest
from grcdesk.store.texts.lines import marked, names_in
from grcdesk.store.texts.names import KeptTexts, is_name, kept, private_name, text_of
from grcdesk.store.verifying.line import read_line
from grcdesk.terms import LogOutcome, Verb
from grcdesk.verbs import changes_data

_STEP = 2000
COLUMNS = "seq, line, hash, ts, actor, action, kind, resource, batch, outcome, changes"
"""Of the log, in the order in which lines are checked."""


@dataclass(slots=True)
class Replay:
    """What the log says should be there."""

    entries: int = 0
    head: str = START
    ts: str = ""
    """When the last entry was written."""
    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """Table → id → stored fields."""
    private: set[str] = field(default_factory=set)
    """Names of the texts that must be kept aside."""
    kept: KeptTexts = field(default_factory=dict)
    """The texts that are kept aside."""
    broken: list[Broken] = field(default_factory=list)


def replay(connection: Connection, progress: Progress | None = None, *, until: int | None = None) -> Replay:
    """Walk the log in order, the whole or up to an entry: check every link, gather every record."""
    state = Replay(records={name: {} for name in LOGGED}, kept=kept(connection))
    asked = "FROM log WHERE :until IS NULL OR seq <= :until"
    total = connection.scalar(text(f"SELECT count(*) {asked}"), {"until": until})
    query = f"SELECT {COLUMNS} {asked} ORDER BY seq"
    # as texts, not as models: what stands there is wanted as it is stored, whatever it is
    for row in connection.execute(text(query), {"until": until}):
        state.entries += 1
        entry = check_line(state, row)
        if entry is not None:
            _take(state, entry, changes=bool(row[10]))
        if progress and state.entries % _STEP == 0:
            progress(state.entries, total)
    if not state.entries:
        state.broken.append(Broken("log", "is empty: a desk begins with the entry that made it"))
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


def check_line(state: Replay, row: Sequence[Any]) -> dict[str, Any] | None:
    """The entry in a stored line that follows what was walked so far; what is wrong with it goes into `broken`."""
    seq, line, name = row[0], row[1], row[2]
    where = f"log entry {seq}"
    real = digest(line) if isinstance(line, bytes) else ""
    try:
        entry = marked(read_line(line), line)
    except ValueError as error:
        state.broken.append(Broken(where, str(error)))
        state.head = real
        return None
    prev, said = entry["prev"], entry["seq"]
    if said != state.entries or seq != said:
        state.broken.append(Broken(where, f"stands where entry {state.entries} should: lines are missing or moved"))
        # counted on from there: one line that is missing is one finding, not one for each line behind it
        state.entries = said
    if prev != state.head:
        state.broken.append(Broken(where, "does not follow from the entry before it: one of the two was altered"))
    if name != real or _derived(entry) != row[3:10] or bool(row[10]) != _changes(entry):
        state.broken.append(Broken(where, "its search columns do not match the line"))
    state.broken += [Broken(where, what) for what in _odd(state, entry)]
    state.head, state.ts = real, entry["ts"]
    return entry


def _odd(state: Replay, entry: dict[str, Any]) -> Iterator[str]:
    """What no desk writes, though the chain may hold."""
    if not 1 <= entry["v"] <= FORMAT:
        yield f"is of a form {entry['v']} that this program does not know"
    if entry["seq"] == 1 and entry["action"] != Verb.DESK_INIT:
        yield "is not the one that made the desk: the beginning of the log was cut off"
    if entry["ts"] < state.ts and entry["action"] != Verb.CLOCK_BACKWARDS:
        yield "is dated before the entry before it, and no entry says that the clock went backwards"


def _derived(entry: dict[str, Any]) -> tuple[Any, ...]:
    """The search columns of a line."""
    resource = entry["resource"]
    return (
        entry["ts"],
        entry["actor"]["name"],
        entry["action"],
        resource["type"],
        resource["id"],
        entry["batch"],
        entry["outcome"],
    )


@cache
def _defaults(kind: str) -> dict[str, Any]:
    """What columns hold that came with a later shape than the lines of a record, as it is stored."""
    found = {}
    for column in table_of(LOGGED[kind]).columns:
        if has_default(column):
            bind = column.type.process_bind_param if isinstance(column.type, TypeDecorator) else None
            default = default_of(column)
            found[column.name] = bind(default, DefaultDialect()) if bind else default
    return found


def default(kind: str, column: str) -> Any:
    """What a record holds in a column that came after its lines.

    Raises:
        KeyError: when the model has no such column, or no default for it.
    """
    return _defaults(kind)[column]


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
    # a column that came with a later shape stands in no earlier line: then the record held its default
    given = _defaults(kind) if name in table else {}
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


def _same(texts: KeptTexts, one: Any, other: Any) -> bool:
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
            if text_of(wanted.get(column, _defaults(kind).get(column)), state.kept) == value:
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
