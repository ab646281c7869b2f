"""The first list of a workbook, row by row, without believing the size it claims to have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from grcdesk.importers.reading.books.book import OpenBook, SheetTable
from grcdesk.importers.reading.books.cells import plain
from grcdesk.importers.reading.job import ReadingJob

_BOOK = "(what a workbook holds beside its rows)"
"""Comments, further sheets, texts nobody sees: a workbook itself is never kept of an evidence list."""
_KEY = re.compile(r"(?i)(.*[_ .-])?(id|key|number|nr|no|ticket|email|e-mail|login|username|account|arn|sha|iid)")
_SURE = re.compile(r"(?i)(id|key|number|uuid|ticket[_ ]?(id|key)?|.*[_ ]id)")


def key_columns(names: Iterable[str]) -> list[str]:
    """The columns that by their names may hold keys, likeliest first."""
    listed = list(names)
    found = [name for pattern in (_SURE, _KEY) for name in listed if pattern.fullmatch(name.strip())]
    return list(dict.fromkeys(found))


def is_workbook(head: bytes) -> bool:
    """Whether a file that begins so is a workbook."""
    return head.startswith(b"PK\x03\x04") and (b"xl/" in head or b"[Content_Types].xml" in head)


def header(job: ReadingJob) -> tuple[str, ...]:
    """The columns of the first list in it; none when it holds none.

    Raises:
        BadInput: as `records`.
    """
    looked = job.again()
    try:
        next(records(looked), None)
        return looked.header
    finally:
        looked.close()


def records(job: ReadingJob) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of the sheet that holds the list, by row number; titles above its heading are passed over, and told.

    Raises:
        BadInput: when it is no workbook, or larger than may be.
    """
    job.form = "workbook"
    job.drop(_BOOK)
    job.handles.append(job.path.open("rb"))
    # the open file and not its path: in the vault it has no .xlsx to its name
    book = OpenBook(cast("BinaryIO", job.handles[-1]), job.name, job.sheets)
    if any(name.startswith("xl/externalLinks/") for name in book.names):
        job.note("the workbook links to other files; they were not looked at")
    if any(name.endswith("vbaProject.bin") for name in book.names):
        job.note("the workbook holds macros; they were not run")
    job.first_day = book.first_day
    table = book.table(book.choose(job.place.sheet), header=job.place.header)
    job.header = table.columns
    yield from _rows(job, table)
    for sentence in table.notes:
        job.note(sentence)
    book.close()


def _rows(job: ReadingJob, table: SheetTable) -> Iterator[tuple[int, dict[str, Any]]]:
    width = len(table.columns)
    for number, values in table.rows:
        job.account.rows += 1
        if len(values) > width:
            job.account.skip(number, f"{len(values)} fields where the header has {width}")
            continue
        whole = [*values, *[None] * (width - len(values))]
        yield number, job.judged(dict(zip(table.columns, map(plain, whole), strict=True)))
