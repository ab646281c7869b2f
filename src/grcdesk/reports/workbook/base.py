"""The hidden sheet of a workbook that may come back: what each cell said, and where it was written from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from grcdesk.reports.workbook.book import Book
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.reports.xmltext import fit, is_fit
from grcdesk.rules.registers.columns import RegisterColumn
from grcdesk.rules.registers.given import mark
from grcdesk.rules.returned import base as rules
from grcdesk.rules.returned import columns as roles
from grcdesk.rules.returned.forms import HOME, KEYS
from grcdesk.schemas.returned.returned import BaseSheet, BaseTab, WrittenFrom
from grcdesk.terms.returned import AuditorValue, BookKind

_MOST = 20_000
"""Rows of a tab that are kept on the hidden sheet; nobody fills in more by hand."""
_VALUES = {Kind.DATE: AuditorValue.DAY, Kind.NUMBER: AuditorValue.NUMBER}


def held(tab: Tab) -> Tab:
    """A tab whose rows can be gone through twice, where people fill some of its cells in."""
    return replace(tab, rows=tuple(tab.rows)) if _filled_in(tab) else tab


def put(book: Book, told: Sequence[tuple[str, ...]]) -> None:
    """Write the hidden sheet, after all others."""
    book.hidden(rules.BASE, told)


def base_lines(book: BookKind, origin: WrittenFrom, tabs: Sequence[Tab], owner: str = "") -> list[tuple[str, ...]]:
    """The rows of the hidden sheet.

    Args:
        book: what the workbook is.
        origin: where it is written from.
        tabs: those of it that come home, each with rows that can be gone through twice.
        owner: whose work plan it is.
    """
    return rules.lines(BaseSheet(book, origin, tuple(map(_base, tabs)), owner))


def comes_home(tab: Tab) -> bool:
    """Whether cells of it are read back: people fill some of them in, and each row has a name of its own.

    One that owners fill in is read back without rows too: what somebody adds to it is not to be lost unseen.
    """
    if not _filled_in(tab) or tab.count > _MOST or (not tab.count and tab.table not in HOME):
        return False
    at = _key(tab)
    keys = [_text(row[at]) for row in tab.rows]
    # rows that share a name could not be told apart when they come back
    return len(set(keys)) == len(keys) and all(keys)


def _filled_in(tab: Tab) -> bool:
    return any(one.input or one.owner for one in tab.columns)


def _key(tab: Tab) -> int:
    """Which column names the rows."""
    header = KEYS.get(tab.table)
    return [one.header for one in tab.columns].index(header) if header else 0


def _base(tab: Tab) -> BaseTab:
    at = _key(tab)
    told = tuple(roles.KEY if place == at else _role(tab, one) for place, one in enumerate(tab.columns))
    columns = [
        roles.column_of(tab.table, one.header, role) or roles.PLAIN for one, role in zip(tab.columns, told, strict=True)
    ]
    rows = tuple(tuple(_cells(_filled(row, tab), columns, at)) for row in tab.rows)
    return BaseTab(tab.table, tab.name, tuple(one.header for one in tab.columns), told, rows)


def _cells(row: tuple[CellValue, ...], columns: Sequence[RegisterColumn], key: int) -> Iterator[str]:
    """The marks of a row; of the cell that names it the name."""
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        yield _text(value) if place == key else mark(column, _text(value))


def _role(tab: Tab, column: TabColumn) -> str:
    form = HOME.get(tab.table)
    if form and (column.owner or column.input) and form.under(column.header):
        return roles.OWNER
    if column.input:
        return roles.auditor_role(_VALUES.get(column.kind, AuditorValue.TEXT), LISTS.get(column.choices, ()))
    if column.kind is Kind.TIME:
        return roles.PASSED  # programs round moments
    return roles.LOCKED_DAY if column.kind is Kind.DATE else roles.LOCKED


def _filled(row: tuple[CellValue, ...], tab: Tab) -> tuple[CellValue, ...]:
    """A row with its empty cells at the end."""
    return (*row, *[None] * (len(tab.columns) - len(row)))


def _text(value: CellValue) -> str:
    """What a cell shows, as it is read back."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    return text if is_fit(text) else fit(text).text
