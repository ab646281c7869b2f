"""How a migration changes rows of the desk: record by record, so that each change gets its line in the change log.

    from grcdesk.store.migrations import moves

    def upgrade() -> None:
        op.add_column("evidence", ...)
        moves.change("evidence", lambda row: {"for_slot": NAMES.get(row["for_slot"], row["for_slot"])})

Values are those that are stored: text, whole numbers, None. The lines are written with the verb desk.migrate when all
migrations are through, in their transaction. What a migration must keep to, so that `log verify` finds the desk whole:

- A new column holds, in every row there is, what its model has as default; anything else is set with `change`.
- A column that goes or gets another name: add the new one, `change` it from the old one, drop the old one.
- A table that is logged never goes: the log would speak of an unknown kind.
- A guard of the table (a trigger) refuses here too: drop it first and make it again.
- Rows are derived from rows: the same migration runs on a new, empty desk, where nothing may be added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from grcdesk.models.free import free_columns
from grcdesk.models.tables import LOGGED, table_of
from grcdesk.store.journal import LABELS, Change, Gathered
from grcdesk.store.texts.names import KeptTexts

Record = Mapping[str, Any]
"""A row as it is stored, by column."""
ATTRIBUTE = "moves"
"""Under this name the run of the migrations keeps what was changed."""
_OURS = ("log", "private_text")


def change(table: str, new: Callable[[Record], Record]) -> int:
    """Change rows of a table; returns how many.

    Args:
        table: its name in the shape the migration has reached.
        new: the columns of a row that are to be set, by name; what equals the row as it is changes nothing.

    Raises:
        ValueError: for the log itself, which only grows, or for the key of a row.
    """
    found = _table(table)
    key = _key(found)
    moved = 0
    connection = op.get_bind()
    for row in _rows(connection.execute(sa.select(found).order_by(key))):
        told = {name: value for name, value in new(row).items() if row[name] != value}
        if not told:
            continue
        if key.name in told:
            msg = f"the key of {table} {row[key.name]} cannot change: remove the row and add another"
            raise ValueError(msg)
        connection.execute(sa.update(found).where(key == row[key.name]).values(told))
        _keep(table, key.name, {name: row[name] for name in told}, told, row)
        moved += 1
    return moved


def add(table: str, row: Record) -> None:
    """Add a row; every column that has no default must be given.

    Raises:
        ValueError: for the log itself.
    """
    found = _table(table)
    key = _key(found)
    connection = op.get_bind()
    connection.execute(sa.insert(found).values(dict(row)))
    (kept,) = _rows(connection.execute(sa.select(found).where(key == row[key.name])))
    _keep(table, key.name, {}, kept, kept)


def remove(table: str, name: str) -> None:
    """Remove the row of that key.

    Raises:
        ValueError: for the log itself, or when there is no such row.
    """
    found = _table(table)
    key = _key(found)
    connection = op.get_bind()
    rows = _rows(connection.execute(sa.select(found).where(key == name)))
    if not rows:
        msg = f"there is no {table} {name} to remove"
        raise ValueError(msg)
    connection.execute(sa.delete(found).where(key == name))
    _keep(table, key.name, rows[0], {}, rows[0])


def _table(name: str) -> sa.Table:
    if name in _OURS:
        msg = f"{name} is no table a migration changes rows of"
        raise ValueError(msg)
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _rows(found: sa.CursorResult[Any]) -> list[Record]:
    return [dict(row) for row in found.mappings().all()]


def _key(table: sa.Table) -> sa.Column[Any]:
    return next(iter(table.primary_key.columns))


def _keep(table: str, key: str, before: Record, after: Record, row: Record) -> None:
    model = LOGGED.get(table)
    if model is None:
        return
    private: KeptTexts = {}
    hidden = free_columns(table_of(model))
    named = next((name for name in LABELS if row.get(name)), "")
    label = str(row[named])[:120] if named else ""
    gathered: Gathered = context.config.attributes[ATTRIBUTE]
    label = gathered.hide(label, private) if named in hidden else label
    old, new = (
        {name: gathered.hide(value, private) if name in hidden else value for name, value in side.items()}
        for side in (before, after)
    )
    gathered.add(Change(table, str(row[key]), label, old, new, private))
