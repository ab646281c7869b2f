"""Workbooks of the sample company as somebody who fills them in leaves them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

Edit = Callable[[Workbook], None]


def edited(source: bytes, target: Path, *edits: Edit) -> Path:
    """The workbook with those edits, saved by another program than wrote it."""
    book = load_workbook(io.BytesIO(source))
    for edit in edits:
        edit(book)
    book.save(target)
    return target


def columns(page: Any) -> dict[str, int]:
    """Where each heading stands."""
    return {str(cell.value): cell.column for cell in page[1] if cell.value}


def row_of(page: Any, key: str) -> int:
    """The row of a key in the first column."""
    return next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == key)


def put(tab: str, cells: Mapping[tuple[str, str], object]) -> Edit:
    """Write cells, by key and heading."""

    def edit(book: Workbook) -> None:
        page = book[tab]
        at = columns(page)
        for (key, header), value in cells.items():
            page.cell(row_of(page, key), at[header]).value = value

    return edit


def renamed(tab: str, name: str) -> Edit:
    """Call a tab otherwise, and put it first."""

    def edit(book: Workbook) -> None:
        book[tab].title = name
        book.move_sheet(name, -len(book.sheetnames))

    return edit


def turned_over(tab: str) -> Edit:
    """Its rows the other way round, as sorting leaves them."""

    def edit(book: Workbook) -> None:
        page = book[tab]
        wide = page.max_column
        rows = [[page.cell(row, at).value for at in range(1, wide + 1)] for row in range(2, page.max_row + 1)]
        for row, values in enumerate(reversed(rows), 2):
            for at, value in enumerate(values, 1):
                page.cell(row, at).value = value

    return edit


def widened(tab: str, header: str = "Our remarks") -> Edit:
    """A column of somebody's own in front of all others."""

    def edit(book: Workbook) -> None:
        page = book[tab]
        page.insert_cols(1)
        page.cell(1, 1).value = header
        page.cell(2, 1).value = "call him"

    return edit


def added(tab: str, key: str, cells: Mapping[str, object]) -> Edit:
    """A row below all others."""

    def edit(book: Workbook) -> None:
        page = book[tab]
        at, row = columns(page), page.max_row + 1
        first = min(place for header, place in at.items() if header in ("ID", "Control ID"))
        page.cell(row, first).value = key
        for header, value in cells.items():
            page.cell(row, at[header]).value = value

    return edit
