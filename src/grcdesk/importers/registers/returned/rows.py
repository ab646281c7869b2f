"""The rows of one tab that came back: found by key, each cell held against what it said when it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading.books import cells as book_cells
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.registers.cells import CellReader, Silent
from grcdesk.importers.registers.returned.tabs import FoundTab
from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.rules.registers.given import mark, told, unguarded
from grcdesk.rules.returned import columns as roles
from grcdesk.rules.returned.forms import HOME
from grcdesk.schemas.returned.returned import ReturnedCell, ReturnedProblem
from grcdesk.terms.interchange import DayOrder
from grcdesk.text import show
from grcdesk.wording import join, word

_SHOWN = 40


class HomeColumn(NamedTuple):
    """A column that people fill in."""

    at: int
    """Which of ours it is."""
    now: int
    """Where it stands now."""
    column: RegisterColumn


class TabReader:
    """Reads one tab."""

    def __init__(
        self, found: FoundTab, lines: Sequence[tuple[int, list[Any]]], *, first_day: date, dates: DayOrder | None
    ) -> None:
        self._found, self._base = found, found.base
        self._lines = [(number, [book_cells.text(cell) for cell in row]) for number, row in lines]
        form = HOME.get(found.base.table)
        self._noun = form.noun if form else "row"
        self._new = form.new if form else ""
        self._key = found.base.roles.index(roles.KEY)
        self._home = [
            HomeColumn(at, now, column)
            for at, now in enumerate(found.columns)
            if now is not None and (column := self._column(at)) is not None
        ]
        self._days = self._date_columns(first_day, dates)
        self._reader = CellReader([column for *_, column in self._home], {}, self._days)
        self._seen: dict[str, int] = {}
        self.rows = 0
        self.cells: list[ReturnedCell] = []
        self.problems: list[ReturnedProblem] = []
        self.notes: list[str] = []

    def _column(self, at: int) -> RegisterColumn | None:
        return roles.column_of(self._base.table, self._base.headers[at], self._base.roles[at])

    def _date_columns(self, first_day: date, dates: DayOrder | None) -> DateColumns:
        kept = [at for at, role in enumerate(self._base.roles) if role == roles.LOCKED_DAY]
        days = {column.name: now for _, now, column in self._home if column.kind is CellKind.DAY}
        days |= {f"locked {at}": now for at in kept if (now := self._found.columns[at]) is not None}
        texts = {name: [(line, _at(row, now)) for line, row in self._lines] for name, now in days.items()}
        return DateColumns(texts, told=dates, serial=first_day, ask=False)

    @cached_property
    def _written(self) -> dict[str, tuple[str, ...]]:
        return {row[self._key]: row for row in self._base.rows}

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {key.casefold(): key for key in self._written}

    @property
    def marks(self) -> dict[str, dict[str, str]]:
        """By key and field, the mark of each cell that comes home, canonical."""
        return {
            key: {column.name: self._base_mark(column, row[at]) for at, _, column in self._home}
            for key, row in self._written.items()
        }

    def read(self) -> None:
        """Row after row."""
        least = 1 if self._written else 2  # one without rows says in a single cell that there is nothing
        for line, row in self._lines:
            if sum(bool(cell.strip()) for cell in row) >= least:
                self._row(line, row)
        gone = [key for key in self._written if key not in self._seen]
        if gone:
            self.notes.append(f"not in the tab any more, and kept as they are: {join(gone, 10)}")
        self._tell_lacking()

    def _tell_lacking(self) -> None:
        """Columns that come home and that are not in the tab any more."""
        ours = zip(self._base.headers, self._base.roles, self._found.columns, strict=False)
        lacks = [header for header, role, now in ours if now is None and roles.comes_home(role)]
        if lacks:
            self.notes.append(f"without the column {join(lacks)}: nothing of it is taken")

    def _row(self, line: int, row: list[str]) -> None:
        key = self._known(line, row)
        if key is None:
            return
        before = self._seen.setdefault(key, line)
        if before != line:
            self._problem(line, self._found.key, f"{key} stands in row {before} already", "delete one of the two rows")
            return
        self.rows += 1
        written = self._written[key]
        self._look_at_locked(line, row, written, key)
        for one in self._home:
            self._cell(line, one, (_at(row, one.now), written[one.at]), key)

    def _known(self, line: int, row: list[str]) -> str | None:
        """The key of a row, as it was written; None: it names none, and that is told where it matters."""
        given = " ".join(_at(row, self._found.key).split())
        key = self._folded.get(given.casefold())
        noun = self._noun
        if key is not None:
            return key
        if given:
            near = did_you_mean(given, tuple(self._written))
            cure = near or self._new or f"a {noun} is added in the desk, not in this workbook: leave the row out"
            self._problem(
                line, self._found.key, f"{noun} {_short(given)!r} is not in this workbook as it was sent", cure
            )
        elif any(_at(row, now).strip() for _, now, _ in self._home):
            cure = self._new or f"write the id of the {noun}, or leave it out"
            self._problem(line, self._found.key, f"the row names no {noun}", cure)
        return None

    def _look_at_locked(self, line: int, row: list[str], written: tuple[str, ...], key: str) -> None:
        for at, role in enumerate(self._base.roles):
            now = self._found.columns[at]
            if now is None or role not in (roles.LOCKED, roles.LOCKED_DAY):
                continue
            text = _at(row, now)
            if role == roles.LOCKED_DAY:
                text = self._locked_day(f"locked {at}", text)
            if mark(roles.PLAIN, text) != written[at]:
                was = told(written[at])
                header = self._base.headers[at]
                what = f"{key}: {header} is not taken from here" + (f"; it was {_short(was)!r}" if was else "")
                self._problem(line, now, what, "put it back, or change it in the desk")

    def _locked_day(self, name: str, text: str) -> str:
        try:
            found = self._days.day(name, text)
        except ValueError:
            return text
        return found.isoformat() if found else text

    def _cell(self, line: int, one: HomeColumn, texts: tuple[str, str], key: str) -> None:
        column, (text, written) = one.column, texts
        if mark(column, text) == written:
            return  # as it was written: what it was then is no fault of the file
        base = self._base_mark(column, written)
        try:
            found = self._understood(column, text, line)
        except BadInput as error:
            self._problem(line, one.now, f"{key}: {column.title} {error.message}", error.hint or "correct it")
            return
        if mark(column, found) != base:
            tab, place = (self._base.table, self._base.title), self._found.place(line, one.now)
            value = roles.auditor_value(self._base.roles[one.at])
            self.cells.append(ReturnedCell(*tab, place, key, column.name, value, told(base), found))

    def _base_mark(self, column: RegisterColumn, written: str) -> str:
        """A mark of what was shown, as the mark of what it means."""
        if column.terms is None or not told(written):
            return written
        return mark(column, self._understood(column, told(written), 0))

    def _understood(self, column: RegisterColumn, text: str, line: int) -> str:
        """What a cell says, canonical; a text keeps what it says.

        Raises:
            BadInput: when nobody can tell.
        """
        plain = unguarded(text.strip())
        if column.terms is not None and plain:
            return self._word(column, plain, line)
        try:
            return self._reader.read(column, plain, line) or ""
        except Silent as error:
            raise BadInput(f"{_short(plain)!r} says nothing", hint="empty the cell, or write it") from error

    def _word(self, column: RegisterColumn, text: str, line: int) -> str:
        known = self._reader.words.read(column.name, text, line)
        if known or text in ("-", "–", "—"):
            return known
        words = [word(one) for one in column.terms or ()]
        near = did_you_mean(text, words)
        raise BadInput(f"cannot be {_short(text)!r}", hint=near or f"one of: {', '.join(words)}")

    def _problem(self, line: int, column: int, what: str, cure: str) -> None:
        self.problems.append(ReturnedProblem(self._found.place(line, column), what, cure))


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _short(text: str) -> str:
    plain = show(" ".join(text.split()))
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
