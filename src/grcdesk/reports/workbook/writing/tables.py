"""Writes a tab that is one table: formats by column and word, heights by text, pages that end where rows do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, repeat
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from grcdesk.reports.labels import say
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.looks import CellLook
from grcdesk.reports.workbook.tab import CellValue, Kind, Linked, Shaded, Tab, TabColumn
from grcdesk.reports.workbook.writing.cells import FIRST_DAY, RISKY, days, put_text, stated
from grcdesk.reports.workbook.writing.form import JUDGED, color_late, color_live, fill_choices, guard, protect
from grcdesk.reports.workbook.writing.letters import lines, room
from grcdesk.reports.workbook.writing.links import MOST, inward, outward
from grcdesk.reports.workbook.writing.making import Making
from grcdesk.reports.workbook.writing.paper import SMALL, balanced, pixels, printed, spread, stretched
from grcdesk.reports.xmltext import is_fit

_LOOKS = {
    Kind.ID: looks.ID,
    Kind.LINK: looks.LINK,
    Kind.NUMBER: looks.NUMBER,
    Kind.DATE: looks.DATE,
    Kind.TIME: looks.TIME,
}
_REACH = {say(term): look for term, look in looks.REACH.items()}
_FILLS: dict[Kind, dict[str, CellLook]] = {
    Kind.STATUS: {say(term): look for term, look in (*looks.STATUS.items(), *looks.SUPPORT.items())},
    Kind.SUPPORT: {say(term): look for term, look in looks.SUPPORT.items()},
    Kind.ANSWERED: {say(term): look for term, look in looks.ANSWERED.items()},
    Kind.COVERAGE: {say(term): look for term, look in looks.COVERAGE.items()},
    Kind.REACH: _REACH,
    Kind.MONTH: _REACH,
    Kind.STANDING: looks.STANDING,
    Kind.DUE: {say(term): look for term, look in looks.DUE.items()},
    Kind.ANSWER: looks.ANSWER,
}
_NARROW = 48
"""Pixels below which a column is centred."""
_LINE, _GAP, _TALLEST = SMALL * 1.36, 3.0, 409.0
"""Points of a line in Excel, around a text, and of the tallest row there is."""
_BUTTON = 12
"""Pixels of a heading its filter button takes."""
_HEADING_LINES = 3
_KEPT_IN_VIEW = 2
"""Columns that stay where the sheet is scrolled, and stand on every sheet of paper."""
_FOLD = 20
"""Pixels of the column behind an outline group, on which its button stands."""


@dataclass(slots=True)
class _Pen:
    """One column ready to be written. Formats stand by band: 0 plain, 1 tinted."""

    column: TabColumn
    number: int
    typed: bool
    """People write into it."""
    line: float
    """What a line of it holds; 0 when its texts do not make rows taller."""
    plain: tuple[Any, Any]
    quoted: tuple[Any, Any]
    outward: tuple[Any, Any]
    fills: Mapping[str, Any]
    """Formats of words that have a colour of their own here."""
    live: dict[str, CellLook]
    """Words that take their colour when somebody types them."""
    shaded: set[str] = field(default_factory=set)


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
        self._pens = [self._pen(number, column) for number, column in enumerate(tab.columns)]
        self._links: dict[int, dict[int, str]] = {}
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
            color_live(sheet, pen.number, tab.last_row - 1, _still(pen), self._making.formats)
            if pen.column.late is not None:
                color_late(sheet, tab, pen.number, self._making.formats)
                self._making.needs.add(JUDGED)
        fill_choices(sheet, tab.columns, everywhere=open_to_all)
        if not open_to_all:
            guard(sheet, tab)
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
            side = "center" if width < _NARROW else None
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
            height = _points(_tallest(pens, values))
            heights.append(height)
            sheet.set_row(row, height)
            self._cells(row, values, band)
            self._making.advance()
        if row == 0:
            self._cells(1, (), 0)
            if tab.empty:
                sheet.write_string(2, min(1, len(pens) - 1), tab.empty, self._making.formats.of(looks.PLAIN))
        return heights, frozenset(starts)

    def _cells(self, row: int, values: tuple[CellValue, ...], band: int) -> None:
        sheet = self._sheet
        links = self._links.get(row, {})
        for pen, value in zip(self._pens, chain(values, repeat(None)), strict=False):
            column = pen.number
            if isinstance(value, str) and value:
                self._text(pen, (row, band), values, value, links.get(column, ""))
            elif value is None or value == "":
                sheet.write_blank(row, column, None, pen.plain[band])
            elif isinstance(value, date):
                if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
                    self._making.notes.date_as_text(self._place(pen, row, values))
                    sheet.write_string(row, column, stated(value), pen.plain[band])
                else:
                    sheet.write_number(row, column, days(value), pen.plain[band])
            else:
                sheet.write_number(row, column, value, pen.plain[band])

    def _text(self, pen: _Pen, at: tuple[int, int], values: tuple[CellValue, ...], value: str, link: str) -> None:
        row, band = at
        text, kind, target = value, type(value), ""
        fit = is_fit(text)
        if not fit:
            text = self._making.notes.keep(self._place(pen, row, values), str(text))
        if text[0] in RISKY:
            look = pen.quoted[band]
        elif kind is Shaded:
            pen.shaded.add(text)
            look = pen.fills.get(value.like, pen.plain[band])  # type: ignore[attr-defined]
        else:
            look = pen.plain[band] if pen.typed else pen.fills.get(text, pen.plain[band])
        if link:
            target = inward(link)
        elif kind is Linked and self._free_links:
            target = outward(value.target)  # type: ignore[attr-defined]
            self._free_links -= bool(target)
        if target:
            look = pen.outward[band] if kind is Linked and look is pen.plain[band] else look
            self._sheet.write_url(row, pen.number, target, look, text)
        if not fit:
            self._making.odd |= put_text(self._sheet, row, pen.number, text, look)
        elif not target:
            self._sheet.write_string(row, pen.number, text, look)

    def _place(self, pen: _Pen, row: int, values: tuple[CellValue, ...]) -> tuple[str, str, str, str]:
        return (self._tab.name, xl_rowcol_to_cell(row, pen.number), str(values[0]), pen.column.header)

    def _pen(self, number: int, column: TabColumn) -> _Pen:
        of = self._making.formats.of
        width = self._widths[number]
        typed = column.input or column.owner
        look = _LOOKS.get(column.kind, looks.TEXT)
        if number == 0:
            look = replace(look, bold=True, ink=looks.NAVY)
        fills = looks_of(column)
        if width < _NARROW or (fills and look.side is None):
            look = replace(look, side="center")
        look = replace(look, locked=False, fill=looks.INPUT.fill if column.input else look.fill)
        banded = replace(look, fill=looks.BAND) if look.fill == looks.PAPER else look
        quoted = tuple(of(replace(one, quoted=True)) for one in (look, banded))
        outward = tuple(of(replace(one, ink=looks.NAVY, underline=True)) for one in (look, banded))
        shown = {word: of(replace(fill, side="center", locked=False)) for word, fill in fills.items()}
        live = {}
        if typed:
            listed = LISTS.get(column.choices, column.words)
            live = {word: fill for word, fill in fills.items() if word in listed or not listed}
        bold = number == 0
        return _Pen(
            column=column,
            number=number,
            typed=typed,
            line=room(width, SMALL, bold=bold) if number < self._printed else 0,
            plain=(of(look), of(banded)),
            quoted=(quoted[0], quoted[1]),
            outward=(outward[0], outward[1]),
            fills=shown,
            live=live,
        )

    def _paper(self, heading: float, heights: list[float], starts: frozenset[int]) -> None:
        """Which cells are printed, and where pages end."""
        sheet, tab = self._sheet, self._tab
        down = self._making.pages.down - heading - _GAP
        last = max(tab.last_row - 1, 2 if not heights and tab.empty else 1)
        sheet.print_area(0, 0, last, self._printed - 1)
        sheet.repeat_rows(0)
        if ends := balanced(heights, down, starts):
            sheet.set_h_pagebreaks([end + 1 for end in ends])
        if self._spread:
            sheet.fit_to_pages(0, 0)
            sheet.set_print_scale(100)
            sheet.repeat_columns(0, _KEPT_IN_VIEW - 1)
            sheet.set_v_pagebreaks(self._spread)


def looks_of(column: TabColumn) -> dict[str, CellLook]:
    """The look of each word of a column."""
    known = _FILLS.get(column.kind, {})
    return {text: known[like] for text, like in column.outcomes.items()} or known


def _still(pen: _Pen) -> dict[str, CellLook]:
    """Words whose colour a rule may say; of a word with several looks only the desk knows which."""
    return {word: look for word, look in pen.live.items() if word not in pen.shaded}


def _points(count: int) -> float:
    return min(_TALLEST, count * _LINE + _GAP)


def _tallest(pens: list[_Pen], values: tuple[CellValue, ...]) -> int:
    """Lines of the tallest printed cell of a row."""
    most = 1
    for pen, value in zip(pens, values, strict=False):
        if pen.line and isinstance(value, str):
            took = lines(value, pen.line)
            most = max(most, took)
    return most
