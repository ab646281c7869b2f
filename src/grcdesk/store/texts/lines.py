"""Which values of a line of the log are names of free texts.

A line of the first format names only working notes so; its other columns hold the texts themselves, for good.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table

from grcdesk.models.base import WordList
from grcdesk.models.free import OLD
from grcdesk.models.tables import LOGGED, table_of
from grcdesk.store import journal
from grcdesk.store.texts.names import ERASED, Literal, is_name

_LIKE_A_NAME = b'"sha256:'
_DIFFER = re.compile(r"\b([a-z_]+) <> ([a-z_]+)\b")
FREE_FROM = 2
"""The first format of lines that names every free text by its hash."""


def read_line(line: bytes) -> dict[str, Any]:
    """An entry of the log, as `marked` gives it.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: when it is none.
    """
    return marked(json.loads(line.decode()), line)  # given bytes, it would guess their encoding each time


def said(line: bytes) -> dict[str, Any] | None:
    """The same; nothing when it can no longer be read."""
    entry = journal.read_line(line)
    return None if entry is None else marked(entry, line)


def marked(entry: dict[str, Any], line: bytes) -> dict[str, Any]:
    """An entry in which nothing that was typed can be taken for the name of a text."""
    if _LIKE_A_NAME not in line:
        return entry
    kind, old = str(entry["resource"]["type"]), entry["v"] < FREE_FROM
    for side in (entry["before"], entry["after"]):
        for column in [column for column, value in side.items() if is_name(value)]:
            if not _may_be_named(kind, column, old=old):
                side[column] = Literal(side[column])
    if old:
        entry["reason"] = Literal(entry["reason"])
        entry["resource"]["label"] = Literal(entry["resource"]["label"])
    return entry


@cache
def _may_be_named(kind: str, column: str, *, old: bool) -> bool:
    """Whether a line may name the text of a column, whatever is free text today; what a record goes by never is."""
    if old:
        return column in OLD.get(kind, frozenset())
    return kind in LOGGED and column not in table_of(LOGGED[kind]).primary_key.columns


@cache
def erased_marks(kind: str) -> dict[str, Callable[[str], str]]:
    """For each text column: what stands in the place of a text that was erased, given its name."""
    table = table_of(LOGGED[kind])
    single = _single(table)
    return {column.name: _mark_of(column, single) for column in table.columns}


def _single(table: Table) -> set[str]:
    """Columns in which no two records, or no two fields of one, may have the same."""
    unique = (index.columns for index in table.indexes if index.unique)
    checks = (str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint))
    differ = chain.from_iterable(map(_DIFFER.findall, checks))
    return {column.name for column in chain.from_iterable(unique)} | set(chain.from_iterable(differ))


def _mark_of(column: Column[Any], single: AbstractSet[str]) -> Callable[[str], str]:
    if isinstance(column.type, WordList):
        return _in_list
    return _one_of if column.name in single else _mark


def _mark(_name: str) -> str:
    return ERASED


def _in_list(_name: str) -> str:
    return json.dumps([ERASED])


def _one_of(name: str) -> str:
    """Where no two records, or no two fields of one, may have the same."""
    return f"{ERASED[:-1]} {name.rpartition(':')[2][:8]}]"


def names_in(entry: Mapping[str, Any]) -> Iterator[str]:
    """Every text that a line names which was read by `read_line`, also its reason and its label."""
    for side in (entry["before"], entry["after"]):
        yield from filter(is_name, side.values())
    yield from filter(is_name, (entry["reason"], entry["resource"]["label"]))
