"""Puts the control-matrix workbook together."""

from __future__ import annotations

from typing import Any

from grcdesk.errors import Unwritable
from grcdesk.reports.workbook.book import Book
from grcdesk.reports.workbook.form import JUDGED, paginate
from grcdesk.reports.workbook.lists import LISTS, SHEET, define, rows
from grcdesk.reports.workbook.paper import Pages
from grcdesk.reports.workbook.properties import Properties, properties
from grcdesk.reports.workbook.tab import Tab, place
from grcdesk.reports.workbook.tabs.controls import controls_tab, gap_tab
from grcdesk.reports.workbook.tabs.counts import counts
from grcdesk.reports.workbook.tabs.coverage import COVERAGE, coverage_tab, starts
from grcdesk.reports.workbook.tabs.evidence import EVIDENCE, evidence_tab
from grcdesk.reports.workbook.tabs.features import features_tab
from grcdesk.reports.workbook.tabs.others import (
    MAPPING,
    changes_tab,
    criteria_tab,
    mapping_tab,
    tailoring_tab,
    tests_tab,
)
from grcdesk.reports.workbook.tabs.readme import README, WIDTHS, Readme, confidentiality, list_rows
from grcdesk.reports.workbook.tabs.reviews import remarks_tab, reviews_tab
from grcdesk.reports.workbook.tabs.vendors import vendors_tab
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.progress import Progress


def matrix_workbook(
    matrix: Matrix, *, paper: str = "letter", progress: Progress | None = None
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes of an .xlsx, and a sentence for each thing that was shortened or made visible.

    The same matrix gives the same bytes: nothing inside knows the clock or the machine.

    Args:
        matrix: what it holds.
        paper: `letter` or `a4`.
        progress: is told rows done and rows in all.

    Raises:
        Refused: when a tab would have more rows than a sheet holds.
        Unwritable: when there is no room for temporary files.
    """
    try:
        return _write(matrix, paper, progress)
    except OSError as error:
        raise Unwritable(
            f"the workbook cannot be put together: {error.strerror or error}",
            hint="free some space in the folder for temporary files, or set TMPDIR to another folder",
        ) from error


def _write(matrix: Matrix, paper: str, progress: Progress | None) -> tuple[bytes, tuple[str, ...]]:
    tabs = {
        tab.name: tab
        for tab in (
            controls_tab(matrix, MAPPING, (COVERAGE, starts(matrix)), EVIDENCE),
            criteria_tab(matrix),
            mapping_tab(matrix),
            gap_tab(matrix),
            tailoring_tab(matrix),
            tests_tab(matrix),
            coverage_tab(matrix),
            evidence_tab(matrix),
            features_tab(matrix),
            vendors_tab(matrix),
            reviews_tab(matrix),
            remarks_tab(matrix),
            changes_tab(matrix),
        )
    }
    pages = Pages(
        name=f"{matrix.scope.organisation} - {matrix.scope.name}",
        dates=matrix.dates.line,
        footer=confidentiality(matrix),
        paper=paper,
        standing=matrix.provenance.standing,
    )
    with Book(pages, progress=progress, total=sum(tab.count for tab in tabs.values())) as book:
        _fill(book, matrix, tabs)
        return book.finished(_properties(matrix))


def _fill(book: Book, matrix: Matrix, tabs: dict[str, Tab]) -> None:
    define(book)
    first = book.open(README)
    sheets = {name: book.open(name) for name in tabs}
    lists = book.open(SHEET)
    for name, tab in tabs.items():
        book.table(sheets[name], tab)
    _lists(book, lists)
    _readme(book, first, matrix, tabs)


def _readme(book: Book, sheet: Any, matrix: Matrix, tabs: dict[str, Tab]) -> None:
    paginate(sheet, book.pages, README)
    layout = Readme(matrix, tabs, counts(matrix, tabs))
    book.free(sheet, README, layout.rows, WIDTHS)
    book.define(JUDGED, place(README, layout.judged, "$B$"))
    layout.finish(sheet, book.formats)


def _lists(book: Book, sheet: Any) -> None:
    sheet.hide()
    book.free(sheet, SHEET, list_rows(rows()), [max(24, len(name) + 2) for name in LISTS])


def _properties(matrix: Matrix) -> Properties:
    scope = matrix.scope
    title = f"{scope.organisation}: AI control matrix as of {matrix.as_of}"
    return properties(title, scope.name, scope.organisation, (matrix.version, matrix.dates.made))
