"""Undo is a new command: it applies the `before` of a batch, newest first. The log only grows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Dialect, func, inspect, select
from sqlalchemy.orm import Session

from grcdesk.errors import Damaged, NotFound, Refused
from grcdesk.models.base import Amount, Row, as_stored, col, table_of
from grcdesk.models.log import LogLine
from grcdesk.models.tables import LOGGED
from grcdesk.store import journal
from grcdesk.store.texts.lines import FREE_FROM, marked, names_in, read_line
from grcdesk.store.texts.names import KeptTexts, Literal, is_name, kept
from grcdesk.terms import Verb
from grcdesk.verbs import FINAL

UNDO_OF = "undo of "
_SEEN = frozenset({("evidence", "integrity")})
"""What a look found, whatever anybody decides: it holds no undo up."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """One command as the log tells it."""

    id: str
    action: Verb
    entries: tuple[dict[str, Any], ...]
    reason: str
    texts: KeptTexts = field(default_factory=dict)
    """The texts its entries name, as far as they still exist."""


def find_batch(session: Session, given: str) -> Batch:
    """The batch with that id, or the one id that begins so.

    Raises:
        NotFound: when none begins so, or several do.
        Refused: when the command of that whole id holds no change: it was refused, wrote a file, or erased.
    """
    # the whole id is found by the index; only a part of one needs the whole log read
    changed = select(col(LogLine.batch)).where(col(LogLine.changes)).distinct()
    ids = (
        session.scalars(changed.where(col(LogLine.batch) == given)).all()
        or session.scalars(changed.where(col(LogLine.batch).startswith(given, autoescape=True))).all()
    )
    if not ids and session.scalar(select(func.count()).where(col(LogLine.batch) == given)):
        raise Refused(f"there is nothing to undo in {given}: it was refused, wrote a file, or erased a text")
    if not given or len(ids) != 1:
        found = f"{len(ids)} changes begin with {given!r}" if ids else f"no change {given!r} in the log"
        raise NotFound(found, hint="grcdesk log list shows them")
    rows = session.scalars(
        select(LogLine).where(col(LogLine.batch) == ids[0], col(LogLine.changes)).order_by(col(LogLine.seq))
    ).all()
    entries = tuple(_whole(row) for row in rows)
    texts = kept(session.connection(), (name for entry in entries for name in names_in(entry)))
    return Batch(ids[0], Verb(entries[0]["action"]), entries, entries[0]["reason"], texts)


def _whole(row: LogLine) -> dict[str, Any]:
    line = journal.read_line(row.line)
    if line is None:
        raise Damaged(f"entry {row.seq} of the change log can no longer be read", hint="grcdesk log verify")
    return marked(line, row.line)


def apply(session: Session, batch: Batch) -> list[str]:
    """Put every record of the batch back as it was before it; returns their ids.

    Raises:
        Refused: naming every field that has moved on since, or when the act is final.
    """
    if batch.action in FINAL:
        raise Refused(f"{batch.action} is final and is not undone", hint=FINAL[batch.action])
    _refuse_erased(session, batch)
    # loaded together and flushed together: one by one, each record would cost a query and a flush
    held = _load(session, batch)
    with session.no_autoflush:
        done, moved = _restore(session, batch)
    # until here: a session forgets rows that nobody refers to
    del held
    if moved:
        raise Refused(
            f"cannot undo {batch.id}: {len(moved)} records have moved on since",
            hint="undo the later change first, or set the fields by hand",
            reasons=tuple(moved),
        )
    return done


def _refuse_erased(session: Session, batch: Batch) -> None:
    """Lines of the first format hold their texts for good; what was erased since is not to come back from there.

    Raises:
        Refused: when an entry of the batch holds such a text.
    """
    if all(entry["v"] >= FREE_FROM for entry in batch.entries):
        return
    erasings = session.scalars(select(col(LogLine.line)).where(col(LogLine.action) == Verb.LOG_ERASE))
    held = {int(seq) for line in erasings for seq in str(read_line(line)["after"].get("stays_in", "")).split()}
    found = [entry["seq"] for entry in batch.entries if entry["v"] < FREE_FROM and entry["seq"] in held]
    if found:
        raise Refused(
            f"entry {found[0]} holds a text that was erased since and cannot come back",
            hint="set what is to stand there now by hand",
        )


def _load(session: Session, batch: Batch) -> list[Row]:
    """The records of the batch, a kind at a time; the session knows a row only as long as somebody holds it."""
    held: list[Row] = []
    for kind in {entry["resource"]["type"] for entry in batch.entries}:
        model = LOGGED[kind]
        key = next(iter(table_of(model).primary_key.columns))
        names = [entry["resource"]["id"] for entry in batch.entries if entry["resource"]["type"] == kind]
        for start in range(0, len(names), _CHUNK):
            held += session.scalars(select(model).where(key.in_(names[start : start + _CHUNK])))
    return held


def _restore(session: Session, batch: Batch) -> tuple[list[str], list[str]]:
    """Ids put back, and what has moved on since."""
    moved: list[str] = []
    done: list[str] = []
    kinds = {entry["resource"]["type"] for entry in batch.entries}
    # a name one record gave up may be another's by now: such kinds go one by one, backwards
    named = {kind for kind in kinds if any(index.unique for index in table_of(LOGGED[kind]).indexes)}
    for entry in reversed(batch.entries):
        kind, name = entry["resource"]["type"], entry["resource"]["id"]
        _put_back(session, entry, batch.texts, moved)
        if kind in named:
            session.flush()
        done.append(name)
    return done, moved


def _put_back(session: Session, entry: dict[str, Any], texts: KeptTexts, moved: list[str]) -> None:
    """One record as it was before that entry; what has moved on since is told to `moved`."""
    kind, name = entry["resource"]["type"], entry["resource"]["id"]
    row = session.get(LOGGED[kind], name)
    before, after = entry["before"], entry["after"]
    if not after:
        if row is None:
            session.add(_build(session, LOGGED[kind], before, texts))
        else:
            moved.append(f"{kind} {name} exists again")
        return
    _expect(session, row, after, moved, (f"{kind} {name}", texts))
    if row is None:
        return
    if before:
        _set(session, row, before, texts)
    else:
        session.delete(row)


def _expect(
    session: Session, row: Row | None, after: dict[str, Any], moved: list[str], about: tuple[str, KeptTexts]
) -> None:
    name, texts = about
    if row is None:
        moved.append(f"{name} is gone")
        return
    dialect = session.get_bind().dialect
    for column, value in after.items():
        if column not in table_of(type(row)).columns:
            moved.append(f"{name}: {column} is no longer kept by this version")
            continue
        # counters went on with every change since, also with those that left these fields alone
        if _is_counter(type(row), column) or (type(row).__tablename__, column) in _SEEN:
            continue
        if not _same(row, column, value, (texts, dialect)):
            gone = is_name(value) and value not in texts
            moved.append(f"{name}: {column} was {'erased' if gone else 'changed again'}")


def _same(row: Row, column: str, value: Any, known: tuple[KeptTexts, Dialect]) -> bool:
    texts, dialect = known
    attribute = inspect(row).mapper.get_property_by_column(_column(type(row), column))
    current = as_stored(getattr(row, attribute.key))
    bind = _column(type(row), column).type.bind_processor(dialect)
    stored = bind(current) if bind else current
    if is_name(value):
        return value in texts and texts[value][1] == stored
    return bool(stored == value)


def _is_counter(model: type[Row], column: str) -> bool:
    """A counter of changes only rises; the version of a catalog is a text like any other."""
    return column == "version" and isinstance(_column(model, column).type, Amount)


def _column(model: type[Row], name: str) -> Any:
    return table_of(model).columns[name]


def _value(session: Session, model: type[Row], column: str, stored: Any, texts: KeptTexts) -> Any:
    info = _column(model, column)
    if is_name(stored):
        if stored not in texts:
            raise Refused(
                f"the {column.replace('_', ' ')} this change replaced was erased and cannot come back",
                hint="set what is to stand there now by hand",
            )
        stored = texts[stored][1]
    elif isinstance(stored, Literal):
        stored = str(stored)
    process = info.type.result_processor(session.get_bind().dialect, None)
    return process(stored) if process else stored


def _set(session: Session, row: Row, before: dict[str, Any], texts: KeptTexts) -> None:
    mapper = inspect(row).mapper
    for column, stored in before.items():
        if _is_counter(type(row), column):
            row.version += 1  # type: ignore[attr-defined]  # the counter is a column of this row
            continue
        key = mapper.get_property_by_column(_column(type(row), column)).key
        setattr(row, key, _value(session, type(row), column, stored, texts))


def _build(session: Session, model: type[Row], before: dict[str, Any], texts: KeptTexts) -> Row:
    mapper = inspect(model)
    values = {
        mapper.get_property_by_column(_column(model, column)).key: _value(session, model, column, stored, texts)
        for column, stored in before.items()
        if column in table_of(model).columns  # a later version may keep less of it
    }
    return model(**values)
