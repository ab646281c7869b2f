"""A register as a workbook: one sheet to work on, and a hidden one with what its cells said when it was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from grcdesk.reports.labels import CONFIDENTIAL
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.form import LAST_ROW, paginate, protect
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.readme import headed
from grcdesk.reports.xmltext import fit, is_fit
from grcdesk.rules.registers.cells import spoken
from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm
from grcdesk.rules.registers.given import GIVEN, mark
from grcdesk.schemas.registers import RegisterSheet
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import word

HOW = "How to"
_KINDS = {CellKind.DAY: Kind.DATE, CellKind.NUMBER: Kind.NUMBER}
_MOST_CHOICES = 250
"""Characters a list of choices may have inside a rule."""
_PRINTED = 330
"""Units of column width that can be read on one printed page."""
_COMMANDS = {
    DeskRegister.ACTIONS: "gap actions import",
    DeskRegister.RISKS: "gap risks import",
    DeskRegister.SUBPROCESSORS: "vendors subprocessor import",
    DeskRegister.CONTACTS: "vendors contact import",
}
"""Of the others it is called as the register is."""


def register_workbook(form: RegisterForm, sheet: RegisterSheet) -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes, and a sentence for each thing that was shortened or made visible.

    The same content gives the same bytes. The sheet is not locked: people work on it, and add rows.

    Raises:
        Refused: when there are more rows than a sheet holds.
    """
    columns = tuple(one for one in form if one.given)
    header = f"{headed(f'{sheet.organisation} - {sheet.title}')} - {sheet.dates.line}"
    footer = f"{CONFIDENTIAL} - {sheet.organisation}"
    with Book(footer=footer, header=header, progress=None, total=len(sheet.rows)) as book:
        page = book.open(form.register.value.capitalize())
        for number, column in enumerate(columns, 1):
            _choices(page, column, get_column_letter(number))
        book.table(page, _tab(form, columns, sheet))
        page.protection.sheet = False
        # a register of many columns takes more than one page to the side; who it is about stands on each
        page.page_setup.fitToWidth = ceil(sum(column.width for column in columns) / _PRINTED)
        page.print_title_cols = "A:B"
        _how(book, book.open(HOW), form, sheet, (header, footer))
        _given(book, book.open(GIVEN), form, columns, sheet)
        parts = properties(sheet.title, "Register", sheet.organisation, (sheet.version, sheet.dates.made))
        return book.finished(parts)


def _tab(form: RegisterForm, columns: tuple[RegisterColumn, ...], sheet: RegisterSheet) -> Tab:
    return Tab(
        name=form.register.value.capitalize(),
        table=f"tbl{form.register.value.capitalize()}",
        about=f"One row: one {form.noun}.",
        columns=tuple(_column(one) for one in columns),
        rows=(tuple(_cell(one, row.get(one.name, "")) for one in columns) for row in sheet.rows),
        count=len(sheet.rows),
        paper="a3",
    )


def _column(column: RegisterColumn) -> TabColumn:
    kind = Kind.ID if column.name == "id" else _KINDS.get(column.kind, Kind.TEXT)
    most = column.most if column.kind is CellKind.NUMBER else None
    return TabColumn(column.title, column.width, column.help, kind, input=column.taken, most=most)


def _cell(column: RegisterColumn, text: str) -> CellValue:
    if not text:
        return None
    if column.kind is CellKind.DAY:
        return date.fromisoformat(text)
    return int(text) if column.kind is CellKind.NUMBER else spoken(column, text)


def _choices(page: Any, column: RegisterColumn, letter: str) -> None:
    """A drop-down of the words a column knows."""
    words = [word(term) for term in column.terms or ()] or (["yes", "no"] if column.kind is CellKind.FLAG else [])
    listed = ",".join(words)
    if not words or len(listed) > _MOST_CHOICES or '"' in listed:
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = column.title[:32], f"Choose one of: {', '.join(words)}"[:220]
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    page.data_validations.append(rule)


def _how(book: Book, page: Any, form: RegisterForm, sheet: RegisterSheet, lines: tuple[str, str]) -> None:
    widths = (22, 100)
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    paginate(page, paper="a4", header=lines[0], footer=lines[1])
    protect(page)
    new = "A new row without an ID is added." if form.adds else "Rows are not added here."
    command = _COMMANDS.get(form.register, f"{form.register} import")
    told = (
        f"Change the yellow cells and take the file back with `grcdesk {command}`: it shows every difference.",
        "What was changed here and in the desk meanwhile is named, and nothing of it is lost.",
        f"An emptied cell takes its value away. A row that is deleted here stays in the desk. {new}",
    )
    rows = [[Free(sheet.title, looks.TITLE)]]
    rows += [[Free("Read first", looks.NAME), Free(notice, looks.WARNING)] for notice in sheet.dates.notices]
    rows += [[Free("Records as of", looks.NAME), Free(sheet.dates.records, looks.TEXT)], []]
    rows += [[Free(str(number), looks.NAME), Free(text, looks.TEXT)] for number, text in enumerate(told, 1)]
    rows += [[], [Free("Columns", looks.SECTION)]]
    for one in form:
        if one.given:
            shown = "" if one.taken else " (shown only)"
            rows.append([Free(one.title, looks.NAME), Free(f"{one.help}{shown}", looks.TEXT)])
    book.free(page, HOW, rows, widths)


def _given(
    book: Book, page: Any, form: RegisterForm, columns: tuple[RegisterColumn, ...], sheet: RegisterSheet
) -> None:
    """By id, the mark of every cell as it was written."""
    page.sheet_state = "hidden"
    protect(page)
    facts = (("register", form.register.value), ("entry", str(sheet.dates.entry)), ("vendor", sheet.vendor))
    rows = [[Free(name, looks.PLAIN), Free(value, looks.PLAIN)] for name, value in facts]
    rows.append([Free(name, looks.PLAIN) for name in ("id", *(one.name for one in columns))])
    rows += [[Free(row["id"], looks.PLAIN), *_marks(columns, row)] for row in sheet.rows]
    book.free(page, GIVEN, rows, [12] * (len(columns) + 1))


def _marks(columns: tuple[RegisterColumn, ...], row: Any) -> Iterator[Free]:
    for one in columns:
        text = row.get(one.name, "")
        yield Free(mark(one, text if is_fit(text) else fit(text).text), looks.PLAIN)
