"""A list of requests as a workbook of one sheet, in the layout it is asked for: titles, heading, rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from grcdesk.errors import Refused
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import MAX_ROWS, Book, Free
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.writing.form import paginate
from grcdesk.reports.workbook.writing.paper import PrintedPages, pixels, spread
from grcdesk.reports.xmltext import visible
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.requests.lists import ListLayout

_WIDEST, _NARROWEST = 60, 9
_SPREAD = (60, 48, 36, 24, 16)
"""Widths no column is wider than, tried one after another until all fit on one sheet of paper; else several do."""
_AGAIN, _ASIDE = 20, 30
"""The same where several sheets lie side by side: of the first column, which stands on each, and of the others."""
_LOOKED_AT = 200
"""Rows by which the width of a column is judged."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NAME = 31
"""Characters of a sheet's name."""
_FIRST_DAY = date(1900, 3, 1)


def request_workbook(
    layout: ListLayout, version: str, dates: TwoDates, *, paper: str = "letter"
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes, and a sentence for each thing that was shortened or made visible.

    The same content gives the same bytes. It is not locked: the auditor works on it.

    Raises:
        Refused: when there are more requests than a sheet holds.
    """
    reach = len(layout.above) + 1 + len(layout.rows)
    if reach > MAX_ROWS:
        raise Refused(f"{len(layout.rows):,} requests, and a sheet holds {MAX_ROWS:,} rows", hint="write a .csv")
    pages = PrintedPages(f"{layout.organisation} - {layout.engagement}", dates.line, layout.engagement, paper)
    with Book(pages, total=len(layout.rows)) as book:
        name = _name(layout.sheet)
        sheet = book.open(name)
        widths, ends = _laid([_width(layout, place) for place in range(len(layout.columns))], pages.across)
        sheet.freeze_panes(len(layout.above) + 1, 0)
        sheet.repeat_rows(len(layout.above))
        paginate(sheet, pages, name)
        if ends:
            sheet.fit_to_pages(0, 0)
            sheet.set_print_scale(100)
            sheet.repeat_columns(0)
            sheet.set_v_pagebreaks(ends)
        marks = [[Free(mark, looks.WARNING)] for mark in dates.marks]
        above = [*marks, *([Free(text, looks.PLAIN) for text in row] for row in layout.above)]
        heading = [Free(text, looks.HEADER) for text in layout.columns]
        book.free(sheet, name, [*above, heading, *(_cells(row) for row in layout.rows)], widths, locked=False)
        parts = properties(f"Requests: {layout.engagement}", "Requests", layout.organisation, (version, dates))
        return book.finished(parts)


def _cells(row: Sequence[str | date | None]) -> list[Free]:
    return [
        Free(value.isoformat() if value < _FIRST_DAY else value, looks.DATE)
        if isinstance(value, date)
        else Free(value, looks.TEXT)
        for value in row
    ]


def _width(layout: ListLayout, place: int) -> int:
    """As wide as its longest line among the first rows, within bounds."""
    texts = [layout.columns[place], *(str(row[place] or "") for row in layout.rows[:_LOOKED_AT])]
    longest = max(len(line) for text in texts for line in (text.splitlines() or [""]))
    return max(_NARROWEST, min(_WIDEST, longest + 2))


def _laid(widths: Sequence[int], across: float) -> tuple[list[int], list[int]]:
    """The widths as they fit on paper without smaller letters, and before which columns a sheet of it ends."""
    for most in _SPREAD:
        held = [min(width, most) for width in widths]
        if sum(map(pixels, held)) <= across:
            return held, []
    held = [min(width, _ASIDE if number else _AGAIN) for number, width in enumerate(widths)]
    return held, spread([pixels(width) for width in held], across, 1)


def _name(title: str) -> str:
    plain = _NOT_IN_NAMES.sub(" ", visible(title)).strip("' ")[:_NAME]
    return "Requests" if not plain or plain.casefold() in ("notes", "history") else plain
