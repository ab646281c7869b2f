"""A sheet of a workbook as an eye reads it: below titles, behind a cover sheet, merged cells filled, hidden rows told.

Merged cells and hidden rows are looked for in workbooks of ordinary size; of a larger one it is said that they are not.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import is_list
from grcdesk.text import clean

Knows = Callable[[Sequence[str]], bool]
"""Whether a row is the heading that is looked for."""
MAX_CELLS = 1_000_000
LOOKED_AT = 32 << 20
"""Bytes a workbook may unpack to and still be looked at for merged cells and hidden rows."""
_TITLES = 20
"""Rows above a heading that may hold titles."""
SheetLines = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet of a workbook."""

    title: str
    lines: SheetLines
    """Its rows with their numbers."""
    notes: list[str]
    heading: int = 0
    """Row of the heading, where it is known; 0: it is to be found."""


def read(content: bytes, name: str, sheet: str, size: int, knows: Knows | None = None) -> SheetRead:
    """One sheet, and what is to be told of it.

    Args:
        content: the workbook.
        name: of the file, for messages.
        sheet: which sheet; empty: the first whose heading is known, else the first that is a list, else the first.
        size: what the workbook unpacks to, in bytes.
        knows: tells the heading; None: it is known nowhere.

    Raises:
        BadInput: when it is no workbook, has no such sheet, or is beyond the limits.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  226 ms

    small = size <= LOOKED_AT
    try:
        book = load_workbook(io.BytesIO(content), read_only=not small, data_only=True, keep_links=False)
    except Exception as error:
        raise BadInput(f"cannot be read as a workbook: {error}", file=name, hint="save it as .xlsx or CSV") from error
    with closing(book):
        if sheet and sheet not in book.sheetnames:
            raise BadInput(f"has no sheet {sheet!r}", file=name, hint=f"its sheets are {', '.join(book.sheetnames)}")
        found = []
        for page in [book[sheet]] if sheet else book.worksheets:
            rows, told = _rows(page, name, small=small)
            heading = next((number for number, row in rows[:_TITLES] if knows and knows(row)), 0)
            found.append(SheetRead(page.title, rows, told, heading))
            if heading:
                return found[-1]
        if not found:
            raise BadInput("has no sheet that can be read", file=name, hint="save it again, or as CSV")
        # a cover sheet is passed over only for a list
        return next((one for one in found if is_list([row for _, row in one.lines])), found[0])


def _rows(page: Any, name: str, *, small: bool) -> tuple[SheetLines, list[str]]:
    if not small:
        page.reset_dimensions()  # what a file says of its size may be a lie
        return list(_values(page, name)), ["too large to be looked at for merged cells and hidden rows"]
    if not hasattr(page, "merged_cells"):
        return [], []  # a sheet of charts
    rows = list(_values(page, name))
    return rows, [*_merged(page, rows), *_hidden(page, rows)]


def _values(page: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    cells = 0
    for number, row in enumerate(page.iter_rows(values_only=True), 1):
        cells += len(row) or 1
        if cells > MAX_CELLS:
            raise BadInput(f"has more than {MAX_CELLS:,} cells", file=name, hint="save it as CSV")
        yield number, [cell(value) for value in row]


def _merged(page: Any, rows: SheetLines) -> list[str]:
    """Fill cells that are merged downwards with what stands in the first of them."""
    found = [area for area in page.merged_cells.ranges if area.max_row > area.min_row]
    by_number = dict(rows)
    for area in found:
        text = by_number[area.min_row][area.min_col - 1]
        for number in range(area.min_row + 1, min(area.max_row, len(rows)) + 1):
            by_number[number][area.min_col - 1] = text
    return [f"merged cells {area.coord} were read as {area.size['rows']} cells alike" for area in found[:5]]


def _hidden(page: Any, rows: SheetLines) -> list[str]:
    found = [number for number, row in rows if page.row_dimensions[number].hidden and any(row)]
    if not found:
        return []
    named = ", ".join(map(str, found[:10]))
    return [f"hidden rows were read too: {named}{' and more' if len(found) > 10 else ''}"]  # noqa: PLR2004


def cell(value: object) -> str:
    """What stands in a cell, as text: days as 2026-01-31, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value), "a cell")
