"""A list of accounts as rows, whatever form it has, and the maker whose export it is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.makers.files import makers_for
from grcdesk.importers.reading.makers.signs import maker_of
from grcdesk.importers.reading.whole import chain
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.whole.objects import is_json
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews.documents import AccountTable, read_documents
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.wording import count

READS = "accounts"
EMPTY = "an empty list proves nothing; export it again"
_HEAD = 1 << 18
"""Bytes of a file by which its maker is known."""
NamedBytes = tuple[str, bytes, str]
"""Name, content and SHA-256 of a file."""


@dataclass(frozen=True, slots=True)
class TableAsk:
    """What a person says of where the list stands."""

    told: Collection[str] = ()
    """Columns by name: they tell the heading of a sheet."""
    sheet: str = ""
    header: int = 0
    """The row that names the columns; 0: it is found."""


def read_table(files: Sequence[NamedBytes], ask: TableAsk, own: str) -> tuple[AccountTable, MakerFile | None]:
    """The rows of a list, of one file or of all its pages, and its maker; None: no maker is known by it.

    Args:
        files: the pages.
        ask: where the list stands.
        own: the folder of the desk's own maker files.

    Raises:
        BadInput: when a file cannot be read, or the pages are not all of one list.
    """
    _refuse_twice(files)
    known = makers_for(READS, Path(own) if own else None)
    name, content, _ = files[0]
    if is_json(content):
        _refuse_mixed(files)
        found = maker_of(FileHead(content[:_HEAD], name), known)
        table = read_documents([(one, data) for one, data, _ in files], found[0] if found else None)
    else:
        table = _tables(files, ask)
        found = maker_of(FileHead(b"", name, (*table.columns, *map(plain_heading, table.columns))), known)
    if not table.rows:
        why = f": {table.skipped[0]}" if table.skipped else ""
        raise BadInput(f"holds no account{why}", hint=EMPTY, file=name)
    if len(files) > 1:
        table.notes.append(f"joined from {count(len(files), 'page')}: {_manifest(files, '; ')}")
        # several files are not kept as one
        table.plain = False
    if found:
        table.notes.append(f"read as {found[0].title}: {found[1]}")
    return table, found[0] if found else None


def _refuse_twice(files: Sequence[NamedBytes]) -> None:
    """Refuse a page that is given twice: its accounts would be counted twice."""
    seen = set()
    for name, _, sha in files:
        if sha in seen:
            raise BadInput("is given twice", hint=chain.CURE, file=name)
        seen.add(sha)


def _refuse_mixed(files: Sequence[NamedBytes]) -> None:
    """Refuse tables among pages of JSON: pages of one list come from one export."""
    if not all(is_json(content) for _, content, _ in files):
        raise BadInput("pages of one list are of one form", hint="all of them JSON, or all tables", file=files[0][0])


def _tables(files: Sequence[NamedBytes], ask: TableAsk) -> AccountTable:
    """Tables one behind the other; their columns are the same."""
    found = AccountTable((), [])
    for name, content, _ in files:
        read = whole_tables.read_rows(
            content, name, sheet=ask.sheet, header=ask.header,
            knows=lambda row: account_columns.is_heading(row, ask.told),
        )  # fmt: skip
        found.first_day = read.first_day
        _refuse_other_columns(found, read, name)
        found.columns = read.columns
        # lines of further pages count on: each line of a list is named once
        start = found.count if len(files) > 1 else 0
        found.rows += [(start + line, row) for line, row in read.rows]
        found.skipped += [f"{name}: {one}" if len(files) > 1 else one for one in read.skipped]
        found.notes += [one for one in read.notes if one not in found.notes]
        found.count += read.count
        found.lost += read.lost
        found.plain = read.plain
    found.unsure = chain.UNSURE if len(files) > 1 else ""
    return found


def _refuse_other_columns(found: AccountTable, read: whole_tables.WholeTable, name: str) -> None:
    if found.columns and read.columns != found.columns:
        raise BadInput("has other columns than the page before it", hint="pages of one list have the same", file=name)


def sha256_of(files: Sequence[NamedBytes]) -> str:
    """The hash of a list: of its file, or of the lines that `sha256sum` writes of its pages."""
    if len(files) == 1:
        return files[0][2]
    return hashlib.sha256(f"{_manifest(files, chr(10))}\n".encode()).hexdigest()


def _manifest(files: Sequence[NamedBytes], between: str) -> str:
    return between.join(f"{sha}  {name}" for name, _, sha in files)


def known_to(maker: MakerFile | None) -> frozenset[str]:
    """Headings of the maker, as they are compared."""
    return (
        frozenset(plain_heading(name) for names in maker.columns.values() for name in names) if maker else frozenset()
    )
