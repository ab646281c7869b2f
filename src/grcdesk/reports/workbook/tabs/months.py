"""Which months of the period a workbook speaks of, and which of them it shows first."""

from __future__ import annotations

from grcdesk.rules.coverage.months import months_of
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.exports.matrix import Matrix

SHOWN = 12
"""Months a page has room for."""


def all_months(matrix: Matrix) -> tuple[Span, ...]:
    """Every month of the period; none without one."""
    return months_of(matrix.period) if matrix.period else ()


def shown_months(matrix: Matrix) -> tuple[int, ...]:
    """Numbers of the twelve months that are printed: those up to the day judged, the first twelve at least."""
    months = all_months(matrix)
    begun = sum(month.start <= matrix.as_of for month in months)
    last = max(begun, min(SHOWN, len(months)))
    return tuple(range(max(0, last - SHOWN), last))
