"""The first list of a workbook, row by row, without believing the size it claims to have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading import archives, headings
from grcdesk.importers.reading.job import ReadingJob

MAX_CELLS = 1_000_000
MAX_COLUMNS = 1000
_BOOK = "(what a workbook holds beside its rows)"
"""Comments, further sheets, texts nobody sees: a workbook itself is never kept of an evidence list."""
_EMPTY_ROWS = 1000
"""Empty rows after which a sheet is taken to have ended."""
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
    looked = ReadingJob(job.path, job.name, job.size)
    try:
        next(records(looked), None)
        return looked.header
    finally:
        looked.close()


def records(job: ReadingJob) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of the first sheet that holds a list, by row number; titles above its heading are passed over, and told.

    Raises:
        BadInput: when it is no workbook, or larger than may be.
    """
    names = archives.check(job.path)
    job.form = "workbook"
    job.drop(_BOOK)
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
        yield from _rows(job, _chosen(job, book))
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


def _chosen(job: ReadingJob, book: Any) -> Any:
    """The first sheet that holds a list; covers before it are passed over, and told."""
    pages = book.worksheets
    for page in pages:
        page.reset_dimensions()
    page = next((page for page in pages if headings.is_list(_first(page))), pages[0])
    if len(pages) > 1:
        place = pages.index(page) + 1
        which = "the first" if place == 1 else f"sheet {place}"
        before = "; those before it hold no list" if place > 1 else ""
        job.note(f"only {which} of {len(pages)} sheets was read{before}")
    if page.sheet_state != "visible":
        job.note("the sheet that was read is hidden in the workbook")
    return page


def _first(page: Any) -> list[tuple[Any, ...]]:
    """The first rows of a sheet that hold something."""
    rows = (row for row in islice(page.iter_rows(values_only=True), _EMPTY_ROWS) if any(one is not None for one in row))
    return list(islice(rows, headings.LOOKED_AT))


def _rows(job: ReadingJob, sheet: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    above = headings.find_heading(_first(sheet))
    header: list[str] = []
    cells = empty = passed = 0
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
        if passed < above:
            passed += 1
            continue
        if not header:
            header = _header(job, values, number)
            if above:
                job.note(headings.told_heading(number, above))
            continue
        job.account.rows += 1
        if len(values) > len(header):
            job.account.skip(number, f"{len(values)} fields where the header has {len(header)}")
            continue
        values += [None] * (len(header) - len(values))
        yield number, dict(zip(header, map(_plain, values), strict=True))


def _header(job: ReadingJob, values: list[Any], number: int) -> list[str]:
    if len(values) > MAX_COLUMNS:
        raise BadInput(f"holds {len(values):,} columns", hint=f"at most {MAX_COLUMNS:,}", file=job.name, line=number)
    found = [str(value).strip() if value is not None else f"column {place}" for place, value in enumerate(values, 1)]
    if len(set(found)) != len(found):
        raise BadInput("two columns have the same name", hint="rename one of them", file=job.name, line=number)
    job.header = tuple(found)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
