"""The same cells by XlsxWriter's fastest way: one format, no heights, nothing around them."""

# ruff: noqa: PLC0415, DTZ001  imports are no part of what is measured
from __future__ import annotations

import io
import pickle
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

ROWS, COLUMNS = 100_000, 12
_WORDS = ("in place", "AI-SEC-03", "Prompt and output logging", "monthly", "Dana Reyes", "a note of a few words")


def register_rows() -> Iterator[tuple[str | int | date, ...]]:
    """Rows as a register has them: texts that come again, an id, a day, a number."""
    for row in range(ROWS):
        yield (
            *(f"EV-{row:06d}", date(2026, 1, 1 + row % 28), row),
            *(f"{_WORDS[(row + column) % len(_WORDS)]} {row % 977}" for column in range(COLUMNS - 3)),
        )


def register() -> float:
    """100,000 rows, waiting on disk."""
    from xlsxwriter import Workbook

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(io.BytesIO(), {"constant_memory": True, "tmpdir": folder})
        _write(book, "Rows", register_rows())
        book.close()
    return time.perf_counter() - start


def tabs(path: str) -> float:
    """Every tab that was noted, in memory."""
    from xlsxwriter import Workbook

    noted = pickle.loads(Path(path).read_bytes())
    start = time.perf_counter()
    book = Workbook(io.BytesIO(), {"in_memory": True})
    for title, lines in noted:
        _write(book, title, lines)
    book.close()
    return time.perf_counter() - start


def _write(book, title, lines) -> None:
    sheet = book.add_worksheet(title)
    plain = book.add_format({"font_name": "Arial", "font_size": 8, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is None:
                sheet.write_blank(row, column, None, plain)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, plain)
            elif isinstance(value, date):
                at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
                sheet.write_datetime(row, column, at, day)
            else:
                sheet.write_number(row, column, value, plain)
