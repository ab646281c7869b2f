"""Writes tabs into a workbook, row by row."""

from __future__ import annotations

import gc
import io
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_rowcol_to_cell

from grcdesk.errors import Refused
from grcdesk.reports import colours
from grcdesk.reports.archive import rewrite
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.looks import CellLook
from grcdesk.reports.workbook.names import quoted
from grcdesk.reports.workbook.notes import NOTES
from grcdesk.reports.workbook.properties import Properties
from grcdesk.reports.workbook.tab import CellValue, Tab
from grcdesk.reports.workbook.writing.cells import FIRST_DAY, RISKY, days, kept, mended, put_text, stated
from grcdesk.reports.workbook.writing.form import paginate, protect
from grcdesk.reports.workbook.writing.letters import lines, room
from grcdesk.reports.workbook.writing.links import inward, outward
from grcdesk.reports.workbook.writing.making import Making
from grcdesk.reports.workbook.writing.paper import PrintedPages, pixels
from grcdesk.reports.workbook.writing.sheets import Page
from grcdesk.reports.workbook.writing.tables import TableWriter
from grcdesk.schemas.progress import Progress

MAX_ROWS = 1_048_576
IN_MEMORY = 30_000
"""Rows up to which tables are tables; of more, sheets are plain lists, and their rows wait on disk.

Either takes the same time; in memory a row of twelve cells takes 5 KiB, on disk a tenth of it.
"""
_NORMAL = {"font_name": colours.FONT, "font_size": 9.5, "font_color": f"#{colours.INK}"}
"""With this size a unit of width is 7.05 pixels in Excel as in LibreOffice; cells are smaller."""
_LINE, _GAP, _TALLEST = 11.25 / 8, 1.5, 409.0
"""Of the size of letters a line takes, points around them, and the tallest row there is."""


@dataclass(frozen=True, slots=True)
class Free:
    """One cell of a sheet that is no table."""

    value: CellValue | float
    look: CellLook = looks.PLAIN
    formula: bool = False
    result: CellValue | float = None
    """What the formula gives, for those who show the file without reckoning."""
    span: int = 1
    """Columns it takes, merged."""
    link: str = ""
    """A place in the workbook (see `tab.place`), or where it leads out of it."""
    called: str = ""
    """Name by which formulas know the cell."""


class Book:
    """A workbook being written. Sheets stand in the order they are opened."""

    def __init__(self, pages: PrintedPages, *, progress: Progress | None = None, total: int = 0) -> None:
        self._out = io.BytesIO()
        self._whole = total <= IN_MEMORY
        self._folder = None if self._whole else tempfile.TemporaryDirectory(prefix="grcdesk-")
        memory = {"constant_memory": True, "tmpdir": self._folder.name} if self._folder else {"in_memory": True}
        options = {
            **memory,
            # a text stays what it is: no formula, link or number is guessed from it
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(_NORMAL),  # the library adds to it
        }
        self.book: Any = Workbook(self._out, options)
        """The workbook of the library, as charts want it."""
        self.pages = pages
        self.making = Making(self.book, pages, progress, total)
        self._named: set[str] = set()
        self._collecting = False

    def open(self, name: str) -> Any:
        """A new sheet, after those already there."""
        return self.book.add_worksheet(name, worksheet_class=Page)

    def define(self, name: str, reach: str) -> None:
        """Give a cell or range (`'Read me'!$B$4`) a name that formulas can use."""
        self._named.add(name)
        self.book.define_name(name, f"={reach}")

    def table(self, sheet: Any, tab: Tab, *, open_to_all: bool = False) -> None:
        """Write the whole tab.

        Args:
            sheet: the sheet for it.
            tab: what it holds.
            open_to_all: people may write anywhere, and add rows; else only into columns of owners and auditors.

        Raises:
            Refused: when the tab has more rows than a sheet holds.
        """
        if tab.last_row > MAX_ROWS:
            raise Refused(
                f"{tab.name} has {tab.count:,} rows and a sheet holds {MAX_ROWS:,}", hint="export a shorter span"
            )
        paginate(sheet, self.pages, tab.name, tab.about)
        TableWriter(self.making, sheet, tab, as_table=self._whole).write(open_to_all=open_to_all)

    def free(
        self,
        sheet: Any,
        name: str,
        rows: Sequence[list[Free]],
        widths: Sequence[float],
        *,
        heights: Mapping[int, float] | None = None,
        locked: bool = True,
    ) -> None:
        """Write rows that are no table, into columns so many characters wide.

        Args:
            sheet: the sheet for them.
            name: its name, for notes.
            rows: the cells of each, from the first column on.
            widths: of the columns.
            heights: points by row number from 0 where the text is not to say it.
            locked: nobody is to write into it.
        """
        sheet.hide_gridlines(2)
        for number, width in enumerate(widths):
            sheet.set_column_pixels(number, number, pixels(width))
        if locked:
            protect(sheet)
        for row, cells in enumerate(rows):
            given = (heights or {}).get(row)
            sheet.set_row(row, given if given is not None else _height(cells, widths))
            column = 0
            for cell in cells:
                self._put(sheet, name, row, column, cell)
                if cell.called:
                    self.define(cell.called, f"{quoted(name)}!{xl_rowcol_to_cell(row, column, True, True)}")
                column += cell.span

    def hidden(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """Write rows of texts that only programs read onto a sheet nobody sees."""
        sheet = self.open(name)
        sheet.hide()
        protect(sheet)
        of = self.making.formats.of
        plain, quoted = of(looks.PLAIN), of(replace(looks.PLAIN, quoted=True))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text:
                    fit = kept(self.making.notes, name, row, column, text)
                    self.making.odd |= put_text(sheet, row, column, fit, quoted if fit[0] in RISKY else plain)

    def _put(self, sheet: Any, name: str, row: int, column: int, cell: Free) -> None:
        value, look = self._fitting(name, (row, column), cell)
        made = self.making.formats.of(look)
        if cell.span > 1:
            sheet.merge_range(row, column, row, column + cell.span - 1, "", made)
        if cell.formula:
            sheet.write_formula(row, column, str(value), made, "" if cell.result is None else cell.result)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, made)
        elif isinstance(value, str):
            # the link first: writing it writes a text too, which the text as it must stand then takes the place of
            target = _target(cell.link)
            if target:
                sheet.write_url(row, column, target, made, value)
            self.making.odd |= put_text(sheet, row, column, value, made)
        elif isinstance(value, date):
            _put_day(sheet, (row, column), value, made)
        else:
            sheet.write_number(row, column, value, made)

    def _fitting(self, name: str, at: tuple[int, int], cell: Free) -> tuple[CellValue | float, CellLook]:
        """Its value as a cell can hold it; a text that could run as a formula is marked to stay one."""
        value = cell.value
        if not isinstance(value, str) or not value or cell.formula:
            return value, cell.look
        value = kept(self.making.notes, name, *at, value)
        return value, replace(cell.look, quoted=True) if value[0] in RISKY else cell.look

    def __enter__(self) -> Self:
        # hundreds of thousands of cells without a circle among them: looking for circles takes a third of the time
        self._collecting = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *_: object) -> None:
        if self._collecting:
            gc.enable()
        if self._folder is not None:
            for sheet in self.book.worksheets():
                sheet.drop_rows()
            with suppress(OSError):
                self._folder.cleanup()

    def finished(self, told: Properties) -> tuple[bytes, tuple[str, ...]]:
        """The file with its notes, and a sentence for each thing that was shortened or made visible.

        Args:
            told: what it says of itself.

        Raises:
            OSError: when there is no room for temporary files.
        """
        if self.making.notes.rows:
            # writing the notes adds none: their texts have been made to fit already
            self.table(self.open(NOTES), self.making.notes.tab())
        # a spreadsheet would call the file broken, and whoever gets it could not know why
        if lacking := self.making.needs - self._named:
            msg = f"rules use {', '.join(sorted(lacking))}, and no cell has that name"
            raise RuntimeError(msg)
        told.put(self.book)
        try:
            self.book.close()
        # the library wraps what the disk said
        except FileCreateError as error:
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error
        data = rewrite(self._out.getvalue(), told.parts, mended if self.making.odd else None)
        return data, tuple(self.making.notes.sentences)


def _height(cells: Sequence[Free], widths: Sequence[float]) -> float:
    """Points of a free row, by its tallest cell."""
    tallest, column = 0.0, 0
    for cell in cells:
        look = cell.look
        took = 1
        if look.wrap and isinstance(cell.value, str) and not cell.formula:
            wide = sum(pixels(width) for width in widths[column : column + cell.span])
            took = lines(cell.value, room(wide, look.size, bold=look.bold))
        tallest = max(tallest, took * look.size * _LINE + _GAP)
        column += cell.span
    return min(_TALLEST, tallest or 8 * _LINE + _GAP)


def _target(link: str) -> str:
    """Where a link leads, as the writer takes it: `tab!cell` within the workbook, anything else out of it."""
    if not link:
        return ""
    return inward(link) if "!" in link else outward(link)


def _put_day(sheet: Any, at: tuple[int, int], value: date, made: Any) -> None:
    """A day or a moment as a number; one before the calendar of workbooks begins as a text."""
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DAY:
        sheet.write_string(*at, stated(value), made)
    else:
        sheet.write_number(*at, days(value), made)
