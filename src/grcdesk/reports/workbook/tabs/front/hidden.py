"""The hidden tab with the lists behind the drop-downs."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Free


def list_rows(rows: Iterable[tuple[str, ...]]) -> list[list[Free]]:
    """A column a list, its name on top."""
    head, *body = rows
    return [
        [Free(name, looks.HEADER) for name in head],
        *([Free(value, looks.ID) for value in row] for row in body),
    ]
