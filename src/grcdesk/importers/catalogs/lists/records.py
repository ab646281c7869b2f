"""The records of a list, be it a table, a sheet of a workbook or JSON: each with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import jsons, paging
from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.makers.signs import maker_of
from grcdesk.importers.reading.whole import tables
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.wording import join

_SHOWN = 8
_TRIED = 4096
"""Bytes that are looked at for the sign of a document that is none of these."""


@dataclass(frozen=True, slots=True)
class ListRecord:
    """One record."""

    place: str
    """`line 3`, `record 2.1`."""
    fields: dict[str, Any]

    @property
    def in_table(self) -> bool:
        """Whether it is a row of a table."""
        return self.place.startswith("line")

    def text(self, *names: str) -> str:
        """The first of these fields that is not empty, as text."""
        for name in names:
            found = get(self.fields, name)
            if isinstance(found, list):
                found = ", ".join(str(one) for one in found if not isinstance(one, dict | list))
            told = "" if found is None or isinstance(found, dict) else str(found).strip()
            if told:
                return told
        return ""


@dataclass
class RecordList:
    """All of them, and what was found out about the file."""

    file: str
    sha256: str
    records: list[ListRecord]
    columns: dict[str, str]
    """By its plain name each column or field, as it is written."""
    rows: int
    """Rows or records there are, whatever becomes of them."""
    skipped: list[str] = field(default_factory=list)
    """Rows that could not be read, with the reason."""
    notes: list[str] = field(default_factory=list)
    maker: MakerFile | None = None
    document: dict[str, Any] = field(default_factory=dict)
    """Of JSON: what stands around the list."""

    def names(self, field_name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of one of our fields: as the maker has them, else under their usual names."""
        told = self.maker.columns.get(field_name, ()) if self.maker else ()
        return told or tuple(self.columns[name] for name in usual if name in self.columns)

    @property
    def seen(self) -> str:
        """What it looks like, for an error that says what was seen."""
        if not self.rows:
            return "an empty list"
        kind = "records with" if self.document or any("record" in one.place for one in self.records[:1]) else "rows of"
        shown = [content.shown(name) for name in self.columns.values()]
        return f"{self.rows} {kind} {join([f'`{name}`' for name in shown], _SHOWN) or 'nothing'}"


def read_records(path: Path, makers: tuple[MakerFile, ...], sheet: str, known: frozenset[str]) -> RecordList:
    """Every record of a list.

    Args:
        path: the file.
        makers: those whose lists are known.
        sheet: of a workbook, which; empty: the first whose heading is known.
        known: plain names of columns that a heading of such a list has.

    Raises:
        BadInput: when it is no list, saying what was seen.
    """
    data, sha256 = tables.read_bytes(path)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        found = _objects(data, path.name, sha256, makers)
    else:
        found = _table(data, path.name, sha256, sheet, known)
        head = FileHead(b"", path.name, tuple(found.columns.values()))
        _known_maker(found, head, makers)
    return found


def _known_maker(found: RecordList, head: FileHead, makers: tuple[MakerFile, ...]) -> None:
    bears = maker_of(head, makers)
    if bears is not None:
        found.maker = bears[0]
        found.notes.insert(0, f"taken for {bears[0].maker}, {bears[0].what}: {bears[1]}")


def _table(data: bytes, name: str, sha256: str, sheet: str, known: frozenset[str]) -> RecordList:
    start = data[:_TRIED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<" or start[:5] == b"%PDF-":
        what = "XML or HTML" if start[:1] == b"<" else "a PDF"
        raise BadInput(f"is {what}, no list", hint="give a table (CSV, XLSX), JSON, or a library in YAML", file=name)

    def knows(row: Sequence[str]) -> bool:
        return len(known & {content.plain(cell) for cell in row}) > 1

    table = tables.read_rows(data, name, sheet=sheet, knows=knows)
    records = [ListRecord(f"line {number}", dict(row)) for number, row in table.rows]
    columns = {content.plain(one): one for one in table.columns if one.strip()}
    return RecordList(name, sha256, records, columns, table.count, list(table.skipped), list(table.notes))


def _objects(data: bytes, name: str, sha256: str, makers: tuple[MakerFile, ...]) -> RecordList:
    """The records of a JSON document."""
    try:
        document = jsons.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"cannot be read as JSON: {error}", hint="export it again", file=name) from None
    head = _head(document, name)
    bears = maker_of(head, makers)
    listed = _listed(document, bears[0] if bears else None)
    if listed is None:
        raise _listless(document, name)
    _refuse_page(document, listed, name)
    nested = bears[0].columns.get("parts", ()) if bears else ()
    records = list(_walk(listed, "record ", nested))
    columns: dict[str, str] = {}
    for one in records:
        columns |= {content.plain(key): key for key in one.fields}
    odd = [f"record {number}: is no object" for number, one in enumerate(listed, 1) if not isinstance(one, dict)]
    found = RecordList(name, sha256, records, columns, len(records) + len(odd), odd)
    found.document = document if isinstance(document, dict) else {}
    _known_maker(found, head, makers)
    return found


def _refuse_page(document: Any, listed: list[Any], name: str) -> None:
    """A page of a longer list would make a framework that asks for less than it does."""
    signs = paging.marks(document, len(listed)) if isinstance(document, dict) else ()
    if signs:
        told = f"is a page of a longer list: {join(list(signs), 3)}"
        raise BadInput(told, hint="export all of it; part of a catalog is none", file=name)


def _listless(document: Any, name: str) -> BadInput:
    """JSON in which no list of records is found; its keys are named."""
    keys = [f"`{content.shown(key)}`" for key in document] if isinstance(document, dict) else []
    seen = f"an object with {join(keys, _SHOWN)}" if keys else "no object"
    hint = "a JSON list of objects, one a control; or a maker file that says where it stands: records"
    return BadInput(f"is JSON, {seen}, and holds no list of records", hint=hint, file=name)


def _head(document: Any, name: str) -> FileHead:
    """The document; of a bare list one record with every field that any of them has, for a sign may not be in all."""
    if isinstance(document, list):
        every: dict[str, Any] = {}
        for one in document:
            every = (one | every) if isinstance(one, dict) else every
        document = [every]
    return FileHead(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"), name)


def _listed(document: Any, maker: MakerFile | None) -> list[Any] | None:
    """The list of records: the document, what its maker says, else the one list of objects in it."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    if maker is not None and maker.records:
        listed = get(document, maker.records)
        return listed if isinstance(listed, list) else None
    wrapped = jsons.wrapped(document)
    return wrapped if wrapped is not None else _only_list(document)


def _only_list(document: dict[str, Any]) -> list[Any] | None:
    """The list of objects within; of several none: nothing tells which is meant."""
    lists = [one for one in document.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    return lists[0] if len(lists) == 1 else None


def _walk(listed: list[Any], before: str, nested: tuple[str, ...]) -> Iterator[ListRecord]:
    """Each record, and after it those that stand within it."""
    for number, one in enumerate(listed, 1):
        if not isinstance(one, dict):
            continue
        yield ListRecord(f"{before}{number}", {key: value for key, value in one.items() if key not in nested})
        for name in nested:
            below = one.get(name)
            if isinstance(below, list):
                yield from _walk(below, f"{before}{number}.", nested)
