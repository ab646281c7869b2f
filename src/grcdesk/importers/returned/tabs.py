"""Finding a tab of ours again: by what its columns are called, whatever it is called and wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.books.signs import SheetSigns, column_letters, column_number
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.rules.returned import base as rules
from grcdesk.rules.returned import columns as roles
from grcdesk.schemas.returned import BaseTab
from grcdesk.wording import join

_HEADERS = 2
"""Headings of ours that a row needs to be the one that names the columns, the key among them."""


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


def find(book: OpenBook, tab: BaseTab) -> FoundTab | None:
    """Where a tab of ours is; None: it is not in the file.

    Raises:
        BadInput: when two tabs could be it, or two columns have one name.
    """
    ours = [plain_heading(one) for one in tab.headers]
    key = ours[tab.roles.index(roles.KEY)]
    found: list[tuple[int, Any, int, list[str]]] = []
    for page in book.pages:
        rows = [(number, [plain_heading(cells.text(cell)) for cell in row]) for number, row in book.first(page)]
        fits = [(len(set(ours) & set(row)), number, row) for number, row in rows if key in row]
        if fits and not any(row[:1] == [plain_heading(rules.SIGN)] for _, row in rows[:1]):
            score, number, row = max(fits, key=lambda one: one[0])
            found.append((score, page, number, row))
    best = max((score for score, *_ in found), default=0)
    if best < _HEADERS:
        return None
    pages = [(page, number, row) for score, page, number, row in found if score == best]
    if len(pages) > 1:
        named = join([page.title for page, *_ in pages])
        raise BadInput(
            f"{len(pages)} tabs have the columns of {tab.title}: {named}", hint="delete the copy that does not count"
        )
    page, number, row = pages[0]
    _refuse_twice(tab, page.title, row)
    return FoundTab(tab, page, number, tuple(row.index(one) if one in row else None for one in ours))


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
