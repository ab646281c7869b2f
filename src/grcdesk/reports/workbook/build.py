"""Puts the control-matrix workbook together."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter

from grcdesk.errors import Unwritable
from grcdesk.reports.workbook.book import Book
from grcdesk.reports.workbook.form import paginate, protect
from grcdesk.reports.workbook.lists import LISTS, SHEET, define, rows
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.counts import counts
from grcdesk.reports.workbook.tabs.readme import README, WIDTHS, Readme, as_of_line, confidentiality, list_rows
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.progress import Progress


def matrix_workbook(matrix: Matrix, *, progress: Progress | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes of an .xlsx, and a sentence for each thing that was shortened or made visible.

    The same matrix gives the same bytes: nothing inside knows the clock or the machine.
    `progress` is told rows done and rows in all.

    Raises:
        Refused: when a tab would have more rows than a sheet holds.
        Unwritable: when there is no room for temporary files.
    """
    try:
        return _write(matrix, progress)
    except OSError as error:
        raise Unwritable(
            f"the workbook cannot be put together: {error.strerror or error}",
            hint="free some space in the folder for temporary files, or set TMPDIR to another folder",
        ) from error


def _write(matrix: Matrix, progress: Progress | None) -> tuple[bytes, tuple[str, ...]]:
    tabs = tabs_of(matrix)
    with Book(
        footer=confidentiality(matrix),
        header=as_of_line(matrix),
        progress=progress,
        total=sum(tab.count for tab in tabs.values()),
    ) as book:
        _fill(book, matrix, tabs)
        return book.finished(_properties(matrix))


def _fill(book: Book, matrix: Matrix, tabs: dict[str, Tab]) -> None:
    define(book.book)
    first = book.open(README)
    sheets = {name: book.open(name) for name in tabs}
    lists = book.open(SHEET)
    for name, tab in tabs.items():
        book.table(sheets[name], tab)
    _lists(book, lists)
    _readme(book, first, matrix, tabs)


def _readme(book: Book, sheet: Any, matrix: Matrix, tabs: dict[str, Tab]) -> None:
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = "1:1"
    paginate(sheet, paper="a4", header=as_of_line(matrix), footer=confidentiality(matrix))
    protect(sheet)
    layout = Readme(matrix, tabs, counts(matrix, tabs))
    book.free(sheet, README, layout.rows, WIDTHS)
    layout.finish(sheet)


def _lists(book: Book, sheet: Any) -> None:
    widths = [max(24, len(name) + 2) for name in LISTS]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_state = "hidden"
    protect(sheet)
    book.free(sheet, SHEET, list_rows(rows()), widths)


def _properties(matrix: Matrix) -> dict[str, bytes]:
    scope = matrix.scope
    title = f"{scope.organisation}: AI control matrix as of {matrix.as_of}"
    return properties(title, scope.name, scope.organisation, (matrix.version, matrix.dates.made))
