"""What a session changes, gathered flush by flush as the log tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Dialect, event, inspect
from sqlalchemy.orm import ColumnProperty, InstanceState, Session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from grcdesk.models.base import Row, as_stored, table_of
from grcdesk.models.free import free_columns
from grcdesk.store.journal import LABELS, Change, Gathered, Value
from grcdesk.store.texts.names import KeptTexts


class Collector(Gathered):
    """Gathers what a session changes, flush by flush, so that autoflush loses nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._dialect: Dialect = session.get_bind().dialect
        event.listen(session, "after_flush", self._after_flush)
        # UPDATE and DELETE without rows pass no flush, and would leave no line
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def _after_flush(self, session: Session, _context: Any) -> None:
        for row in session.new:
            self._row(row, created=True)
        for row in sorted(session.dirty, key=_key):
            self._row(row)
        for row in sorted(session.deleted, key=_key):
            self._row(row, deleted=True)

    def _row(self, row: Row, *, created: bool = False, deleted: bool = False) -> None:
        if not type(row).__logged__:
            return
        state: InstanceState[Row] = inspect(row)
        before: dict[str, Value] = {}
        after: dict[str, Value] = {}
        private: KeptTexts = {}
        free = free_columns(table_of(type(row)))
        hidden = dict.fromkeys(free, private)
        for attribute, old in _moved(row, state, whole=created or deleted):
            column = attribute.columns[0]
            texts = hidden.get(column.name)
            if not created:
                before[column.name] = self._stored(column, as_stored(old), texts)
            if not deleted:
                after[column.name] = self._stored(column, getattr(row, attribute.key), texts)
        if before or after:
            self.add(
                Change(
                    str(row.__tablename__),
                    str(state.identity[0]) if state.identity else _key(row),
                    self._label(row, free, private),
                    before,
                    after,
                    private,
                )
            )

    def _stored(self, column: ColumnElement[Any], value: Any, private: KeptTexts | None) -> Value:
        """A value as the database holds it; of a private text its hash, the text itself going into `private`."""
        bind = column.type.bind_processor(self._dialect)
        stored: Value = bind(value) if bind else value
        return stored if private is None else self.hide(stored, private)

    def _label(self, row: Row, free: frozenset[str], private: KeptTexts) -> str:
        for name in LABELS:
            text = getattr(row, name, "")
            if text:
                label = str(text)[:120]
                return str(self.hide(label, private)) if name in free else label
        return ""


def _moved(row: Row, state: InstanceState[Row], *, whole: bool) -> Iterator[tuple[ColumnProperty[Any], Any]]:
    """The attributes that a flush writes, each with what stood there; `whole`: all of a row that comes or goes."""
    for attribute in state.mapper.column_attrs:
        if not whole and attribute.key not in state.committed_state:
            continue  # nobody set it: its history need not be asked for
        history = get_history(row, attribute.key, PASSIVE_NO_INITIALIZE)  # state.attrs makes all of them anew
        if whole or history.has_changes():
            # of a row that goes, what was not touched is what stood there
            yield attribute, history.deleted[0] if history.deleted else (getattr(row, attribute.key) if whole else None)


def _key(row: Row) -> str:
    column = next(iter(table_of(type(row)).primary_key.columns))
    return str(getattr(row, column.key))


def _refuse_bulk(state: Any) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        msg = "bulk statements leave no line in the change log; change rows one by one"
        raise RuntimeError(msg)
