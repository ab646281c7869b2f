"""The first sheet of a workbook, row by row, without believing the size it claims to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading import archives
from grcdesk.importers.reading.job import ReadingJob

MAX_CELLS = 1_000_000
MAX_COLUMNS = 1000
_EMPTY_ROWS = 1000
"""Empty rows after which a sheet is taken to have ended."""
_KEY = re.compile(r"(?i)(.*[_ .-])?(id|key|number|nr|no|ticket|email|e-mail|login|username|account|arn|sha|iid)")
_SURE = re.compile(r"(?i)(id|key|number|uuid|ticket[_ ]?(id|key)?|.*[_ ]id)")


def key_column(names: list[str]) -> str:
    """The column that most likely holds keys; empty when none looks like one."""
    for pattern in (_SURE, _KEY):
        for name in names:
            if pattern.fullmatch(name.strip()):
                return name
    return ""


def is_workbook(head: bytes) -> bool:
    """Whether a file that begins so is a workbook."""
    return head.startswith(b"PK\x03\x04") and (b"xl/" in head or b"[Content_Types].xml" in head)


def header(job: ReadingJob) -> tuple[str, ...]:
    """The columns of the first sheet; none when there is no row below them, or it cannot be read."""
    looked = ReadingJob(job.path, job.name, job.size)
    try:
        return next((tuple(record) for _, record in records(looked)), ())
    except BadInput:
        return ()  # whoever reads it whole says what is wrong
    finally:
        looked.close()


def records(job: ReadingJob) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of the first sheet by row number. The header is the first row that is not empty.

    Raises:
        BadInput: when it is no workbook, or larger than may be.
    """
    names = archives.check(job.path)
    job.form = "workbook"
    for name in names:
        if name.startswith("xl/externalLinks/"):
            job.note("the workbook links to other files; they were not looked at")
        if name.endswith("vbaProject.bin"):
            job.note("the workbook holds macros; they were not run")
    if "xl/workbook.xml" not in names:
        raise BadInput("is no workbook", hint="save it as .xlsx or .csv", file=job.name)
    import openpyxl  # noqa: PLC0415  220 ms
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415  comes with it

    job.handles.append(job.path.open("rb"))
    try:
        # the open file and not its path: in the vault it has no .xlsx to its name
        book = openpyxl.load_workbook(job.handles[-1], read_only=True, data_only=True, keep_links=False)
        if len(book.sheetnames) > 1:
            job.note(f"only the first of {len(book.sheetnames)} sheets was read")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from _rows(job, sheet)
        book.close()
    except (BadInput, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  a damaged workbook fails in any way
        if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
            what = "holds a DTD or entities, which no workbook needs"
            raise BadInput(what, hint="save it anew", file=job.name) from None
        raise BadInput(
            f"the workbook cannot be read ({type(error).__name__})", hint="save it anew", file=job.name
        ) from None


def _rows(job: ReadingJob, sheet: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    header: list[str] = []
    cells = empty = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        values = list(row)
        while values and values[-1] is None:
            values.pop()
        cells += 1 + len(values)
        if cells > MAX_CELLS:
            raise BadInput(f"holds more than {MAX_CELLS:,} cells", hint="export it as CSV", file=job.name)
        if not values:
            empty += 1
            if empty > _EMPTY_ROWS:
                job.note(f"after row {number - empty:,} come {_EMPTY_ROWS:,} empty rows: the sheet ends there for us")
                return
            continue
        empty = 0
        if not header:
            if len(values) > MAX_COLUMNS:
                raise BadInput(
                    f"holds {len(values):,} columns", hint=f"at most {MAX_COLUMNS:,}", file=job.name, line=number
                )
            header = [
                str(value).strip() if value is not None else f"column {place}" for place, value in enumerate(values, 1)
            ]
            if len(set(header)) != len(header):
                raise BadInput("two columns have the same name", hint="rename one of them", file=job.name, line=number)
            continue
        job.account.rows += 1
        if len(values) > len(header):
            job.account.skip(number, f"{len(values)} fields where the header has {len(header)}")
            continue
        values += [None] * (len(header) - len(values))
        yield number, dict(zip(header, map(_plain, values), strict=True))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
