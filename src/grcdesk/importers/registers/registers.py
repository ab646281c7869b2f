"""A register as a spreadsheet holds it: each cell understood, everything that cannot be told once with its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books.book import UNKEPT
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.maps import still
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.words import told_again
from grcdesk.importers.registers import choosing
from grcdesk.importers.registers.cells import CellReader, Silent
from grcdesk.importers.registers.given import given_with
from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm
from grcdesk.rules.registers.forms import FORMS
from grcdesk.rules.registers.given import mark, unguarded
from grcdesk.schemas.registers.registers import CellFault, GivenSheet, ReadRow, RegisterFile
from grcdesk.schemas.registers.tables import Words
from grcdesk.terms.interchange import DayOrder, DeskRegister
from grcdesk.wording import count


class _Cells:
    """Understands the cells of a file, and collects what is to be told of them."""

    def __init__(
        self, columns: Sequence[tuple[RegisterColumn, str]], reader: CellReader, given: GivenSheet | None
    ) -> None:
        self._given = given.cells if given is not None else {}
        self.rows: list[ReadRow] = []
        self.faults: dict[str, list[int]] = {}
        self._silent: dict[str, list[int]] = {}
        self._columns = columns
        self._reader = reader

    def read(self, table: whole_tables.WholeTable) -> None:
        """Every row in which one of the columns says anything."""
        for line, row in table.rows:
            if any(row[column].strip() for _, column in self._columns):
                self.rows.append(ReadRow(line, self.of(line, row)))

    def of(self, line: int, row: Mapping[str, str]) -> dict[str, str | None]:
        """What the cells of a row say, by field; a cell with something in it that says nothing is left out.

        It is not empty: an empty cell of our own sheet clears.
        """
        ident = next((row[column].strip() for one, column in self._columns if one.name == "id"), "")

        marks = self._given.get(ident, {})
        said = {one.name: self._cell(one, row[column], line, marks) for one, column in self._columns}
        empty = {one.name for one, column in self._columns if not row[column].strip()}
        return {name: one for name, one in said.items() if one != "" or name in empty}

    def _cell(self, column: RegisterColumn, given: str, line: int, marks: Mapping[str, str]) -> str | None:
        try:
            if not column.taken:
                return " ".join(given.split())
            found = self._reader.read(column, unguarded(given.strip()), line)
            # a text that was `none` when it was given out is that text still
            return given if found is None and marks.get(column.name) == mark(column, given) else found
        except Silent:
            self._silent.setdefault(f"{column.label} {given.strip()[:40]!r}", []).append(line)
        except BadInput as error:
            if marks.get(column.name) == mark(column, given):
                return given  # as it was given out: what it was then is no fault of the file
            self.faults.setdefault(f"{column.label} {error.message}", []).append(line)
        return ""

    @property
    def silences(self) -> tuple[str, ...]:
        """Words that say that they say nothing, with their rows counted."""
        return tuple(f"{what} says nothing here ({count(len(lines), 'row')})" for what, lines in self._silent.items())


def read_register(
    path: Path,
    *,
    register: str,
    columns: Mapping[str, str],
    before: Mapping[str, str] | None = None,
    words: Words | None = None,
    sheet: str = "",
    header: int = 0,
    dates: str = "",
) -> RegisterFile:
    """Read a register, one record a row. A blank cell says nothing, `none` or `-` that there is to be nothing.

    Args:
        path: CSV or XLSX.
        register: which.
        columns: field → column, as a person said; what is not said goes by the headings. An empty column is left out.
        before: the same, as it was said of an earlier file; holds where this file has the column.
        words: by field, what words of the file mean.
        sheet: of a workbook, which; else the first with a heading that is known.
        header: the row that names the columns; 0: it is found.
        dates: what stands first in days with slashes, where their column does not tell.

    Raises:
        BadInput: when it cannot be read, or no column names the rows.
    """
    form = FORMS[DeskRegister(register)]
    content, sha256 = whole_tables.read_bytes(path)
    table = whole_tables.read_rows(
        content, path.name, sheet=sheet, header=header, knows=lambda row: choosing.is_heading(form, row)
    )
    told = {**still(before or {}, table.columns), **columns}
    chosen = choosing.choose(form, table.columns, told, path.name)
    given = _ours(form, given_with(content, path.name), path.name)
    if given is not None:
        _refuse_unkept(table.notes, path.name)
    days = _days(form, table, chosen, dates, path.name)
    taken = [(form.column(what), column) for what, column in chosen.items()]
    reader = CellReader(tuple(form), words or {}, days)
    cells = _Cells(taken, reader, given)
    cells.read(table)
    return RegisterFile(
        sha256=sha256,
        rows=tuple(cells.rows),
        columns=tuple(f"{what} = {column}" for what, column in chosen.items()),
        unused=tuple(column for column in table.columns if column not in chosen.values()),
        notes=(*table.notes, *days.notes, *cells.silences, *told_again(words, dates)),
        faults=_faults(cells, table.skipped),
        given=given,
        unknown=reader.words.unknown,
    )


def _days(
    form: RegisterForm, table: whole_tables.WholeTable, chosen: Mapping[str, str], dates: str, file: str
) -> DateColumns:
    """The columns of days, looked through as a whole: one cell alone does not tell what stands first in it."""
    wanted = [one.name for one in form if one.kind is CellKind.DAY and one.taken]
    return DateColumns(
        table.cells(chosen, wanted),
        told=DayOrder(dates) if dates else None,
        file=file,
        serial=table.first_day,
        months=wanted,
        names=chosen,
    )


def _faults(cells: _Cells, skipped: Sequence[str]) -> tuple[CellFault, ...]:
    """What cannot be told of cells, and of rows that are no rows."""
    of_cells = [CellFault(what, tuple(lines)) for what, lines in cells.faults.items()]
    of_rows = [CellFault(reason.partition(": ")[2], (_line(reason),)) for reason in skipped]
    return (*of_cells, *of_rows)


def _ours(form: RegisterForm, given: GivenSheet | None, file: str) -> GivenSheet | None:
    """What the sheet was written with, where it is of this register."""
    if given is not None and given.register != form.register.value:
        hint = f"grcdesk export register {form.register} writes one of these"
        raise BadInput(f"is the register of {given.register}, not of {form.register}", hint=hint, file=file)
    return given


def _refuse_unkept(notes: Sequence[str], file: str) -> None:
    """An empty cell of our own sheet clears: one that is empty because nobody reckoned it must not."""
    unkept = next((note for note in notes if UNKEPT in note), "")
    if unkept:
        told, _, hint = unkept.partition("; ")
        raise BadInput(told.partition(", read")[0] + told.partition("empty")[2], hint=hint, file=file)


def _line(reason: str) -> int:
    """The line a reason of the table reader names, `line 7: …`; 0 where it names several."""
    number = reason.partition(":")[0].removeprefix("line ").strip()
    return int(number) if number.isdigit() else 0
