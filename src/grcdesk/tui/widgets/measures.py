"""How wide the columns of a list must be for what stands in them, learnt page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grcdesk.tui.widgets.columns import ListColumn, cells_of
from grcdesk.tui.widgets.pages import PAGE, Pages

AHEAD = 2
"""Pages of a list in memory that are measured before it is drawn; of the others each when it is looked at."""


class Measures:
    """The widest of each column, of the pages seen so far: columns do not shrink while one goes through a list."""

    def __init__(self) -> None:
        self.needs: dict[str, int] = {}
        self._seen: set[int] = set()

    def begin(self, pages: Pages, cursor: int, columns: Sequence[ListColumn], titles: Sequence[str]) -> None:
        """Measure another list: what is here of it."""
        self.needs = {column.name: cells_of(title) for column, title in zip(columns, titles, strict=True)}
        self._seen.clear()
        if pages.source is not None and pages.source.immediate:
            for number in {*range(AHEAD), cursor // PAGE}:
                pages.fetch(number)
        for number in pages.known():
            self.look(number, pages, columns)

    def look(self, number: int, pages: Pages, columns: Sequence[ListColumn], *, again: bool = False) -> bool:
        """Measure a page, once; whether a column must be wider now."""
        if number in self._seen and not again:
            return False
        self._seen.add(number)
        grown = False
        rows: Sequence[Any] = pages.page(number)
        for column in columns:
            widest = max((cells_of(column.cell(row).text) for row in rows), default=0) + 2 * column.badge
            if widest > self.needs.get(column.name, 0):
                self.needs[column.name] = widest
                grown = True
        return grown
