"""Puts the control-matrix workbook together."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.errors import Unwritable
from grcdesk.reports.workbook import base, beside
from grcdesk.reports.workbook.book import Book
from grcdesk.reports.workbook.cover import write_front
from grcdesk.reports.workbook.lists import SHEET, define
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.properties import Properties, properties
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.front.cover import README
from grcdesk.reports.workbook.tabs.front.hidden import write_lists
from grcdesk.reports.workbook.tabs.front.sources import SOURCES, confidentiality
from grcdesk.reports.workbook.tabs.titles import EVIDENCE
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.progress import Progress
from grcdesk.terms.returned import BookKind


def matrix_workbook(
    matrix: Matrix,
    *,
    paper: str = "letter",
    files: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes of an .xlsx, and a sentence for each thing that was shortened or made visible.

    The same matrix gives the same bytes: nothing inside knows the clock or the machine.

    Args:
        matrix: what it holds.
        paper: `letter` or `a4`.
        files: by id of an artefact, where its file lies beside the workbook: the evidence index leads there.
        progress: is told rows done and rows in all.

    Raises:
        Refused: when a tab would have more rows than a sheet holds.
        Unwritable: when there is no room for temporary files.
    """
    try:
        return _write(matrix, paper, files or {}, progress)
    except OSError as error:
        raise Unwritable(
            f"the workbook cannot be put together: {error.strerror or error}",
            hint="free some space in the folder for temporary files, or set TMPDIR to another folder",
        ) from error


def _write(
    matrix: Matrix, paper: str, files: Mapping[str, str], progress: Progress | None
) -> tuple[bytes, tuple[str, ...]]:
    # rows of tabs that come home are gone through twice: for the cells, and for the hidden sheet
    tabs = {name: base.held(tab) for name, tab in tabs_of(matrix).items()}
    tabs[EVIDENCE] = beside.leading(tabs[EVIDENCE], files)
    pages = PrintedPages(
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
    define(book.define)
    first = book.open(README)
    sheets = {name: book.open(name) for name in tabs}
    behind, lists = book.open(SOURCES), book.open(SHEET)
    for name, tab in tabs.items():
        book.table(sheets[name], tab)
    write_lists(book, lists)
    if matrix.origin is not None:
        home = [tab for tab in tabs.values() if base.comes_home(tab)]
        base.put(book, base.base_lines(BookKind.MATRIX, matrix.origin, home))
    write_front(book, (first, behind), matrix, tabs)


def _properties(matrix: Matrix) -> Properties:
    scope = matrix.scope
    title = f"{scope.organisation}: AI control matrix as of {matrix.as_of}"
    return properties(title, scope.name, scope.organisation, (matrix.version, matrix.dates))
