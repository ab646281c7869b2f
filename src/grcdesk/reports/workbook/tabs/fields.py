"""A column and what stands in it, told once and together: headers and cells of a tab cannot come apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grcdesk.reports.workbook.tab import CellValue, TabColumn
from grcdesk.schemas.exports.matrix import Matrix

Read = Callable[[Any], CellValue]


@dataclass(frozen=True, slots=True)
class TabField:
    """One column, and how its cell is read from what a row is about."""

    column: TabColumn
    read: Read
    leads: str = ""
    """The tab where an id that stands alone has its home; empty: it leads nowhere."""


def columns(fields: Sequence[TabField]) -> tuple[TabColumn, ...]:
    """The columns, in their order."""
    return tuple(field.column for field in fields)


def cells(fields: Sequence[TabField], one: Any) -> tuple[CellValue, ...]:
    """The cells of one row, in that order."""
    return tuple(field.read(one) for field in fields)


def at(fields: Sequence[TabField], header: str) -> int:
    """The place of the column with that header, from 0."""
    return [field.column.header for field in fields].index(header)


def said(matrix: Matrix, tab: str, row: str) -> Mapping[str, CellValue]:
    """What the auditor wrote into that row of an earlier workbook, by header."""
    return matrix.auditor.get((tab, row), {})
