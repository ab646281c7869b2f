"""Writes a tab that is one table: formats by column and word, heights by text, pages that end where rows do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import chain, repeat
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from grcdesk.reports import colours
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.tab import BETWEEN, CellValue, Glossary, Linked, Shaded, Tab
from grcdesk.reports.workbook.writing import pens
from grcdesk.reports.workbook.writing.cells import FIRST_DAY, RISKY, days, put_text, stated
from grcdesk.reports.workbook.writing.form import JUDGED, color_late, color_live, fill_choices, guard, protect
from grcdesk.reports.workbook.writing.letters import lines, room
from grcdesk.reports.workbook.writing.links import MOST, inward, leading, outward
from grcdesk.reports.workbook.writing.making import Making
from grcdesk.reports.workbook.writing.paper import ROUNDED, SMALL, balanced, pixels, printed, spread, stretched
from grcdesk.reports.xmltext import is_fit

_LINE, _GAP, _TALLEST = 11.25, 1.5, 409.0
"""Points of a line as Excel makes rows high, of air, and of the tallest row there is; heights are whole pixels."""
_SPELLED = 1.015
"""How much wider a text is of which some words are bold."""
_BUTTON = 12
"""Pixels of a heading its filter button takes."""
_HEADING_LINES = 3
_KEPT_IN_VIEW = 2
"""Columns that stay where the sheet is scrolled, and stand on every sheet of paper."""
_FOLD = 20
"""Pixels of the column behind an outline group, on which its button stands."""


class TableWriter:
    """One tab on its way into a sheet."""

    def __init__(self, making: Making, sheet: Any, tab: Tab, *, as_table: bool) -> None:
        self._making, self._sheet, self._tab, self._as_table = making, sheet, tab, as_table
        self._printed = printed(tab.columns)
        wide = [pixels(column.width) for column in tab.columns]
        seen = wide[: self._printed]
        across = making.pages.across
        self._spread = spread(seen, across, _KEPT_IN_VIEW) if sum(seen) > across else []
        self._widths = [*stretched(seen, across), *wide[self._printed :]]
        self._pens = [
            pens.made(column, number, self._widths[number], making.formats.of)
            for number, column in enumerate(tab.columns)
        ]
        self._seen = self._pens[: self._printed]
        self._links: dict[int, dict[int, str]] = {}
        # with more of them a sheet is refused; the first rows are those that people look at
        for link in tab.links[:MOST]:
            self._links.setdefault(link.row - 1, {})[link.column] = link.target
        self._free_links = MOST - len(tab.links[:MOST])
        headers = [column.header for column in tab.columns]
        self._group = headers.index(tab.group) if tab.group in headers else None

    def write(self, *, open_to_all: bool) -> None:
        """Heading, rows, and what lies over them."""
        tab, sheet = self._tab, self._sheet
        self._columns()
        heading = self._heading()
        heights, starts = self._rows()
        for pen in self._pens:
            color_live(sheet, pen.number, tab.last_row - 1, pens.still(pen), self._making.formats)
            if pen.column.late is not None:
                color_late(sheet, tab, pen.number, self._making.formats)
                self._making.needs.add(JUDGED)
        fill_choices(sheet, tab.columns, everywhere=open_to_all)
        if not open_to_all:
            guard(sheet, tab)
            # a lock keeps outline groups shut: there the guard alone keeps people out
            if self._printed == len(tab.columns):
                protect(sheet)
        self._paper(heading, heights, starts)

    def _columns(self) -> None:
        sheet = self._sheet
        for number, width in enumerate(self._widths):
            folded = {"level": 1, "hidden": True} if number >= self._printed else {}
            sheet.set_column_pixels(number, number, width, None, folded)
        if self._printed < len(self._widths):
            last = len(self._widths)
            sheet.set_column_pixels(last, last, _FOLD, None, {"collapsed": True})

    def _heading(self) -> float:
        """Points of the first row."""
        tab, sheet, formats = self._tab, self._sheet, self._making.formats
        heads = []
        most = 1
        for column, width in zip(tab.columns, self._widths, strict=True):
            look = looks.HEADER_INPUT if column.input else looks.HEADER
            side = "center" if width < pens.NARROW else None
            heads.append(formats.of(replace(look, side=side, quoted=column.header[:1] in RISKY)))
            most = max(most, lines(column.header, room(width - _BUTTON, SMALL, bold=True)))
        height = _points(min(most, _HEADING_LINES))
        sheet.set_row(0, height)
        reach = (0, 0, tab.last_row - 1, len(tab.columns) - 1)
        if self._as_table:
            named = [
                {"header": column.header, "header_format": head}
                for column, head in zip(tab.columns, heads, strict=True)
            ]
            sheet.add_table(*reach, {"name": tab.table, "columns": named, "style": None, "banded_rows": False})
        else:
            for number, (column, head) in enumerate(zip(tab.columns, heads, strict=True)):
                self._making.odd |= put_text(sheet, 0, number, column.header, head)
            sheet.autofilter(*reach)
        sheet.freeze_panes(1, min(_KEPT_IN_VIEW, len(tab.columns)))
        return height

    def _rows(self) -> tuple[list[float], frozenset[int]]:
        """Points of each row, and numbers of those with which a group begins."""
        sheet, pens, tab = self._sheet, self._pens, self._tab
        heights: list[float] = []
        starts: set[int] = set()
        band, before = 0, None
        row = 0
        for row, values in enumerate(tab.rows, 1):
            if self._group is not None:
                group = values[self._group]
                if row > 1 and group != before:
                    band = 1 - band
                    starts.add(row - 1)
                before = group
            height = _points(self._tallest(values))
            heights.append(height)
            sheet.set_row(row, height)
            self._cells(row, values, band)
            self._making.advance()
        if row == 0:
            # a table has a row, or spreadsheets call the file broken
            self._cells(1, (), 0)
            if tab.empty:
                sheet.write_string(2, min(1, len(pens) - 1), tab.empty, self._making.formats.of(looks.PLAIN))
        return heights, frozenset(starts)

    def _tallest(self, values: tuple[CellValue, ...]) -> int:
        """Lines of the tallest printed cell of a row."""
        most = 1
        for pen, value in zip(self._seen, values, strict=False):
            if type(value) is str:
                most = max(most, (pen.known.get(value) or pen.learn(value)).lines)
            elif isinstance(value, str):
                line = pen.line / _SPELLED if isinstance(value, Glossary) else pen.line
                most = max(most, lines(value, line))
        return most

    def _cells(self, row: int, values: tuple[CellValue, ...], band: int) -> None:
        sheet = self._sheet
        write_string, write_blank = sheet.write_string, sheet.write_blank
        links = self._links.get(row, {})
        for pen, value in zip(self._pens, chain(values, repeat(None)), strict=False):
            column = pen.number
            if value is None or value == "":
                write_blank(row, column, None, pen.plain[band])
            elif type(value) is str:
                known = pen.known.get(value) or pen.learn(value)
                if not known.fit or column in links:
                    self._text(pen, (row, band), values, value, links.get(column, ""))
                else:
                    write_string(row, column, value, known.looks[band])
            elif isinstance(value, str):
                self._text(pen, (row, band), values, value, links.get(column, ""))
            elif isinstance(value, date):
                self._day(pen, (row, band), values, value)
            else:
                sheet.write_number(row, column, value, pen.plain[band])

    def _day(self, pen: pens.Pen, at: tuple[int, int], values: tuple[CellValue, ...], value: date) -> None:
        """A day or a moment as a number; programs do not agree on those before 1900-03-01, which are texts."""
        row, band = at
        if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
            self._making.notes.date_as_text(self._place(pen, row, values))
            self._sheet.write_string(row, pen.number, stated(value), pen.plain[band])
        else:
            self._sheet.write_number(row, pen.number, days(value), pen.plain[band])

    def _text(self, pen: pens.Pen, at: tuple[int, int], values: tuple[CellValue, ...], value: str, link: str) -> None:
        """A text that is more: a link, a word with the look of another, or one that no cell holds as it is."""
        row, band = at
        text = str(value)
        if not (fit := is_fit(text)):
            text = self._making.notes.keep(self._place(pen, row, values), text)
        if isinstance(value, Glossary) and fit:
            self._sheet.write_rich_string(row, pen.number, *self._runs(value), pen.looks(text)[band])
            return
        # LibreOffice prints a cell with a link on one line, and cuts it
        tall = bool(pen.line) and (pen.known.get(text) or pen.learn(text)).lines > 1
        target = "" if tall else self._target(value, link)
        look = _leading_look(
            pen, band, _look(pen, band, value, text), tall=tall, outward=self._leads_out(value, target)
        )
        if target:
            self._sheet.write_url(row, pen.number, leading(target, text), look)
        if not fit:
            self._making.odd |= put_text(self._sheet, row, pen.number, text, look)
        elif not target:
            self._sheet.write_string(row, pen.number, text, look)

    def _target(self, value: str, link: str) -> str:
        """Where a cell leads: to a row of another tab, or out of the workbook while it takes more such links."""
        if link:
            return inward(link)
        if not isinstance(value, Linked) or not self._free_links:
            return ""
        target = outward(value.target)
        self._free_links -= bool(target)
        return target

    @staticmethod
    def _leads_out(value: str, target: str) -> bool:
        return bool(target) and isinstance(value, Linked)

    def _runs(self, glossary: Glossary) -> list[Any]:
        """The texts of a glossary, each behind the letters it is written in."""
        of = self._making.formats.of
        runs: list[Any] = []
        for number, one in enumerate(glossary.named):
            name = of(replace(looks.TEXT, bold=True, ink=one.ink or colours.NAVY))
            runs += [of(looks.TEXT), BETWEEN] if number else []
            runs += [name, one.name, of(looks.TEXT), f": {one.meaning}"]
        return runs

    def _place(self, pen: pens.Pen, row: int, values: tuple[CellValue, ...]) -> tuple[str, str, str, str]:
        return (self._tab.name, xl_rowcol_to_cell(row, pen.number), str(values[0]), pen.column.header)

    def _paper(self, heading: float, heights: list[float], starts: frozenset[int]) -> None:
        """Which cells are printed, and where pages end."""
        sheet, tab = self._sheet, self._tab
        down = self._making.pages.down - heading - _GAP - ROUNDED
        heights = heights[: tab.printed_rows]
        last = max(len(heights), 2 if not heights and tab.empty else 1)
        sheet.print_area(0, 0, last, self._printed - 1)
        sheet.repeat_rows(0)
        if ends := balanced(heights, down, starts):
            sheet.set_h_pagebreaks([end + 1 for end in ends])
        if self._spread:
            sheet.fit_to_pages(0, 0)
            # what is too wide goes on beside it at full size: letters made smaller could not be read
            sheet.set_print_scale(100)
            sheet.repeat_columns(0, _KEPT_IN_VIEW - 1)
            sheet.set_v_pagebreaks(self._spread)


def _look(pen: pens.Pen, band: int, value: str, text: str) -> Any:
    """The format of a text; a word with the look of another takes that, unless it must be marked to stay a text."""
    if isinstance(value, Shaded) and text[0] not in RISKY:
        pen.shaded.add(text)
        return pen.fills.get(value.like, pen.plain[band])
    return pen.looks(text)[band]


def _leading_look(pen: pens.Pen, band: int, look: Any, *, tall: bool, outward: bool) -> Any:
    """The format of a text that may lead somewhere: a plain one that leads out of the workbook looks like a link."""
    if look is not pen.plain[band]:
        return look
    if tall:
        return pen.unlinked[band]
    return pen.outward[band] if outward else look


def _points(count: int) -> float:
    return min(_TALLEST, count * _LINE + _GAP)
