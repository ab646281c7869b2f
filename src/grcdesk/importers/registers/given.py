"""What a sheet of ours was written with: it travels in the workbook, on a hidden sheet."""

from __future__ import annotations

import io
from contextlib import closing

from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.whole import tables
from grcdesk.rules.registers.given import GIVEN, HEADING_ROW
from grcdesk.schemas.registers.registers import GivenSheet


def given_with(content: bytes, name: str) -> GivenSheet | None:
    """What the cells said when the workbook was written; None: it is none of ours.

    Raises:
        BadInput: when it is damaged.
    """
    if not tables.is_workbook(content):
        return None
    lines = _lines(content, name)
    if len(lines) < HEADING_ROW:
        return None
    facts = {row[0]: row[1] for row in lines[: HEADING_ROW - 1] if len(row) > 1}
    heading = [cell for cell in lines[HEADING_ROW - 1] if cell]
    marks = {row[0]: dict(zip(heading[1:], row[1:], strict=False)) for row in _filled(lines[HEADING_ROW:])}
    entry = facts.get("entry", "")
    return GivenSheet(facts.get("register", ""), int(entry) if entry.isdigit() else 0, facts.get("vendor", ""), marks)


def _filled(rows: list[list[str]]) -> list[list[str]]:
    return [row for row in rows if row and row[0]]


def _lines(content: bytes, name: str) -> list[list[str]]:
    """The rows of the hidden sheet; none where the workbook has no such sheet."""
    with closing(OpenBook(io.BytesIO(content), name)) as book:
        page = next((one for one in book.pages if one.title == GIVEN), None)
        if page is None:
            return []
        return [[cells.text(value) for value in row] for _, row in book.lines(page, [])]
