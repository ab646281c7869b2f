"""The last door: nothing beyond the bounds of `terms.bounds` is written, whichever way it came in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Text

from grcdesk.errors import BadInput
from grcdesk.models.base import Amount, Far, IsoDate, Row, WordList, table_of
from grcdesk.store.journal import Change
from grcdesk.terms.bounds import DAYS, FIRST_DAY, LAST_DAY, LONGEST_ID, LONGEST_LINE, LONGEST_TEXT

_LINES = frozenset(
    {
        *("title", "label", "name", "legal_name", "known_as", "organisation", "firm", "lead", "owner", "delegate"),
        *("approver", "reviewer", "person", "mail", "phone", "assessor", "issuer", "model", "plan", "region"),
        *("file_name", "ref", "area", "system", "account", "role", "unit", "ticket", "reference", "zone"),
    }
)
"""Columns that hold a name or a title, in any table."""
_MADE = frozenset({"facts", "frozen", "report", "rows", "seed", "strata"})
"""Columns that hold what the program itself put together, as long as that is."""
_MOMENT = "_at"
_FIRST, _LAST = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
_SPACE = " "


def refuse_beyond(changes: Sequence[Change]) -> None:
    """Refuse what no list, screen or export could carry.

    Raises:
        BadInput: naming the record, the field and its bound.
    """
    for change in changes:
        table = Row.metadata.tables[change.kind]
        for name, value in change.after.items():
            if value is None or value == "":
                continue
            column = table.columns[name]
            told = change.private[value][1] if isinstance(value, str) and value in change.private else value
            wrong = _beyond(column, told)
            if wrong:
                said, bound = wrong
                what = name.replace("_", " ")
                kind = change.kind.replace("_", " ")
                raise BadInput(f"{what} of {kind} {change.id[:LONGEST_ID]}: {said}", hint=bound)


_Wrong = tuple[str, str]
"""What is wrong with a value, and its bound."""


def _beyond(column: Column[Any], value: Any) -> _Wrong | None:
    """What is wrong with a value; None for one within its bounds."""
    kind = column.type
    if isinstance(kind, IsoDate):
        return None if _FIRST <= value <= _LAST else (f"{value} lies outside {DAYS}", "give a day within")
    if isinstance(kind, Amount):
        fits = 0 <= value <= kind.most
        return None if fits else (f"{value} does not fit", f"a whole number from 0 to {kind.most}")
    if isinstance(kind, WordList):
        return _text_beyond(column, _longest_word(value)) if len(value) > LONGEST_TEXT else None
    if isinstance(kind, Text) and column.name not in _MADE:
        return _text_beyond(column, value)
    return None


def _longest_word(listed: str) -> str:
    """The longest text of a list as it is stored: no bound but that of a text holds for a list."""
    return max((one for one in json.loads(listed) if isinstance(one, str)), key=len, default="")


def _text_beyond(column: Column[Any], value: str) -> _Wrong | None:
    if column.primary_key and min(value) < _SPACE:
        return "holds a line break or control character", "leave it out: the name is used as its id"
    if column.name.endswith(_MOMENT) and value[:4].isdigit() and not _FIRST <= value[: len(_FIRST)] <= _LAST:
        return f"{value} lies outside {DAYS}", "give a time within"
    most = _most(column)
    return None if len(value) <= most else (f"{len(value):,} characters are too long", f"at most {most:,}")


def _most(column: Column[Any]) -> int:
    """Characters a text of that column may have."""
    if column.primary_key:
        return LONGEST_ID
    return LONGEST_LINE if column.name in _LINES else LONGEST_TEXT


def stored_beyond(connection: Connection) -> list[str]:
    """What an older desk holds out of bounds: record, field, what is stored, and as what it is read."""
    found = []
    for table, columns, far in _asked():
        for key, *values in connection.execute(far):
            for column, value in zip(columns, values, strict=True):
                read = column.type.process_result_value(value, connection.dialect)
                if isinstance(read, Far):
                    what, kind = column.name.replace("_", " "), table.replace("_", " ")
                    found.append(f"{what} of {kind} {key}: {value}, read as {read}")
    return found


@cache
def _asked() -> list[tuple[str, list[Any], Any]]:
    """Name of each table that has columns with bounds, these, and the query for rows with one beyond them."""
    from grcdesk.models.tables import LOGGED  # noqa: PLC0415  knows every table, and every store loads this file

    asked = []
    for table in map(table_of, LOGGED.values()):
        columns: list[Any] = [one for one in table.columns if isinstance(one.type, IsoDate | Amount)]
        raw = [sa.type_coerce(one, one.type.impl_instance) for one in columns]
        far = [_outside(one.type, stored) for one, stored in zip(columns, raw, strict=True)]
        if far:
            asked.append((str(table.name), columns, sa.select(*table.primary_key, *raw).where(sa.or_(*far))))
    return asked


def _outside(kind: Any, stored: Any) -> Any:
    low, high = (_FIRST, _LAST) if isinstance(kind, IsoDate) else (0, kind.most)
    return sa.or_(stored < low, stored > high)
