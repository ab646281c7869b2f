"""One reader of delimited text: encoding and delimiter are found and told, rows left out named by line and reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.reading import headings
from grcdesk.importers.reading.books.cells import unguarded
from grcdesk.importers.reading.headings import DELIMITERS, HEAD, Knows, find_delimiter, find_encoding
from grcdesk.importers.reading.many.plain_rows import MAX_LINE, SURROGATE, Feed, OpenRow, PlainRows, Stretch
from grcdesk.importers.reading.tally import RowTally
from grcdesk.importers.reading.totals import without_total
from grcdesk.text import composed

MAX_COLUMNS = 2000
_ENCODING_NAMES = {"utf-8-sig": "UTF-8 with BOM", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
_UNCLOSED = "a quote opens here and is not closed"


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
    beside: int = 0
    """Rows above the heading, and such as add up, which are no rows of the list."""
    _rows: Iterator[tuple[int, list[str]]] = field(default_factory=lambda: iter(()))
    _plain: PlainRows | None = None

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each whole row once; the caller counts it as used, duplicate or skipped in `account`."""
        columns = self.columns
        for line, row in self._rows:
            yield line, dict(zip(columns, row, strict=True))

    def stretches(self) -> Iterator[Stretch]:
        """The same rows many at a time: column by column where all of them are plain, else as records."""
        columns, plain = self.columns, self._plain
        while plain is not None and not plain.ended:
            lines, found = plain.take(len(columns), self.account)
            if found:
                yield lines, dict(zip(columns, found, strict=True))
            elif rows := list(plain.until_read(self._rows)):
                yield [line for line, _ in rows], [dict(zip(columns, row, strict=True)) for _, row in rows]


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
    handle: BinaryIO, file: str, *, encoding: str = "", delimiter: str = "", account: RowTally | None = None,
    header: int = 0, knows: Knows | None = None,
) -> TableReader:  # fmt: skip
    """As `read_table`, from an open binary file that can be rewound; it is closed when the rows are at an end.

    Args:
        handle: the file.
        file: its name, for messages.
        encoding: as `read_table`.
        delimiter: as `read_table`.
        account: counts its rows.
        header: the line that names the columns, as a person says; 0: it is found.
        knows: tells the heading where it is known.

    Raises:
        BadInput: as `read_table`, or when nothing stands in the line that was told.
    """
    # the limit of the library is for the whole process, and lower than a row may be here
    csv.field_size_limit(MAX_LINE)
    chosen = encoding or find_encoding(handle)
    handle.seek(0)
    text = TextIOWrapper(handle, encoding=chosen, errors="replace", newline="")
    head = text.read(HEAD)
    # the wrapper must not close the file, which is read once more with the delimiter that was found
    text.detach()
    if not head.strip():
        raise BadInput("the file is empty", hint="export it again", file=file)
    rest, before, declared = headings.preamble(head)
    split = delimiter or declared or find_delimiter(rest)
    handle.seek(0)
    text = TextIOWrapper(handle, encoding=chosen, errors="replace", newline="")
    table = TableReader(file, (), _ENCODING_NAMES.get(chosen, chosen.upper()), DELIMITERS.get(split, repr(split)))
    table.account = account or table.account
    titles = headings.place(headings.first_rows(rest, split, before), file, header=header, knows=knows)
    feed = Feed(_lines(text))
    records = _records(feed, split, table.account, titles, before)
    for _ in range(titles):
        next(records, None)
    first = next(records, None)
    if first is None:
        raise BadInput("the file has no header row", hint="the first row names the columns", file=file)
    table.account.rows -= titles + 1
    table.columns = _names(first[1], table, file)
    table.notes.insert(0, f"read as {table.encoding}, {table.delimiter} between fields")
    _tell_above(table, first[0], titles, of_powershell=before > 0 and head.startswith("#TYPE"))
    plain = PlainRows(feed, split)
    table._rows = _whole(_listed(records, table, plain), table, text)  # noqa: SLF001  same module
    table._plain = plain  # noqa: SLF001  same module
    return table


def _tell_above(table: TableReader, line: int, titles: int, *, of_powershell: bool) -> None:
    """Say what stands above the heading, which is on that line."""
    if of_powershell:
        table.notes.append("the first line, #TYPE, was passed over")
    if titles:
        table.notes.append(headings.told_heading(line, titles))
        table.beside = titles


def _listed(
    records: Iterator[tuple[int, list[str]]], table: TableReader, plain: PlainRows
) -> Iterator[tuple[int, list[str]]]:
    """The rows but a last one that adds them up."""

    def left(number: int, told: str) -> None:
        table.notes.append(told)
        table.account.rows -= number
        table.beside += number

    if len(table.columns) == 1:
        return records
    return plain.passed(without_total(plain.taken(records), left))


def _lines(text: TextIOWrapper) -> Iterator[str]:
    """Lines with their ends; of one that is too long only so much that it is seen to be."""
    while line := text.readline(MAX_LINE + 1):
        yield line
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(("\n", "\r")):
            rest = text.readline(MAX_LINE + 1)


def _records(feed: Feed, delimiter: str, account: RowTally, above: int, before: int) -> Iterator[tuple[int, list[str]]]:
    """Rows as lists; `account` counts each, and those that cannot be parsed. The row behind `above` gives the width."""
    for _ in range(before):
        next(feed, None)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    width = 0
    while True:
        line = feed.begin()
        try:
            row, reason = _parsed(reader, feed)
        except StopIteration:
            return
        if not reason and _ran_on(row, width, feed):
            reason = _UNCLOSED
        if reason:
            account.rows += 1
            account.skip(line, reason)
            # a quote that is not closed takes the rows below with it: all but its own line are read again
            feed.retry()
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
        elif any(row):
            if above:
                above -= 1
            else:
                width = width or len(row)
            account.rows += 1
            yield line, row


def _ran_on(row: Sequence[str], width: int, feed: Feed) -> bool:
    """Whether a row of several lines has another width than the first: an open quote took further rows with it."""
    return bool(width) and len(row) != width and len(feed.taken) > 1


def _parsed(reader: Iterator[list[str]], feed: Feed) -> tuple[list[str], str]:
    """The next row, or why it is none."""
    try:
        return next(reader), ""
    except OpenRow:
        return [], "longer than a row may be" if len(feed.taken) == 1 else _UNCLOSED
    except csv.Error:
        return [], _UNCLOSED if len(feed.taken) > 1 or _odd(feed.taken) else "quotes amiss"


def _odd(taken: list[str]) -> bool:
    return bool(taken) and taken[0].count('"') % 2 == 1


def _whole(
    records: Iterator[tuple[int, list[str]]], table: TableReader, text: TextIOWrapper
) -> Iterator[tuple[int, list[str]]]:
    """Rows as wide as the header, of characters that can be kept."""
    width = len(table.columns)
    with text:
        for line, found in records:
            row = _cut(found, width)
            if len(row) != width:
                table.account.skip(line, f"{len(row)} fields where the header has {width}")
                continue
            joined = "".join(row)
            if not joined.isascii() or "\x00" in joined:
                if "\ufffd" in joined or SURROGATE.search(joined):
                    table.account.skip(line, "holds a byte that is no character")
                    continue
                row = [composed(value) for value in row]
            if "'" in joined:
                row = list(map(unguarded, row))
            yield line, row


def _cut(row: list[str], width: int) -> list[str]:
    """A row without what reaches beyond the heading, where that is empty."""
    return row[:width] if len(row) > width and not any(row[width:]) else row


def _names(row: list[str], table: TableReader, file: str) -> tuple[str, ...]:
    if len(row) > MAX_COLUMNS:
        raise BadInput(f"{len(row):,} columns", hint=f"at most {MAX_COLUMNS:,}", file=file, line=1)
    while row and not row[-1].strip():
        row.pop()
    names, twice = headings.unique_names([composed(raw) for raw in row])
    if any(map(SURROGATE.search, names)):
        raise BadInput("the header holds what is no character", hint="is it a text file?", file=file, line=1)
    table.notes += twice
    return names
