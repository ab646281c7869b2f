"""Lines of delimited text for the parser; and many of them at once, where there is nothing to think about in any."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from grcdesk.importers.reading.books.cells import unguarded
from grcdesk.importers.reading.tally import RowTally
from grcdesk.importers.reading.totals import is_total, may_be_totals
from grcdesk.text import composed

MAX_LINE = 1 << 20
"""Characters of one line, and of one row."""
MAX_SPAN = 100
"""Lines one row may run over; a quote that stays open longer was never meant to."""
SURROGATE = re.compile("[\ud800-\udfff\x00]")
"""Signs that are no characters."""
_TOGETHER = 1 << 17
"""Characters of lines that are looked at together: few enough that what is made of them stays near the processor."""
Columns = dict[str, Sequence[Any]]
"""Path → its value in every row, None where a row has none."""
Stretch = tuple[Sequence[int], list[dict[str, Any]] | Columns]
"""Rows by their lines, many at a time: as records, or column after column."""
Row = TypeVar("Row")


class OpenRow(Exception):
    """A quote was opened and not closed within reason."""


class Feed:
    """Lines for the parser, which can be given back when a row turns out to be none."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.back = lines, deque[str]()
        self.taken: list[str] = []
        self.size = 0
        self.line = 0

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self.lines)
        self.taken.append(line)
        self.size += len(line)
        self.line += 1
        if len(self.taken) > MAX_SPAN or self.size > MAX_LINE:
            raise OpenRow
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

    def ahead(self) -> list[str]:
        """The next lines, as many as are looked at together."""
        found, size = [], 0
        for line in self.lines:
            found.append(line)
            size += len(line)
            if size >= _TOGETHER:
                break
        return found


class PlainRows:
    """Takes lines from the feed of a table before its parser does, where they are plain; the others are left to it."""

    def __init__(self, feed: Feed, delimiter: str) -> None:
        self.feed, self.delimiter = feed, delimiter
        self.ended = False
        self._open = 0
        """Rows that were parsed and not handed on yet, for they may add the others up."""

    def taken(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows; each is open now."""
        for row in rows:
            self._open += 1
            yield row

    def passed(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows; each is no longer open."""
        for row in rows:
            self._open -= 1
            yield row

    def until_read(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Rows by the parser, until it has read what was left to it."""
        for row in rows:
            yield row
            if not self.feed.back and not self._open:
                return
        self.ended = True

    def take(self, width: int, account: RowTally) -> tuple[Sequence[int], list[Sequence[str]]]:
        """The next lines by number, column by column; no columns where the parser has to read them."""
        feed = self.feed
        if feed.back:
            return (), []
        lines = feed.ahead()
        found = _columns(lines, self.delimiter, width)
        if not found:
            feed.back.extend(lines)
            return (), []
        first, feed.line = feed.line + 1, feed.line + len(lines)
        account.rows += len(lines)
        return range(first, feed.line + 1), found


def _columns(lines: list[str], delimiter: str, width: int) -> list[Sequence[str]]:
    """Lines column by column; nothing unless each is a whole row of characters that are kept as they stand."""
    text = "".join(lines)
    if not lines or not _is_plain(text) or max(map(len, lines)) > MAX_LINE:
        return []
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    # a row of several lines, and one that is not closed, leaves fewer rows than lines
    if len(rows) != len(lines) or set(map(len, rows)) != {width}:
        return []
    columns: list[Sequence[str]] = list(zip(*rows, strict=True))
    if _may_hold_no_row(rows, columns):
        return []
    return [list(map(unguarded, values)) for values in columns] if "'" in text else columns


def _may_hold_no_row(rows: list[list[str]], columns: list[Sequence[str]]) -> bool:
    """Whether one of them may be no row of the list: a line of nothing, or one of totals."""
    if all("" in values for values in columns):
        return True
    return len(columns) > 1 and may_be_totals(columns[0]) and any(map(is_total, rows))


def _is_plain(text: str) -> bool:
    if "\x00" in text:
        return False
    return text.isascii() or not ("\ufffd" in text or SURROGATE.search(text) or composed(text) != text)
