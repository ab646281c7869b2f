"""Rows of a table file, be it delimited text or a sheet of a workbook: whole, hashed, within limits."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.days.forms import EXCEL
from grcdesk.importers.reading.headings import Knows
from grcdesk.importers.reading.tables import open_table

MAX_SIZE = 64 << 20
_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass
class WholeTable:
    """A table, read as a whole."""

    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    """Line in the file, and its fields."""
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    count: int = 0
    """Rows below the heading, skipped ones with them."""
    lost: int = 0
    """Rows that could not be read."""
    marks: tuple[str, ...] = ()
    """Signs that it is a page of a longer list."""
    stated: int = 0
    """How many there are in all, as it says itself; 0: it does not."""
    first_day: date = EXCEL
    """Day 0 of numbers that stand for days."""
    plain: bool = False
    """Delimited text: the file holds nothing beside these columns, no titles above them either."""

    def cells(self, chosen: Mapping[str, str], wanted: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
        """The cells of some columns with their lines, by what they tell; `chosen` is what → column."""
        return {what: [(line, row[chosen[what]]) for line, row in self.rows] for what in wanted if chosen.get(what)}

    def refuse_skipped(self, file: str) -> None:
        """Refuse a list that changes something only when it is read to its last row.

        Raises:
            BadInput: naming each row that cannot be read.
        """
        if self.skipped:
            raise BadInput("cannot be read whole; nothing was changed", reasons=tuple(self.skipped), file=file)


def read_bytes(path: Path) -> tuple[bytes, str]:
    """The bytes of a regular file and their SHA-256.

    Raises:
        BadInput: when it is no regular file, too large, or cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(path), hint="give a regular file") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadInput("is not a regular file", file=str(path), hint="give the file itself, no link or pipe")
    with os.fdopen(handle, "rb") as file:
        content = file.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise BadInput(f"is larger than {MAX_SIZE >> 20} MiB", file=path.name, hint="split it by system")
    return content, hashlib.sha256(content).hexdigest()


def read_rows(
    content: bytes, name: str, *, sheet: str = "", header: int = 0, knows: Knows | None = None
) -> WholeTable:  # fmt: skip
    """The rows of a delimited text or a workbook.

    Args:
        content: the file.
        name: its name, for messages.
        sheet: of a workbook, which sheet; when empty the first whose heading is known, else that is a list, else the
            first.
        header: the row that names the columns, as a person says; 0: it is found.
        knows: tells the heading where it is known.

    Raises:
        BadInput: when it is neither, or beyond the limits.
    """
    if is_workbook(content):
        return _workbook(content, name, sheet=sheet, header=header, knows=knows)
    if content.startswith(_OLD_WORKBOOK):
        raise BadInput("is a workbook of the old kind (.xls)", hint="save it as .xlsx or CSV", file=name)
    if sheet:
        raise BadInput("has no sheets: it is delimited text", hint="leave --sheet out", file=name)
    if _holds_json(content):
        raise BadInput("is JSON; this list is read as a table", hint="save it as CSV or .xlsx", file=name)
    return _text(content, name, header, knows)


def _holds_json(content: bytes) -> bool:
    """Whether it is a JSON document, or its first line is: no heading of a table is."""
    bare = content.removeprefix(codecs.BOM_UTF8).strip()
    if bare[:1] not in (b"[", b"{"):
        return False
    for text in (bare, bare.partition(b"\n")[0]):
        try:
            return isinstance(json.loads(text), dict | list)
        except (ValueError, RecursionError):
            continue
    return False


def is_workbook(content: bytes) -> bool:
    """Whether it begins as a workbook does."""
    return content.startswith(_WORKBOOK)


def _text(content: bytes, name: str, header: int, knows: Knows | None) -> WholeTable:
    table = open_table(io.BytesIO(content), name, header=header, knows=knows)
    rows = list(table)
    return WholeTable(
        table.columns,
        rows,
        skipped=[f"line {lines}: {reason}" for reason, _, lines in table.account.skips()],
        notes=table.notes,
        count=table.account.rows,
        lost=table.account.skipped,
        plain=not (table.beside or content.removeprefix(codecs.BOM_UTF8).startswith(b"#TYPE")),
    )


def _workbook(content: bytes, name: str, *, sheet: str, header: int, knows: Knows | None) -> WholeTable:
    """A sheet as a table; a row that reaches further than the heading is left out, and told."""
    with closing(OpenBook(io.BytesIO(content), name)) as book:
        table = book.table(book.choose(sheet, knows), header=header, knows=knows)
        found = WholeTable(table.columns, [], notes=table.notes, first_day=book.first_day)
        width = len(table.columns)
        for number, values in table.rows:
            row = [cells.text(value) for value in values]
            found.count += 1
            if len(row) > width:
                found.skipped.append(f"line {number}: {len(row)} fields where the header has {width}")
                found.lost += 1
                continue
            row += [""] * (width - len(row))
            found.rows.append((number, dict(zip(table.columns, row, strict=True))))
    return found
