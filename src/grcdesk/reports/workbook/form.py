"""The form of every tab: print set-up, protection, frozen panes, table, drop-downs, rules for dates and numbers."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.xmltext import visible

LAST_ROW = 1_048_576
_FIRST_DAY, _LAST_DAY = 36_526, 73_415
"""2000-01-01 and 2100-12-31 as a workbook counts days."""
_PAPER = {"a4": 9, "a3": 8}
_FOOTER_LIMIT = 80
_HEADER_LIMIT = 112
"""The name of the tab beside it is short."""
_LETTERS = 1.15
"""Letters of running text to one unit of column width, breaks at words allowed for."""
_LINE_POINTS = 13.0
_MOST_POINTS = 409.0
"""The tallest row a spreadsheet shows."""


def footer_text(text: str, limit: int = _FOOTER_LIMIT) -> str:
    """Text fit for a page header or footer: one line, its ampersands kept, not longer than there is room."""
    line = " ".join(visible(text).split())
    if len(line.replace("&", "&&")) > limit:
        while len(line.replace("&", "&&")) >= limit:
            line = line[:-1]
        line += "…"
    return line.replace("&", "&&")


def dress(sheet: Any, columns: tuple[TabColumn, ...], *, paper: str, header: str, footer: str) -> None:
    """Widths, frozen panes, print set-up and protection of a tab that is one table."""
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.sheet_view.zoomScale = 100
    paginate(sheet, paper=paper, header=header, footer=footer)
    protect(sheet)


def paginate(sheet: Any, *, paper: str, header: str, footer: str) -> None:
    """Landscape, one page wide, with file name, confidentiality and page x of y on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER[paper]
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddHeader.left.text = footer_text(header, _HEADER_LIMIT)
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.left.text = "&F"
    sheet.oddFooter.center.text = footer_text(footer)
    sheet.oddFooter.right.text = "Page &P of &N"


def protect(sheet: Any) -> None:
    """Locked without a password; filters, column widths and row heights stay free."""
    sheet.protection.sheet = True
    # in this format "False" means: not forbidden
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def add_table(sheet: Any, tab: Tab) -> None:
    """An Excel table with its filter buttons over header and rows."""
    reach = f"A1:{get_column_letter(len(tab.columns))}{tab.last_row}"
    table = Table(displayName=tab.table, name=tab.table, ref=reach, autoFilter=AutoFilter(ref=reach))
    # a sheet written row by row cannot be asked for its headers
    table.tableColumns = [TableColumn(id=number, name=column.header) for number, column in enumerate(tab.columns, 1)]
    table.tableStyleInfo = TableStyleInfo(showRowStripes=False, showColumnStripes=False)
    sheet.tables.add(table)


def fill_choices(sheet: Any, columns: tuple[TabColumn, ...]) -> None:
    """A rule on every column of words from a list, of dates and of numbers, down to the last row of the sheet."""
    for number, column in enumerate(columns, 1):
        rule = _rule(column)
        if rule is not None:
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.data_validations.append(rule)


def _rule(column: TabColumn) -> DataValidation | None:
    title = column.header[:32]
    if column.choices:
        return DataValidation(
            type="list",
            formula1=column.choices,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=title,
            error="Choose one of: " + _listed(LISTS[column.choices]),
        )
    if column.kind is Kind.DATE:
        return DataValidation(
            type="date",
            operator="between",
            formula1=str(_FIRST_DAY),
            formula2=str(_LAST_DAY),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=title,
            error="Enter a date, such as 2026-01-31.",
        )
    if column.kind is Kind.NUMBER:
        return DataValidation(
            type="whole",
            operator="greaterThanOrEqual" if column.most is None else "between",
            formula1=str(column.least),
            formula2=None if column.most is None else str(column.most),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=title,
            error=f"Enter a whole number from {column.least}" + ("." if column.most is None else f" to {column.most}."),
        )
    return None


def _listed(words: tuple[str, ...]) -> str:
    text = ", ".join(words)
    return text if len(text) <= 200 else text[:199] + "…"  # noqa: PLR2004  a message holds 225 characters


def lines(text: str, width: float) -> int:
    """About how many lines the text takes in a column so many characters wide, rather one more than one less."""
    room = max(width * _LETTERS, 1.0)
    return sum(max(1, -int(-len(part) // room)) for part in text.split("\n"))


def height(line_count: int, size: float = 10) -> dict[str, str]:
    """What the row writer is told of the height of a row. Not marked as set by hand, so that editing refits it."""
    return {"ht": f"{min(_MOST_POINTS, 2 + line_count * _LINE_POINTS * size / 10):g}"}
