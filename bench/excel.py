"""The workbook of a desk with 1,200 controls, against the bare writing of the same cells."""

# ruff: noqa: PLC0415, SLF001  imports are no part of what is measured
from __future__ import annotations

import io
import pickle
import time
from datetime import date
from pathlib import Path

from measure import Inside, Row

AS_OF = date(2026, 11, 21)


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    desk, cells = str(folder / "large"), str(folder / "cells.pickle")
    Inside("excel:note_cells", (desk, cells)).measure()
    return [
        Row(
            "control matrix of 1,223 controls / bare openpyxl",
            Inside("excel:ours", (desk,)),
            Inside("excel:bare", (cells,)),
            1.3,
        )
    ]


def _matrix(desk: str):
    from desks import opened

    from grcdesk.services.exports.gathering import gather

    large = opened(desk)
    listed = tuple(row for row in large.catalogs.list() if row.in_desk)
    with large.store.read() as session:
        found = gather(session, AS_OF, listed, large.paths)
    large.close()
    return found


def ours(desk: str) -> float:
    """Content to bytes."""
    from grcdesk.reports.workbook.build import matrix_workbook

    content = _matrix(desk)
    start = time.perf_counter()
    matrix_workbook(content)
    return time.perf_counter() - start


def note_cells(desk: str, path: str) -> float:
    """Keep the values of every tab, for the floor."""
    import openpyxl

    from grcdesk.reports.workbook.build import matrix_workbook

    data, _ = matrix_workbook(_matrix(desk))
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    tabs = [(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book.worksheets]
    Path(path).write_bytes(pickle.dumps(tabs))
    return 0.0


def bare(path: str) -> float:
    """The same values, each cell with one style, by the library's fastest way."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    tabs = pickle.loads(Path(path).read_bytes())
    start = time.perf_counter()
    book = openpyxl.Workbook(write_only=True)
    for title, lines in tabs:
        sheet = book.create_sheet(title)
        sample = WriteOnlyCell(sheet)
        sample.font = Font(name="Calibri", size=10)
        sample.alignment = Alignment(vertical="top", wrap_text=True)
        style = sample._style
        for line in lines:
            cells = []
            for value in line:
                if value is None:
                    cells.append(None)
                    continue
                cell = WriteOnlyCell(sheet, value)
                cell._style = style
                cells.append(cell)
            sheet.append(cells)
    book.save(io.BytesIO())
    return time.perf_counter() - start
