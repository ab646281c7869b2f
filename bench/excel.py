"""Workbooks: that of 1,200 controls and a register of 100,000 rows, against the bare writing of their cells."""

# ruff: noqa: PLC0415, SLF001, DTZ001  imports are no part of what is measured
from __future__ import annotations

import io
import pickle
import sys
import time
from datetime import date
from pathlib import Path

from measure import Inside, Row

AS_OF = date(2026, 11, 21)
_ROWS, _COLUMNS = 100_000, 12


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk, cells = str(folder / "large"), str(folder / "cells.pickle")
    matrix = str(folder / "matrix.pickle")
    Inside("excel:note_cells", (desk, matrix, cells)).measure()
    register, bare_register = Inside("excel:register"), Inside("floors.sheets:register")
    return [
        Row(
            "control matrix of 1,223 controls / bare XlsxWriter",
            Inside("excel:ours", (matrix,)),
            Inside("floors.sheets:tabs", (cells,)),
            1.3,
        ),
        Row("register of 100,000 rows / bare XlsxWriter on disk", register, bare_register, 1.2),
        Row("register of 100,000 rows, memory over that", register, bare_register, 80, "MiB"),
    ]


def note_cells(desk: str, matrix: str, path: str) -> float:
    """Keep the content, and the values of every tab for the floor."""
    import openpyxl
    from desks import opened

    from grcdesk.reports.workbook.build import matrix_workbook
    from grcdesk.services.exports.gathering import gathered

    large = opened(desk)
    found = gathered(large.exports._context, AS_OF)
    large.close()
    Path(matrix).write_bytes(pickle.dumps(found))
    data, _ = matrix_workbook(found)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    tabs = [(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book.worksheets]
    Path(path).write_bytes(pickle.dumps(tabs))
    return 0.0


def ours(matrix: str) -> float:
    """Content to bytes."""
    from grcdesk.reports.workbook.build import matrix_workbook

    content = pickle.loads(Path(matrix).read_bytes())
    start = time.perf_counter()
    matrix_workbook(content)
    return time.perf_counter() - start


def register() -> float:
    """A tab of 100,000 rows to bytes."""
    from grcdesk.reports.workbook.book import Book
    from grcdesk.reports.workbook.properties import properties
    from grcdesk.reports.workbook.tab import Tab, TabColumn
    from grcdesk.reports.workbook.writing.paper import PrintedPages

    sys.path.insert(0, str(Path(__file__).parent))
    from datetime import datetime

    from floors.sheets import register_rows

    columns = tuple(TabColumn(f"Column {number}", 10, "") for number in range(_COLUMNS))
    start = time.perf_counter()
    with Book(PrintedPages("Acme", "Judged on", "Confidential"), total=_ROWS) as book:
        book.table(book.open("Rows"), Tab("Rows", "tblRows", "", columns, register_rows(), _ROWS))
        book.finished(properties("", "", "", ("1", datetime(2026, 11, 21))))
    return time.perf_counter() - start
