"""Column types and the base of every table.

Every column is stored as TEXT, INTEGER or BLOB, on any database: a date is its ISO text, a flag 0 or 1, a list its
JSON. The change log records exactly what is stored, so replaying the log can be compared with the table byte by byte.
"""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

from sqlalchemy import CheckConstraint, Column, Dialect, Integer, LargeBinary, Table, Text, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.types import TypeDecorator

from grcdesk.models.unreadable import plain_day, stand_in, stored_json
from grcdesk.terms.bounds import FIRST_DAY, LAST_DAY, MOST_COUNT, nearest

T = TypeVar("T")
_DEFAULT = "default"
"""Where a column keeps what makes its default."""


class EnumText(TypeDecorator[StrEnum]):
    """A word from a closed list, refused on the way in and (by CHECK) in the database."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum], instead: StrEnum | None = None) -> None:
        super().__init__()
        self.words = words
        self.instead = instead
        """What stands in for a word that is none."""
        self._known = {word.value: word for word in words}  # asking the list itself is much slower

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        if value is None:
            return None
        # a flipped bit in one row must not keep the whole list from opening
        return self._known.get(value) or stand_in(value, self.instead)


class Far:
    """What was read out of bounds."""

    met: ClassVar[bool] = False
    """Whether anything was, in this process."""


class FarDay(Far, date):
    """A stored day out of bounds, read as the nearest within; the log tells what is stored."""

    stored: str

    @classmethod
    def read(cls, text: str) -> date:
        """The nearest day within bounds."""
        day = plain_day(text)
        near = nearest(day)
        if near == day:  # it stands in for what is no day at all
            return day
        Far.met = True
        found = cls(near.year, near.month, near.day)
        found.stored = text
        return found


class FarNumber(Far, int):
    """A stored number out of bounds, read as the nearest within; the log tells what is stored."""

    stored: int

    @classmethod
    def read(cls, number: int, most: int) -> FarNumber:
        """The nearest number within bounds."""
        Far.met = True
        found = cls(min(max(number, 0), most))
        found.stored = number
        return found


def as_stored(value: Any) -> Any:
    """What a row really holds of a value that was read out of bounds."""
    return getattr(value, "stored", value) if isinstance(value, Far) else value


_FIRST, _LAST = FIRST_DAY.isoformat(), LAST_DAY.isoformat()


class IsoDate(TypeDecorator[date]):
    """A plain date as YYYY-MM-DD; sorts and compares as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.isoformat() if isinstance(value, date) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        # ISO days sort as text, so nearly all of them are held against the bounds without being read twice
        if value is None or _FIRST <= value <= _LAST:
            return None if value is None else plain_day(value)
        return FarDay.read(value)


class Amount(TypeDecorator[int]):
    """A whole number from 0 to `most`; what an older desk holds beyond it is read as `most`."""

    impl = Integer
    cache_ok = True

    def __init__(self, most: int = MOST_COUNT) -> None:
        super().__init__()
        self.most = most

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return value

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        if value is None or 0 <= value <= self.most:
            return value
        return FarNumber.read(value, self.most)


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        return None if value is None else bool(value)


class WordList(TypeDecorator[list[Any]]):
    """A list as compact JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[Any] | None:  # noqa: ARG002
        return None if value is None else stored_json(value, list[Any]())


@dataclass_transform(kw_only_default=True)
class Row(DeclarativeBase):
    """A row of the desk, recorded in the change log field by field.

    Made from keywords; what is not given has its default at once and not with the first flush, and nothing is checked:
    what comes from outside is checked before.
    """

    __allow_unmapped__ = True  # fields are annotated with what they hold
    __logged__: ClassVar[bool] = True
    """False only for the log, what it keeps aside, and what calendars and channels were told already."""

    def __init__(self, **values: Any) -> None:
        for name, column in _columns(type(self)).items():
            # given or not, it has a value before the first flush: rules look at rows that are not stored yet
            if name in values:
                setattr(self, name, values.pop(name))
            elif _DEFAULT in column.info:
                setattr(self, name, column.info[_DEFAULT]())
        if values:
            msg = f"{type(self).__name__} has no {', '.join(values)}"
            raise TypeError(msg)


def col(field: T) -> Mapped[T]:
    """A field of a class of rows as the column it is in queries."""
    return cast("Mapped[T]", field)


def given(field: T | None) -> Mapped[T]:
    """As `col`, where the query leaves out the rows in which nothing was said."""
    return cast("Mapped[T]", field)


@cache
def table_of(model: type[Row]) -> Table:
    """The Core table of a model."""
    return Row.metadata.tables[str(model.__tablename__)]


@cache
def _columns(model: type[Row]) -> dict[str, Column[Any]]:
    return {one.key: one.columns[0] for one in inspect(model).column_attrs}  # type: ignore[misc]


def has_default(column: Column[Any]) -> bool:
    """Whether a row need not be given a value for it."""
    return _DEFAULT in column.info


def default_of(column: Column[Any]) -> Any:
    """What stands there where nothing was given; None without a default."""
    return column.info[_DEFAULT]() if _DEFAULT in column.info else None


def held(column: Column[Any], default: Any) -> Any:
    """That column, with what stands there where nothing is given."""
    column.info[_DEFAULT] = lambda: default
    return column


def key(*, text: bool = True) -> Any:
    """The primary key."""
    return Column(Text if text else Integer, primary_key=True, autoincrement=False, nullable=False)


def raw() -> Any:
    """Bytes, as they are."""
    return Column(LargeBinary, nullable=False)


def text(default: str = "", *, index: bool = False, private: bool = False) -> Any:
    """A text, never NULL: nothing said is the empty text. A private one enters the log only as a salted hash."""
    return held(Column(Text, nullable=False, index=index, info={"private": True} if private else None), default)


def number(default: int = 0, *, low: int = 0, high: int | None = None, most: int = MOST_COUNT, name: str) -> Any:
    """A whole number: the database itself refuses one below `low` or above `high`, every write one above `most`."""
    rule = f"{name} >= {low}" + (f" AND {name} <= {high}" if high is not None else "")
    return held(Column(name, Amount(high or most), CheckConstraint(rule), nullable=False), default)


def maybe_number(name: str, *, low: int = 0, high: int | None = None, most: int = MOST_COUNT) -> Any:
    """As `number`, or nothing said."""
    rule = f"{name} >= {low}" + (f" AND {name} <= {high}" if high is not None else "")
    return held(Column(name, Amount(high or most), CheckConstraint(rule), nullable=True), None)


def flag(name: str, *, default: bool = False) -> Any:
    """Yes or no."""
    return held(Column(name, Flag, CheckConstraint(f"{name} IN (0, 1)"), nullable=False), default)


def day(name: str, *, null: bool = True) -> Any:
    """A date; the database refuses text that has not the shape of one."""
    column: Column[date] = Column(name, IsoDate, CheckConstraint(f"{name} LIKE '____-__-__'"), nullable=null)
    return held(column, None) if null else column


def term(words: type[StrEnum], name: str, *, default: StrEnum | None = None, null: bool = False) -> Any:
    """A word from a closed list."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    # the last word of a list is the least, or the worst
    instead = default if default is not None or null else [*words][-1]
    kind = EnumText(words, instead)
    column: Column[StrEnum] = Column(name, kind, CheckConstraint(f"{name} IN ({listed})"), nullable=null)
    return column if default is None and not null else held(column, default)


def words() -> Any:
    """A list of texts."""
    column: Column[list[Any]] = Column(WordList, nullable=False)
    column.info[_DEFAULT] = list
    return column
