"""A sheet of a workbook with every row it has, titles above its heading too: for what is written again as it came."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.headings import Knows

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


def read(content: bytes, name: str, sheet: str, knows: Knows | None = None) -> SheetRead:
    """One sheet, and what is to be told of it.

    Args:
        content: the workbook.
        name: of the file, for messages.
        sheet: which sheet; empty: the first whose heading is known, else the first that is a list, else the first.
        knows: tells the heading; None: it is known nowhere.

    Raises:
        BadInput: when it is no workbook, has no such sheet, or is beyond the limits, or several sheets have the same
            columns.
    """
    with closing(OpenBook(io.BytesIO(content), name)) as book:
        page = book.choose(sheet, knows)
        told = [book.told_sheet(page)]
        notes: list[str] = []
        lines = [(number, [cells.text(value) for value in row]) for number, row in book.lines(page, notes)]
        while lines and not lines[-1][1]:
            lines.pop()
    if not lines and sheet:
        raise BadInput("the sheet is empty", hint="export it again", file=name)
    heading = next((number for number, row in lines[:_TITLES] if knows and knows(row)), 0)
    return SheetRead(page.title, lines, [*told, *notes], heading)
