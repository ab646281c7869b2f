"""Headings of columns: where they stand below titles, how they are compared, and how a text parts its fields."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

_BRACKET = re.compile(r"\[[^\[\]]*\]")


def plain_heading(heading: str) -> str:
    """A heading as it is compared: `Email Address [Required]` and `email_address` are one."""
    return "".join(letter for letter in _BRACKET.sub("", heading).casefold() if letter.isalnum())


LOOKED_AT = 50
"""Rows with something in them among which the heading is looked for."""
_TITLE = 2
"""Cells that a row above the heading has at most: a title, or a name and its value."""


def find_heading(rows: Sequence[Sequence[object]]) -> int:
    """Which of the first rows of a list names its columns: the first that fills more than half of the list's width.

    Args:
        rows: rows that are not empty, from the first.
    """
    filled = [sum(not _blank(cell) for cell in row) for row in rows]
    width = _width(rows)
    for place, amount in enumerate(filled):
        if amount > max(1, width / 2):
            return place
        if amount > _TITLE:
            return 0
    return 0


def is_list(rows: Iterable[Sequence[object]]) -> bool:
    """Whether rows have columns, as a list does and a cover sheet does not."""
    return _width([row for row in rows if not all(map(_blank, row))][:LOOKED_AT]) > 1


def _width(rows: Sequence[Sequence[object]]) -> int:
    """How many columns most rows reach over."""
    reach = Counter(max((place for place, cell in enumerate(row, 1) if not _blank(cell)), default=0) for row in rows)
    return max(reach, key=lambda one: (reach[one], one), default=0)


def told_heading(line: int, above: int) -> str:
    """What is told when titles stand above the heading."""
    rows = "1 row above it is" if above == 1 else f"{above} rows above it are"
    return f"row {line} was taken for the heading; {rows} no part of the list"


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
HEAD = 1 << 16
"""Characters of a file by which it is judged."""
_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def find_encoding(handle: BinaryIO) -> str:
    """The encoding of a text file, by its mark, by zeros, or by whether it is UTF-8 to the end."""
    handle.seek(0)
    head = handle.read(HEAD)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head.count(0) * 4 > len(head):
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    block = head
    try:
        while block:
            decoder.decode(block)
            block = handle.read(_BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # one damaged byte in a UTF-8 file costs its row; a file of another encoding has little that decodes
        tried = (head if block is head else head + block).decode("utf-8", "replace")
        good = sum(1 for character in tried if character > "\x7f" and character != "\ufffd")
        return "utf-8" if good > 2 * tried.count("\ufffd") else "cp1252"
    return "utf-8"


def find_delimiter(head: str) -> str:
    """The delimiter under which most rows of the head have as many fields as its heading, and more than one."""
    best, score = ",", (0, 0)
    for delimiter in DELIMITERS:
        rows = list(_first_rows(head, delimiter))
        width = len(rows[find_heading(rows)]) if rows else 0
        if width > 1:
            found = (sum(len(row) == width for row in rows), width)
            best, score = max((best, score), (delimiter, found), key=lambda pair: pair[1])
    return best


def first_row(head: str) -> list[str]:
    """The heading, as far as the beginning of a file tells it; empty when there is none."""
    rows = list(_first_rows(head, find_delimiter(head)))
    return rows[find_heading(rows)] if rows else []


def titles_above(head: str, delimiter: str) -> int:
    """How many rows stand above the heading."""
    return find_heading(list(_first_rows(head, delimiter)))


def _first_rows(head: str, delimiter: str) -> Iterator[list[str]]:
    lines = head.splitlines()
    if len(head) >= HEAD and len(lines) > 1:
        lines.pop()  # cut off in the middle
    try:
        yield from islice((row for row in csv.reader(lines, delimiter=delimiter) if any(row)), LOOKED_AT)
    except csv.Error:
        return
