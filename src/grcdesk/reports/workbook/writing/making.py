"""What all sheets of one workbook share while it is being written."""

from __future__ import annotations

from typing import Any

from grcdesk.reports.workbook.looks import Formats
from grcdesk.reports.workbook.notes import Notes
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.schemas.progress import Progress

_STEP = 200


class Making:
    """One workbook on its way."""

    def __init__(self, book: Any, pages: PrintedPages, progress: Progress | None, total: int) -> None:
        self.pages = pages
        self.formats = Formats(book)
        self.notes = Notes()
        self.needs: set[str] = set()
        """Names that rules use; a cell must get them."""
        self.odd = False
        """Whether texts stand in the file that must be mended there."""
        self._progress = progress
        self._total = total
        self._done = 0

    def advance(self) -> None:
        """One more row is written."""
        self._done += 1
        if self._progress is not None and (self._done % _STEP == 0 or self._done == self._total):
            self._progress(self._done, self._total)
