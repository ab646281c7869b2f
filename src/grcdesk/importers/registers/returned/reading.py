"""A workbook of ours that came back, cell by cell: what was changed in it, and what cannot be told."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.registers.returned import tabs
from grcdesk.importers.registers.returned.rows import TabReader
from grcdesk.rules.returned import base as rules
from grcdesk.schemas.returned.returned import BaseSheet, BaseTab, ReturnedCell, ReturnedFile, ReturnedProblem
from grcdesk.terms.interchange import DayOrder

_SAVE = "save it as an Excel workbook, .xlsx"


def read_returned(path: Path, *, dates: str = "") -> ReturnedFile:
    """Read a control matrix or a work plan that came back.

    Args:
        path: the workbook.
        dates: what stands first in days with slashes, where a column does not tell.

    Raises:
        BadInput: when it is none of ours, damaged, or has lost what it was written with.
    """
    content, sha256 = whole_tables.read_bytes(path)
    if not whole_tables.is_workbook(content):
        raise BadInput("is no workbook", hint=_SAVE, file=path.name)
    with closing(OpenBook(io.BytesIO(content), path.name)) as book:
        if any(name.casefold().endswith("vbaproject.bin") for name in book.names):
            raise BadInput("holds macros, which none of our workbooks does", hint=_SAVE, file=path.name)
        base = _base(book, path.name)
        read = _Read(book, base, DayOrder(dates) if dates else None)
        read.all()
    if not read.found:
        raise BadInput("holds none of the tabs that come home", hint=rules.CURE, file=path.name)
    return ReturnedFile(
        content=content,
        sha256=sha256,
        book=base.book,
        origin=base.origin,
        owner=base.owner,
        rows=read.rows,
        cells=tuple(read.cells),
        marks=read.marks,
        problems=tuple(read.problems),
        notes=tuple(read.notes),
    )


def _base(book: OpenBook, file: str) -> BaseSheet:
    rows = tabs.hidden_sheet(book)
    if rows is None:
        raise BadInput(
            "has no hidden sheet that says what it was written with: nobody can tell what was changed in it",
            hint=rules.CURE, file=file,
        )  # fmt: skip
    try:
        return rules.read(rows)
    except BadInput as error:
        raise BadInput(error.message, hint=error.hint, file=file) from error


class _Read:
    """What is gathered from tab after tab."""

    def __init__(self, book: OpenBook, base: BaseSheet, dates: DayOrder | None) -> None:
        self._book, self._base, self._dates = book, base, dates
        self.rows = 0
        self.found: dict[str, tabs.FoundTab] = {}
        self.cells: list[ReturnedCell] = []
        self.problems: list[ReturnedProblem] = []
        self.notes: list[str] = []
        self.marks: dict[str, dict[str, dict[str, str]]] = {}

    def all(self) -> None:
        """Tab after tab."""
        self.found = tabs.find(self._book, self._base.tabs)
        for base in self._base.tabs:
            if base.table in self.found:
                self._tab(base, self.found[base.table])
            else:
                self.notes.append(f"the tab {base.title} is not in the file: nothing of it is taken")

    def _tab(self, base: BaseTab, found: tabs.FoundTab) -> None:
        notes: list[str] = []
        lines = [(number, row) for number, row in self._book.lines(found.page, notes) if number > found.heading]
        if place := tabs.unkept(found, self._book.signs(found.page)):
            cure = "open it in a spreadsheet program and save it again"
            raise BadInput(f"{place} holds a formula whose result no program has kept", hint=cure)
        reader = TabReader(found, lines, first_day=self._book.first_day, dates=self._dates)
        reader.read()
        self.rows += reader.rows
        self.cells += reader.cells
        self.problems += reader.problems
        self.marks[base.table] = reader.marks
        self.notes += [f"{found.page.title}: {note}" for note in (*notes, *reader.notes)]
