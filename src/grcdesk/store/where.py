"""A filter as SQL, in the words every database knows. Says of each row what `rules.filters.match` says.

Letters beyond a–z are compared as they stand; PostgreSQL would fold them too, SQLite does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped

from grcdesk.rules.filters.fields import FieldKind
from grcdesk.rules.filters.tree import Anything, Compare, Equals, Filter, FilterTerm, Nothing, Sort, Test
from grcdesk.rules.filters.words import span
from grcdesk.schemas.keys import Keys

_STEP = 2000

Single = ColumnElement[Any] | Mapped[Any]
FieldColumn = Single | Sequence[Single] | Callable[[str], ColumnElement[bool]] | Mapping[str, ColumnElement[bool]]
"""What a field is in the database.

TEXT: a column, or several of which any may hold the text. ENUM, DATE, COUNT: a column.
LIST: a function from an id to a condition (see `item_within`), asked with "" for "any item at all".
FLAG: a condition for each word.
"""


def to_sql(tree: Filter, columns: Mapping[str, FieldColumn], today: date) -> ColumnElement[bool]:
    """The condition for WHERE; true for the empty filter."""
    return sa.and_(sa.true(), *(_term(term, columns[term.field.name], today) for term in tree.terms))


def order_by(tree: Filter, columns: Mapping[str, FieldColumn], tie: Single | None = None) -> list[ColumnElement[Any]]:
    """The keys for ORDER BY: rows without a value last, equals by `tie` (by default the column `id`)."""
    keys: list[ColumnElement[Any]] = []
    for key in tree.sort:
        keys.extend(_sort(key, _single(columns[key.field.name])))
    return [*keys, _single(columns["id"] if tie is None else tie)]


def worded(column: Single) -> ColumnElement[str]:
    """A word of a closed list as it is read: without the lines that join its parts."""
    return sa.func.replace(sa.type_coerce(_single(column), sa.String()), "_", " ")


def joined(column: Single, *where: ColumnElement[bool]) -> ColumnElement[str]:
    """All values of a column of another table as one text, to look for words in. Name what it is correlated to."""
    inside = sa.func.aggregate_strings(sa.type_coerce(_single(column), sa.String()), " ")
    return sa.func.coalesce(sa.select(inside).where(*where).scalar_subquery(), "")


def keys(connection: sa.Connection, query: sa.Select[Any]) -> Keys:
    """The ids a query answers with, in its order, read in steps."""
    return Keys(connection.scalars(query.execution_options(yield_per=_STEP)))


def item_within(column: Single, value: str) -> ColumnElement[bool]:
    """Whether a column of dotted ids holds `value` or an id below it: CC6 finds CC6.1 and not CC61."""
    if not value:
        return sa.true()
    followers = [".", "-", "_"]
    if value[-1].isascii() and value[-1].isalpha():
        followers += [str(digit) for digit in range(10)]
    text = sa.type_coerce(_single(column), sa.String())
    return sa.or_(
        sa.func.lower(text) == sa.func.lower(value),
        *(text.istartswith(value + follower, autoescape=True) for follower in followers),
    )


def _single(column: FieldColumn) -> ColumnElement[Any]:
    element = column.__clause_element__() if hasattr(column, "__clause_element__") else column
    if not isinstance(element, ColumnElement):
        msg = f"one column is needed here, not {type(column).__name__}"
        raise TypeError(msg)
    return element


def _term(term: FilterTerm, column: FieldColumn, today: date) -> ColumnElement[bool]:
    condition = sa.or_(*(_test(test, term, column, today) for test in term.tests))
    # an unknown (NULL) must not survive as neither true nor false
    return sa.not_(sa.func.coalesce(condition, sa.false())) if term.negated else condition


def _test(test: Test, term: FilterTerm, column: FieldColumn, today: date) -> ColumnElement[bool]:
    kind = term.field.kind
    match test:
        case Nothing():
            return _empty(kind, column)
        case Anything():
            return sa.not_(_empty(kind, column))
        case Equals(value):
            return _equals(kind, column, value, today)
        case Compare(op, word):
            return _compares(op, word, kind, _single(column), today)
    single = _single(column)
    return sa.and_(_compares(">=", test.low, kind, single, today), _compares("<=", test.high, kind, single, today))


def _texts(column: FieldColumn) -> list[ColumnElement[str]]:
    columns = column if isinstance(column, Sequence) else (_single(column),)
    return [sa.func.coalesce(sa.type_coerce(one, sa.String()), "") for one in columns]


def _empty(kind: FieldKind, column: FieldColumn) -> ColumnElement[bool]:
    if kind is FieldKind.LIST and callable(column):
        return sa.not_(column(""))
    if kind is FieldKind.TEXT:
        return sa.and_(*(text == "" for text in _texts(column)))
    if kind is FieldKind.COUNT:
        return sa.func.coalesce(_single(column), 0) == 0
    return _single(column).is_(None)


def _equals(kind: FieldKind, column: FieldColumn, value: str, today: date) -> ColumnElement[bool]:
    if kind is FieldKind.TEXT:
        return sa.or_(*(text.icontains(value, autoescape=True) for text in _texts(column)))
    if kind is FieldKind.LIST and callable(column):
        return column(value)
    if kind is FieldKind.FLAG and isinstance(column, Mapping):
        return column[value]
    if kind is FieldKind.COUNT:
        return sa.func.coalesce(_single(column), 0) == int(value)
    if kind is FieldKind.DATE:
        first, last = span(value, today)
        single = _single(column)
        return single.between(_day(single, first), _day(single, last))
    return sa.type_coerce(_single(column), sa.String()) == value


def _compares(op: str, word: str, kind: FieldKind, column: ColumnElement[Any], today: date) -> ColumnElement[bool]:
    first: object
    last: object
    if kind is FieldKind.COUNT:
        first = last = int(word)
        column = sa.func.coalesce(column, 0)
    else:
        first, last = (_day(column, day) for day in span(word, today))
    match op:
        case "<":
            return column < first
        case "<=":
            return column <= last
        case ">":
            return column > last
        case _:
            return column >= first


def _day(column: ColumnElement[Any], day: date) -> date | str:
    """A day as the column keeps it: columns of text hold ISO dates."""
    return day.isoformat() if isinstance(column.type, sa.String) else day


def _sort(key: Sort, column: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    kind = key.field.kind
    ordered: list[ColumnElement[Any]] = [column]
    missing: ColumnElement[bool] = column.is_(None)
    if kind is FieldKind.TEXT:
        text = sa.func.coalesce(sa.type_coerce(column, sa.String()), "")
        missing, ordered = text == "", [sa.func.lower(text), text]
    elif kind is FieldKind.ENUM:
        places = {word: place for place, word in enumerate(key.field.values)}
        ordered = [sa.case(places, value=sa.type_coerce(column, sa.String()), else_=len(places))]
    # the condition itself as a key: false (has a value) comes before true on every database
    return [missing, *(one.desc() if key.descending else one.asc() for one in ordered)]
