"""Delimited text as the list of a job: what is found out about it is told, and its days are read as its columns say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from grcdesk.importers.reading.days.forms import EXCEL, written_out
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.many.plain_rows import Stretch
from grcdesk.importers.reading.tables import TableReader, open_table


def opened(job: ReadingJob, handle: BinaryIO) -> TableReader:
    """The table in an open file.

    Raises:
        BadInput: as `open_table`.
    """
    try:
        found = open_table(handle, job.name, account=job.account, header=job.place.header)
    except BaseException:
        handle.close()
        raise
    job.form, job.header, job.first_day = f"delimited text ({found.delimiter})", found.columns, EXCEL
    return found


def rows(job: ReadingJob, table: TableReader) -> Iterator[tuple[int, dict[str, Any]]]:
    """Its rows."""
    with _told(job, table):
        if job.orders:
            yield from ((line, job.judged(row)) for line, row in table)
        else:
            yield from table


def stretches(job: ReadingJob, table: TableReader) -> Iterator[Stretch]:
    """The same, many at a time."""
    with _told(job, table):
        for lines, found in table.stretches():
            if isinstance(found, list):
                yield lines, list(map(job.judged, found))
            else:
                yield lines, found | {name: _judged(job, name, found[name]) for name in job.orders if name in found}


def _judged(job: ReadingJob, name: str, values: Sequence[str]) -> list[str]:
    """The days of a column written out, as `ReadingJob.judged` does row by row."""
    return [written_out(value, job.orders[name]) for value in values]


@contextmanager
def _told(job: ReadingJob, table: TableReader) -> Iterator[None]:
    """Note what was found out about it, some of it at its end."""
    for sentence in table.notes:
        job.note(sentence)
    yield
    for sentence in table.notes:
        job.note(sentence)
    if table.beside:
        job.drop("(rows that are none of the list)", table.beside)
