"""Rows of a table file, be it delimited text or a sheet of a workbook: whole, hashed, within limits."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.keeping.content import shown
from grcdesk.importers.reading.headings import LOOKED_AT, find_heading, told_heading
from grcdesk.importers.reading.tables import MAX_COLUMNS, open_table
from grcdesk.importers.reading.whole import sheets as whole_sheets

MAX_SIZE = 64 << 20
MAX_UNPACKED = 300 << 20
MAX_RATIO = 200
_WORKBOOK = b"PK\x03\x04"
_TYPE_LINE = 1024
"""Bytes within which a first line that tells a type must end."""


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
    plain: bool = False
    """Delimited text: the file holds nothing beside these columns, no titles above them either."""


def read_bytes(path: Path) -> tuple[bytes, str]:
    """The bytes of a regular file and their SHA-256.

    Raises:
        BadInput: when it is no regular file, too large, or cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(path), hint="give a regular file") from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise BadInput("is not a regular file", file=str(path), hint="give the file itself, no link or pipe")
        content = file.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise BadInput(f"is larger than {MAX_SIZE >> 20} MiB", file=path.name, hint="split it by system")
    return content, hashlib.sha256(content).hexdigest()


def read_rows(content: bytes, name: str, *, sheet: str = "", knows: whole_sheets.Knows | None = None) -> WholeTable:
    """The rows of a delimited text or a workbook.

    Args:
        content: the file.
        name: its name, for messages.
        sheet: of a workbook, which sheet; when empty the first whose heading is known, else the first.
        knows: tells the heading of a sheet below titles; None: the first row that is not empty is it.

    Raises:
        BadInput: when it is neither, or beyond the limits.
    """
    return _workbook(content, name, sheet, knows) if is_workbook(content) else _text(content, name)


def is_workbook(content: bytes) -> bool:
    """Whether it begins as a workbook does."""
    return content.startswith(_WORKBOOK)


def named_values(content: bytes, name: str, sheet: str) -> dict[str, str]:
    """Names in the first column of a sheet and what stands beside them, the first of each.

    Raises:
        BadInput: when there is no such sheet.
    """
    found: dict[str, str] = {}
    for _, row in whole_sheets.read(content, name, sheet, check_archive(content, name)).lines:
        if len(row) > 1 and row[0].strip():
            found.setdefault(row[0].strip(), " ".join(row[1].split()))
    return found


def _text(content: bytes, name: str) -> WholeTable:
    content, typed = _without_type(content)
    table = open_table(io.BytesIO(content), name)
    found = WholeTable(table.columns, [], notes=[*table.notes, *typed], plain=not (typed or table.beside))
    found.rows = [(line + len(typed), row) for line, row in table]
    found.skipped = [f"line {lines}: {reason}" for reason, _, lines in table.account.skips()]
    found.lost = table.account.skipped
    found.count = table.account.rows
    return found


def _without_type(content: bytes) -> tuple[bytes, list[str]]:
    """The text without the line in which PowerShell tells a type, and a note when there was one."""
    head = content[:_TYPE_LINE]
    start = next((mark for mark in (b"\xef\xbb\xbf#TYPE ", b"#TYPE ") if head.startswith(mark)), b"")
    if not start or b"\n" not in head:
        return content, []
    return content.partition(b"\n")[2], ["the first line, #TYPE, was passed over"]


def _workbook(content: bytes, name: str, sheet: str, knows: whole_sheets.Knows | None) -> WholeTable:
    page = whole_sheets.read(content, name, sheet, check_archive(content, name), knows)
    found = _sheet(page, name)
    found.notes += page.notes
    return found


def check_archive(content: bytes, name: str) -> int:
    """What it unpacks to, in bytes."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise BadInput(f"is a damaged workbook: {error}", file=name, hint="save it again") from error
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNPACKED or size > MAX_RATIO * max(len(content), 1):
        raise BadInput("unpacks to more than a list of accounts can be", file=name, hint="save it as CSV")
    return size


def _sheet(page: whole_sheets.SheetRead, name: str) -> WholeTable:
    heading: list[str] = []
    found = WholeTable((), [], notes=[f"read from the sheet {shown(page.title)}"])
    filled = [(number, row) for number, row in page.lines if any(text.strip() for text in row)]
    above = next((place for place, (number, _) in enumerate(filled) if number == page.heading), None)
    above = find_heading([row for _, row in filled[:LOOKED_AT]]) if above is None else above
    if above:
        found.notes.append(told_heading(filled[above][0], above))
    for number, row in filled[above:]:
        if not heading:
            while row and not row[-1].strip():
                row.pop()
            heading = _unique(row, found, name)
            continue
        found.count += 1
        if any(text.strip() for text in row[len(heading) :]):
            found.skipped.append(f"line {number}: more cells than the heading")
            found.lost += 1
            continue
        padded = [*row, *[""] * (len(heading) - len(row))]
        found.rows.append((number, dict(zip(heading, padded, strict=False))))
    if not filled:
        raise BadInput("the sheet is empty", hint="export it again", file=name)
    found.columns = tuple(heading)
    return found


def _unique(row: list[str], found: WholeTable, file: str) -> list[str]:
    if len(row) > MAX_COLUMNS:
        raise BadInput(f"{len(row):,} columns", hint=f"at most {MAX_COLUMNS:,}", file=file)
    names: list[str] = []
    for place, raw in enumerate(row, 1):
        name = raw.strip() or f"column {place}"
        if name in names:
            number = 2 + sum(one.startswith(f"{name} (") for one in names)
            known = shown(name)
            found.notes.append(f"the column {known!r} stands twice; the second is read as '{known} ({number})'")
            name = f"{name} ({number})"
        names.append(name)
    return names
