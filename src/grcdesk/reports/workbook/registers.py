"""A register as a workbook: one sheet to work on, and a hidden one with what its cells said when it was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from grcdesk.reports.labels import CONFIDENTIAL
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.reports.workbook.writing.form import paginate
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.reports.xmltext import fit, is_fit
from grcdesk.rules.registers.cells import spoken
from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm
from grcdesk.rules.registers.given import GIVEN, mark
from grcdesk.schemas.registers.registers import RegisterSheet
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import word

HOW = "How to"
_KINDS = {CellKind.DAY: Kind.DATE, CellKind.NUMBER: Kind.NUMBER}
_COMMANDS = {
    DeskRegister.ACTIONS: "gap actions import",
    DeskRegister.RISKS: "gap risks import",
    DeskRegister.SUBPROCESSORS: "vendors subprocessor import",
    DeskRegister.CONTACTS: "vendors contact import",
}
"""Of the others it is called as the register is."""


def register_workbook(
    form: RegisterForm, sheet: RegisterSheet, *, paper: str = "letter"
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes, and a sentence for each thing that was shortened or made visible.

    The same content gives the same bytes. The sheet is not locked: people work on it, and add rows.

    Raises:
        Refused: when there are more rows than a sheet holds.
    """
    columns = tuple(one for one in form if one.given)
    pages = PrintedPages(
        name=f"{sheet.organisation} - {sheet.title}",
        dates=sheet.dates.line,
        footer=f"{CONFIDENTIAL} - {sheet.organisation}",
        paper=paper,
    )
    # each row is written twice: to be worked on, and hidden as it was given
    with Book(pages, total=2 * len(sheet.rows)) as book:
        page = book.open(form.register.value.capitalize())
        book.table(page, _tab(form, columns, sheet), open_to_all=True)
        _how(book, book.open(HOW), form, sheet)
        _given(book, book.open(GIVEN), form, columns, sheet)
        parts = properties(sheet.title, "Register", sheet.organisation, (sheet.version, sheet.dates))
        return book.finished(parts)


def _tab(form: RegisterForm, columns: tuple[RegisterColumn, ...], sheet: RegisterSheet) -> Tab:
    return Tab(
        name=form.register.value.capitalize(),
        table=f"tbl{form.register.value.capitalize()}",
        about=f"One row: one {form.noun}.",
        columns=tuple(_column(one) for one in columns),
        rows=(tuple(_cell(one, row.get(one.name, "")) for one in columns) for row in sheet.rows),
        count=len(sheet.rows),
    )


def _column(column: RegisterColumn) -> TabColumn:
    kind = Kind.ID if column.name == "id" else _KINDS.get(column.kind, Kind.TEXT)
    most = column.most if column.kind is CellKind.NUMBER else None
    return TabColumn(column.title, column.width, column.help, kind, words=_words(column), input=column.taken, most=most)


def _cell(column: RegisterColumn, text: str) -> CellValue:
    if not text:
        return None
    if column.kind is CellKind.DAY:
        return date.fromisoformat(text)
    return int(text) if column.kind is CellKind.NUMBER else spoken(column, text)


def _words(column: RegisterColumn) -> tuple[str, ...]:
    """The words a column knows."""
    return tuple(word(term) for term in column.terms or ()) or (("yes", "no") if column.kind is CellKind.FLAG else ())


def _how(book: Book, page: Any, form: RegisterForm, sheet: RegisterSheet) -> None:
    paginate(page, book.pages, HOW)
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
    book.free(page, HOW, rows, (22, 100))


def _given(
    book: Book, page: Any, form: RegisterForm, columns: tuple[RegisterColumn, ...], sheet: RegisterSheet
) -> None:
    """By id, the mark of every cell as it was written."""
    page.hide()
    facts = (("register", form.register.value), ("entry", str(sheet.dates.entry)), ("vendor", sheet.vendor))
    rows = [[Free(name, looks.PLAIN), Free(value, looks.PLAIN)] for name, value in facts]
    rows.append([Free(name, looks.PLAIN) for name in ("id", *(one.name for one in columns))])
    rows += [[Free(row["id"], looks.PLAIN), *_marks(columns, row)] for row in sheet.rows]
    book.free(page, GIVEN, rows, [12] * (len(columns) + 1))


def _marks(columns: tuple[RegisterColumn, ...], row: Any) -> Iterator[Free]:
    for one in columns:
        text = row.get(one.name, "")
        yield Free(mark(one, text if is_fit(text) else fit(text).text), looks.PLAIN)
