"""Opens a finished workbook once more and counts what is in it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from grcdesk.errors import Unwritable
from grcdesk.reports.workbook.tabs.front.cover import README
from grcdesk.reports.workbook.tabs.front.sources import SOURCES

_FIRST_CELL = re.compile(rb'<c r="A\d+"[^>]*(?<!/)><[vi]')
_ROWS_OF = re.compile(r"Rows of (.+)")


def check_workbook(path: Path) -> None:
    """Read the workbook back and compare the rows of each tab with what the file says of it.

    Raises:
        Unwritable: when it cannot be read, or a tab has other rows than it should.
    """
    try:
        # the file may still have its temporary name, which the library would refuse to open
        with path.open("rb") as file, zipfile.ZipFile(file) as parts:
            wrong = _wrong(load_workbook(file, read_only=True), parts)
    # a broken part is a SyntaxError, whichever of its XML readers the library uses
    except (zipfile.BadZipFile, InvalidFileException, SyntaxError, ExpatError, KeyError, ValueError, EOFError) as error:
        raise Unwritable(f"the workbook cannot be read back: {error}", hint="try again, or on another disk") from error
    if wrong:
        raise Unwritable("the workbook read back is not what was written", hint="try again", reasons=tuple(wrong))


def _wrong(book: Any, parts: zipfile.ZipFile) -> list[str]:
    found = []
    told_on = SOURCES if SOURCES in book.sheetnames else README
    for _, what, value, *_ in book[told_on].iter_rows(min_col=1, max_col=4, values_only=True):
        told = _ROWS_OF.fullmatch(what) if isinstance(what, str) else None
        if told and isinstance(value, int) and told[1] in book.sheetnames:
            number = book.sheetnames.index(told[1]) + 1  # parts of ours stand in the order of the sheets
            rows = _rows(parts.read(f"xl/worksheets/sheet{number}.xml"))
            if rows != value:
                found.append(f"{told[1]}: {value} rows on {told_on}, {rows} in the tab")
    return found


def _rows(sheet: bytes) -> int:
    """Rows with something in the first column, the header aside; the whole part must be well-formed.

    Cell objects would take twice as long as writing the workbook took.
    """
    ParserCreate().Parse(sheet, True)
    return len(_FIRST_CELL.findall(sheet)) - 1
