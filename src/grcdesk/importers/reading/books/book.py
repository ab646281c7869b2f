"""A workbook: its sheets, and the rows of one as an eye reads them, one after the other.

Merged cells are filled downwards; hidden rows and columns are read, and told; of formulas stands the last result.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import Any, BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.keeping.content import shown
from grcdesk.importers.reading import archives, headings
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books import signs as sheet_signs
from grcdesk.importers.reading.days.forms import EXCEL, EXCEL_1904
from grcdesk.importers.reading.headings import Knows
from grcdesk.importers.reading.totals import without_total
from grcdesk.text import unspelled
from grcdesk.wording import count, join

MAX_CELLS = 1_000_000
MAX_COLUMNS = 1000
_EMPTY_ROWS = 1000
"""Empty rows after which a sheet is taken to have ended."""
_NAMED = 5
UNKEPT = "without a kept result"
"""What is told of formulas whose last result no program has kept."""
SheetRows = Iterator[tuple[int, list[Any]]]


@dataclass
class SheetTable:
    """A list on a sheet: what names its columns, and its rows while they are asked for."""

    title: str
    columns: tuple[str, ...]
    heading: int
    """The row that names the columns."""
    above: int
    """Rows above it with something in them."""
    rows: SheetRows
    """Rows below it with something in them, by number; trailing blanks are cut off."""
    notes: list[str] = field(default_factory=list)
    """What is told of it; the end of the list adds to it."""


class OpenBook:
    """A workbook that is open."""

    def __init__(
        self, handle: BinaryIO, file: str, seen: dict[str, sheet_signs.SheetSigns] | None = None
    ) -> None:  # fmt: skip
        """Open it.

        Args:
            handle: the file.
            file: its name, for messages.
            seen: what was seen of its sheets when it was open before; it is filled.

        Raises:
            BadInput: when it is no workbook, damaged, or larger than may be.
        """
        self.file, self.handle = file, handle
        self.names = archives.check_open(handle, file, "workbook")
        if "xl/workbook.xml" not in self.names:
            raise BadInput("is no workbook", hint="save it as .xlsx or .csv", file=file)
        import openpyxl  # noqa: PLC0415  220 ms

        with self.reading():
            self._book = openpyxl.load_workbook(handle, read_only=True, data_only=True, keep_links=False)
        self.pages = [page for page in self._book.worksheets if hasattr(page, "reset_dimensions")]  # no charts
        self._signs = {} if seen is None else seen
        for page in self.pages:
            page.reset_dimensions()  # what a file says of its size may be a lie
        if not self.pages:
            raise BadInput("has no sheet that can be read", file=file, hint="save it again, or as CSV")

    def close(self) -> None:
        """Close it."""
        self._book.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Around what reads from it: whatever goes wrong there, it is the file."""
        from defusedxml.common import DefusedXmlException  # noqa: PLC0415  comes with openpyxl

        try:
            yield
        except (BadInput, MemoryError, GeneratorExit):
            raise
        except Exception as error:  # noqa: BLE001  a damaged workbook fails in any way
            if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
                what = "holds a DTD or entities, which no workbook needs"
                raise BadInput(what, hint="save it anew", file=self.file) from None
            what = f"the workbook cannot be read ({type(error).__name__})"
            raise BadInput(what, hint="save it anew", file=self.file) from None

    @property
    def first_day(self) -> date:
        """Day 0 of numbers that stand for days."""
        return EXCEL_1904 if self._book.epoch.year == EXCEL_1904.year else EXCEL

    @property
    def titles(self) -> list[str]:
        """The names of its sheets."""
        return [page.title for page in self.pages]

    def choose(self, sheet: str = "", knows: Knows | None = None) -> Any:
        """The sheet that was told; else the first whose heading is known, else that is a list, else the first.

        Raises:
            BadInput: when there is no such sheet, or several that are seen hold lists of the same columns.
        """
        if sheet:
            return self._called(sheet)
        firsts = [(page, self.first(page)) for page in self.pages]
        known = [(page, rows) for page, rows in firsts if _is_known(rows, knows)]
        fitting = known or [(page, rows) for page, rows in firsts if headings.is_list(row for _, row in rows)]
        found, _ = next(iter(fitting or firsts))
        self._refuse_alike(found, fitting, knows)
        return found

    def _called(self, sheet: str) -> Any:
        """The sheet of that title, in these letters else in others."""
        exact = (page for page in self.pages if page.title == sheet)
        alike = (page for page in self.pages if page.title.casefold() == sheet.casefold())
        found = next(chain(exact, alike), None)
        if found is None:
            hint = f"its sheets are {', '.join(map(shown, self.titles))}"
            raise BadInput(f"has no sheet {sheet!r}", file=self.file, hint=hint)
        return found

    def _refuse_alike(
        self, found: Any, firsts: Sequence[tuple[Any, list[tuple[int, list[Any]]]]], knows: Knows | None
    ) -> None:
        """A list that goes on in another sheet is not whole in the first."""

        def heading(rows: list[tuple[int, list[Any]]]) -> list[str]:
            return [
                headings.plain_heading(text) for text in _texts(rows[headings.place(rows, self.file, knows=knows)][1])
            ]

        seen = {page.title: heading(rows) for page, rows in firsts if page.sheet_state == "visible" and len(rows) > 1}
        alike = [title for title, row in seen.items() if row == seen.get(found.title)]
        if len(alike) > 1:
            what = f"has the same columns in {len(alike)} sheets: {join([shown(one) for one in alike], _NAMED)}"
            raise BadInput(what, hint="say which one is meant: --sheet NAME", file=self.file)

    def first(self, page: Any) -> list[tuple[int, list[Any]]]:
        """Its first rows with something in them."""
        return list(islice(((n, row) for n, row in self._rows(page, []) if row), headings.LOOKED_AT))

    def lines(self, page: Any, notes: list[str]) -> SheetRows:
        """Every row of a sheet by number, the empty ones too; `notes` takes what is to be told.

        Raises:
            BadInput: when it is damaged, or larger than may be.
        """
        seen = self.signs(page)
        notes += _told(seen)
        return _filled(self._rows(page, notes), seen)

    def told_sheet(self, page: Any) -> str:
        """Which sheet is read, and which are not."""
        said = f"read from the sheet {shown(page.title)}"
        if len(self.pages) > 1:
            others = join([shown(one.title) for one in self.pages if one is not page], _NAMED)
            said += f", {self.pages.index(page) + 1} of {len(self.pages)}; not read: {others}"
        return said if page.sheet_state == "visible" else f"{said}; it is hidden in the workbook"

    def signs(self, page: Any) -> sheet_signs.SheetSigns:
        """What a sheet holds beside its values."""
        path = _path_of(page)
        if path not in self._signs:
            self._signs[path] = self._look(path)
        return self._signs[path]

    def _look(self, path: str) -> sheet_signs.SheetSigns:
        with self.reading(), zipfile.ZipFile(self.handle) as archive, archive.open(path) as sheet:
            return sheet_signs.look(sheet, self.file)

    def table(self, page: Any, *, header: int = 0, knows: Knows | None = None) -> SheetTable:
        """The list on a sheet.

        Raises:
            BadInput: as `lines`, when there is none, or the row that was told is empty.
        """
        notes: list[str] = []
        rows = ((number, row) for number, row in self.lines(page, notes) if row)
        first = list(islice(rows, headings.LOOKED_AT))
        if not first:
            raise BadInput(
                "the sheet is empty", hint="export it again, or name the sheet: --sheet NAME", file=self.file
            )
        at = headings.place(first, self.file, header=header, knows=knows)
        number, heading = first[at]
        if len(heading) > MAX_COLUMNS:
            what = f"holds {len(heading):,} columns"
            raise BadInput(what, hint=f"at most {MAX_COLUMNS:,}", file=self.file, line=number)
        columns, twice = headings.unique_names(["" if cell is None else str(cells.plain(cell)) for cell in heading])
        told = [headings.told_heading(number, at)] if at else []
        notes[:0] = [self.told_sheet(page), *told, *twice]
        notes += _told_columns(self.signs(page), columns)
        below = without_total(chain(first[at + 1 :], rows), lambda _, told: notes.append(told))
        return SheetTable(page.title, columns, number, at, below, notes)

    def _rows(self, page: Any, notes: list[str]) -> SheetRows:
        """Every row by number, without the empty cells at its end, as far as a sheet may reach."""
        amount = empty = 0
        with self.reading():
            for number, row in enumerate(page.iter_rows(values_only=True), 1):
                values = [unspelled(cell) if isinstance(cell, str) and "_x" in cell else cell for cell in row]
                while values and headings.blank(values[-1]):
                    values.pop()
                # an empty row costs as much to read as a cell
                amount += 1 + len(values)
                if amount > MAX_CELLS:
                    raise BadInput(f"holds more than {MAX_CELLS:,} cells", hint="export it as CSV", file=self.file)
                # a sheet with a format on every row is a million rows long, and nothing stands in them
                empty = 0 if values else empty + 1
                if empty > _EMPTY_ROWS:
                    after = number - empty
                    notes.append(f"after row {after:,} come {_EMPTY_ROWS:,} empty rows: the sheet ends there for us")
                    return
                yield number, values


def _path_of(page: Any) -> str:
    """Where the XML of a sheet lies in the archive. openpyxl knows it, and does not promise to tell."""
    return str(page._worksheet_path)  # noqa: SLF001


def _texts(row: Sequence[Any]) -> list[str]:
    return [cells.text(cell) for cell in row]


def _is_known(rows: Sequence[tuple[int, Sequence[Any]]], knows: Knows | None) -> bool:
    return knows is not None and any(knows(_texts(row)) for _, row in rows)


def _filled(rows: SheetRows, seen: sheet_signs.SheetSigns) -> SheetRows:
    """What stands in the first of cells merged downwards stands in all of them."""
    waiting = sorted(seen.down, key=lambda area: -area.top)
    held: list[tuple[sheet_signs.Area, Any]] = []
    for number, read in rows:
        row = read
        held = [(area, value) for area, value in held if area.bottom >= number]
        for area, value in held:
            if value is not None and area.left <= MAX_COLUMNS:
                row += [None] * (area.left - len(row))
                row[area.left - 1] = value
        while waiting and waiting[-1].top <= number:
            area = waiting.pop()
            # rows that the file leaves out are not read: an area that begins in one of them has no value
            if area.top == number:
                held.append((area, _in_column(row, area.left)))
        yield number, row


def _in_column(row: Sequence[Any], place: int) -> Any:
    """What stands in a column, counted from 1; None beyond the end of the row."""
    return row[place - 1] if place <= len(row) else None


def _told(seen: sheet_signs.SheetSigns) -> list[str]:
    """What is to be told of merged cells, hidden rows and formulas."""
    told = []
    if 0 < len(seen.down) <= _NAMED:
        told += [f"merged cells {one.name} were read as {one.bottom - one.top + 1} cells alike" for one in seen.down]
    elif seen.down:
        named = join([one.name for one in seen.down], 3)
        told.append(f"{len(seen.down):,} stretches of merged cells were read as cells alike: {named}")
    if seen.hidden_rows.count:
        told.append(f"hidden rows were read too: {seen.hidden_rows.told()}")
    if seen.unkept.count:
        cells_of = count(seen.unkept.count, "formula")
        told.append(
            f"{cells_of} {UNKEPT}, read as empty: {seen.unkept.told(3)};"
            " open it in a spreadsheet program and save it again"
        )
    if kept := seen.formulas - seen.unkept.count:
        told.append(f"{count(kept, 'formula')} read by the last result")
    return told


def _told_columns(seen: sheet_signs.SheetSigns, columns: Sequence[str]) -> list[str]:
    """Which hidden columns of the list were read."""
    hidden = [n for first, last in seen.hidden_columns for n in range(first, min(last, len(columns)) + 1)]
    if not hidden:
        return []
    named = join([f"{sheet_signs.column_letters(n)} {shown(columns[n - 1])}" for n in dict.fromkeys(hidden)], _NAMED)
    return [f"hidden columns were read too: {named}"]
