"""The tree of a check: walked against the allow-list, its columns resolved, and written out as SQL again."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from itertools import chain
from typing import NoReturn

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError
from sqlglot.optimizer.qualify import qualify

from grcdesk.engine import grammar, nodes
from grcdesk.engine.reading import FLATTEN, TOO_DEEP, WHERE, CheckReading, CompiledCheck
from grcdesk.engine.tables import sql_names
from grcdesk.engine.types import COLUMN_TYPES, PARAMETER_TYPES
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.rules.audits.roles import RoleColumn
from grcdesk.terms import ParameterKind

_DIALECT = "duckdb"
_NODES, _TABLES, _DEPTH = 2_000, 12, 100
_SPLIT = "split it into two checks"
_NAMED = re.compile(r"'\"?([^'\"]+)\"?' could not|Unknown column: (\S+)")
logging.getLogger("sqlglot").addHandler(logging.NullHandler())  # what it warns of is refused below
logging.getLogger("sqlglot").propagate = False


def compiled(
    sql: str, tables: Mapping[str, tuple[RoleColumn, ...]], parameters: Mapping[str, ParameterKind]
) -> CompiledCheck:
    """See `validate.compile_check`, which looked at the text before."""
    schema = {
        name: dict(zip(sql_names(columns), (COLUMN_TYPES[column.kind] for column in columns), strict=True))
        for name, columns in tables.items()
    }
    reading = CheckReading(sql, schema, parameters)
    tree = _parsed(reading)
    _walk(reading, tree)
    columns = _columns(reading, tree)
    bound = _resolved(reading, tree).transform(lambda node: _cast(reading, node))
    # written from the tree: what the parser read over, a comment say, is in nothing that runs
    made = bound.sql(_DIALECT, identify=True, comments=False)
    return CompiledCheck(made, tuple(sorted(reading.used)), tuple(sorted(reading.measured)), columns)


def surveyed(sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """See `validate.survey_check`, which looked at the text before."""
    reading = CheckReading(sql, {}, {}, loose=True)
    tree = _parsed(reading)
    _walk(reading, tree)
    _columns(reading, tree)
    return tuple(sorted(reading.used)), tuple(sorted(reading.measured))


def _parsed(reading: CheckReading) -> exp.Query:
    try:
        found = sqlglot.parse(reading.sql, read=_DIALECT, error_level=ErrorLevel.IMMEDIATE)
    except RecursionError:
        reading.refuse(None, TOO_DEEP, FLATTEN)
    except SqlglotError as error:
        _refuse_parse(error)
    trees = [tree for tree in found if tree is not None]
    if len(trees) != 1:
        reading.refuse(None, f"a check is one statement, this is {len(trees)}", "run them one by one")
    tree = trees[0]
    if not isinstance(tree, exp.Select | exp.SetOperation):
        what = tree.key.upper() if not isinstance(tree, exp.Command) else tree.name.upper()
        reading.refuse(None, f"a check is a SELECT, this is {what or 'something else'}", "it may only read populations")
    return tree


def _refuse_parse(error: SqlglotError) -> NoReturn:
    if not isinstance(error, ParseError) or not error.errors:
        raise BadInput("the check cannot be read", hint="close every quote and comment", file=WHERE) from error
    first = error.errors[0]
    near = str(first.get("highlight") or "").strip()[:40]
    column = max(1, int(first.get("col") or 1) - max(0, len(near) - 1))
    told = f"the check cannot be read at {near!r} (column {column})" if near else "the check ends too early"
    raise BadInput(told, hint="see: grcdesk help check-language", file=WHERE, line=first.get("line")) from error


def _walk(reading: CheckReading, tree: exp.Query) -> None:
    """Every node must be allowed, by kind and by part."""
    reading.parts = frozenset(str(cte.alias) for cte in tree.find_all(exp.CTE))
    count = tables = 0
    # by hand and not by recursion: how deep it goes is counted before it is too deep
    ahead: list[tuple[exp.Expr, int]] = [(tree, 0)]
    names: list[str] = []
    while ahead:
        node, depth = ahead.pop()
        count += 1
        tables += isinstance(node, exp.Table)
        if count > _NODES:
            reading.refuse(None, f"the check has more than {_NODES:,} parts", _SPLIT)
        if depth > _DEPTH:
            reading.refuse(None, f"the check goes more than {_DEPTH} levels deep", _SPLIT)
        if tables > _TABLES:
            reading.refuse(node, f"the check names more than {_TABLES} tables", _SPLIT)
        nodes.refuse_odd(reading, node)
        if isinstance(node, exp.CTE):
            names.append(node.alias)
        ahead += [(child, depth + 1) for child in node.iter_expressions()]
    _refuse_taken(reading, names)


def _refuse_taken(reading: CheckReading, names: list[str]) -> None:
    """A WITH part has a name of its own: no check could read a population of that name any more."""
    for name in names:
        if name in reading.schema or names.count(name) > 1:
            reading.refuse(None, f"{name} is a table already", "give the WITH part another name")


def _columns(reading: CheckReading, tree: exp.Query) -> tuple[str, ...]:
    """Names of what is handed back; each part has one, and another than the rest."""
    first = tree
    while isinstance(first, exp.SetOperation):
        first = first.this
    while isinstance(first, exp.Subquery | exp.Paren):
        first = first.this
    names: list[str] = []
    for part in first.expressions:
        if not isinstance(part, exp.Column | exp.Alias):
            reading.refuse(part, "what is handed back needs a name", "write: … AS name")
        name = str(part.alias_or_name).lower()
        if name in names:
            reading.refuse(part, f"two columns are called {name}", "write: … AS another_name")
        names.append(name)
    if not names:
        reading.refuse(None, "a check hands back a column or more", "SELECT … FROM population")
    return tuple(names)


def _resolved(reading: CheckReading, tree: exp.Query) -> exp.Query:
    """The tree with every column under the name of its table."""
    try:
        found = qualify(
            # the tree stays as it was written: messages name places in it
            tree.copy(),
            schema={name: dict(columns) for name, columns in reading.schema.items()},
            dialect=_DIALECT,
            identify=True,
            validate_qualify_columns=True,
            expand_alias_refs=False,
        )
    except SqlglotError as error:
        _refuse_column(reading, tree, str(error))
    for node in found.walk():
        if type(node) not in grammar.ALLOWED:  # a whole row, by the name of its table
            reading.refuse(node, f"{node.name[:40]} is a table and no column", "name a column")
    return found


def _refuse_column(reading: CheckReading, tree: exp.Query, told: str) -> NoReturn:
    """Say which column is unknown, or could be of two tables; the parser's own words name it, and no place.

    Raises:
        BadInput: always.
    """
    name, column = _column_named(tree, told)
    if column is None:
        reading.refuse(None, f"the columns cannot be told apart: {told[:80]}", "write table.column")
    _refuse_unnamed(reading, tree, column)
    owners = [table for table in sorted(reading.used) if name in reading.schema[table]]
    if len(owners) > 1 and not column.table:
        reading.refuse(column, f"{name} is a column of {' and of '.join(owners)}", f"write {owners[0]}.{name}")
    known = tuple(dict.fromkeys(chain.from_iterable(reading.schema[table] for table in sorted(reading.used))))
    near = did_you_mean(name, known) or (f"columns: {', '.join(known)}" if known else "")
    reading.refuse(column, f"no column {name!r} is known here", near)


def _refuse_unnamed(reading: CheckReading, tree: exp.Query, column: exp.Column) -> None:
    """The table before a column has to be one the check names, by its alias where it has one."""
    tables = tuple(dict.fromkeys(one.alias_or_name for one in tree.find_all(exp.Table, exp.Subquery, exp.CTE)))
    if column.table and column.table.lower() not in map(str.lower, tables):
        near = did_you_mean(column.table, tables) or f"tables: {', '.join(tables)}"
        reading.refuse(column, f"no table {column.table[:60]!r} is named here", near)


def _column_named(tree: exp.Query, told: str) -> tuple[str, exp.Column | None]:
    """The column a message of the parser names, and where the check has it first."""
    found = _NAMED.search(told)
    if found is None:
        return "", None
    name = (found[1] or found[2]).lower()
    return name, next((one for one in tree.find_all(exp.Column) if one.name.lower() == name), None)


def _cast(reading: CheckReading, node: exp.Expr) -> exp.Expr:
    if not isinstance(node, exp.Placeholder):
        return node
    kind = exp.DataType.build(PARAMETER_TYPES[reading.parameters[node.name]], dialect=_DIALECT)
    return exp.Cast(this=node, to=kind)
