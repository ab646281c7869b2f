"""What a sheet of a workbook holds beside its values: cells that are merged, rows and columns nobody sees, formulas.

One pass over its XML, whatever its size; nothing of it is kept but counts and the first places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.parsers import expat

from grcdesk.errors import BadInput

_BLOCK = 1 << 18
_MERGED = 1_000_000
"""Rows of merged cells, all together, that are looked at."""
_NAMED = 10
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_TRUE = frozenset({"1", "true"})
_LETTERS = 26


class Area(NamedTuple):
    """Merged cells, from and to, both counted from 1."""

    name: str
    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class CellPlaces:
    """How many, and the first of them."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, place: str) -> None:
        """One more."""
        self.count += 1
        if len(self.first) < _NAMED:
            self.first.append(place)

    def told(self, most: int = _NAMED) -> str:
        """`2, 3, 7 and 12 more`."""
        rest = self.count - len(self.first[:most])
        return ", ".join(self.first[:most]) + (f" and {rest:,} more" if rest else "")


@dataclass(slots=True)
class SheetSigns:
    """What was seen."""

    down: list[Area] = field(default_factory=list)
    """Cells merged over rows."""
    hidden_rows: CellPlaces = field(default_factory=CellPlaces)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: int = 0
    unkept: CellPlaces = field(default_factory=CellPlaces)
    """Formulas of which the file holds no result."""


def column_number(letters: str) -> int:
    """Which column, from 1: `C` is 3."""
    found = 0
    for letter in letters:
        found = found * _LETTERS + ord(letter) - 64
    return found


def column_letters(number: int) -> str:
    """The name of a column: 3 is `C`."""
    found = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        found = chr(65 + rest) + found
    return found


def look(handle: IO[bytes], file: str) -> SheetSigns:
    """Read the XML of one sheet.

    Raises:
        BadInput: when it is no honest XML.
    """
    parser = expat.ParserCreate()
    reader = _Reader(lambda heard: setattr(parser, "CharacterDataHandler", heard))
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        while block := handle.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except _Doctype:
        what = "holds a DTD or entities, which no workbook needs"
        raise BadInput(what, hint="save it anew", file=file) from None
    except (expat.ExpatError, ValueError) as error:
        raise BadInput("the workbook cannot be read: a sheet is damaged", hint="save it anew", file=file) from error
    return reader.found


class _Doctype(Exception):
    """A sheet declares a document type."""


class _Reader:
    def __init__(self, listen: Callable[[Callable[[str], None] | None], None]) -> None:
        self.listen = listen
        self.found = SheetSigns()
        self._row = 0
        self._hidden = self._filled = self._formula = self._value = False
        self._cell = ""
        self._merged = 0

    def start(self, name: str, marks: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell, self._formula, self._value = marks.get("r", ""), False, False
            case "v" | "is":
                self._filled = True
                if self._formula:
                    self.listen(self._said)
            case "row":
                self._begin_row(marks)
            case "f":
                self._formula = True
            case "mergeCell":
                self._merge(marks.get("ref", ""))
            case "col" if marks.get("hidden") in _TRUE:
                self._hide(marks.get("min", ""), marks.get("max", ""))

    def _begin_row(self, marks: dict[str, str]) -> None:
        """A row says its number; where it does not, it follows the one before."""
        number = marks.get("r", "")
        self._row = int(number) if number.isdigit() else self._row + 1
        self._hidden, self._filled = marks.get("hidden") in _TRUE, False

    def _hide(self, first: str, last: str) -> None:
        if first.isdigit() and last.isdigit():
            self.found.hidden_columns.append((int(first), int(last)))

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "c" if self._formula:
                self.listen(None)
                self.found.formulas += 1
                if not self._value:
                    self.found.unkept.add(self._cell or f"row {self._row}")
            case "row" if self._hidden and self._filled:
                self.found.hidden_rows.add(str(self._row))

    def _said(self, _: str) -> None:
        self._value = True

    def doctype(self, *_: object) -> None:
        raise _Doctype

    def _merge(self, name: str) -> None:
        found = _AREA.fullmatch(name)
        if found is None:
            return
        area = Area(name, int(found[2]), int(found[4]), column_number(found[1]), column_number(found[3]))
        self._merged += max(1, area.bottom - area.top)
        if area.bottom > area.top and self._merged <= _MERGED:
            self.found.down.append(area)
