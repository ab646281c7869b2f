"""One reader of delimited text: encoding and delimiter are found and told, rows left out named by line and reason."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import headings
from grcdesk.importers.reading.headings import DELIMITERS, HEAD, find_delimiter, find_encoding, titles_above
from grcdesk.importers.reading.tally import RowTally
from grcdesk.text import composed

MAX_LINE = 1 << 20
"""Characters of one line, and of one row."""
MAX_SPAN = 100
"""Lines one row may run over; a quote that stays open longer was never meant to."""
MAX_COLUMNS = 2000
_ENCODING_NAMES = {"utf-8-sig": "UTF-8 with BOM", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
_SURROGATE = re.compile("[\ud800-\udfff\x00]")


class _Open(Exception):
    """A quote was opened and not closed within reason."""


@dataclass
class TableReader:
    """Rows of a file, read while they are asked for. Iterating gives the line a row begins on, and its fields."""

    file: str
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    account: RowTally = field(default_factory=RowTally)
    notes: list[str] = field(default_factory=list)
    """What was found out about the file: encoding, delimiter, columns that were renamed."""
    beside: int = 0  # rows above the heading
    _rows: Iterator[tuple[int, list[str]]] = field(default_factory=lambda: iter(()))

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each whole row once; the caller counts it as used, duplicate or skipped in `account`."""
        columns = self.columns
        for line, row in self._rows:
            yield line, dict(zip(columns, row, strict=True))


def read_table(path: Path, *, encoding: str = "", delimiter: str = "") -> TableReader:
    """Open a file of delimited text and read its header.

    Args:
        path: a regular file.
        encoding: what to read it as; found out when empty: UTF-8, UTF-16 by its mark or zeros, else Windows-1252.
        delimiter: one character; found out when empty.

    Raises:
        BadInput: when it cannot be read, has no header, or is no text.
    """
    handle = path.open("rb")
    try:
        return open_table(handle, path.name, encoding=encoding, delimiter=delimiter)
    except BaseException:
        handle.close()
        raise


def open_table(
    handle: BinaryIO, file: str, *, encoding: str = "", delimiter: str = "", account: RowTally | None = None
) -> TableReader:
    """As `read_table`, from an open binary file that can be rewound; it is closed when the rows are at an end.

    Raises:
        BadInput: as `read_table`.
    """
    csv.field_size_limit(MAX_LINE)
    chosen = encoding or find_encoding(handle)
    handle.seek(0)
    text = TextIOWrapper(handle, encoding=chosen, errors="replace", newline="")
    head = text.read(HEAD)
    text.detach()
    if not head.strip():
        raise BadInput("the file is empty", hint="export it again", file=file)
    declared = re.match(r"sep=(.)\r?\n", head)
    split = delimiter or (declared[1] if declared else find_delimiter(head))
    handle.seek(0)
    text = TextIOWrapper(handle, encoding=chosen, errors="replace", newline="")
    table = TableReader(file, (), _ENCODING_NAMES.get(chosen, chosen.upper()), DELIMITERS.get(split, repr(split)))
    table.account = account or table.account
    titles = titles_above(head[declared.end() :] if declared else head, split)
    above = titles + bool(declared)
    records = _records(_lines(text), split, table.account, above)
    for _ in range(above):
        next(records, None)
    first = next(records, None)
    if first is None:
        raise BadInput("the file has no header row", hint="the first row names the columns", file=file)
    table.account.rows -= above + 1
    table.columns = _names(first[1], table, file)
    table.notes.insert(0, f"read as {table.encoding}, {table.delimiter} between fields")
    if titles:
        table.notes.append(headings.told_heading(first[0], titles))
        table.beside = titles
    table._rows = _whole(records, table, text)  # noqa: SLF001  same module
    return table


def _lines(text: TextIOWrapper) -> Iterator[str]:
    """Lines with their ends; of one that is too long only so much that it is seen to be."""
    while line := text.readline(MAX_LINE + 1):
        yield line
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(("\n", "\r")):
            rest = text.readline(MAX_LINE + 1)


class _Feed:
    """Lines for the parser, which can be given back when a row turns out to be none."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.back = lines, deque[str]()
        self.taken: list[str] = []
        self.size = 0
        self.line = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self.lines)
        self.taken.append(line)
        self.size += len(line)
        self.line += 1
        if len(self.taken) > MAX_SPAN or self.size > MAX_LINE:
            raise _Open
        return line

    def begin(self) -> int:
        """A new row; the line it begins on."""
        self.taken.clear()
        self.size = 0
        return self.line + 1

    def retry(self) -> None:
        """All lines of this row but the first are to be read once more."""
        again = self.taken[1:]
        self.line -= len(again)
        self.back.extendleft(reversed(again))


def _records(lines: Iterator[str], delimiter: str, account: RowTally, above: int) -> Iterator[tuple[int, list[str]]]:
    """Rows as lists; `account` counts each, and those that cannot be parsed. The row behind `above` gives the width."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    width = 0
    while True:
        line = feed.begin()
        reason = ""
        try:
            row = next(reader)
        except StopIteration:
            return
        except _Open:
            row = []
            reason = "longer than a row may be" if len(feed.taken) == 1 else "a quote opens here and is not closed"
        except csv.Error:
            row = []
            reason = (
                "a quote opens here and is not closed" if len(feed.taken) > 1 or _odd(feed.taken) else "quotes amiss"
            )
        spread = len(feed.taken) > 1
        if not reason and spread and width and len(row) != width:
            reason = "a quote opens here and is not closed"
        if reason:
            account.rows += 1
            account.skip(line, reason)
            feed.retry()
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
        elif any(row):
            if above:
                above -= 1
            else:
                width = width or len(row)
            account.rows += 1
            yield line, row


def _odd(taken: list[str]) -> bool:
    return bool(taken) and taken[0].count('"') % 2 == 1


def _whole(
    records: Iterator[tuple[int, list[str]]], table: TableReader, text: TextIOWrapper
) -> Iterator[tuple[int, list[str]]]:
    """Rows as wide as the header, of characters that can be kept."""
    width = len(table.columns)
    with text:
        for line, found in records:
            row = found[:width] if len(found) > width and not any(found[width:]) else found
            if len(row) != width:
                table.account.skip(line, f"{len(row)} fields where the header has {width}")
                continue
            joined = "".join(row)
            if not joined.isascii() or "\x00" in joined:
                if "\ufffd" in joined or _SURROGATE.search(joined):
                    table.account.skip(line, "holds a byte that is no character")
                    continue
                row = [composed(value) for value in row]
            yield line, row


def _names(row: list[str], table: TableReader, file: str) -> tuple[str, ...]:
    if len(row) > MAX_COLUMNS:
        raise BadInput(f"{len(row):,} columns", hint=f"at most {MAX_COLUMNS:,}", file=file, line=1)
    while row and not row[-1].strip():
        row.pop()
    names: list[str] = []
    for place, raw in enumerate(row, 1):
        name = composed(raw.strip().strip("\ufeff")) or f"column {place}"
        if _SURROGATE.search(name):
            raise BadInput("the header holds what is no character", hint="is it a text file?", file=file, line=1)
        if name in names:
            number = 2 + sum(one.startswith(f"{name} (") for one in names)
            known = content.shown(name)
            table.notes.append(f"the column {known!r} stands twice; the second is read as '{known} ({number})'")
            name = f"{name} ({number})"
        names.append(name)
    return tuple(names)
