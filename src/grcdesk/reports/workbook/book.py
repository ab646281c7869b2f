"""Writes tabs into a workbook, row by row, with one cell object and one style per column."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain, repeat
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.writer.excel import ExcelWriter

from grcdesk.errors import Refused
from grcdesk.reports.archive import StillZip
from grcdesk.reports.labels import say
from grcdesk.reports.workbook import hooks, looks
from grcdesk.reports.workbook.form import add_table, dress, fill_choices, height, lines
from grcdesk.reports.workbook.links import InnerLink
from grcdesk.reports.workbook.looks import CellLook, StyledCell, Styles
from grcdesk.reports.workbook.notes import NOTES, Notes
from grcdesk.reports.workbook.tab import CellLink, CellValue, Kind, Shaded, Tab, TabColumn
from grcdesk.reports.xmltext import is_fit
from grcdesk.schemas.progress import Progress

RISKY = frozenset("=+-@\t\r")
"""A text that begins so could run as a formula; it is stored as text and marked to stay text."""
MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
_FIRST_DAY = date(1900, 3, 1)
_STEP = 200
_LOOKS = {
    Kind.TEXT: looks.TEXT,
    Kind.ID: looks.ID,
    Kind.LINK: looks.LINK,
    Kind.NUMBER: looks.NUMBER,
    Kind.DATE: looks.DATE,
    Kind.TIME: looks.TIME,
    Kind.STATUS: looks.TEXT,
    Kind.COVERAGE: looks.TEXT,
    Kind.ANSWERED: looks.TEXT,
    Kind.SUPPORT: looks.TEXT,
    Kind.REACH: looks.TEXT,
    Kind.STANDING: looks.TEXT,
    Kind.DUE: looks.TEXT,
    Kind.ANSWER: looks.TEXT,
}
_INPUT_LOOKS = {Kind.NUMBER: looks.INPUT_NUMBER, Kind.DATE: looks.INPUT_DATE, Kind.ID: replace(looks.INPUT, number="@")}
_FILLS: dict[Kind, dict[str, CellLook]] = {
    Kind.STATUS: {say(term): look for term, look in (*looks.STATUS.items(), *looks.SUPPORT.items())},
    Kind.SUPPORT: {say(term): look for term, look in looks.SUPPORT.items()},
    Kind.ANSWERED: {say(term): look for term, look in looks.ANSWERED.items()},
    Kind.COVERAGE: {say(term): look for term, look in looks.COVERAGE.items()},
    Kind.REACH: {say(term): look for term, look in looks.REACH.items()},
    Kind.STANDING: looks.STANDING,
    Kind.DUE: {say(term): look for term, look in looks.DUE.items()},
    Kind.ANSWER: looks.ANSWER,
}


@dataclass(slots=True)
class _Pen:
    """One column ready to be written: its cell object is used again for each row."""

    header: str
    letter: str
    cell: StyledCell
    width: float
    plain: int
    quoted: int
    fills: dict[str, int]


@dataclass(frozen=True, slots=True)
class Free:
    """One cell of a sheet that is no table."""

    value: CellValue | float
    look: CellLook = looks.PLAIN
    formula: bool = False


class Book:
    """A workbook being written. Sheets stand in the order they are opened."""

    def __init__(self, *, footer: str, header: str, progress: Progress | None, total: int) -> None:
        self._book: Any = Workbook(write_only=True)
        self._styles: Styles | None = None
        self._footer = footer
        self._header = header
        self._progress = progress
        self._total = total
        self._done = 0
        self.notes = Notes()

    @property
    def book(self) -> Any:
        """The workbook of the library."""
        return self._book

    def open(self, name: str) -> Any:
        """A new sheet, after those already there."""
        sheet = self._book.create_sheet(name)
        hooks.take_cells_as_they_are(sheet)
        if self._styles is None:
            self._styles = Styles(sheet)
        return sheet

    def style(self, look: CellLook) -> int:
        """The number of the shared style of that look."""
        if self._styles is None:
            msg = "open a sheet before asking for styles"
            raise RuntimeError(msg)
        return self._styles.of(look)

    def table(self, sheet: Any, tab: Tab) -> None:
        """Write the whole tab.

        Raises:
            Refused: when the tab has more rows than a sheet holds.
        """
        if tab.last_row > MAX_ROWS:
            raise Refused(
                f"{tab.name} has {tab.count:,} rows and a sheet holds {MAX_ROWS:,}", hint="export a shorter span"
            )
        dress(sheet, tab.columns, paper=tab.paper, header=self._header, footer=self._footer)
        fill_choices(sheet, tab.columns)
        add_table(sheet, tab)
        _extent(sheet, len(tab.columns), tab.last_row if tab.count else 3)
        pens = [self._pen(sheet, column, number) for number, column in enumerate(tab.columns, 1)]
        heights = sheet.row_dimensions
        heights[1] = height(2)
        sheet.append(self._headers(sheet, tab.columns))
        add_links(sheet, tab.links)
        row = 1
        for row, values in enumerate(tab.rows, 2):
            if (needed := _lines(pens, values)) > 1:
                heights[row] = height(needed)
            sheet.append(self._cells(tab.name, pens, values, row))
            self._advance()
        if row == 1:
            sheet.append(self._cells(tab.name, pens, (), 2))
            sheet.append(self._free(sheet, [Free(None), Free(tab.empty)], 3, tab.name))

    def free(self, sheet: Any, name: str, rows: Sequence[list[Free]], widths: Sequence[float]) -> None:
        """Write rows that are no table, into columns so wide."""
        _extent(sheet, len(widths), len(rows))
        for row, cells in enumerate(rows, 1):
            sheet.row_dimensions[row] = height(*_tallest(cells, widths))
            sheet.append(self._free(sheet, cells, row, name))

    def _advance(self) -> None:
        self._done += 1
        if self._progress is not None and (self._done % _STEP == 0 or self._done == self._total):
            self._progress(self._done, self._total)

    def _pen(self, sheet: Any, column: TabColumn, number: int) -> _Pen:
        look = _INPUT_LOOKS.get(column.kind, looks.INPUT) if column.input else _LOOKS[column.kind]
        return _Pen(
            header=column.header,
            letter=get_column_letter(number),
            cell=StyledCell(sheet, 1, number),
            width=column.width,
            plain=self.style(look),
            quoted=self.style(replace(look, quoted=True)),
            fills={text: self.style(fill) for text, fill in _fills(column).items()},
        )

    def _headers(self, sheet: Any, columns: tuple[TabColumn, ...]) -> Iterator[StyledCell]:
        for number, column in enumerate(columns, 1):
            cell = StyledCell(sheet, 1, number)
            cell.put(column.header, self.style(looks.HEADER_INPUT if column.input else looks.HEADER))
            yield cell

    def _cells(self, tab: str, pens: list[_Pen], values: tuple[CellValue, ...], row: int) -> Iterator[StyledCell]:
        for pen, value in zip(pens, chain(values, repeat(None)), strict=False):
            cell = pen.cell
            cell.row = row
            if not value and value != 0:
                cell.put(None, pen.plain)
            elif isinstance(value, str):
                text = value
                if not is_fit(text):
                    text = self.notes.keep((tab, f"{pen.letter}{row}", str(values[0]), pen.header), text)
                seen = value.like if isinstance(value, Shaded) else text
                cell.put(text, pen.quoted if text[0] in RISKY else pen.fills.get(seen, pen.plain))
            elif isinstance(value, datetime):
                cell.put(value.astimezone(UTC).replace(tzinfo=None), pen.plain)
            elif isinstance(value, date) and value < _FIRST_DAY:
                self.notes.date_as_text((tab, f"{pen.letter}{row}", str(values[0]), pen.header))
                cell.put(value.isoformat(), pen.plain)
            else:
                cell.put(value, pen.plain)
            yield cell

    def _free(self, sheet: Any, cells: list[Free], row: int, name: str) -> Iterator[StyledCell]:
        for number, free in enumerate(cells, 1):
            value, look = free.value, free.look
            cell = StyledCell(sheet, row, number)
            if free.formula:
                cell.put_formula(str(value), self.style(look))
            elif isinstance(value, str) and value:
                text = self.notes.keep((name, f"{get_column_letter(number)}{row}", "", ""), value)
                cell.put(text, self.style(replace(look, quoted=True) if text[0] in RISKY else look))
            else:
                cell.put(value if value != "" else None, self.style(look))
            yield cell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._abandon()

    def finished(self, parts: Mapping[str, bytes]) -> tuple[bytes, tuple[str, ...]]:
        """The file with its notes, and a sentence for each thing that was shortened or made visible.

        Args:
            parts: parts of the file by name that get this content instead of the library's.
        """
        if self.notes.rows:
            # writing the notes adds none: their texts have been made to fit already
            self.table(self.open(NOTES), self.notes.tab())
        return self._to_bytes(parts), tuple(self.notes.sentences)

    def _abandon(self) -> None:
        """Close what was begun and drop its temporary files."""
        for sheet in self._book.worksheets:
            # the library may be in the middle of anything; nothing of it is wanted any more
            with suppress(OSError, SyntaxError, ValueError, WorkbookAlreadySaved, StopIteration):
                if not sheet.closed:
                    sheet.close()
            with suppress(OSError, ValueError, AttributeError):
                hooks.drop_temporary_file(sheet)

    def _to_bytes(self, instead: Mapping[str, bytes]) -> bytes:
        """The finished file; parts named in `instead` get that content."""
        out = io.BytesIO()
        with StillZip(out, instead) as archive:
            ExcelWriter(self._book, archive).save()
        return out.getvalue()


def _fills(column: TabColumn) -> dict[str, CellLook]:
    known = {} if column.input else _FILLS.get(column.kind, {})
    return {text: known[like] for text, like in column.outcomes.items() if known} or known


def _extent(sheet: Any, columns: int, rows: int) -> None:
    hooks.tell_reach(sheet, f"A1:{get_column_letter(columns)}{rows}")


def _lines(pens: list[_Pen], values: tuple[CellValue, ...]) -> int:
    """Lines of the tallest cell of a row."""
    most = 1
    for pen, value in zip(pens, values, strict=False):
        if isinstance(value, str) and (len(value) >= pen.width or "\n" in value):
            most = max(most, lines(value, pen.width))
    return most


def _tallest(cells: list[Free], widths: Sequence[float]) -> tuple[int, int]:
    """Lines of the tallest cell of a free row, and the size of its letters."""
    texts = ((free, width) for free, width in zip(cells, widths, strict=False) if free.look.wrap and not free.formula)
    most = max((lines(str(free.value), width) for free, width in texts), default=1)
    return most, max((free.look.size for free in cells), default=10)


def add_links(sheet: Any, links: Sequence[CellLink]) -> None:
    """Links inside the workbook. The library drops those given before the first row is written."""
    for link in links[:MAX_LINKS]:
        cell = f"{get_column_letter(link.column + 1)}{link.row}"
        hooks.add_link(sheet, InnerLink(cell, link.target))
