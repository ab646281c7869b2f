"""Finding a tab of ours again: by what its columns are called, whatever it is called and wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.books.signs import SheetSigns, column_letters, column_number
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.rules.returned import base as rules
from grcdesk.rules.returned import columns as roles
from grcdesk.schemas.returned.returned import BaseTab
from grcdesk.wording import join

_SHARE = 0.5
"""Of our headings so many must be there, the key among them."""


class _Claim(NamedTuple):
    """A page that could be a tab of ours."""

    share: float
    tab: BaseTab
    page: Any
    heading: int
    row: list[str]


@dataclass(frozen=True, slots=True)
class FoundTab:
    """A tab of ours in the file that came."""

    base: BaseTab
    page: Any
    heading: int
    """The row that names the columns."""
    columns: tuple[int | None, ...]
    """Of each column of ours where it stands now, counted from 0; None: it is gone."""

    def place(self, row: int, column: int | None = 0) -> str:
        """A cell of the file, as a person finds it."""
        return f"{self.page.title}!{column_letters((column or 0) + 1)}{row}"

    @property
    def key(self) -> int:
        """Where the column stands that names the rows."""
        return self.columns[self.base.roles.index(roles.KEY)] or 0


def hidden_sheet(book: OpenBook) -> list[list[str]] | None:
    """The rows of the sheet that says what the workbook was written with; None: there is none."""
    for page in book.pages:
        first = book.first(page)[:1]
        if first and first[0][1] and cells.text(first[0][1][0]) == rules.SIGN:
            return [[cells.text(value) for value in row] for _, row in book.lines(page, [])]
    return None


def find(book: OpenBook, tabs: Sequence[BaseTab]) -> dict[str, FoundTab]:
    """By table, where each of our tabs is now; those that are not in the file are left out.

    Raises:
        BadInput: when two tabs could be one of ours, or two columns of one have the same name.
    """
    claims: dict[str, list[_Claim]] = {tab.table: [] for tab in tabs}
    for page in book.pages:
        rows = _plain_rows(book, page)
        if not rows or rows[0][1][:1] == [plain_heading(rules.SIGN)]:
            continue
        best = max((_claim(tab, page, rows) for tab in tabs), key=lambda one: one.share)
        if best.share >= _SHARE:
            claims[best.tab.table].append(best)
    return {table: _only(claimed) for table, claimed in claims.items() if claimed}


def _plain_rows(book: OpenBook, page: Any) -> list[tuple[int, list[str]]]:
    """The first rows of a page as headings are compared."""
    return [(number, [plain_heading(cells.text(cell)) for cell in row]) for number, row in book.first(page)]


def _claim(tab: BaseTab, page: Any, rows: Sequence[tuple[int, list[str]]]) -> _Claim:
    """How much of a tab of ours a page holds, by its best row."""
    ours = {plain_heading(one) for one in tab.headers}
    key = plain_heading(tab.headers[tab.roles.index(roles.KEY)])
    fits = [(len(ours & set(row)) / len(ours), number, row) for number, row in rows if key in row]
    share, number, row = max(fits, key=lambda one: one[0], default=(0.0, 0, []))
    return _Claim(share, tab, page, number, row)


def _only(claimed: Sequence[_Claim]) -> FoundTab:
    best = max(one.share for one in claimed)
    found = [one for one in claimed if one.share == best]
    first = found[0]
    # a copy of a tab holds other answers, and nobody can tell which of them count
    if len(found) > 1:
        named = join([one.page.title for one in found])
        raise BadInput(
            f"{len(found)} tabs have the columns of {first.tab.title}: {named}",
            hint="delete the copy that does not count",
        )
    _refuse_twice(first.tab, first.page.title, first.row)
    places = (plain_heading(one) for one in first.tab.headers)
    at = tuple(first.row.index(one) if one in first.row else None for one in places)
    return FoundTab(first.tab, first.page, first.heading, at)


def _refuse_twice(tab: BaseTab, title: str, row: Sequence[str]) -> None:
    for header, role in zip(tab.headers, tab.roles, strict=False):
        if (role == roles.KEY or roles.comes_home(role)) and row.count(plain_heading(header)) > 1:
            raise BadInput(
                f"{title} has {row.count(plain_heading(header))} columns called {header}",
                hint="give the one that was added another heading",
            )


def unkept(found: FoundTab, signs: SheetSigns) -> str:
    """A formula without a kept result in a column that comes home, which would read as emptied; empty: there is none.

    The first places are known, the others are counted: of those nobody can tell in which column they are.
    """
    home = {
        place
        for place, role in zip(found.columns, found.base.roles, strict=False)
        if role == roles.KEY or roles.comes_home(role)
    }
    places = signs.unkept.first
    ours = [one for one in places if column_number(one.rstrip("0123456789")) - 1 in home]
    if ours:
        return f"{found.page.title}!{ours[0]}"
    return f"{found.page.title}!{places[0]}" if signs.unkept.count > len(places) else ""
