"""What a check may name, what it did name, and where in its text something stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from grcdesk.errors import BadInput
from grcdesk.terms import ParameterKind

if TYPE_CHECKING:  # the parser takes 120 ms to load
    from sqlglot import exp

WHERE = "check"
"""What stands before the line in a message."""
DEEPEST = 30
"""Brackets within brackets; the parser would give up at some forty."""
TOO_DEEP = f"the check is nested too deep; brackets go {DEEPEST} deep at most"
FLATTEN = "give inner queries a name: WITH part AS (SELECT …)"


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check that may be run."""

    sql: str
    """In the engine's own dialect, every name quoted and every parameter cast."""
    tables: tuple[str, ...]
    """Populations it reads, by name, sorted."""
    parameters: tuple[str, ...]
    """Parameters it is measured by, sorted."""
    columns: tuple[str, ...]
    """What its rows show; the first is the key."""


@dataclass
class CheckReading:
    """One check while it is read."""

    sql: str
    schema: Mapping[str, Mapping[str, str]]
    """Columns of each population, by the name they have in SQL, with their type."""
    parameters: Mapping[str, ParameterKind]
    loose: bool = False
    """Whether any plain name may be a population, and any parameter be named."""
    parts: frozenset[str] = frozenset()
    """Names of its WITH parts."""
    used: set[str] = field(default_factory=set)
    """Populations it reads."""
    measured: set[str] = field(default_factory=set)
    """Parameters it names."""

    def refuse(self, node: exp.Expr | None, told: str, cure: str = "") -> NoReturn:
        """Say what is wrong, and where.

        Raises:
            BadInput: always.
        """
        known = () if node is None else _around(node)
        start = next((one.meta["start"] for one in known if "start" in one.meta), None)
        if start is None:
            raise BadInput(told, hint=cure, file=WHERE)
        line, column = place(self.sql, start)
        raise BadInput(f"{told} (column {column})", hint=cure, file=WHERE, line=line)


def place(sql: str, start: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    before = sql[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def _around(node: exp.Expr) -> Iterator[exp.Expr]:
    """The node, what is in it, and what it is in: the first that knows its place is near enough."""
    yield from node.walk()
    while node.parent is not None:
        node = node.parent
        yield node
        yield from node.iter_expressions()
