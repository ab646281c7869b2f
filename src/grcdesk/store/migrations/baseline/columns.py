"""The few kinds of columns there are, in the words of the baseline alone."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from grcdesk.store.sqlite.ddl import STRICT

SchemaColumn = sa.Column[Any]


def table(name: str, *columns: SchemaColumn, rules: tuple[str, ...] = ()) -> None:
    """Make a table; its first column is the primary key, its rules hold across columns."""
    key = sa.PrimaryKeyConstraint(columns[0].name)
    op.create_table(name, *columns, key, *(sa.CheckConstraint(rule) for rule in rules), **STRICT)


def index(table: str, *columns: str, name: str = "", unique: bool = False) -> None:
    """Make an index, named after its table and its first column unless another name is given."""
    op.create_index(f"ix_{table}_{name or columns[0]}", table, list(columns), unique=unique)


def text(name: str) -> SchemaColumn:
    """A text, never NULL: nothing said is the empty text."""
    return sa.Column(name, sa.Text, nullable=False)


def octets(name: str) -> SchemaColumn:
    """Bytes as they came."""
    return sa.Column(name, sa.LargeBinary, nullable=False)


def day(name: str, *, null: bool = False) -> SchemaColumn:
    """A date as YYYY-MM-DD."""
    return sa.Column(name, sa.Text, sa.CheckConstraint(f"{name} LIKE '____-__-__'"), nullable=null)


def word(name: str, words: str, *, null: bool = False) -> SchemaColumn:
    """A word from a closed list, given with blanks between them."""
    listed = ", ".join(f"'{one}'" for one in words.split())
    return sa.Column(name, sa.Text, sa.CheckConstraint(f"{name} IN ({listed})"), nullable=null)


def flag(name: str) -> SchemaColumn:
    """Yes or no as 1 or 0."""
    return sa.Column(name, sa.Integer, sa.CheckConstraint(f"{name} IN (0, 1)"), nullable=False)


def count(name: str) -> SchemaColumn:
    """A whole number that the program counts itself."""
    return sa.Column(name, sa.Integer, autoincrement=False, nullable=False)


def number(name: str, *, low: int = 0, high: int | None = None, null: bool = False) -> SchemaColumn:
    """A whole number within bounds."""
    rule = f"{name} >= {low}" + (f" AND {name} <= {high}" if high is not None else "")
    return sa.Column(name, sa.Integer, sa.CheckConstraint(rule), nullable=null)
