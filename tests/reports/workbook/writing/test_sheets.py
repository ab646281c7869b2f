"""Where we reach into XlsxWriter it still does what it is there for."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from grcdesk.reports.workbook.writing.sheets import Page


@pytest.mark.parametrize("mode", ["in_memory", "constant_memory"])
def test_a_row_has_its_height_and_may_still_grow(mode, tmp_path):
    out = io.BytesIO()
    book = Workbook(out, {mode: True, "tmpdir": str(tmp_path)})
    sheet = book.add_worksheet("Rows", worksheet_class=Page)
    sheet.set_row(0, 33)
    sheet.write_string(0, 0, "tall")
    sheet.set_row(1, 6)
    sheet.write_string(2, 0, "as it comes")
    book.close()
    with zipfile.ZipFile(out) as parts:
        told = parts.read("xl/worksheets/sheet1.xml").decode()
    assert told.count('ht="33"') == 1
    assert "customHeight" not in told
    assert not list(tmp_path.iterdir())


def test_rows_that_wait_on_disk_are_let_go(tmp_path):
    book = Workbook(io.BytesIO(), {"constant_memory": True, "tmpdir": str(tmp_path)})
    sheet = book.add_worksheet("Rows", worksheet_class=Page)
    for row in range(5):
        sheet.write_string(row, 0, "text")
    sheet.drop_rows()
    assert sheet.row_data_fh.closed


def test_cells_stand_in_the_file_as_the_library_writes_them(tmp_path):
    def written(of, mode):
        out = io.BytesIO()
        book = Workbook(out, {mode: True, "tmpdir": str(tmp_path), "default_date_format": "yyyy-mm-dd"})
        plain = book.add_format({"bold": True, "quote_prefix": True})
        sheet = book.add_worksheet("Cells", worksheet_class=of)
        for row, look in enumerate((None, plain)):
            for column, text in enumerate(
                ("plain", "_x0041_", "a & b", "\x07", " ends ", "<r>rich</r>", "\ufffe", "\n")
            ):
                sheet.write_string(row, 20 + column, text, look)
            sheet.write_blank(row, 1, None, look)
            for column, number in enumerate((0, -1, 0.1, 1 / 3, 46_347.375, 1e21, 12_345_678_901_234_567), 2):
                sheet.write_number(row, column, number, look)
            sheet.write_formula(row, 10, "=1<2", look, "TRUE")
            sheet.write_datetime(row, 11, datetime(2026, 11, 21), look)  # noqa: DTZ001  workbooks know no zones
            sheet.write_boolean(row, 12, True, look)
            sheet.write_url(row, 13, "internal:'Cells'!A1", look, "<there>")
        book.close()
        with zipfile.ZipFile(out) as parts:
            return parts.read("xl/worksheets/sheet1.xml")

    for mode in ("in_memory", "constant_memory"):
        assert written(Page, mode) == written(Worksheet, mode), mode


def test_a_sheet_whose_rows_wait_nowhere_has_none_to_let_go():
    book = Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet("Rows", worksheet_class=Page)
    sheet.write_string(0, 0, "text")
    sheet.drop_rows()
    book.close()
