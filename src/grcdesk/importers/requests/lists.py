"""A firm's list of requests, CSV or XLSX: below its titles, its columns and words told or known, its texts as they are.

It is a register the firm keeps and gets back, so nothing of it is dropped: every row comes with all its cells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books.cells import unguarded
from grcdesk.importers.reading.headings import LOOKED_AT, told_heading
from grcdesk.importers.reading.headings import place as find_place
from grcdesk.importers.reading.totals import without_total
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.whole.grids import read_grid
from grcdesk.importers.reading.whole.sheets import SheetRead
from grcdesk.importers.reading.words import WordBook
from grcdesk.importers.requests import cells, columns
from grcdesk.importers.requests.days import DayReader
from grcdesk.importers.requests.words import TERMS, word_book
from grcdesk.schemas.requests.lists import ListPlan, RequestIn, RequestsFile
from grcdesk.terms.interchange import DayOrder
from grcdesk.text import clean
from grcdesk.wording import count, join

_DAYS = ("asked", "due", "submitted")
_EXACT = ("text", "response", "comment")
"""Kept with their line breaks."""
_UNTOLD = frozenset({"ref", "text", *TERMS, *_DAYS})
_SHOWN = 5
"""Rows that are named of each kind."""


@dataclass
class _Rows:
    """What is read row by row."""

    found: list[RequestIn] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    again: int = 0
    """Rows that repeat the heading."""
    totals: list[str] = field(default_factory=list)
    """What is told of rows that add up."""
    between: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)


def read_requests(path: Path, plan: ListPlan, before: Mapping[str, str], words: WordBook) -> RequestsFile:
    """Read a list, one request a row. A word nobody knows is left out and named in `unknown`.

    Args:
        path: CSV or XLSX.
        plan: how to read it, as a person says.
        before: what → column, as it was for the last list of this firm.
        words: what its words mean.

    Raises:
        BadInput: when it cannot be read, nothing tells what is asked for, or rows cannot be told apart: each is named.
    """
    content, sha256 = whole_tables.read_bytes(path)
    told = {column for column in (*before.values(), *plan.columns.values()) if column}
    page = read_grid(content, path.name, sheet=plan.sheet, knows=lambda row: columns.is_heading(row, told))
    place, notes = _heading(page, plan.header, told, path.name)
    names, twice = columns.names_of(page.lines[place][1])
    chosen = columns.choose(names, plan.columns, before, path.name)
    grid = _Grid(page, place, names, chosen, _seen(content, page, chosen, names, place))
    days = DayReader(grid.of(_DAYS), plan.dates, path.name)
    rows = grid.read(days, words)
    _refuse(rows, path.name, chosen)
    return RequestsFile(
        sha256=sha256,
        sheet=page.title,
        heading=page.lines[place][0],
        above=tuple(tuple(columns.trimmed(row)) for _, row in page.lines[:place]),
        between=tuple(rows.between),
        columns=names,
        meaning=chosen,
        rows=tuple(rows.found),
        unused=tuple(name for name in names if name not in grid.used),
        unknown=words.unknown,
        notes=(*notes, *twice, *page.notes, *_told(rows, chosen), *days.notes),
    )


def read_told(
    path: Path, *, told: Mapping[str, Any], before: Mapping[str, str], words: Mapping[str, dict[str, str]]
) -> RequestsFile:
    """The same, of plain values, as they are handed to a process."""
    plan = ListPlan(**{**told, "dates": DayOrder(told["dates"]) if told["dates"] else None})
    return read_requests(path, plan, before, word_book(dict(words)))


def _heading(page: SheetRead, header: int, told: Collection[str], file: str) -> tuple[int, list[str]]:
    """Where the heading stands among the rows, and what is told of it."""
    filled = [(place, number, row) for place, (number, row) in enumerate(page.lines) if any(map(str.strip, row))]
    if not filled:
        raise BadInput("holds nothing", hint="export it again, or name the sheet: --sheet NAME", file=file)
    first = [(number, row) for _, number, row in (filled if header else filled[:LOOKED_AT])]
    above = find_place(first, file, header=header, knows=lambda row: columns.is_heading(row, told))
    place, number, _ = filled[above]
    if header:
        return place, [f"row {number} names the columns, as told"]
    return place, [told_heading(number, above) if above else f"row {number} was taken for the heading"]


def _seen(
    content: bytes, page: SheetRead, chosen: Mapping[str, str], names: tuple[str, ...], place: int
) -> cells.SeenCells:
    """Cells that are not what they store; decimals matter where they number requests."""
    numbered = [names.index(name) for name in names if name in chosen.get("ref", "")]
    decimals = any("." in row[at] for _, row in page.lines[place + 1 :] for at in numbered if at < len(row))
    return cells.seen(content, page.title, decimals=decimals)


class _Grid:
    """The rows below the heading."""

    def __init__(
        self, page: SheetRead, place: int, names: tuple[str, ...], chosen: Mapping[str, str], seen: cells.SeenCells
    ) -> None:
        self._names = names
        self._chosen = chosen
        self._seen = seen
        self._heading = [text.strip() for text in columns.trimmed(page.lines[place][1])]
        parts = {part.strip() for column in chosen.values() for part in column.split(columns.JOINED)}
        self.used = {name for name in names if name in chosen.values() or name in parts}
        self._lines = [(number, self._cells(number, row)) for number, row in page.lines[place + 1 :]]
        self._area = ""

    def _cells(self, number: int, row: list[str]) -> list[str]:
        made = [self._seen.shown.get((number, column), text) for column, text in enumerate(row, 1)]
        return list(map(unguarded, made))

    def of(self, wanted: tuple[str, ...]) -> dict[str, list[tuple[int, str]]]:
        """The cells of these columns, with their rows."""
        return {
            what: [(number, columns.value(self._row(row), self._chosen[what])) for number, row in self._lines]
            for what in wanted
            if what in self._chosen
        }

    def _row(self, row: list[str]) -> dict[str, str]:
        padded = [*row, *[""] * (len(self._names) - len(row))]
        return dict(zip(self._names, padded, strict=False))

    def read(self, days: DayReader, words: WordBook) -> _Rows:
        """Every row that asks for something."""
        rows = _Rows()
        taken: dict[str, tuple[int, str]] = {}
        filled = [(number, row) for number, row in self._lines if any(text.strip() for text in row)]
        listed = list(without_total(filled, lambda _, told: rows.totals.append(told)))
        # kept with its place: the list is written again as it came, sums and remarks at its end too
        rows.between += [(number, tuple(columns.trimmed(row))) for number, row in filled[len(listed) :]]
        for number, row in listed:
            if [text.strip() for text in columns.trimmed(row)] == self._heading:
                rows.again += 1
                rows.between.append((number, tuple(columns.trimmed(row))))
                continue
            one = self._one(number, row, days, words, rows)
            if one is not None:
                _keep(rows, one, taken)
        return rows

    def _one(self, number: int, row: list[str], days: DayReader, words: WordBook, rows: _Rows) -> RequestIn | None:
        """A row as a request; None: it asks for nothing, and that is told."""
        by_name = self._row(row)
        told = {what: columns.value(by_name, column) for what, column in self._chosen.items()}
        self._formulas(number, row, rows)
        text = told.get("text", "")
        if not text.strip():
            text = told.get("title", "")
        if not text.strip():
            self._without_text(number, row, told, rows)
            return None
        said = _canonical(number, told, days, words)
        if not said.get("area") and "area" not in self._chosen and self._area:
            said["area"] = self._area
        ref = " ".join(told.get("ref", "").split())
        if not ref:
            rows.nameless.append(number)
        width = len(self._names)
        return RequestIn(number, ref, clean(text, "text"), said, tuple([*row, *[""] * width][:width]))

    def _without_text(self, number: int, row: list[str], told: Mapping[str, str], rows: _Rows) -> None:
        """A single cell is the heading of the part that begins here; more than that lacks what is asked for."""
        filled = [text.strip() for text in row if text.strip()]
        if len(filled) > 1:
            rows.wrong.append(f"row {number}: {told.get('ref', '').strip() or 'it'} asks for nothing")
            return
        self._area = " ".join(filled[0].split())
        rows.sections.append(f"row {number} {self._area!r}")
        rows.between.append((number, tuple(columns.trimmed(row))))

    def _formulas(self, number: int, row: list[str], rows: _Rows) -> None:
        """Formulas are read by their last result; one without is named."""
        for place, name in enumerate(self._names, 1):
            if (number, place) not in self._seen.formulas:
                continue
            if name in self.used and (place > len(row) or not row[place - 1].strip()):
                rows.wrong.append(f"row {number}: {name} is a formula whose result is not in the file")


def _canonical(number: int, told: Mapping[str, str], days: DayReader, words: WordBook) -> dict[str, str]:
    """What the columns of a row tell beside its text: days as such, words as ours."""
    said = {what: _said(what, one) for what, one in told.items() if what not in _UNTOLD}
    said |= {what: days.read(what, told[what]) for what in _DAYS if what in told}
    return said | {what: words.read(what, told[what], number) for what in TERMS if what in told}


def _keep(rows: _Rows, one: RequestIn, taken: dict[str, tuple[int, str]]) -> None:
    """Keep a request, unless its number, or without one its text, stood in a row before."""
    key = " ".join((one.ref or one.text).casefold().split())
    if key in taken:
        line, what = taken[key]
        rows.wrong.append(f"row {one.line}: {what} stands in row {line} already")
        return
    taken[key] = (one.line, one.ref or "the same text, without a number,")
    rows.found.append(one)


def _said(what: str, text: str) -> str:
    return clean(text if what in _EXACT else " ".join(text.split()), what).strip()


def _refuse(rows: _Rows, file: str, chosen: Mapping[str, str]) -> None:
    if not rows.found and not rows.wrong:
        raise BadInput(
            "asks for nothing: there is no row below its heading", hint="--header N, --sheet NAME", file=file
        )
    if not rows.wrong:
        return
    hint = "open it in a spreadsheet program and save it again" if any("formula" in one for one in rows.wrong) else (
        f"two columns tell rows apart: --column 'ref={chosen.get('ref', 'A')} + OTHER COLUMN'; or mend the list"
    )  # fmt: skip
    told = f"{count(len(rows.wrong), 'row')} cannot be taken; nothing was imported"
    raise BadInput(told, hint=hint, reasons=tuple(rows.wrong), file=file)


def _told(rows: _Rows, chosen: Mapping[str, str]) -> list[str]:
    found = [*rows.totals]
    if rows.sections:
        found.append(f"taken for headings of parts: {join(rows.sections, _SHOWN)}")
    if rows.again:
        found.append(f"the heading stands {count(rows.again, 'time')} more among the rows; passed over")
    if "ref" not in chosen:
        found.append("no column numbers the requests: each is known by its text")
    elif rows.nameless:
        named = join([str(number) for number in rows.nameless], _SHOWN)
        found.append(f"without a number, known by their text: row {named}")
    return found
