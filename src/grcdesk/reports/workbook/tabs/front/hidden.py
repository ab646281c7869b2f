"""The hidden tab with the lists behind the drop-downs."""

from __future__ import annotations

from typing import Any

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.lists import LISTS, SHEET, rows

_NARROWEST = 24


def write_lists(book: Book, sheet: Any) -> None:
    """A column a list, its name on top. Nobody is to see it: drop-downs know the lists by their names."""
    sheet.hide()
    head, *body = rows()
    cells = [
        [Free(name, looks.HEADER) for name in head],
        *([Free(value, looks.ID) for value in row] for row in body),
    ]
    book.free(sheet, SHEET, cells, [max(_NARROWEST, len(name) + 2) for name in LISTS])
