"""A tab as tests look at it before it is written: rows by header, and how a cell is to look."""

from __future__ import annotations

from typing import Any

from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Tab
from grcdesk.schemas.exports.matrix import Matrix

GREEN = {"supported", "covered", "final", "no occurrence", "answered", "in full", "ok", "in force"}
"""Words whose look is green."""


def tab(matrix: Matrix, name: str) -> Tab:
    return tabs_of(matrix)[name]


def rows(matrix: Matrix, name: str) -> list[dict[str, Any]]:
    found = tab(matrix, name)
    headers = [column.header for column in found.columns]
    return [dict(zip(headers, row, strict=True)) for row in found.rows]


def look(cell: Any, column: Any = None) -> str:
    """The word whose look a cell takes."""
    like = getattr(cell, "like", str(cell or ""))
    return column.outcomes.get(like, like) if column is not None else like
