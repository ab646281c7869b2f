"""Writes the cover and what stands behind it: one page, its ring, and checks that turn red when they do not tie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.counts import TIES_NOT, Count, counts
from grcdesk.reports.workbook.tabs.front.cover import COLUMNS, README, LaidCover, cell_points, laid_out, widths
from grcdesk.reports.workbook.tabs.front.facts import CoverFacts, cover_facts
from grcdesk.reports.workbook.tabs.front.sources import ABOUT, SOURCES, WIDTHS, SourcesPage, sources
from grcdesk.reports.workbook.writing.charts import CellReach, ChartSpot, Ring, doughnut
from grcdesk.reports.workbook.writing.form import paginate
from grcdesk.schemas.exports.matrix import Matrix

_SHOWN = (
    *("Controls in scope", "Status in place", "In place and supported", "In place by claim only"),
    *("Criteria in scope answered", "Slots covered", "Requests overdue", "Findings open"),
)
"""Counts that stand on the cover; the last line there is of all of them."""


def write_front(book: Book, sheets: tuple[Any, Any], matrix: Matrix, tabs: dict[str, Tab]) -> None:
    """Write both.

    Args:
        book: the workbook.
        sheets: the sheet of the cover, and that of what stands behind it.
        matrix: what they are of.
        tabs: every other tab.
    """
    # reckoned once: the cover shows some of the lines that stand behind it in full
    told = counts(matrix, tabs)
    behind = sources(matrix, tabs, told)
    paginate(sheets[1], book.pages, SOURCES, ABOUT)
    book.free(sheets[1], SOURCES, behind.rows, WIDTHS)
    _color(book, sheets[1], (behind.first, 4, behind.last, 4))
    _cover(book, sheets[0], matrix, _ties(told, behind))


def _ties(told: Sequence[Count], behind: SourcesPage) -> tuple[Count, ...]:
    known = {count.name: count for count in told}
    every = Count(f"All counts, on {SOURCES}", "", len(told), f"={behind.tied}")
    return (*(known[name] for name in _SHOWN if name in known), every)


def _cover(book: Book, sheet: Any, matrix: Matrix, ties: Sequence[Count]) -> None:
    across = book.pages.across
    facts = cover_facts(matrix)
    page = laid_out(matrix, facts, ties, cell_points(across))
    paginate(sheet, book.pages, README)
    book.free(sheet, README, page.rows, widths(across), heights=page.heights)
    sheet.print_area(0, 0, len(page.rows) - 1, COLUMNS - 1)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    _ring(book, sheet, page, facts)
    _color(book, sheet, (page.checks[0], 22, page.checks[1], 23))


def _ring(book: Book, sheet: Any, page: LaidCover, facts: CoverFacts) -> None:
    first, last = page.ring
    tall = sum(page.heights[row] for row in range(first, first + 9)) * 4 / 3 - 4
    wide = sum(int(width * 7 + 5) for width in widths(book.pages.across)[:5]) - 6
    said = ", ".join(f"{one.word} {one.number}" for one in facts.statuses)
    told = f"Ring of the {facts.in_scope} controls in scope by status: {said}"
    spot = ChartSpot(first, 0, int(wide), int(tall), told)
    ring = Ring(
        names=CellReach(README, first, 5, last, 5),
        values=CellReach(README, first, 9, last, 9),
        colors=tuple(looks.CHART[one.tone] for one in facts.statuses),
        numbers=tuple(one.number for one in facts.statuses),
        middle=f"{facts.in_scope:,}",
    )
    doughnut(book.book, sheet, spot, ring)


def _color(book: Book, sheet: Any, reach: tuple[int, int, int, int]) -> None:
    """A check that does not tie turns red, whoever makes it so."""
    rule = {"type": "cell", "criteria": "==", "value": f'"{TIES_NOT}"'}
    sheet.conditional_format(*reach, {**rule, "format": book.making.formats.over(looks.TIES_NOT)})
